using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>A round trip.</summary>
/// <param name="Order">The cities from 0 in the order of the trip, city 0 first; -1 where bits say none or several.</param>
/// <param name="Length">Length of the closed trip; null where it is no round trip.</param>
/// <param name="Violations">What is wrong, in words; empty for a round trip.</param>
public sealed record Tour(ImmutableArray<int> Order, double? Length, ImmutableArray<string> Violations)
{
    /// <summary>True where every city is visited once.</summary>
    public bool IsFeasible => Violations.IsEmpty;

    /// <summary>Length and order, or what is wrong.</summary>
    public override string ToString() => IsFeasible
        ? string.Create(CultureInfo.InvariantCulture, $"length {Length:R}: {string.Join(" - ", Order)} - {Order[0]}") : $"no round trip: {string.Join("; ", Violations)}";
}
