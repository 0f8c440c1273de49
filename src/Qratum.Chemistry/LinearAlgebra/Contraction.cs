using System.Diagnostics;

namespace Qratum.Chemistry;

/// <summary>
/// Sums over the common indices of two tensors, as matrix products: C_iajb = Σ_kc A_iakc B_kcjb is Add(c, "iajb", 1, a, "iakc", b, "kcjb").
/// Nothing is copied beforehand: indices that are not neighbours in memory become tables of <see cref="Gemm"/>. Pieces of C go to the
/// threads; no bit depends on their number.
/// </summary>
internal sealed class Contraction(int maxThreads, CancellationToken cancellationToken)
{
    /// <summary>Multiply-adds below which a second thread does not pay.</summary>
    private const long LeastForThreads = 1L << 20;

    /// <summary>Columns that lie in one piece, from which on they are worth a product of their own.</summary>
    private const int LeastRun = 32;

    /// <summary>Pieces of C begin at a multiple of this many rows or columns: full tiles.</summary>
    private const int PieceStep = 24;

    /// <summary>c += alpha Σ a b. Every letter occurs in exactly two of the three.</summary>
    public void Add(DenseTensor c, string ofC, double alpha, DenseTensor a, string ofA, DenseTensor b, string ofB) => Run(c, ofC, alpha, a, ofA, b, ofB, 1);

    /// <summary>c = alpha Σ a b, whatever c held.</summary>
    public void Set(DenseTensor c, string ofC, double alpha, DenseTensor a, string ofA, DenseTensor b, string ofB) => Run(c, ofC, alpha, a, ofA, b, ofB, 0);

    private static string Common(string order, string other) => string.Concat(order.Where(letter => other.Contains(letter, StringComparison.Ordinal)));

    private void Run(DenseTensor c, string ofC, double alpha, DenseTensor a, string ofA, DenseTensor b, string ofB, double beta)
    {
        Debug.Assert((ofA + ofB + ofC).GroupBy(letter => letter).All(group => group.Count() == 2), "Every letter occurs twice.");
        // The last index of C belongs to B, so that the rows of the product are written in one piece where they can be.
        if (ofC.Length > 0 && ofA.Contains(ofC[^1], StringComparison.Ordinal)) (a, ofA, b, ofB) = (b, ofB, a, ofA);
        var (rows, columns) = (Common(ofC, ofA), Common(ofC, ofB));
        var sum = b.Data.Length > a.Data.Length ? Common(ofB, ofA) : Common(ofA, ofB);
        var run = RunOf(c, ofC, b, ofB, columns);
        if (run == 0)
        {
            Product(alpha, new Axis(a, ofA, rows), new Axis(a, ofA, sum), a, new Axis(b, ofB, sum), new Axis(b, ofB, columns), b, beta, new Axis(c, ofC, rows), new Axis(c, ofC, columns), c);
            return;
        }

        // One product for each of the leading column indices: rows of B and C are then read and written in one piece.
        var (outer, inner) = (columns[..run], columns[run..]);
        var (bOuter, cOuter) = (new Axis(b, ofB, outer), new Axis(c, ofC, outer));
        var (aRows, aSum, bSum, bInner, cRows, cInner) = (
            new Axis(a, ofA, rows), new Axis(a, ofA, sum), new Axis(b, ofB, sum), new Axis(b, ofB, inner), new Axis(c, ofC, rows), new Axis(c, ofC, inner));
        for (var part = 0; part < bOuter.Length; part++)
            Product(alpha, aRows, aSum, a, bSum, bInner.At(bOuter[part]), b, beta, cRows, cInner.At(cOuter[part]), c);
    }

    /// <summary>
    /// Number of leading column indices after which the rest lies in one piece in both tensors; 0 where all do, or where the pieces are too
    /// short to be worth it.
    /// </summary>
    private static int RunOf(DenseTensor c, string ofC, DenseTensor b, string ofB, string columns)
    {
        for (var first = 0; first < columns.Length; first++)
        {
            var inner = columns[first..];
            var (inB, inC) = (new Axis(b, ofB, inner), new Axis(c, ofC, inner));
            if (inB.Table.IsEmpty && inC.Table.IsEmpty && inB.Stride == 1 && inC.Stride == 1) return inB.Length >= LeastRun ? first : 0;
        }

        return 0;
    }

