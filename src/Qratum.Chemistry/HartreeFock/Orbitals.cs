using MathNet.Numerics.LinearAlgebra;

namespace Qratum.Chemistry;

/// <summary>Orthonormal orbitals from a Fock matrix over basis functions that overlap.</summary>
internal sealed class Orbitals
{
    private readonly int _n;

    /// <summary>Prepares the orthogonal basis.</summary>
    /// <param name="overlap">S, row-major n × n.</param>
    /// <param name="n">Number of functions.</param>
    /// <param name="threshold">Combinations of functions whose overlap eigenvalue is below this are left out.</param>
    public Orbitals(double[] overlap, int n, double threshold)
    {
        _n = n;
        var (values, vectors) = Eigen(overlap, n);
        var kept = values.Count(v => v >= threshold);
        Count = kept;
        var scaled = new double[n * kept];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < kept; k++) scaled[(i * kept) + k] = vectors[(i * n) + k + n - kept] / Math.Sqrt(values[k + n - kept]);
        }

        if (kept < n)
        {
            Orthogonalizer = scaled; // canonical: P.-O. Löwdin, Adv. Quantum Chem. 5, 185 (1970)
            return;
        }

        Orthogonalizer = new double[n * n]; // symmetric: S^(-1/2), Löwdin, J. Chem. Phys. 18, 365 (1950)
        Gemm.Multiply(MatrixView.RowMajor(scaled, n, n), MatrixView.RowMajor(vectors, n, n).Transposed, Orthogonalizer);
    }

    /// <summary>Number of orbitals m; n less the linear dependences.</summary>
    public int Count { get; }

    /// <summary>X with XᵀSX = 1, row-major n × m.</summary>
    public double[] Orthogonalizer { get; }

    /// <summary>Xᵀ A X, row-major m × m.</summary>
    public double[] ToOrthogonal(double[] matrix)
    {
        var x = MatrixView.RowMajor(Orthogonalizer, _n, Count);
        var half = new double[_n * Count];
        Gemm.Multiply(MatrixView.RowMajor(matrix, _n, _n), x, half);
        var result = new double[Count * Count];
        Gemm.Multiply(x.Transposed, MatrixView.RowMajor(half, _n, Count), result);
        return result;
    }

    /// <summary>Orbital energies, rising, and coefficients (row-major n × m) of a Fock matrix.</summary>
    public (double[] Energies, double[] Coefficients) Diagonalise(double[] fock)
    {
        var (energies, vectors) = Eigen(ToOrthogonal(fock), Count);
        var coefficients = new double[_n * Count];
        Gemm.Multiply(MatrixView.RowMajor(Orthogonalizer, _n, Count), MatrixView.RowMajor(vectors, Count, Count), coefficients);
        FixPhases(coefficients, _n, Count);
        return (energies, coefficients);
    }

    /// <summary>D = 2 C Cᵀ over the first orbitals, row-major n × n.</summary>
    public double[] Density(double[] coefficients, int occupied)
    {
        var density = new double[_n * _n];
        var c = MatrixView.RowMajor(coefficients, _n, Count).Slice(0, occupied);
        if (occupied > 0) Gemm.Multiply(c, c.Transposed, density);
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j <= i; j++) density[(i * _n) + j] = density[(j * _n) + i] = 2 * density[(i * _n) + j];
        }

        return density;
    }

    /// <summary>Xᵀ (FDS - SDF) X: zero exactly where the orbitals are stationary.</summary>
    public double[] Gradient(double[] fock, double[] density, double[] overlap)
    {
        var (first, second) = (new double[_n * _n], new double[_n * _n]);
        Gemm.Multiply(MatrixView.RowMajor(fock, _n, _n), MatrixView.RowMajor(density, _n, _n), first);
        Gemm.Multiply(MatrixView.RowMajor(first, _n, _n), MatrixView.RowMajor(overlap, _n, _n), second);
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < _n; j++) first[(i * _n) + j] = second[(i * _n) + j] - second[(j * _n) + i];
        }

        return ToOrthogonal(first);
    }

    /// <summary>Eigenvalues, rising, and eigenvectors in the columns of a row-major matrix.</summary>
    internal static (double[] Values, double[] Vectors) Eigen(double[] symmetric, int n)
    {
        if (n == 0) return ([], []);
        var decomposition = Matrix<double>.Build.Dense(n, n, (double[])symmetric.Clone()).Evd(Symmetricity.Symmetric);
        var values = new double[n];
        for (var i = 0; i < n; i++) values[i] = decomposition.EigenValues[i].Real;
        return (values, decomposition.EigenVectors.ToRowMajorArray());
    }

    /// <summary>
    /// Each orbital's largest component becomes positive; among components as large to a millionth (symmetry makes them equal) the first one
    /// counts, so that rounding cannot turn the sign.
    /// </summary>
    internal static void FixPhases(double[] coefficients, int n, int count)
    {
        for (var k = 0; k < count; k++)
        {
            var largest = 0.0;
            for (var i = 0; i < n; i++) largest = Math.Max(largest, Math.Abs(coefficients[(i * count) + k]));
            for (var i = 0; i < n; i++)
            {
                var value = coefficients[(i * count) + k];
                if (Math.Abs(value) < largest * (1 - 1e-6)) continue;
                if (value < 0)
                {
                    for (var j = 0; j < n; j++) coefficients[(j * count) + k] *= -1;
                }

                break;
            }
        }
    }
}
