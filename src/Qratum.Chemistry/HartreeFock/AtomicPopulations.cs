namespace Qratum.Chemistry;

/// <summary>
/// How the electrons of a mean-field state are shared among the atoms: partial charges and unpaired electrons, by Mulliken (R. S. Mulliken,
/// J. Chem. Phys. 23, 1833 (1955)) and by Löwdin (P.-O. Löwdin, J. Chem. Phys. 18, 365 (1950)). Immutable; atoms in the order of the molecule.
/// </summary>
/// <remarks>
/// Mulliken halves what two atoms share; Löwdin counts in symmetrically orthonormalised functions. Each shell is made orthonormal within itself
/// first, so that Löwdin's charges do not turn with the molecule for Cartesian d functions either (G. Bruhn, E. R. Davidson, I. Mayer,
/// A. E. Clark, Int. J. Quantum Chem. 106, 2065 (2006)). Both depend on the basis set and lose their meaning with diffuse functions.
/// </remarks>
public sealed class AtomicPopulations
{
    private readonly double[] _mulliken;
    private readonly double[] _loewdin;
    private readonly double[] _mullikenSpins;
    private readonly double[] _loewdinSpins;

    private AtomicPopulations(double[] mulliken, double[] loewdin, double[] mullikenSpins, double[] loewdinSpins) =>
        (_mulliken, _loewdin, _mullikenSpins, _loewdinSpins) = (mulliken, loewdin, mullikenSpins, loewdinSpins);

    /// <summary>Mulliken's charge of each atom in elementary charges; their sum is the charge of the molecule.</summary>
    public ReadOnlySpan<double> MullikenCharges => _mulliken;

    /// <summary>Löwdin's charge of each atom in elementary charges; their sum is the charge of the molecule.</summary>
    public ReadOnlySpan<double> LoewdinCharges => _loewdin;

    /// <summary>Electrons of spin up less those of spin down on each atom by Mulliken; their sum is the multiplicity less one.</summary>
    public ReadOnlySpan<double> MullikenSpins => _mullikenSpins;

    /// <summary>Electrons of spin up less those of spin down on each atom by Löwdin; their sum is the multiplicity less one.</summary>
    public ReadOnlySpan<double> LoewdinSpins => _loewdinSpins;

    /// <summary>The populations of a state. O(n³) for n basis functions.</summary>
    /// <param name="state">RHF, UHF or ROHF.</param>
    public static AtomicPopulations Of(MeanFieldResult state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (basis, n) = (state.Integrals.Functions, state.Integrals.FunctionCount);
        var atomOf = new int[n];
        foreach (var shell in basis.Shells) atomOf.AsSpan(shell.FirstFunction, shell.Functions.Count).Fill(shell.Atom);
        var overlap = state.Integrals.One.Overlap;
        var root = LoewdinRoot(basis, overlap);
        var atoms = state.Molecule.Atoms;
        return new AtomicPopulations(
            Charges(Mulliken(state.DensityArray)), Charges(Loewdin(state.DensityArray)), Mulliken(state.SpinDensityArray), Loewdin(state.SpinDensityArray));

        double[] Charges(double[] electrons) => [.. electrons.Select((count, atom) => atoms[atom].Element.AtomicNumber - count)];

        double[] Mulliken(double[] density)
        {
            var sums = new double[atoms.Count];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) sums[atomOf[i]] += density[(i * n) + j] * overlap[(i * n) + j];
            }

            return sums;
        }

        double[] Loewdin(double[] density)
        {
            var half = new double[n * n];
            Gemm.Multiply(MatrixView.RowMajor(root, n, n), MatrixView.RowMajor(density, n, n), half);
            var sums = new double[atoms.Count];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) sums[atomOf[i]] += half[(i * n) + j] * root[(i * n) + j];
            }

            return sums;
        }
    }

    /// <summary>A = (X S X)^(1/2) X⁻¹ with X = s^(-1/2), s the overlap within each shell: the populations are the diagonal of A D Aᵀ.</summary>
    private static double[] LoewdinRoot(BasisFunctions basis, double[] overlap)
    {
        var n = basis.Count;
        var (forward, back) = (new double[n * n], new double[n * n]);
        foreach (var shell in basis.Shells)
        {
            var (first, count) = (shell.FirstFunction, shell.Functions.Count);
            var block = new double[count * count];
            for (var i = 0; i < count; i++) overlap.AsSpan(((first + i) * n) + first, count).CopyTo(block.AsSpan(i * count));
            var (inverse, root) = (Power(block, count, -0.5), Power(block, count, 0.5));
            for (var i = 0; i < count; i++)
            {
                inverse.AsSpan(i * count, count).CopyTo(forward.AsSpan(((first + i) * n) + first));
                root.AsSpan(i * count, count).CopyTo(back.AsSpan(((first + i) * n) + first));
            }
        }

        var (half, scaled) = (new double[n * n], new double[n * n]);
        Gemm.Multiply(MatrixView.RowMajor(forward, n, n), MatrixView.RowMajor(overlap, n, n), half);
        Gemm.Multiply(MatrixView.RowMajor(half, n, n), MatrixView.RowMajor(forward, n, n), scaled);
        Gemm.Multiply(MatrixView.RowMajor(Power(scaled, n, 0.5), n, n), MatrixView.RowMajor(back, n, n), half);
        return half;
    }

    private static double[] Power(double[] matrix, int n, double exponent)
    {
        var (values, vectors) = Orbitals.Eigen(matrix, n);
        var (scaled, result) = (new double[n * n], new double[n * n]);
        for (var i = 0; i < n; i++)
        {
            // Linearly dependent functions may have eigenvalues that rounding has made negative.
            for (var k = 0; k < n; k++) scaled[(i * n) + k] = vectors[(i * n) + k] * Math.Pow(Math.Max(values[k], 0), exponent);
        }

        Gemm.Multiply(MatrixView.RowMajor(scaled, n, n), MatrixView.RowMajor(vectors, n, n).Transposed, result);
        return result;
    }
}
