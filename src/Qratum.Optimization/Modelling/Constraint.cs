namespace Qratum.Optimization;

/// <summary>Which side of zero a constraint allows.</summary>
public enum ConstraintSense
{
    /// <summary>At most zero.</summary>
    AtMost,

    /// <summary>At least zero.</summary>
    AtLeast,

    /// <summary>Zero.</summary>
    Equal,
}

/// <summary>
/// An expression that is to be at most, at least or equal to zero; made by <c>&lt;=</c>, <c>&gt;=</c> and <see cref="Expression.EqualTo"/>, which put
/// both sides on the left. Immutable.
/// </summary>
public sealed class Constraint
{
    internal Constraint(string name, Expression difference, ConstraintSense sense, double? penalty = null, bool isPenaltyProven = false) =>
        (Name, Difference, Sense, Penalty, IsPenaltyProven) = (name, difference, sense, penalty, isPenaltyProven);

    /// <summary>Its name in the model; empty before it is in one.</summary>
    public string Name { get; }

    /// <summary>Left side minus right side.</summary>
    public Expression Difference { get; }

    /// <summary>What the difference is to be.</summary>
    public ConstraintSense Sense { get; }

    /// <summary>Weight of its penalty where the user gave one; null for one that is proved to suffice.</summary>
    public double? Penalty { get; }

    /// <summary>True where the penalty was given together with a proof, as the problem classes do.</summary>
    internal bool IsPenaltyProven { get; }

    /// <summary>The name and the kind.</summary>
    public override string ToString() => $"{(Name.Length == 0 ? "constraint" : Name)}: {Sense switch
    {
        ConstraintSense.AtMost => "at most",
        ConstraintSense.AtLeast => "at least",
        _ => "equal",
    }}";
}
