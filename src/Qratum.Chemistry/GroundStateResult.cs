using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Text;

namespace Qratum.Chemistry;

/// <summary>A ground-state energy with what it is measured against. Energies in hartree, total.</summary>
public sealed record GroundStateResult
{
    /// <summary>The variational energy.</summary>
    public double Energy => Vqe.Energy;

    /// <summary>The Hartree-Fock energy; of given integrals, that of their reference determinant.</summary>
    public double HartreeFock => MeanField?.Energy ?? Integrals.ReferenceEnergy;

    /// <summary>The full configuration-interaction energy of the same orbitals; null where it was too large to compute.</summary>
    public required double? Exact { get; init; }

    /// <summary><see cref="Energy"/> − <see cref="Exact"/>; null where that is unknown.</summary>
    public double? Error => Energy - Exact;

    /// <summary>Whether the search met its own test of convergence.</summary>
    public bool Converged => Vqe.Converged;

    /// <summary>The Hartree-Fock solution; null where the integrals were given.</summary>
    public required HartreeFockResult? MeanField { get; init; }

    /// <summary>The integrals that the qubits stand for.</summary>
    public required ElectronIntegrals Integrals { get; init; }

    /// <summary>What computed the energies; never <see cref="EngineKind.Auto"/>.</summary>
    public required EngineKind Engine { get; init; }

    /// <summary>Determinants of these numbers of α and β electrons, before symmetry.</summary>
    public required BigInteger Determinants { get; init; }

    /// <summary>⟨S²⟩ of the result: S(S + 1) for a pure spin. Null where an estimator of the caller's computed the energies.</summary>
    public required double? SpinSquared { get; init; }

    /// <summary>⟨N⟩ of the result. Null where an estimator of the caller's computed the energies.</summary>
    public required double? Electrons { get; init; }

    /// <summary>The qubit Hamiltonian under <see cref="GroundStateOptions.Mapper"/>; mapped when first read where the search did without qubits.</summary>
    public PauliSum Hamiltonian => MappedHamiltonian.Value;

    /// <summary>The ansatz as a circuit; made when first read where the search did without one.</summary>
    /// <exception cref="NotSupportedException">The ansatz is the exponential of a sum, which is no circuit.</exception>
    public Circuit Ansatz => AnsatzCircuit.Value;

    /// <summary>The ansatz as excitations; null where it is none of excitations.</summary>
    public required FermionicAnsatz? Excitations { get; init; }

    /// <summary>What each of <see cref="GroundStateOptions.Starts"/> ended in, in hartree; the result is the least of them.</summary>
    public required IReadOnlyList<double> StartEnergies { get; init; }

    /// <summary>
    /// γ of the result over the orbitals of <see cref="Integrals"/>, computed when first read; null where an estimator of the caller's computed
    /// the energies.
    /// </summary>
    public OneParticleDensity? Density => LazyDensity?.Value;

    /// <summary>
    /// Dipole moment x, y, z of the result in atomic units (see <see cref="PhysicalConstants.DipoleInDebye"/>), from its density; from the origin of
    /// the coordinates, which matters for ions only. Null where there is no density, or where the integrals were given.
    /// </summary>
    public IReadOnlyList<double>? Dipole => MeanField is not { } scf || Density is not { } density ? null
        : Chosen is { } chosen ? scf.ComputeDipole(chosen.ToHartreeFockOrbitals(density))
        : Rotation is null ? scf.ComputeDipole(density, Space)
        : scf.ComputeDipole(OrbitalRelaxation.Unrotated(
            density, (Space ?? ActiveSpace.Full).Fit(scf.OrbitalCount, scf.Molecule.AlphaElectrons, scf.Molecule.BetaElectrons), Rotation, scf.OrbitalCount));

    /// <summary>
    /// The relaxed orbitals over the given ones, φ'_k = Σ_p φ_p U_pk, shape [n, n] with n all orbitals, as a new tensor; null without
    /// <see cref="GroundStateOptions.RelaxOrbitals"/>. <see cref="Integrals"/> are over its active columns.
    /// </summary>
    public Tensor<double>? OrbitalRotation => Rotation is null ? null
        : Tensor.Create((double[])Rotation.Clone(), [(nint)Math.Sqrt(Rotation.Length), (nint)Math.Sqrt(Rotation.Length)]);

    internal double[]? Rotation { get; init; }

    internal Lazy<OneParticleDensity>? LazyDensity { get; init; }

    internal ActiveSpace? Space { get; init; }

    /// <summary>The space that was chosen by a measure; null where it was given, or all orbitals are correlated.</summary>
    public ChosenActiveSpace? Chosen { get; init; }

    internal Lazy<PauliSum> MappedHamiltonian { get; init; } = null!;

    internal Lazy<Circuit> AnsatzCircuit { get; init; } = null!;

    /// <summary>The search.</summary>
    public required VqeResult Vqe { get; init; }

    /// <summary>What fixes the bits of the search; null where the estimator does not say.</summary>
    public RunIdentity? Identity => Vqe.Identity;

    /// <summary>What is doubtful about the result; empty when nothing is.</summary>
    public required IReadOnlyList<GroundStateWarning> Warnings { get; init; }

    /// <summary>Wall time of the steps.</summary>
    public required GroundStateTimes Times { get; init; }

    /// <summary>A few readable lines.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(MeanField is { } scf ? $"{scf.Molecule.Formula} / {scf.BasisSet.Name}" : Integrals)}: {Energy:F9} hartree\n");
        text.Append(CultureInfo.InvariantCulture, $"Hartree-Fock {HartreeFock:F9}, ");
        if (Exact is { } exact) text.Append(CultureInfo.InvariantCulture, $"full CI {exact:F9}, error {Error:E2}\n");
        else text.Append("full CI not computed\n");
        text.Append(Vqe);
        foreach (var warning in Warnings) text.Append("\nwarning: ").Append(warning.Message);
        return text.ToString();
    }
}

/// <summary>Wall time of the steps of <see cref="GroundState"/>.</summary>
/// <param name="Integrals">Atomic integrals.</param>
/// <param name="Scf">Hartree-Fock.</param>
/// <param name="Mapping">Orbital integrals, fermions to qubits, circuit.</param>
/// <param name="Vqe">The search.</param>
/// <param name="Exact">Full configuration interaction.</param>
/// <param name="Total">Everything.</param>
public sealed record GroundStateTimes(TimeSpan Integrals, TimeSpan Scf, TimeSpan Mapping, TimeSpan Vqe, TimeSpan Exact, TimeSpan Total);
