namespace Qratum.Chemistry;

/// <summary>
/// Hartree-Fock with orbitals for each spin: J. A. Pople, R. K. Nesbet, J. Chem. Phys. 22, 571 (1954). Several starting guesses are converged
/// and, by default, every saddle point is left downhill, so that the lowest solution is found, symmetric or not.
/// </summary>
public static class UnrestrictedHartreeFock
{
    /// <summary>
    /// Finds the orbitals of least energy for a molecule of any multiplicity; the spins of a singlet part where that lowers the energy. Not
    /// converging is a result, see <see cref="MeanFieldResult.Converged"/>. O(n⁴) for n basis functions, in time for each cycle and in memory.
    /// </summary>
    /// <param name="molecule">The molecule; its multiplicity says how many electrons of spin up there are in excess.</param>
    /// <param name="basisSet">The basis set; it must have every element of the molecule.</param>
    /// <param name="options">Limits, tolerances, guesses; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The basis set lacks an element or has fewer functions than there are electrons of spin up.</exception>
    /// <exception cref="InsufficientMemoryException">The integrals do not fit; the message says how many bytes they need.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static UnrestrictedHartreeFockResult Solve(
        Molecule molecule, BasisSet basisSet, HartreeFockOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        ArgumentNullException.ThrowIfNull(basisSet);
        return new UnrestrictedHartreeFockResult(
            MeanFieldOutcome.Solve(HartreeFockMethod.Unrestricted, molecule, basisSet, options ?? new HartreeFockOptions(), cancellationToken));
    }
}
