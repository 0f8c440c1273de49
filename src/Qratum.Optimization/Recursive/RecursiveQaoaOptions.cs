namespace Qratum.Optimization;

/// <summary>How <see cref="RecursiveQaoa"/> works. Every default works.</summary>
public sealed record RecursiveQaoaOptions
{
    /// <summary>Layers p of the circuit whose correlations decide, at least 1; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Layers
    {
        get;
        init => field = AtLeastOne(value, nameof(Layers));
    } = 1;

    /// <summary>Number of spins, at least 1, that are left to <see cref="ReferenceSearch"/>; 20 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int CutoffSpins
    {
        get;
        init => field = AtLeastOne(value, nameof(CutoffSpins));
    } = 20;

    /// <summary>Most spins replaced in one round, at least 1; 1 by default. More are faster and looser: pairs without a common spin, the strongest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int EliminationsPerRound
    {
        get;
        init => field = AtLeastOne(value, nameof(EliminationsPerRound));
    } = 1;

    /// <summary>What a round does where the light cones do not fit, because spins gather couplings; one layer less by default.</summary>
    public WhenTooWide WhenTooWide { get; init; }

    /// <summary>Threads, limits and minimizer of rounds with several layers by light cones. Its start is that of the first round.</summary>
    public LightConeOptions LightCones { get; init; } = new();

    /// <summary>Limits of the last step.</summary>
    public ReferenceOptions Reference { get; init; } = new();

    /// <summary>Searches the angles of a backend; null for L-BFGS where the backend has gradients and COBYLA where it has none.</summary>
    public IMinimizer? BackendMinimizer { get; init; }

    /// <summary>Seed of the samples of a backend that has shots, and of a stochastic minimizer on it.</summary>
    public ulong Seed { get; init; }

    private static int AtLeastOne(int value, string name) => value >= 1 ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 1.");
}

/// <summary>What recursive QAOA does where the light cones of a round are too wide.</summary>
public enum WhenTooWide
{
    /// <summary>This and all later rounds have one layer less; each <see cref="SpinElimination"/> says how many it had.</summary>
    FewerLayers,

    /// <summary>The run ends with a <see cref="NotSupportedException"/>.</summary>
    Refuse,
}
