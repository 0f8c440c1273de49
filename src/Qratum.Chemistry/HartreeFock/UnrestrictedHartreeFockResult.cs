using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>A Hartree-Fock state with orbitals for each spin, converged or as far as it came. Immutable.</summary>
public sealed class UnrestrictedHartreeFockResult : MeanFieldResult
{
    private readonly double[][] _energies;
    private readonly double[][] _coefficients;

    internal UnrestrictedHartreeFockResult(MeanFieldOutcome outcome)
        : base(outcome) => (_energies, _coefficients) = (outcome.Energies, outcome.Orbitals);

    /// <summary>Number of orbitals of each spin: that of the functions less linear dependences.</summary>
    public int OrbitalCount => _energies[0].Length;

    /// <summary>Number of occupied orbitals of a spin; they come first.</summary>
    /// <param name="spin">The spin.</param>
    public int OccupiedCount(Spin spin) => spin == Spin.Alpha ? Molecule.AlphaElectrons : Molecule.BetaElectrons;

    /// <summary>Orbital energies of a spin in hartree, rising among the occupied and among the empty orbitals.</summary>
    /// <param name="spin">The spin.</param>
    public ReadOnlySpan<double> OrbitalEnergies(Spin spin) => EnergyArray(spin);

    /// <summary>
    /// Orbital coefficients of a spin, functions × orbitals: the columns are the orbitals in the order of <see cref="OrbitalEnergies"/>, each
    /// with its largest component positive.
    /// </summary>
    /// <param name="spin">The spin.</param>
    public ReadOnlyTensorSpan<double> Coefficients(Spin spin) => new(CoefficientArray(spin), [Integrals.FunctionCount, OrbitalCount]);

    internal double[] EnergyArray(Spin spin) => _energies[spin == Spin.Alpha ? 0 : 1];

    /// <summary>Row-major functions × orbitals.</summary>
    internal double[] CoefficientArray(Spin spin) => _coefficients[spin == Spin.Alpha ? 0 : 1];

    /// <summary>Method, molecule, basis set, energy and how it ended.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"UHF/{BasisSet.Name} of {Molecule.Formula}: {Energy:F9} hartree, <S^2> {SpinSquared:F4}, {(Converged ? "converged" : "NOT converged")} after {Iterations} cycles");
}