    private void Product(
        double alpha, Axis aRows, Axis aSum, DenseTensor a, Axis bSum, Axis bColumns, DenseTensor b, double beta, Axis cRows, Axis cColumns, DenseTensor c)
    {
        Debug.Assert(aRows.Length == cRows.Length && bColumns.Length == cColumns.Length && aSum.Length == bSum.Length, "The lengths fit.");
        cancellationToken.ThrowIfCancellationRequested();
        var work = (long)aRows.Length * bColumns.Length * aSum.Length;
        var byRows = aRows.Length >= bColumns.Length;
        var length = byRows ? aRows.Length : bColumns.Length;
        var threads = work < LeastForThreads ? 1 : maxThreads < 0 ? Environment.ProcessorCount : maxThreads;
        var pieces = Math.Clamp(length / PieceStep, 1, threads);
        Threads.For(pieces, maxThreads, piece =>
        {
            var (first, end) = (Bound(piece), Bound(piece + 1));
            var (ar, cr) = byRows ? (aRows.Slice(first, end - first), cRows.Slice(first, end - first)) : (aRows, cRows);
            var (bc, cc) = byRows ? (bColumns, cColumns) : (bColumns.Slice(first, end - first), cColumns.Slice(first, end - first));
            Gemm.Multiply(alpha, View(a, ar, aSum), View(b, bSum, bc), beta, new MatrixTarget(c.Data.AsSpan(cr.First + cc.First), View(c, cr, cc)));
        }, cancellationToken);

        int Bound(int piece) => piece == pieces ? length : (int)((long)length * piece / pieces / PieceStep * PieceStep);
    }

    private static MatrixView View(DenseTensor tensor, Axis rows, Axis columns) => new(
        tensor.Data.AsSpan(rows.First + columns.First), rows.Length, columns.Length, rows.Stride, columns.Stride, rows.Table, columns.Table);

    /// <summary>Several indices of a tensor read as one.</summary>
    private readonly struct Axis
    {
        private readonly int[] _table;
        private readonly int _from;

        public Axis(DenseTensor tensor, string letters, string chosen)
        {
            (Length, Stride, _table, _from) = (1, 1, [], 0);
            var isUniform = true;
            for (var k = chosen.Length - 1; k >= 0; k--)
            {
                var index = letters.IndexOf(chosen[k], StringComparison.Ordinal);
                var (length, stride) = (tensor.Lengths[index], tensor.Strides[index]);
                if (length == 1) continue;
                if (Length == 1) Stride = stride;
                isUniform &= stride == Stride * Length;
                Length *= length;
            }

            for (var k = 0; k < chosen.Length; k++)
            {
                if (tensor.Lengths[letters.IndexOf(chosen[k], StringComparison.Ordinal)] == 0) Length = 0;
            }

            if (!isUniform && Length > 0) (_table, Stride) = (TableOf(tensor, letters, chosen), 0);
        }

        private Axis(Axis whole, int first, int length)
        {
            (Length, Stride, _table) = (length, whole.Stride, whole._table);
            (First, _from) = _table.Length == 0 ? (whole.First + (first * Stride), 0) : (whole.First, whole._from + first);
        }

        private Axis(Axis whole, int place) => (Length, Stride, First, _table, _from) = (whole.Length, whole.Stride, whole.First + place, whole._table, whole._from);

        public int Length { get; }

        public int Stride { get; }

        /// <summary>Place of the first entry where a stride is used.</summary>
        public int First { get; }

        public ReadOnlySpan<int> Table => _table.Length == 0 ? [] : _table.AsSpan(_from, Length);

        /// <summary>Place of an entry.</summary>
        public int this[int index] => First + (_table.Length == 0 ? index * Stride : _table[_from + index]);

        /// <summary>The same somewhere else.</summary>
        public Axis At(int place) => new(this, place);

        public Axis Slice(int first, int length) => new(this, first, length);

        private static int[] TableOf(DenseTensor tensor, string letters, string chosen)
        {
            int[] table = [0];
            foreach (var letter in chosen)
            {
                var index = letters.IndexOf(letter, StringComparison.Ordinal);
                var (length, stride) = (tensor.Lengths[index], tensor.Strides[index]);
                var next = new int[table.Length * length];
                for (var i = 0; i < table.Length; i++)
                for (var j = 0; j < length; j++)
                    next[(i * length) + j] = table[i] + (j * stride);
                table = next;
            }

            return table;
        }
    }
}
