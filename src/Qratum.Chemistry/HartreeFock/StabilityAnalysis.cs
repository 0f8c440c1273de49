namespace Qratum.Chemistry;

/// <summary>What is done about solutions that are saddle points and not minima of the energy.</summary>
public enum StabilityAnalysis
{
    /// <summary>
    /// The second derivatives are searched for a direction downhill, which is followed until there is none; where there are signs of several
    /// solutions, more than one starting guess is tried and the lowest solution wins. The default.
    /// </summary>
    Follow,

    /// <summary>The second derivatives are looked at and the result says what they are.</summary>
    Report,

    /// <summary>Nothing; the first stationary point is the result.</summary>
    None,
}
