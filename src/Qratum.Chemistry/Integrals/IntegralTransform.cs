using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>Integrals over a window of orbitals, the frozen ones below it folded in.</summary>
/// <param name="OrbitalCount">Number of orbitals m in the window.</param>
/// <param name="FrozenEnergy">Electronic energy of the frozen orbitals alone, hartree; without nuclear repulsion.</param>
/// <param name="OneElectron">h_pq with the field of the frozen orbitals, m × m row-major.</param>
/// <param name="PackedRepulsion">Chemists' (pq|rs), each once: p ≥ q, r ≥ s, pq ≥ rs at pq(pq+1)/2 + rs with pq = p(p+1)/2 + q.</param>
internal sealed record TransformedIntegrals(int OrbitalCount, double FrozenEnergy, double[] OneElectron, double[] PackedRepulsion);

/// <summary>From atomic functions to orbitals: (pq|rs) = Σ C_ip C_jq C_kr C_ls (ij|kl), one index pair after the other.</summary>
internal static class IntegralTransform
{
    /// <summary>Orbitals from which on a triangle is done in two pieces.</summary>
    private const int LeastForPieces = 32;

    /// <summary>Transforms to the orbitals first..first+count-1. O(n⁴ m + n³ m²) time for n functions.</summary>
    /// <param name="integrals">The integrals over n atomic functions.</param>
    /// <param name="coefficients">Row-major n × orbitals.</param>
    /// <param name="firstOrbital">First orbital of the window, from 0.</param>
    /// <param name="count">Number of orbitals m of the window.</param>
    /// <param name="frozen">The first so many orbitals are doubly occupied and folded into core energy and h.</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window does not lie above the frozen orbitals and within all of them.</exception>
    /// <exception cref="InsufficientMemoryException">The result does not fit; the message says how many bytes it needs.</exception>
    public static TransformedIntegrals Transform(
        AtomicIntegrals integrals, double[] coefficients, int firstOrbital, int count, int frozen,
        int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        var n = integrals.FunctionCount;
        var all = coefficients.Length / n;
        ArgumentOutOfRangeException.ThrowIfNegative(frozen);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstOrbital, frozen);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, all - firstOrbital);
        MemoryCheck.ThrowIfAbsent(
            PackedSymmetric.Count(PackedSymmetric.Count(count)) + ((Int128)PackedSymmetric.Count(count) * PackedSymmetric.Count(n)),
            string.Create(CultureInfo.InvariantCulture, $"The integrals over {count} orbitals"));
        var window = MatrixView.RowMajor(coefficients, n, all).Slice(firstOrbital, count);

        var core = (double[])integrals.CoreHamiltonian.Clone();
        var energy = 0.0;
        if (frozen > 0)
        {
            var density = new double[n * n];
            var c = MatrixView.RowMajor(coefficients, n, all).Slice(0, frozen);
            Gemm.Multiply(c, c.Transposed, density);
            TensorPrimitives.Multiply(density, 2, density);
            AddField(integrals.CreateFields(maxThreads), density, core, cancellationToken);
            energy = 0.5 * (TensorPrimitives.Dot<double>(density, integrals.CoreHamiltonian) + TensorPrimitives.Dot<double>(density, core));
        }

        var one = new double[count * count];
        Congruence(core, n, window, window, new double[count * n], one);
        var two = Packed(integrals, coefficients, all, firstOrbital, count, maxThreads, cancellationToken);
        return new TransformedIntegrals(count, energy, one, two);
    }

    /// <summary>core += J(D) - K(D)/2.</summary>
    private static void AddField(IFieldBuilder fields, double[] density, double[] core, CancellationToken cancellationToken)
    {
        var (coulomb, exchange) = (new double[density.Length], new double[density.Length]);
        fields.Build([density], [coulomb], [density], [exchange], cancellationToken);
        for (var k = 0; k < core.Length; k++) core[k] += coulomb[k] - (0.5 * exchange[k]);
    }

    /// <summary>
    /// First half: for orbitals a of one window and b of another, entry a·|b| + b of the result holds (ab|kl) for all packed kl.
    /// Where both windows are the same, only the entries with a ≥ b are there.
    /// </summary>
    public static double[][] Half(
        AtomicIntegrals integrals, double[] coefficients, int firstA, int countA, int firstB, int countB,
        int maxThreads, CancellationToken cancellationToken)
    {
        if (integrals.Cholesky is { } vectors) return CholeskyTransform.Half(vectors, coefficients, firstA, countA, firstB, countB, maxThreads, cancellationToken);
        var (n, packed) = (integrals.FunctionCount, integrals.Packed);
        var all = coefficients.Length / n;
        var pairs = (int)PackedSymmetric.Count(n);
        var same = firstA == firstB && countA == countB;
        var half = new double[countA * countB][];
        for (var ab = 0; ab < half.Length; ab++) half[ab] = same && ab % countB > ab / countB ? [] : new double[pairs];
        Threads.For((pairs + PackedColumns.Block - 1) / PackedColumns.Block, maxThreads, () => new Work(n, countA, countB), (block, work) =>
        {
            var first = block * PackedColumns.Block;
            var count = Math.Min(PackedColumns.Block, pairs - first);
            PackedColumns.Unpack(packed, n, first, count, work.Matrices);
            var c = MatrixView.RowMajor(coefficients, n, all);
            // Middle[a, i, k] from the symmetric [i, j, k], then Results[b, a, k], of equal windows only a ≥ b.
            var wide = n * PackedColumns.Block;
            Gemm.Multiply(c.Slice(firstA, countA).Transposed, MatrixView.RowMajor(work.Matrices, n, wide), work.Middle);
            for (int b = 0, end; b < countB; b = end)
            {
                end = same ? Piece(b, countB) : countB;
                var from = same ? b : 0;
                var middle = new MatrixView(work.Middle, n, (countA - from) * PackedColumns.Block, PackedColumns.Block, 0, [], work.Columns.AsSpan(from * PackedColumns.Block));
                Gemm.Multiply(
                    1, c.Slice(firstB + b, end - b).Transposed, middle, 0,
                    new MatrixTarget(work.Results.AsSpan(((b * countA) + from) * PackedColumns.Block), end - b, middle.Columns, countA * PackedColumns.Block, 1));
            }

            for (var a = 0; a < countA; a++)
            for (var b = 0; b < countB; b++)
            {
                var row = half[(a * countB) + b];
                if (row.Length > 0) work.Results.AsSpan(((b * countA) + a) * PackedColumns.Block, count).CopyTo(row.AsSpan(first));
            }
        }, cancellationToken);
        return half;
    }

    /// <summary>result = Aᵀ M B for an n × n matrix M; |A| × |B| row-major.</summary>
    public static void Congruence(
        ReadOnlySpan<double> matrix, int n, MatrixView a, MatrixView b, Span<double> middle, Span<double> result)
    {
        if (a.Columns == 0 || b.Columns == 0) return;
        Gemm.Multiply(a.Transposed, MatrixView.RowMajor(matrix, n, n), middle);
        Gemm.Multiply(MatrixView.RowMajor(middle, a.Columns, n), b, result);
    }

    /// <summary>The repulsion integrals alone, packed, of the orbitals first..first+count-1 of all.</summary>
    public static double[] Packed(
        AtomicIntegrals integrals, double[] coefficients, int all, int first, int count, int maxThreads, CancellationToken cancellationToken)
    {
        var n = integrals.FunctionCount;
        var half = Half(integrals, coefficients, first, count, first, count, maxThreads, cancellationToken);
        var result = new double[PackedSymmetric.Count(PackedSymmetric.Count(count))];
        Threads.For(count, maxThreads, () => new Work(n, count, count), (index, work) =>
        {
            var p = count - 1 - index; // the long rows first
            for (var q = 0; q <= p; q += PackedColumns.Block) SecondHalf(p, q, Math.Min(PackedColumns.Block, p + 1 - q), work);
        }, cancellationToken);
        return result;

        // (pq|rs) for some q: Middle[q, i, r] from the symmetric [q, i, j], then Results[s, q, r ≥ s]; r ≤ p suffices.
        void SecondHalf(int p, int firstQ, int many, Work work)
        {
            var width = p + 1;
            for (var q = 0; q < many; q++) PackedColumns.UnpackOne(half[(p * count) + firstQ + q], n, work.Matrices.AsSpan(q * n * n));
            var c = MatrixView.RowMajor(coefficients, n, all).Slice(first, width);
            Gemm.Multiply(MatrixView.RowMajor(work.Matrices, many * n, n), c, work.Middle);
            for (int s = 0, end; s < width; s = end)
            {
                end = Piece(s, width);
                var used = width - s;
                var columns = work.Columns.AsSpan(0, many * used);
                for (var q = 0; q < many; q++)
                for (var r = 0; r < used; r++)
                    columns[(q * used) + r] = (q * n * width) + s + r;
                Gemm.Multiply(
                    c.Slice(s, end - s).Transposed, new MatrixView(work.Middle, n, columns.Length, width, 0, [], columns),
                    work.Results.AsSpan(0, (end - s) * columns.Length));
                for (var q = 0; q < many; q++)
                {
                    var pq = PackedSymmetric.IndexOf(p, firstQ + q);
                    var row = result.AsSpan((int)PackedSymmetric.Count(pq), pq + 1);
                    for (var r = s; r < width; r++)
                    for (var t = s; t < end && t <= r; t++)
                    {
                        var rs = PackedSymmetric.IndexOf(r, t);
                        if (rs <= pq) row[rs] = work.Results[((t - s) * columns.Length) + (q * used) + r - s];
                    }
                }
            }
        }
    }

    /// <summary>End of a piece of a triangle: two pieces save a quarter of the square, more would be slower.</summary>
    private static int Piece(int first, int count) => first == 0 && count >= LeastForPieces ? count / 2 : count;

    /// <summary>
    /// The repulsion integrals between orbitals first..first+count-1 of two sets: at pair pq of one set, a row of all pairs rs of the other.
    /// </summary>
    public static double[] Mixed(
        AtomicIntegrals integrals, double[] coefficients, double[] others, int all, int first, int count, int maxThreads, CancellationToken cancellationToken)
    {
        var n = integrals.FunctionCount;
        var pairs = (int)PackedSymmetric.Count(count);
        var half = Half(integrals, coefficients, first, count, first, count, maxThreads, cancellationToken);
        var result = new double[(long)pairs * pairs];
        Threads.For(pairs, maxThreads, () => new Work(n, count, count), (pq, work) =>
        {
            var (p, q) = PackedSymmetric.PairAt(pq);
            var c = MatrixView.RowMajor(others, n, all).Slice(first, count);
            PackedColumns.UnpackOne(half[(p * count) + q], n, work.Matrices);
            Congruence(work.Matrices.AsSpan(0, n * n), n, c, c, work.Middle, work.Results);
            var row = result.AsSpan((int)((long)pq * pairs), pairs);
            for (int r = 0, rs = 0; r < count; r++, rs += r) work.Results.AsSpan(r * count, r + 1).CopyTo(row[rs..]);
        }, cancellationToken);
        return result;
    }

    /// <summary>Working memory of one thread.</summary>
    private sealed class Work
    {
        public Work(int n, int a, int b)
        {
            (Matrices, Middle) = (new double[PackedColumns.Block * n * n], new double[PackedColumns.Block * a * n]);
            (Results, Columns) = (new double[PackedColumns.Block * a * b], new int[PackedColumns.Block * a]);
            for (var i = 0; i < Columns.Length; i++) Columns[i] = (i / PackedColumns.Block * n * PackedColumns.Block) + (i % PackedColumns.Block);
        }

        public double[] Matrices { get; }

        public double[] Middle { get; }

        public double[] Results { get; }

        /// <summary>Where the columns of Middle begin; in the first half, of [a, i, k] those (a, k).</summary>
        public int[] Columns { get; }
    }
}
