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
        var product = new MatrixProduct();

        var core = (double[])integrals.CoreHamiltonian.Clone();
        var energy = 0.0;
        if (frozen > 0)
        {
            var density = new double[n * n];
            var c = MatrixView.RowMajor(coefficients, n, all).Slice(0, frozen);
            product.Multiply(c, c.Transposed, density);
            TensorPrimitives.Multiply(density, 2, density);
            new FockBuilder(integrals, maxThreads).Build(density, core, cancellationToken);
            energy = 0.5 * (TensorPrimitives.Dot<double>(density, integrals.CoreHamiltonian) + TensorPrimitives.Dot<double>(density, core));
        }

        var one = new double[count * count];
        Congruence(product, core, n, window, window, new double[count * n], one);
        var two = Packed(integrals, coefficients, all, firstOrbital, count, maxThreads, cancellationToken);
        return new TransformedIntegrals(count, energy, one, two);
    }

    /// <summary>
    /// First half: for orbitals a of one window and b of another, entry a·|b| + b of the result holds (ab|kl) for all packed kl.
    /// Where both windows are the same, only the entries with a ≥ b are there.
    /// </summary>
    public static double[][] Half(
        AtomicIntegrals integrals, double[] coefficients, int firstA, int countA, int firstB, int countB,
        int maxThreads, CancellationToken cancellationToken)
    {
        var n = integrals.FunctionCount;
        var all = coefficients.Length / n;
        var pairs = (int)PackedSymmetric.Count(n);
        var same = firstA == firstB && countA == countB;
        var half = new double[countA * countB][];
        for (var ab = 0; ab < half.Length; ab++) half[ab] = same && ab % countB > ab / countB ? [] : new double[pairs];
        Threads.For((pairs + PackedColumns.Block - 1) / PackedColumns.Block, maxThreads, () => new Work(n, countA, countB), (block, work) =>
        {
            var first = block * PackedColumns.Block;
            var count = Math.Min(PackedColumns.Block, pairs - first);
            PackedColumns.Unpack(integrals.Packed, n, first, count, work.Matrices);
            var c = MatrixView.RowMajor(coefficients, n, all);
            var results = work.Results.AsSpan();
            for (var k = 0; k < count; k++)
            {
                var matrix = work.Matrices.AsSpan(k * n * n, n * n);
                Congruence(work.Product, matrix, n, c.Slice(firstA, countA), c.Slice(firstB, countB), work.Middle, results.Slice(k * half.Length, half.Length));
            }

            for (var ab = 0; ab < half.Length; ab++)
            {
                if (half[ab].Length == 0) continue;
                var row = half[ab].AsSpan(first, count);
                for (var k = 0; k < count; k++) row[k] = results[(k * half.Length) + ab];
            }
        }, cancellationToken);
        return half;
    }

    /// <summary>result = Aᵀ M B for an n × n matrix M; |A| × |B| row-major.</summary>
    public static void Congruence(
        MatrixProduct product, ReadOnlySpan<double> matrix, int n, MatrixView a, MatrixView b, Span<double> middle, Span<double> result)
    {
        if (a.Columns == 0 || b.Columns == 0) return;
        product.Multiply(a.Transposed, MatrixView.RowMajor(matrix, n, n), middle);
        product.Multiply(MatrixView.RowMajor(middle, a.Columns, n), b, result);
    }

    private static double[] Packed(
        AtomicIntegrals integrals, double[] coefficients, int all, int first, int count, int maxThreads, CancellationToken cancellationToken)
    {
        var n = integrals.FunctionCount;
        var half = Half(integrals, coefficients, first, count, first, count, maxThreads, cancellationToken);
        var result = new double[PackedSymmetric.Count(PackedSymmetric.Count(count))];
        Threads.For(count, maxThreads, () => new Work(n, count, count), (index, work) =>
        {
            var p = count - 1 - index; // the long rows first
            var c = MatrixView.RowMajor(coefficients, n, all).Slice(first, p + 1); // r ≤ p suffices
            var square = work.Results.AsSpan(0, (p + 1) * (p + 1));
            for (var q = 0; q <= p; q++)
            {
                PackedColumns.UnpackOne(half[(p * count) + q], n, work.Matrices);
                Congruence(work.Product, work.Matrices.AsSpan(0, n * n), n, c, c, work.Middle, square);
                var pq = PackedSymmetric.IndexOf(p, q);
                var row = result.AsSpan((int)PackedSymmetric.Count(pq), pq + 1);
                for (int r = 0, rs = 0; rs <= pq; r++)
                {
                    for (var s = 0; s <= r && rs <= pq; s++) row[rs++] = square[(r * (p + 1)) + s];
                }
            }
        }, cancellationToken);
        return result;
    }

    /// <summary>Working memory of one thread.</summary>
    private sealed class Work(int n, int a, int b)
    {
        public MatrixProduct Product { get; } = new();

        public double[] Matrices { get; } = new double[PackedColumns.Block * n * n];

        public double[] Middle { get; } = new double[a * n];

        public double[] Results { get; } = new double[PackedColumns.Block * a * b];
    }
}
