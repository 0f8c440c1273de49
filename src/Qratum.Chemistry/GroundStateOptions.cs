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

    /// <summary>Factors chosen one at a time by their gradients from the excitations of coupled cluster: ADAPT-VQE.</summary>
    Adapt,

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
    /// <summary>Name of the basis set, for example <c>sto-3g</c>.</summary>
    public string Basis { get; init; } = "sto-3g";

    /// <summary>Total charge, where the molecule is given as text.</summary>
    public int Charge { get; init; }

    /// <summary>Spin multiplicity 2S + 1, where the molecule is given as text.</summary>
    public int Multiplicity { get; init; } = 1;

    /// <summary>Electrons and orbitals that are correlated; null for all.</summary>
    public ActiveSpace? ActiveSpace { get; init; }

    /// <summary>The circuit.</summary>
    public AnsatzKind Ansatz { get; init; } = AnsatzKind.Uccsd;

    /// <summary>What computes the energies.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>
    /// Order, selection, sharing, form and start of <see cref="AnsatzKind.Uccsd"/>, and of the pool of <see cref="AnsatzKind.Adapt"/>; null for
    /// <see cref="UccsdOptions.Fast"/>.
    /// </summary>
    public UccsdOptions? CoupledCluster { get; init; }

    /// <summary>The excitations of <see cref="AnsatzKind.Custom"/>, respected as they are.</summary>
    public FermionicAnsatz? CustomAnsatz { get; init; }

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

    /// <summary>Upper limit of threads of the determinant engine, at least 1, or -1 for one a processor. No result depends on it.</summary>
    public int MaxThreads
    {
        get;
        init => field = Threads.Checked(value, nameof(MaxThreads));
    } = -1;

    /// <summary>Layers of the hardware-efficient circuit, or k of k-UpCCGSD, at least 1.</summary>
    public int Layers
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Layers));
            field = value;
        }
    } = 2;

    /// <summary>The search; null for L-BFGS with exact energies and COBYLA with shots.</summary>
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
    } = 100_000;

    /// <summary>Where progress is logged; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
