namespace Qratum.Chemistry;

/// <summary>Whether a Hartree-Fock calculation holds the repulsion integrals in memory, n⁴/8 numbers for n basis functions.</summary>
public enum IntegralStorage
{
    /// <summary>Where they take at most three quarters of the memory that the process may use. The default.</summary>
    Automatic,

    /// <summary>Always: the fastest, and what methods beyond Hartree-Fock need.</summary>
    Stored,

    /// <summary>Never: they are computed anew in every cycle, those that the densities make negligible left out. Memory for n² numbers.</summary>
    Direct,

    /// <summary>
    /// As Cholesky vectors: n²/2 numbers for each of some 5 to 12 n vectors in place of n⁴/8, every integral right to <see cref="HartreeFockOptions.CholeskyTolerance"/>. What
    /// comes after Hartree-Fock works from them too.
    /// </summary>
    Cholesky,
}
