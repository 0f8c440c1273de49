namespace Qratum.Optimization;

/// <summary>How light cones are evaluated and their angles searched. Every default works.</summary>
public sealed record LightConeOptions
{
    /// <summary>Most threads, at least 1, or -1 (the default) for one a processor. No result depends on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or below -1.</exception>
    public int MaxThreads
    {
        get;
        init => field = value is -1 or >= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxThreads), value, "The number of threads is at least 1, or -1 for one a processor.");
    } = -1;

    /// <summary>
    /// Binary logarithm of the largest table of a contraction and greatest number of qubits of a state, 1 to 26; 20 by default. Each thread
    /// takes some hundred bytes times 2 to this power at worst (<see cref="LightConeStatistics.BytesPerThread"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public int MaximumWidth
    {
        get;
        init => field = value is >= 1 and <= 26 ? value
            : throw new ArgumentOutOfRangeException(nameof(MaximumWidth), value, "The greatest width is 1 to 26.");
    } = 20;

    /// <summary>Searches the angles; L-BFGS by default.</summary>
    public IMinimizer Minimizer { get; init; } = new Lbfgs();

    /// <summary>
    /// Angles to begin with; null (the default) for the better of <see cref="StartingAngles.For(IsingModel, int)"/> and the same with γ rescaled such that the first of
    /// one layer is the best one.
    /// </summary>
    public QaoaAngles? Start { get; init; }
}
