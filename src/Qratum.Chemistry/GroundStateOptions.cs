using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Qratum.Chemistry;

/// <summary>Which circuit <see cref="GroundState"/> searches.</summary>
public enum AnsatzKind
{
    /// <summary>Unitary coupled cluster with singles and doubles, started at Hartree-Fock.</summary>
    Uccsd,

    /// <summary>Layers of paired doubles and generalised singles, <see cref="PairedCoupledCluster"/>.</summary>
    KUpCcgsd,

    /// <summary>Generalised singles and doubles, between any orbitals: <see cref="Chemistry.Uccgsd"/>.</summary>
    Uccgsd,

    /// <summary>Pairs moved from filled to empty orbitals, without singles: <see cref="PairedCoupledCluster.Doubles"/>.</summary>
    PUccd,

    /// <summary>Factors chosen one at a time by their gradients from the excitations of coupled cluster: ADAPT-VQE.</summary>
    Adapt,

    /// <summary>ADAPT-VQE with Pauli rotations from <see cref="GroundStateOptions.QubitPool"/>; on qubits.</summary>
    QubitAdapt,

    /// <summary>Layers of <see cref="UnitaryClusterJastrow"/> with all pairs; on qubits.</summary>
    Ucj,

    /// <summary>The same with the pairs of <see cref="GroundStateOptions.JastrowPairs"/>, neighbours by default.</summary>
    Lucj,

    /// <summary>Singles and doubles as Givens rotations of basis states, <see cref="GivensCircuit"/>; on qubits.</summary>
    Givens,

    /// <summary>The excitations of <see cref="GroundStateOptions.CustomAnsatz"/>, in their order.</summary>
    Custom,

    /// <summary>Layers of rotations and a CX chain on the Hartree-Fock state; knows nothing of chemistry.</summary>
    HardwareEfficient,
}

/// <summary>What computes the energies of <see cref="GroundState"/>.</summary>
public enum EngineKind
{
    /// <summary>
    /// Determinants where the ansatz conserves the number of electrons and energies are exact; else the estimator or the statevector simulator.
    /// </summary>
    Auto,

    /// <summary>Vectors over determinants of fixed numbers of electrons.</summary>
    Determinants,

    /// <summary>Circuits on qubits: the simulator, or <see cref="GroundStateOptions.Estimator"/>.</summary>
    StateVector,
}

/// <summary>What <see cref="GroundState"/> does, with the defaults of the command line.</summary>
public sealed record GroundStateOptions
{
    /// <summary>The basis set; STO-3G by default. <see cref="BasisSet.ByName"/> knows those of the package, <see cref="BasisSet.FromFile"/> reads others.</summary>
    public BasisSet Basis { get; init; } = BasisSet.Sto3G;

    /// <summary>Total charge, where the molecule is given as text.</summary>
    public int Charge { get; init; }

    /// <summary>Spin multiplicity 2S + 1, where the molecule is given as text.</summary>
    public int Multiplicity { get; init; } = 1;

    /// <summary>Electrons and orbitals that are correlated; null for all.</summary>
    public ActiveSpace? ActiveSpace { get; init; }

    /// <summary>Chooses the electrons and orbitals of a molecule by a measure; null for <see cref="ActiveSpace"/>, which must be null otherwise.</summary>
    public ActiveSpaceMeasure? ActiveSpaceBy { get; init; }

    /// <summary>The circuit.</summary>
    public AnsatzKind Ansatz { get; init; } = AnsatzKind.Uccsd;

    /// <summary>What computes the energies.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>
    /// How fermions become qubits; null for <see cref="JordanWigner"/>. Energies on determinants do not depend on it, the Hamiltonian and the
    /// circuit of the result do.
    /// </summary>
    public IFermionMapper? Mapper { get; init; }

    /// <summary>
    /// Order, selection, sharing, form and start of <see cref="AnsatzKind.Uccsd"/>, of <see cref="AnsatzKind.Givens"/>, and of the pools of ADAPT; null for
    /// <see cref="UccsdOptions.Fast"/>.
    /// </summary>
    public UccsdOptions? CoupledCluster { get; init; }

    /// <summary>The excitations of <see cref="AnsatzKind.Custom"/>, respected as they are.</summary>
    public FermionicAnsatz? CustomAnsatz { get; init; }

    /// <summary>Pairs with phases in <see cref="AnsatzKind.Lucj"/>; null for <see cref="JastrowPairs.Neighbours"/>.</summary>
    public JastrowPairs? JastrowPairs { get; init; }

    /// <summary>What <see cref="AnsatzKind.QubitAdapt"/> chooses from.</summary>
    public QubitPoolKind QubitPool
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(QubitPool), value, "Allowed are Excitations and Minimal.");
    }

    /// <summary>ADAPT-VQE ends where no derivative of the pool is as large as this, in hartree per radian; positive.</summary>
    public double AdaptTolerance
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(AdaptTolerance), value, "The tolerance must be positive and finite.");
    } = 1e-4;

    /// <summary>Most factors of ADAPT-VQE, at least 1.</summary>
    public int MaximumOperators
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaximumOperators));
            field = value;
        }
    } = 100;

    /// <summary>
    /// Whether the orbitals are searched too, after the parameters and together with them (orbital-optimised VQE): rotations among frozen, active and
    /// left-out orbitals, and among the active ones where the ansatz has no single excitations. The energy is never above that without. For the
    /// determinant engine; a checkpoint holds the search in the given orbitals only.
    /// </summary>
    public bool RelaxOrbitals { get; init; }

    /// <summary>Upper limit of threads of the determinant engine, at least 1, or -1 for one a processor. No result depends on it.</summary>
    public int MaxThreads
    {
        get;
        init => field = Threads.Checked(value, nameof(MaxThreads));
    } = -1;

    /// <summary>Layers of the hardware-efficient circuit and of cluster Jastrow, or k of k-UpCCGSD, at least 1.</summary>
    public int Layers
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Layers));
            field = value;
        }
    } = 2;

    /// <summary>
    /// How many starts are searched, at least 1; the least energy is the result. The first is that of the ansatz; each other one is drawn from
    /// <see cref="Seed"/>: around the first, or anew where that is random itself. ADAPT has one. Relaxed orbitals have as many starts again, the first from
    /// those given, the others from orbitals turned at random.
    /// </summary>
    public int Starts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Starts));
            field = value;
        }
    } = 1;

    /// <summary>The search; null for L-BFGS with exact energies, with a longer memory for k-UpCCGSD, UCCGSD and cluster Jastrow, and COBYLA with shots.</summary>
    public IMinimizer? Minimizer { get; init; }

    /// <summary>Shots of each energy, at least 1; null for exact energies.</summary>
    public int? Shots
    {
        get;
        init
        {
            if (value is { } shots) ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1, nameof(Shots));
            field = value;
        }
    }

    /// <summary>Seed of samples, of random starts and of stochastic minimizers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Computes the energies; null for the simulator. With <see cref="Shots"/> set it must be an <see cref="ISampler"/> too.</summary>
    public IEstimator? Estimator { get; init; }

    /// <summary>File that the search is saved to after every step; null for none.</summary>
    public string? CheckpointFile { get; init; }

    /// <summary>Whether to go on from <see cref="CheckpointFile"/>, which must then exist.</summary>
    public bool Resume { get; init; }

    /// <summary>Full configuration interaction is computed for comparison up to this many determinants; 0 for never.</summary>
    public long MaximumExactDeterminants
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaximumExactDeterminants));
            field = value;
        }
    } = 300_000;

    /// <summary>Where progress is logged; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
