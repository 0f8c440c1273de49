using System.Numerics.Tensors;

namespace Qratum.Chemistry;

public sealed partial class ElectronIntegrals
{
    /// <summary>Largest deviation of the columns from orthonormal ones.</summary>
    private const double OrthogonalityTolerance = 1e-8;

    /// <summary>
    /// The same Hamiltonian in natural orbitals, the fullest first, so that the reference determinant fills those and an
    /// <see cref="ActiveSpace"/> leaves out the emptiest. O(n⁵).
    /// </summary>
    /// <param name="orbitals">Natural orbitals of a density over these orbitals.</param>
    /// <exception cref="ArgumentException">They are over another number of orbitals.</exception>
    public ElectronIntegrals Rotate(NaturalOrbitals orbitals)
    {
        ArgumentNullException.ThrowIfNull(orbitals);
        return Rotate(orbitals.CoefficientSpan);
    }

    /// <summary>
    /// The same Hamiltonian in rotated orbitals φ'_k = Σ_p φ_p U_pk: h' = UᵀhU, and (pq|rs) likewise, one index after the other. What is
    /// exact, such as full configuration interaction, stays as it is; the reference determinant becomes that of the first new orbitals.
    /// O(n⁵) time, 8(n²(n+1)²/4 + n⁴/2) bytes.
    /// </summary>
    /// <param name="rotation">U_pk at p·n + k; orthogonal to 1e-8.</param>
    /// <exception cref="ArgumentException">The length is not n² or the matrix is not orthogonal.</exception>
    /// <exception cref="InsufficientMemoryException">The work does not fit; the message says how many bytes it needs.</exception>
    public ElectronIntegrals Rotate(ReadOnlySpan<double> rotation)
    {
        var n = OrbitalCount;
        ThrowIfNoRotation(rotation, n);
        var pairs = (int)PackedSymmetric.Count(n);
        MemoryCheck.ThrowIfAbsent((Int128)pairs * pairs * 2, $"The rotated integrals of {n} orbitals");

        var u = MatrixView.RowMajor(rotation, n, n);
        var (matrix, middle, rotated) = (new double[n * n], new double[n * n], new double[n * n]);
        var one = new double[n * n];
        IntegralTransform.Congruence(_oneElectron, n, u, u, middle, one);
        for (var p = 0; p < n; p++)
        for (var q = 0; q < p; q++)
            one[(q * n) + p] = one[(p * n) + q];

        // half[rs][pq] = (pq|r's'): the pair on the right first, then the pair on the left.
        var half = new double[(long)pairs * pairs];
        for (var pq = 0; pq < pairs; pq++)
        {
            for (int r = 0, rs = 0; r < n; r++)
            for (var s = 0; s <= r; s++, rs++)
                matrix[(r * n) + s] = matrix[(s * n) + r] = _repulsion[pq >= rs ? PackedSymmetric.Count(pq) + rs : PackedSymmetric.Count(rs) + pq];
            IntegralTransform.Congruence(matrix, n, u, u, middle, rotated);
            for (int r = 0, rs = 0; r < n; r++)
            for (var s = 0; s <= r; s++, rs++)
                half[((long)rs * pairs) + pq] = rotated[(r * n) + s];
        }

        var two = new double[RepulsionCount(n)];
        for (var rs = 0; rs < pairs; rs++)
        {
            PackedColumns.UnpackOne(new ReadOnlySpan<double>(half, (int)((long)rs * pairs), pairs), n, matrix);
            IntegralTransform.Congruence(matrix, n, u, u, middle, rotated);
            for (int p = 0, pq = 0; p < n; p++)
            for (var q = 0; q <= p; q++, pq++)
                if (pq >= rs) two[PackedSymmetric.Count(pq) + rs] = rotated[(p * n) + q];
        }

        return new ElectronIntegrals(CoreEnergy, n, AlphaElectrons, BetaElectrons, one, two);
    }

    /// <exception cref="ArgumentException">The length is not n² or the matrix is not orthogonal.</exception>
    internal static void ThrowIfNoRotation(ReadOnlySpan<double> rotation, int n)
    {
        if (rotation.Length != (long)n * n) throw new ArgumentException($"The rotation has {rotation.Length} elements; {n} orbitals need {(long)n * n}.", nameof(rotation));
        var gram = new double[n * n];
        var u = MatrixView.RowMajor(rotation, n, n);
        Gemm.Multiply(u.Transposed, u, gram);
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            if (!(Math.Abs(gram[(p * n) + q] - (p == q ? 1 : 0)) <= OrthogonalityTolerance))
                throw new ArgumentException(FormattableString.Invariant(
                    $"The rotation is not orthogonal: columns {q} and {p} have the product {gram[(p * n) + q]:R}."), nameof(rotation));
        }
    }
}
