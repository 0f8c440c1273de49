using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// Coulomb and exchange matrices from Cholesky vectors: J = Σ_P (L_P · D) L_P and, with a density D = Σ_r λ_r c_r c_rᵀ, K = Σ_P (L_P C) λ (L_P C)ᵀ.
/// O(n² M r) multiply-adds for n functions, M vectors and densities of rank r.
/// </summary>
/// <remarks>The vectors are dealt to a fixed number of parts that are added in order: the same bits for any number of threads.</remarks>
internal sealed class CholeskyFieldBuilder(CholeskyIntegrals integrals, int threads) : IFieldBuilder
{
    private const int Parts = 16;

    /// <summary>Vectors whose half-contracted matrices are multiplied together.</summary>
    private const int Together = 8;

    /// <summary>Rows of an exchange matrix computed together, up to the diagonal: little of the upper triangle is done in vain.</summary>
    private const int PanelRows = 96;

    /// <summary>Eigenvalues of a density below this fraction of the largest are rounding.</summary>
    private const double Rounding = 1e-15;

    private readonly (double[] Data, int Vector)[] _vectors =
        [.. integrals.Chunks.SelectMany(c => Enumerable.Range(0, c.Count).Select(p => (c.Data, p)))];

    public int FunctionCount => integrals.FunctionCount;

    /// <inheritdoc/>
    public void Build(
        double[][] coulombDensities, double[][] coulombs, double[][] exchangeDensities, double[][] exchanges, CancellationToken cancellationToken)
    {
        var n = FunctionCount;
        var packed = Array.ConvertAll(coulombDensities, d => Pack(d, n));
        var factors = exchangeDensities.SelectMany((d, k) => Factors(d, n).Select(f => (Target: k, Factor: f))).ToArray();
        var parts = new Part[Math.Clamp(_vectors.Length, 1, Parts)];
        Threads.For(parts.Length, threads, index =>
        {
            var part = parts[index] = new Part(n, coulombs.Length, exchanges.Length);
            var (first, end) = ((int)((long)_vectors.Length * index / parts.Length), (int)((long)_vectors.Length * (index + 1) / parts.Length));
            for (var v = first; v < end; v += Together)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(part, v, Math.Min(end, v + Together), packed, factors);
            }
        }, cancellationToken);
        for (var d = 0; d < coulombs.Length; d++)
        {
            var sum = new double[integrals.PairCount];
            foreach (var part in parts) TensorPrimitives.Add<double>(sum, part.Coulombs[d], sum);
            PackedColumns.UnpackOne(sum, n, coulombs[d]);
        }

        for (var d = 0; d < exchanges.Length; d++)
        {
            Array.Clear(exchanges[d]);
            foreach (var part in parts) TensorPrimitives.Add<double>(exchanges[d], part.Exchanges[d], exchanges[d]);
            // Only the lower triangle was computed.
            for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++)
                exchanges[d][(j * n) + i] = exchanges[d][(i * n) + j];
        }
    }

    private void Add(Part part, int first, int end, double[][] packed, (int Target, Factor Factor)[] factors)
    {
        var (n, pairs) = (FunctionCount, integrals.PairCount);
        for (var v = first; v < end; v++)
        {
            var vector = _vectors[v].Data.AsSpan(_vectors[v].Vector * pairs, pairs);
            for (var d = 0; d < packed.Length; d++)
                TensorPrimitives.MultiplyAdd(vector, TensorPrimitives.Dot<double>(vector, packed[d]), part.Coulombs[d], part.Coulombs[d]);
            if (factors.Length > 0) PackedColumns.UnpackOne(vector, n, part.Matrices.AsSpan((v - first) * n * n));
        }

        foreach (var (target, (sign, rank, coefficients)) in factors)
        {
            var width = (end - first) * rank;
            if (part.Half.Length < n * width) part.Half = new double[n * Together * rank];
            for (var v = 0; v < end - first; v++)
            {
                Gemm.Multiply(
                    1, MatrixView.RowMajor(part.Matrices.AsSpan(v * n * n, n * n), n, n), MatrixView.RowMajor(coefficients, n, rank), 0,
                    new MatrixTarget(part.Half.AsSpan(v * rank), n, rank, width, 1));
            }

            for (var row = 0; row < n; row += PanelRows)
            {
                var rows = Math.Min(PanelRows, n - row);
                var left = MatrixView.RowMajor(part.Half.AsSpan(row * width, rows * width), rows, width);
                var right = MatrixView.RowMajor(part.Half.AsSpan(0, (row + rows) * width), row + rows, width).Transposed;
                Gemm.Multiply(sign, left, right, 1, new MatrixTarget(part.Exchanges[target].AsSpan(row * n), rows, row + rows, n, 1));
            }
        }
    }

    /// <summary>D = C₊ C₊ᵀ - C₋ C₋ᵀ.</summary>
    private static IEnumerable<Factor> Factors(double[] density, int n)
    {
        var (values, vectors) = Orbitals.Eigen(density, n);
        var least = Rounding * values.Max(Math.Abs);
        foreach (var sign in (int[])[1, -1])
        {
            int[] kept = [.. Enumerable.Range(0, n).Where(k => sign * values[k] > least)];
            if (kept.Length == 0) continue;
            var columns = new double[n * kept.Length];
            for (var i = 0; i < n; i++)
            for (var k = 0; k < kept.Length; k++)
                columns[(i * kept.Length) + k] = vectors[(i * n) + kept[k]] * Math.Sqrt(Math.Abs(values[kept[k]]));
            yield return new Factor(sign, kept.Length, columns);
        }
    }

    /// <summary>Off-diagonal elements count twice.</summary>
    private static double[] Pack(double[] density, int n)
    {
        var packed = new double[PackedSymmetric.Count(n)];
        for (int i = 0, ij = 0; i < n; i++)
        for (var j = 0; j <= i; j++, ij++)
            packed[ij] = (i == j ? 1 : 2) * density[(i * n) + j];
        return packed;
    }

    /// <summary>Sign and columns, row-major n × rank.</summary>
    private sealed record Factor(int Sign, int Rank, double[] Coefficients);

    /// <summary>Sums over some vectors, and the memory of the work on them.</summary>
    private sealed class Part(int n, int coulombs, int exchanges)
    {
        public double[][] Coulombs { get; } = [.. Enumerable.Range(0, coulombs).Select(_ => new double[PackedSymmetric.Count(n)])];

        public double[][] Exchanges { get; } = [.. Enumerable.Range(0, exchanges).Select(_ => new double[n * n])];

        public double[] Matrices { get; } = new double[Together * n * n];

        public double[] Half { get; set; } = [];
    }
}
