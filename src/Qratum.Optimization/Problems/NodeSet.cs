using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>A set of nodes of a graph, as an answer to a problem that says which sets are allowed.</summary>
/// <param name="Nodes">The nodes, from 0, ascending.</param>
/// <param name="Weight">Sum of their weights.</param>
/// <param name="Violations">Edges (for cliques: missing ones, of weight 0) that forbid the set; empty for a feasible one.</param>
public sealed record NodeSet(ImmutableArray<int> Nodes, double Weight, ImmutableArray<Edge> Violations)
{
    /// <summary>True where no edge forbids the set.</summary>
    public bool IsFeasible => Violations.IsEmpty;

    /// <summary>Weight, nodes and violations.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"weight {Weight:R}, nodes {{{string.Join(", ", Nodes)}}}{(IsFeasible ? "" : $"; violated: {string.Join(", ", Violations.Select(static e => $"{e.I}-{e.J}"))}")}");
}
