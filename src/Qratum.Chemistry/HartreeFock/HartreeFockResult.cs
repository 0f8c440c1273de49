using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>A Hartree-Fock state with one set of orbitals for both spins, RHF or ROHF, converged or as far as it came. Immutable.</summary>
public sealed partial class HartreeFockResult : MeanFieldResult
{
    internal HartreeFockResult(MeanFieldOutcome outcome)
        : base(outcome) => (OrbitalEnergyArray, CoefficientArray) = (outcome.Energies[0], outcome.Orbitals[0]);

    /// <summary>
    /// Number of occupied orbitals; they come first. All hold two electrons in RHF; in ROHF the last <see cref="OpenCount"/> of them hold one.
    /// </summary>
    public int OccupiedCount => Molecule.AlphaElectrons;

    /// <summary>Number of orbitals with one electron, of spin up: 0 in RHF.</summary>
    public int OpenCount => Molecule.AlphaElectrons - Molecule.BetaElectrons;

    /// <summary>Number of orbitals: that of the functions less linear dependences.</summary>
    public int OrbitalCount => OrbitalEnergyArray.Length;

    /// <summary>
    /// Orbital energies in hartree, rising among the doubly occupied, the singly occupied and the empty orbitals; in ROHF those of the mean of
    /// both spins' Fock matrices.
    /// </summary>
    public ReadOnlySpan<double> OrbitalEnergies => OrbitalEnergyArray;

    /// <summary>
    /// Orbital coefficients, functions × orbitals: the columns are the orbitals in the order of <see cref="OrbitalEnergies"/>, each with its
    /// largest component positive.
    /// </summary>
    public ReadOnlyTensorSpan<double> Coefficients => new(CoefficientArray, [Integrals.FunctionCount, OrbitalCount]);

    /// <summary>The density matrix over the orbitals: 2 on the diagonal for each doubly occupied one, 1 for each open one, 0 elsewhere.</summary>
    public OneParticleDensity OneParticleDensity
    {
        get
        {
            var matrix = new double[OrbitalCount * OrbitalCount];
            for (var i = 0; i < OccupiedCount; i++) matrix[(i * OrbitalCount) + i] = i < Molecule.BetaElectrons ? 2 : 1;
            return new OneParticleDensity(OrbitalCount, matrix);
        }
    }

    internal double[] OrbitalEnergyArray { get; }

    /// <summary>Row-major functions × orbitals.</summary>
    internal double[] CoefficientArray { get; }

    /// <summary>Method, molecule, basis set, energy and how it ended.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Method == HartreeFockMethod.Restricted ? "RHF" : "ROHF")}/{BasisSet.Name} of {Molecule.Formula}: {Energy:F9} hartree, {(Converged ? "converged" : "NOT converged")} after {Iterations} cycles");
}
