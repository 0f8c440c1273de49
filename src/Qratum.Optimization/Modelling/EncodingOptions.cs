namespace Qratum.Optimization;

/// <summary>How a whole number becomes bits.</summary>
public enum IntegerEncoding
{
    /// <summary>Weights 1, 2, 4, … and a last one that makes the range exact: the fewest bits; any bits are a number in the range.</summary>
    Binary,

    /// <summary>One bit of weight 1 for each step: small coefficients; any bits are a number in the range.</summary>
    Unary,

    /// <summary>One bit for each value, of which one is set: a constraint more, kept by the XY mixer.</summary>
    OneHot,
}

/// <summary>How <see cref="OptimizationModel.Encode"/> works.</summary>
public sealed record EncodingOptions
{
    /// <summary>How integers become bits.</summary>
    public IntegerEncoding Integers
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Integers), value, "Unknown encoding.");
    }

    /// <summary>
    /// The objective of any feasible solution, for smaller penalties: nothing infeasible needs to be worth more than it. Null where none is known. A value that no
    /// feasible solution reaches makes the penalties wrong.
    /// </summary>
    public double? KnownObjective
    {
        get;
        init => field = value is null || double.IsFinite(value.Value) ? value
            : throw new ArgumentOutOfRangeException(nameof(KnownObjective), value, "The known objective is a finite number.");
    }

    /// <summary>One weight for all penalties in place of those that are proved to suffice, positive; null for the proved ones.</summary>
    public double? Penalty
    {
        get;
        init => field = value is null || (value > 0 && double.IsFinite(value.Value)) ? value
            : throw new ArgumentOutOfRangeException(nameof(Penalty), value, "The weight of a penalty is a positive number.");
    }
}
