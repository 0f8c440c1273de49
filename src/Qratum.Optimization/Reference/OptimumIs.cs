namespace Qratum.Optimization;

/// <summary>What is known of an optimum that a result is compared with.</summary>
public enum OptimumIs
{
    /// <summary>It is proven: nothing better exists.</summary>
    Exact,

    /// <summary>It is attained by a known solution; whether something better exists was not decided.</summary>
    BestKnown,

    /// <summary>It is a proven limit that nothing passes; whether anything attains it was not decided.</summary>
    Bound,
}

/// <summary>Names of <see cref="OptimumIs"/> values.</summary>
public static class OptimumIsExtensions
{
    /// <summary>The name used in output: <c>exact</c>, <c>best-known</c> or <c>bound</c>.</summary>
    /// <param name="kind">What is known.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no value of the enumeration.</exception>
    public static string ToText(this OptimumIs kind) => kind switch
    {
        OptimumIs.Exact => "exact",
        OptimumIs.BestKnown => "best-known",
        OptimumIs.Bound => "bound",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of optimum."),
    };
}
