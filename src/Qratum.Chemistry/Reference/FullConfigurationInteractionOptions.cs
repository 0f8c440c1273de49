namespace Qratum.Chemistry;

/// <summary>How <see cref="FullConfigurationInteraction"/> searches and what it may use.</summary>
public sealed record FullConfigurationInteractionOptions
{
    /// <summary>Number of states, lowest first; 1 to 64, by default 1. Of fewer determinants there are fewer states.</summary>
    public int RootCount
    {
        get;
        init => field = value is >= 1 and <= 64 ? value : throw new ArgumentOutOfRangeException(nameof(RootCount), value, "The number of states is 1 to 64.");
    } = 1;

    /// <summary>Norm of (H − E)c, in hartree, at which a state counts as found; by default 1e-6. The energy error is about its
    /// square over the distance to the next state: near 1e-11.</summary>
    public double ResidualTolerance
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(ResidualTolerance), value, "The tolerance must be positive and finite.");
    } = 1e-6;

    /// <summary>Most iterations, at least 1; by default 200.</summary>
    public int MaxIterations
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxIterations), value, "At least 1 iteration is needed.");
    } = 200;

    /// <summary>Most determinants, 1 to 100,000,000; by default 10,000,000, which need up to 4 GiB.</summary>
    public long MaxDeterminants
    {
        get;
        init => field = value is >= 1 and <= 100_000_000 ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxDeterminants), value, "The limit on determinants is 1 to 100,000,000.");
    } = 10_000_000;

    /// <summary>Upper limit of threads, at least 1, or -1 (the default) for one a processor. The answer does not depend on it.</summary>
    public int MaxThreads
    {
        get;
        init => field = Threads.Checked(value, nameof(MaxThreads));
    } = -1;
}
