using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// The repulsion as a sum of squares, (ij|kl) ≈ Σ_P L_ij,P L_kl,P: a pivoted Cholesky decomposition of the matrix over pairs of functions, whose columns are
/// computed as they are needed. No integral is off by more than the tolerance.
/// </summary>
/// <remarks>
/// N. H. F. Beebe, J. Linderberg, Int. J. Quantum Chem. 12, 683 (1977); in rounds of several columns: H. Koch, A. Sánchez de Merás, T. B. Pedersen,
/// J. Chem. Phys. 118, 9481 (2003). By the inequality of Cauchy and Schwarz the largest remainder of the diagonal bounds every remainder. With M vectors of n(n + 1)/2
/// numbers the decomposition takes O(n² M²) multiply-adds and O(n² M) integrals and memory; M is 5 to 12 n.
/// </remarks>
internal sealed class CholeskyIntegrals
{
    /// <summary>Columns of one round, about: so many integrals are made at once.</summary>
    private const int ColumnsOfRound = 128;

    /// <summary>A round takes pivots down to this fraction of the largest remainder.</summary>
    private const double Span = 0.01;

    /// <summary>Pairs of functions whose columns one thread updates at a time.</summary>
    private const int Piece = 4096;

    private readonly List<Chunk> _chunks = [];

    private CholeskyIntegrals(int functionCount, double tolerance) => (FunctionCount, Tolerance) = (functionCount, tolerance);

    /// <summary>Number of functions n.</summary>
    public int FunctionCount { get; }

    /// <summary>Largest error of an integral, hartree.</summary>
    public double Tolerance { get; }

    /// <summary>Number of vectors M.</summary>
    public int Count { get; private set; }

    /// <summary>The vectors in the order of their pivots, some at a time.</summary>
    public IReadOnlyList<Chunk> Chunks => _chunks;

    /// <summary>Packed pairs of functions, n(n + 1)/2.</summary>
    public int PairCount => (int)PackedSymmetric.Count(FunctionCount);

