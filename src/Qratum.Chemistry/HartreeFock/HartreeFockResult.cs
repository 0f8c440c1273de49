using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>A closed-shell Hartree-Fock state, converged or as far as it came. Immutable.</summary>
public sealed partial class HartreeFockResult
{
    internal HartreeFockResult(
        Molecule molecule, BasisSet basisSet, AtomicIntegrals integrals, double energy, double[] orbitalEnergies, double[] coefficients,
        double[] density, int iterations, double gradient, StopReason stopReason, TimeSpan integralTime, TimeSpan scfTime)
    {
        (Molecule, BasisSet, Integrals, Energy) = (molecule, basisSet, integrals, energy);
        (OrbitalEnergyArray, CoefficientArray, DensityArray) = (orbitalEnergies, coefficients, density);
        (Iterations, Gradient, StopReason, IntegralTime, ScfTime) = (iterations, gradient, stopReason, integralTime, scfTime);
        DipoleArray = new double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            DipoleArray[axis] = -TensorPrimitives.Dot<double>(density, integrals.One.Dipole[axis]);
        }

        foreach (var atom in molecule.Atoms)
        {
            DipoleArray[0] += atom.Element.AtomicNumber * atom.X;
            DipoleArray[1] += atom.Element.AtomicNumber * atom.Y;
            DipoleArray[2] += atom.Element.AtomicNumber * atom.Z;
        }
    }

    /// <summary>The molecule.</summary>
    public Molecule Molecule { get; }

    /// <summary>The basis set.</summary>
    public BasisSet BasisSet { get; }

    /// <summary>The integrals over the basis functions.</summary>
    public AtomicIntegrals Integrals { get; }

    /// <summary>Total energy in hartree, nuclear repulsion included.</summary>
    public double Energy { get; }

    /// <summary>Repulsion of the nuclei in hartree.</summary>
    public double NuclearRepulsion => Molecule.NuclearRepulsion;

    /// <summary>Number of doubly occupied orbitals; they come first.</summary>
    public int OccupiedCount => Molecule.AlphaElectrons;

    /// <summary>Number of orbitals: that of the functions less linear dependences.</summary>
    public int OrbitalCount => OrbitalEnergyArray.Length;

    /// <summary>Orbital energies in hartree, rising.</summary>
    public ReadOnlySpan<double> OrbitalEnergies => OrbitalEnergyArray;

    /// <summary>
    /// Orbital coefficients, functions × orbitals: the columns are the orbitals by rising energy, each with its largest
    /// component positive.
    /// </summary>
    public ReadOnlyTensorSpan<double> Coefficients => new(CoefficientArray, [Integrals.FunctionCount, OrbitalCount]);

    /// <summary>The density matrix of both spins, functions × functions; its trace with the overlap is the number of electrons.</summary>
    public ReadOnlyTensorSpan<double> Density => new(DensityArray, [Integrals.FunctionCount, Integrals.FunctionCount]);

    /// <summary>The density matrix over the orbitals: 2 on the diagonal for each occupied one, 0 elsewhere.</summary>
    public OneParticleDensity OneParticleDensity
    {
        get
        {
            var matrix = new double[OrbitalCount * OrbitalCount];
            for (var i = 0; i < OccupiedCount; i++) matrix[(i * OrbitalCount) + i] = 2;
            return new OneParticleDensity(OrbitalCount, matrix);
        }
    }

    /// <summary>
    /// Dipole moment x, y, z in atomic units (see <see cref="PhysicalConstants.DipoleInDebye"/>) from the origin of the coordinates, which
    /// matters for ions only.
    /// </summary>
    public ReadOnlySpan<double> Dipole => DipoleArray;

    /// <summary>Number of cycles.</summary>
    public int Iterations { get; }

    /// <summary>Largest element of the orbital gradient at the end, hartree.</summary>
    public double Gradient { get; }

    /// <summary>Why the cycles ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>Whether the orbitals are stationary to the tolerance asked for.</summary>
    public bool Converged => StopReason.IsConverged();

    /// <summary>Time for the integrals.</summary>
    public TimeSpan IntegralTime { get; }

    /// <summary>Time for the starting guess and the cycles.</summary>
    public TimeSpan ScfTime { get; }

    internal double[] OrbitalEnergyArray { get; }

    /// <summary>Row-major functions × orbitals.</summary>
    internal double[] CoefficientArray { get; }

    internal double[] DensityArray { get; }

    private double[] DipoleArray { get; }

    /// <summary>Method, molecule, basis set, energy and how it ended.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"RHF/{BasisSet.Name} of {Molecule.Formula}: {Energy:F9} hartree, {(Converged ? "converged" : "NOT converged")} after {Iterations} cycles");
}
