using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// Closed-shell Hartree-Fock by the equations of Roothaan (Rev. Mod. Phys. 23, 69 (1951)) and Hall, started from a sum of atomic densities,
/// accelerated by DIIS, ended by Newton steps where that fails, and checked for stability (R. Seeger, J. A. Pople, J. Chem. Phys. 66, 3045
/// (1977)): by default saddle points are left behind.
/// </summary>
public static class RestrictedHartreeFock
{
    /// <summary>
    /// Finds the doubly occupied orbitals of least energy. Not converging is a result, see
    /// <see cref="MeanFieldResult.Converged"/>. O(n⁴) for n basis functions, in time for each cycle and in memory.
    /// </summary>
    /// <param name="molecule">The molecule; its multiplicity must be 1.</param>
    /// <param name="basisSet">The basis set; it must have every element of the molecule.</param>
    /// <param name="options">Limits and tolerances; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">The multiplicity is not 1: unpaired electrons need an open-shell method.</exception>
    /// <exception cref="ArgumentException">The basis set lacks an element or has fewer functions than there are electron pairs.</exception>
    /// <exception cref="InsufficientMemoryException">The integrals do not fit; the message says how many bytes they need.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static HartreeFockResult Solve(
        Molecule molecule, BasisSet basisSet, HartreeFockOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        ArgumentNullException.ThrowIfNull(basisSet);
        if (molecule.Multiplicity != 1)
        {
            throw new NotSupportedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{molecule.Formula} has multiplicity {molecule.Multiplicity}; restricted Hartree-Fock needs a closed shell, multiplicity 1. Take {nameof(UnrestrictedHartreeFock)} or {nameof(RestrictedOpenShellHartreeFock)}."));
        }

        return new HartreeFockResult(MeanFieldOutcome.Solve(HartreeFockMethod.Restricted, molecule, basisSet, options ?? new HartreeFockOptions(), cancellationToken));
    }
}
