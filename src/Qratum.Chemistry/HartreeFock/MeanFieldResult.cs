using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>What all Hartree-Fock states have in common, converged or as far as they came. Immutable.</summary>
public abstract class MeanFieldResult
{
    private readonly double[] _dipole;
    private readonly double[] _density;
    private readonly double[] _spinDensity;

    private protected MeanFieldResult(MeanFieldOutcome outcome)
    {
        (Molecule, BasisSet, Integrals) = (outcome.Molecule, outcome.BasisSet, outcome.Model.Integrals);
        (Method, Energy, Gradient, StopReason) = (outcome.Model.Method, outcome.Found.End.Point.Energy, outcome.Found.End.Gradient, outcome.Found.End.StopReason);
        (Iterations, IntegralTime, ScfTime) = (outcome.Cycles, outcome.IntegralTime, outcome.ScfTime);
        (SpinSquared, Curvature, CurvatureToUnrestricted) = (outcome.SpinSquared, outcome.Found.Curvature, outcome.Found.TripletCurvature);
        (Solutions, Warnings) = (Array.AsReadOnly(outcome.Found.Solutions.ToArray()), Array.AsReadOnly(MeanFieldDoubts.Of(outcome).ToArray()));
        Point = outcome.Found.End.Point;
        var densities = Point.Densities;
        (_density, _spinDensity) = (new double[densities[0].Length], new double[densities[0].Length]);
        TensorPrimitives.Add<double>(densities[0], densities[^1], _density);
        TensorPrimitives.Subtract<double>(densities[0], densities[^1], _spinDensity);
        _dipole = [.. Integrals.One.Dipole.Select(d => -TensorPrimitives.Dot<double>(_density, d))];
        foreach (var atom in Molecule.Atoms)
        {
            _dipole[0] += atom.Element.AtomicNumber * atom.X;
            _dipole[1] += atom.Element.AtomicNumber * atom.Y;
            _dipole[2] += atom.Element.AtomicNumber * atom.Z;
        }
    }

    /// <summary>The molecule.</summary>
    public Molecule Molecule { get; }

    /// <summary>The basis set.</summary>
    public BasisSet BasisSet { get; }

    /// <summary>The integrals over the basis functions.</summary>
    public AtomicIntegrals Integrals { get; }

    /// <summary>RHF, UHF or ROHF.</summary>
    public HartreeFockMethod Method { get; }

    /// <summary>Total energy in hartree, nuclear repulsion included.</summary>
    public double Energy { get; }

    /// <summary>Repulsion of the nuclei in hartree.</summary>
    public double NuclearRepulsion => Molecule.NuclearRepulsion;

    /// <summary>Energy of the electrons in hartree: the total less the repulsion of the nuclei.</summary>
    public double ElectronicEnergy => Energy - NuclearRepulsion;

    /// <summary>The density matrix of both spins, functions × functions; its trace with the overlap is the number of electrons.</summary>
    public ReadOnlyTensorSpan<double> Density => new(_density, [Integrals.FunctionCount, Integrals.FunctionCount]);

    /// <summary>Density matrix of spin up less that of spin down, functions × functions; zero for RHF.</summary>
    public ReadOnlyTensorSpan<double> SpinDensity => new(_spinDensity, [Integrals.FunctionCount, Integrals.FunctionCount]);

    /// <summary>
    /// Dipole moment x, y, z in atomic units (see <see cref="PhysicalConstants.DipoleInDebye"/>) from the origin of the coordinates, which
    /// matters for ions only.
    /// </summary>
    public ReadOnlySpan<double> Dipole => _dipole;

    /// <summary>⟨S²⟩ of the determinant; S(S+1) for RHF and ROHF, never less for UHF.</summary>
    public double SpinSquared { get; }

    /// <summary>⟨S²⟩ less the S(S+1) of the multiplicity asked for, at least 0 but for rounding.</summary>
    public double SpinContamination => SpinSquared - (((Molecule.Multiplicity * Molecule.Multiplicity) - 1) / 4.0);

    /// <summary>
    /// Lowest eigenvalue of the second derivatives of the energy along rotations of the orbitals that the method allows, hartree, good to a
    /// fifth; negative beyond 1e-5 for a saddle point. Null where <see cref="HartreeFockOptions.Stability"/> is None or the cycles did not
    /// converge; infinite where nothing can rotate.
    /// </summary>
    public double? Curvature { get; }

    /// <summary>The same for rotations that part the orbitals of the spins; RHF only, null otherwise. Negative where a UHF state lies lower.</summary>
    public double? CurvatureToUnrestricted { get; }

    /// <summary>The stationary points met on the way: this state first, then the others by energy.</summary>
    public IReadOnlyList<HartreeFockSolution> Solutions { get; }

    /// <summary>What may be wrong with this state; empty where nothing is.</summary>
    public IReadOnlyList<HartreeFockWarning> Warnings { get; }

    /// <summary>Number of cycles, those of other starting guesses included.</summary>
    public int Iterations { get; }

    /// <summary>Largest element of the orbital gradient at the end, hartree.</summary>
    public double Gradient { get; }

    /// <summary>Why the cycles ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>Whether the orbitals are stationary to the tolerance asked for.</summary>
    public bool Converged => StopReason.IsConverged();

    /// <summary>Time for the integrals.</summary>
    public TimeSpan IntegralTime { get; }

    /// <summary>Time for the starting guesses, the cycles and the second derivatives.</summary>
    public TimeSpan ScfTime { get; }

    internal double[] DensityArray => _density;

    internal double[] SpinDensityArray => _spinDensity;

    /// <summary>Orbitals, densities and Fock matrices that the cycles ended with.</summary>
    internal ScfPoint Point { get; }
}
