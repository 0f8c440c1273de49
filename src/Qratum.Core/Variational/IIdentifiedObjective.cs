namespace Qratum;

/// <summary>An objective that says what fixes the bits of its answers, for results to carry.</summary>
public interface IIdentifiedObjective : IObjective
{
    /// <summary>What fixes the bits; null before the first answer where it is known only then.</summary>
    RunIdentity? Identity { get; }
}
