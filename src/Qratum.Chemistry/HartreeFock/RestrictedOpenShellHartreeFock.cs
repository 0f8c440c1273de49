namespace Qratum.Chemistry;

/// <summary>
/// High-spin Hartree-Fock with one set of orbitals, occupied twice, once or not at all: C. C. J. Roothaan, Rev. Mod. Phys. 32, 179 (1960). A
/// state of good spin, and the orbitals for full configuration interaction of open shells.
/// </summary>
public static class RestrictedOpenShellHartreeFock
{
    /// <summary>
    /// Finds the orbitals of least energy; the open ones hold an electron of spin up each. The same as RHF for multiplicity 1. Not converging
    /// is a result, see <see cref="MeanFieldResult.Converged"/>. O(n⁴) for n basis functions, in time for each cycle and in memory.
    /// </summary>
    /// <param name="molecule">The molecule; its multiplicity less one is the number of open orbitals.</param>
    /// <param name="basisSet">The basis set; it must have every element of the molecule.</param>
    /// <param name="options">Limits, tolerances, guesses; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The basis set lacks an element or has fewer functions than there are electrons of spin up.</exception>
    /// <exception cref="InsufficientMemoryException">The integrals do not fit; the message says how many bytes they need.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static HartreeFockResult Solve(
        Molecule molecule, BasisSet basisSet, HartreeFockOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        ArgumentNullException.ThrowIfNull(basisSet);
        var method = molecule.Multiplicity == 1 ? HartreeFockMethod.Restricted : HartreeFockMethod.RestrictedOpenShell;
        return new HartreeFockResult(MeanFieldOutcome.Solve(method, molecule, basisSet, options ?? new HartreeFockOptions(), cancellationToken));
    }
}