    /// <summary>Decomposes; the same bits for any number of threads.</summary>
    /// <exception cref="InsufficientMemoryException">The vectors so far and the next round do not fit; the message holds the bytes.</exception>
    public static CholeskyIntegrals Decompose(BasisFunctions basis, double tolerance, int threads, CancellationToken cancellationToken)
    {
        var result = new CholeskyIntegrals(basis.Count, tolerance);
        var groups = Repulsion.Groups(ContractionFamily.Group(basis.Shells));
        var diagonal = Diagonal(groups, result.PairCount);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var largest = diagonal.Max();
            if (largest <= tolerance) return result;
            var least = Math.Max(Span * largest, tolerance);
            result.Round(groups, Choose(groups, diagonal, least), diagonal, least, threads, cancellationToken);
        }
    }

    /// <summary>(ij|kl) of packed pairs.</summary>
    public double Of(int ij, int kl)
    {
        var sum = 0.0;
        foreach (var chunk in _chunks)
        {
            for (var p = 0; p < chunk.Count; p++) sum += chunk.Data[(p * PairCount) + ij] * chunk.Data[(p * PairCount) + kl];
        }

        return sum;
    }

    private static double[] Diagonal(PairGroup[] groups, int pairs)
    {
        var kernel = new RepulsionKernel();
        var sink = new DiagonalSink(new double[pairs]);
        foreach (var group in groups)
        {
            for (var k = 0; k < group.Pairs.Length; k++) kernel.Evaluate(group.Pairs[k], group, k, k + 1, negligible: 0, ref sink);
        }

        return sink.Diagonal;
    }

    /// <summary>The pairs of families with the largest remainders, and their pairs of functions above a bound.</summary>
    private static List<(HermitePair Pair, int[] Rows)> Choose(PairGroup[] groups, double[] diagonal, double least)
    {
        var chosen = new List<(HermitePair, int[])>();
        var columns = 0;
        foreach (var pair in groups.SelectMany(g => g.Pairs).OrderByDescending(p => p.PackedIndices.Max(ij => diagonal[ij])))
        {
            int[] rows = [.. Enumerable.Range(0, pair.PackedIndices.Length).Where(r => diagonal[pair.PackedIndices[r]] >= least)];
            if (rows.Length == 0 || (columns > 0 && columns + rows.Length > ColumnsOfRound)) break;
            chosen.Add((pair, rows));
            columns += rows.Length;
        }

        return chosen;
    }

    /// <summary>Computes the columns of some pivots, takes from them what the vectors hold already, and makes vectors of the rest.</summary>
    private void Round(
        PairGroup[] groups, List<(HermitePair Pair, int[] Rows)> chosen, double[] diagonal, double least, int threads, CancellationToken cancellationToken)
    {
        var pairs = PairCount;
        int[] pivots = [.. chosen.SelectMany(c => c.Rows.Select(r => c.Pair.PackedIndices[r]))];
        MemoryCheck.ThrowIfAbsent((Int128)pivots.Length * pairs, string.Create(CultureInfo.InvariantCulture, $"{pivots.Length} columns of the integrals of {FunctionCount} basis functions"));
        MemoryCheck.ThrowIfAbsent(
            ((Int128)Count + (2 * pivots.Length)) * pairs,
            string.Create(CultureInfo.InvariantCulture, $"{Count + pivots.Length} Cholesky vectors of {FunctionCount} basis functions"), isOneArray: false);
        var columns = new double[pivots.Length * pairs];
        int[] starts = [.. chosen.Select((_, k) => chosen.Take(k).Sum(c => c.Rows.Length))];
        Threads.For(chosen.Count, threads, static () => new RepulsionKernel(), (k, kernel) =>
        {
            var (pair, rows) = chosen[k];
            var sink = new ColumnSink(columns, pairs, starts[k], rows);
            foreach (var group in groups)
                kernel.Evaluate(pair, group, 0, group.EndOfSignificant(0, Repulsion.Negligible / pair.Schwarz), RepulsionKernel.NegligiblePrimitives, ref sink);
        }, cancellationToken);
        Threads.For((pairs + Piece - 1) / Piece, threads, piece => TakeKnown(columns, pivots, piece * Piece, Math.Min(Piece, pairs - (piece * Piece))), cancellationToken);
        Append(columns, pivots, diagonal, least);
    }

    /// <summary>columns[q, ij] -= Σ_P L_q,P L_ij,P for some ij.</summary>
    private void TakeKnown(double[] columns, int[] pivots, int first, int count)
    {
        var pairs = PairCount;
        foreach (var chunk in _chunks)
        {
            // The rows of pivots are columns of the chunk.
            var atPivots = new MatrixView(chunk.Data, chunk.Count, pivots.Length, pairs, 0, [], pivots).Transposed;
            var atPairs = new MatrixView(chunk.Data.AsSpan(first), chunk.Count, count, pairs, 1);
            Gemm.Multiply(-1, atPivots, atPairs, 1, new MatrixTarget(columns.AsSpan(first), pivots.Length, count, pairs, 1));
        }
    }

    private void Append(double[] columns, int[] pivots, double[] diagonal, double least)
    {
        var pairs = PairCount;
        var waiting = Enumerable.Range(0, pivots.Length).ToList();
        var made = new List<int>();
        while (waiting.Count > 0)
        {
            var best = waiting.MaxBy(q => diagonal[pivots[q]]);
            if (diagonal[pivots[best]] < least) break;
            waiting.Remove(best);
            made.Add(best);
            var vector = columns.AsSpan(best * pairs, pairs);
            TensorPrimitives.Multiply(vector, 1 / Math.Sqrt(diagonal[pivots[best]]), vector);
            foreach (var q in waiting)
            {
                var other = columns.AsSpan(q * pairs, pairs);
                TensorPrimitives.MultiplyAdd(vector, -vector[pivots[q]], other, other);
            }

            for (var ij = 0; ij < pairs; ij++) diagonal[ij] = Math.Max(0, diagonal[ij] - (vector[ij] * vector[ij]));
            diagonal[pivots[best]] = 0;
        }

        var data = new double[made.Count * pairs];
        for (var p = 0; p < made.Count; p++) columns.AsSpan(made[p] * pairs, pairs).CopyTo(data.AsSpan(p * pairs));
        _chunks.Add(new Chunk(Count, made.Count, data));
        Count += made.Count;
    }

    /// <summary>Some vectors: number Count from First on, row-major Count × pairs.</summary>
    internal sealed record Chunk(int First, int Count, double[] Data);

    private readonly struct DiagonalSink(double[] diagonal) : IRepulsionSink
    {
        public double[] Diagonal => diagonal;

        public void Accept(HermitePair bra, HermitePair ket, ReadOnlySpan<double> values)
        {
            var rows = bra.PackedIndices.Length;
            for (var r = 0; r < rows; r++) diagonal[bra.PackedIndices[r]] = Math.Max(0, values[(r * rows) + r]);
        }
    }

    private readonly struct ColumnSink(double[] columns, int pairs, int start, int[] rows) : IRepulsionSink
    {
        public void Accept(HermitePair bra, HermitePair ket, ReadOnlySpan<double> values)
        {
            var indices = ket.PackedIndices;
            for (var q = 0; q < rows.Length; q++)
            {
                var column = columns.AsSpan((start + q) * pairs, pairs);
                var row = values.Slice(rows[q] * indices.Length, indices.Length);
                for (var k = 0; k < indices.Length; k++) column[indices[k]] = row[k];
            }
        }
    }
}
