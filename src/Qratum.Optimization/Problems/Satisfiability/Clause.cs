using System.Collections.Immutable;

namespace Qratum.Optimization;

/// <summary>A disjunction: satisfied where at least one of its literals is true.</summary>
/// <param name="Literals">+k for variable k, -k for its negation, k from 1; none for a clause that nothing satisfies.</param>
/// <param name="Weight">What leaving it unsatisfied costs, positive.</param>
public sealed record Clause(ImmutableArray<int> Literals, double Weight = 1)
{
    /// <summary>The literals, for example <c>(1 or -3)</c>.</summary>
    public override string ToString() => $"({string.Join(" or ", Literals)})";
}

/// <summary>Truth values and what they leave unsatisfied.</summary>
/// <param name="Bits">Bit k - 1 is variable k.</param>
/// <param name="Unsatisfied">Numbers of the clauses or checks that are not satisfied, from 0, ascending.</param>
/// <param name="Cost">Sum of their weights.</param>
public sealed record Assignment(BitString Bits, ImmutableArray<int> Unsatisfied, double Cost)
{
    /// <summary>True where everything is satisfied.</summary>
    public bool IsSatisfying => Unsatisfied.IsEmpty;

    /// <summary>The variables as literals in their order, then what is not satisfied.</summary>
    public override string ToString()
    {
        var literals = string.Join(' ', Enumerable.Range(0, Bits.Length).Select(k => Bits[k] ? k + 1 : -k - 1));
        return IsSatisfying ? literals : $"{literals}; unsatisfied: {string.Join(", ", Unsatisfied)}";
    }
}
