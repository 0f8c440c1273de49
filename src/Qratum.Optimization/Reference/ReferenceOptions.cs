namespace Qratum.Optimization;

/// <summary>How much work <see cref="ReferenceSearch"/> spends. Without a time limit the outcome is the same on every machine.</summary>
public sealed record ReferenceOptions
{
    /// <summary>Most spins for plain enumeration, 1 to 48; 28 by default.</summary>
    public int MaximumEnumeratedSpins
    {
        get;
        init => field = value is >= 1 and <= 48 ? value
            : throw new ArgumentOutOfRangeException(nameof(MaximumEnumeratedSpins), value, "Enumeration takes 1 to 48 spins.");
    } = BruteForce.DefaultMaximumSpins;

    /// <summary>Greatest width of <see cref="VariableElimination"/>, 0 to 26; 20 by default.</summary>
    public int MaximumWidth
    {
        get;
        init => field = value is >= 0 and <= 26 ? value
            : throw new ArgumentOutOfRangeException(nameof(MaximumWidth), value, "The width of an elimination is 0 to 26.");
    } = VariableElimination.DefaultMaximumWidth;

    /// <summary>Most nodes of the <see cref="BranchAndBound"/> tree, not negative; 2000 by default, 0 for no tree.</summary>
    public int NodeLimit
    {
        get;
        init => field = value >= 0 ? value
            : throw new ArgumentOutOfRangeException(nameof(NodeLimit), value, "The number of nodes is not negative.");
    } = 2000;

    /// <summary>
    /// Time for the branch and bound tree, or null for none. With a limit the outcome depends on the speed of the machine.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Flips of the <see cref="TabuSearch"/>, at least 1; 200,000 by default.</summary>
    public long TabuFlips
    {
        get;
        init => field = value >= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(TabuFlips), value, "The number of flips is at least 1.");
    } = 200_000;

    /// <summary>Seed of the tabu search.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// What a result is compared with when no optimum could be proven: <see cref="OptimumIs.BestKnown"/>, the default, or
    /// <see cref="OptimumIs.Bound"/>, which makes a ratio a guaranteed one.
    /// </summary>
    public OptimumIs Fallback
    {
        get;
        init => field = value is OptimumIs.BestKnown or OptimumIs.Bound ? value
            : throw new ArgumentOutOfRangeException(nameof(Fallback), value, "The fallback is the best known value or a bound.");
    } = OptimumIs.BestKnown;
}
