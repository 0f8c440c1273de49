using System.Globalization;

namespace Qratum.Optimization;

/// <summary>An undirected edge of a <see cref="Graph"/>.</summary>
/// <param name="I">One end, a node number from 0; in a graph the smaller one.</param>
/// <param name="J">The other end, a node number from 0; in a graph the larger one.</param>
/// <param name="Weight">Weight, finite and of any sign; 1 in an unweighted graph.</param>
public readonly record struct Edge(int I, int J, double Weight = 1)
{
    /// <summary>The edge as <c>I-J</c>, with its weight unless that is 1.</summary>
    public override string ToString() => Weight == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{I}-{J}")
        : string.Create(CultureInfo.InvariantCulture, $"{I}-{J} ({Weight:R})");
}
