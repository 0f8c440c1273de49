using System.Globalization;

namespace Qratum.Optimization;

/// <summary>What a constraint became. h is its left side over bits in whole numbers, B its bound.</summary>
public enum PenaltyForm
{
    /// <summary>Nothing: all bits meet it.</summary>
    None,

    /// <summary>h - B, where the constraint holds h at its least or largest value.</summary>
    Difference,

    /// <summary>Products of pairs of bits that cannot both be chosen.</summary>
    Pairs,

    /// <summary>(h - B)².</summary>
    Square,

    /// <summary>(h + slack - B)² with further bits for the slack.</summary>
    SquareWithSlack,
}

/// <summary>A constraint of an <see cref="EncodedModel"/>: weight · penalty, which is 0 where it is met and at least the weight where it is not.</summary>
/// <param name="Name">Name of the constraint, or of the integer whose one-hot bits it keeps.</param>
/// <param name="Form">The penalty.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="IsWeightProven">True where the weight is proved to suffice: no minimum violates the constraint if it can be met.</param>
/// <param name="SlackBits">Number of bits that were added for it.</param>
public sealed record EncodedConstraint(string Name, PenaltyForm Form, double Weight, bool IsWeightProven, int SlackBits)
{
    /// <summary>Name, form, weight and bits in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Form}, weight {Weight:R}{(IsWeightProven ? "" : " (not proven)")}, {SlackBits} slack bits");
}
