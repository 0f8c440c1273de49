using System.Globalization;
using Qratum.Optimization;

namespace Qratum.Cli;

/// <content>Solutions of combinatorial problems.</content>
internal static partial class Figures
{
    /// <summary>The graph with its best cut, and how often each cut value was sampled.</summary>
    public static Figure Cut(string title, IReadOnlyList<bool> sides, IReadOnlyList<(int From, int To)> edges,
        IReadOnlyList<(double Value, double Count)> sampled, double best)
    {
        var cut = edges.Count(e => sides[e.From] != sides[e.To]);
        var description = string.Create(CultureInfo.InvariantCulture,
            $"A graph of {sides.Count} nodes and {edges.Count} edges; the best cut found has the value {best} and cuts {cut} edges. Beside it the distribution of the sampled cut values.");
        Bar[] bars = [.. sampled.Select(s => new Bar(s.Value, s.Count, s.Value >= best ? BarKind.Highlighted : BarKind.Plain))];
        return new Figure(title, description,
        [
            CutPanel("Best cut found", [.. sides.Select(static s => s ? 1 : 0)], edges),
            new BarPanel("Sampled cuts", "cut value", "shots", bars) { Label = "sampled", HighlightLabel = "best found" },
        ]);
    }

    /// <summary>The graph with a cut.</summary>
    public static Figure Cut(string title, IReadOnlyList<int> sides, Graph graph)
    {
        var edges = EdgesOf(graph);
        var description = string.Create(CultureInfo.InvariantCulture,
            $"A graph of {sides.Count} nodes and {edges.Length} edges, its nodes parted in two; {edges.Count(e => sides[e.From] != sides[e.To])} edges are cut.");
        return new Figure(title, description, [CutPanel("Best cut found", sides, edges)]);
    }

    /// <summary>The graph with a set of its nodes.</summary>
    public static Figure Nodes(string title, Graph graph, NodeSet set)
    {
        var groups = new int[graph.NodeCount];
        foreach (var node in set.Nodes) groups[node] = 1;
        var inside = graph.Edges.Count(e => groups[e.I] == 1 && groups[e.J] == 1);
        var description = string.Create(CultureInfo.InvariantCulture,
            $"A graph of {graph.NodeCount} nodes and {graph.EdgeCount} edges; {set.Nodes.Length} nodes of weight {set.Weight} are chosen, with {inside} edges between them.");
        return new Figure(title, description,
        [
            new GraphPanel(string.Create(CultureInfo.InvariantCulture, $"{set.Nodes.Length} nodes chosen"), groups,
                [.. graph.Edges.Select(e => new PanelEdge(e.I, e.J, groups[e.I] == 1 && groups[e.J] == 1))], ["not chosen", "chosen"])
            {
                MarkedEdges = inside > 0 ? "between chosen nodes" : null,
                PlainEdges = inside < graph.EdgeCount ? inside > 0 ? "other edges" : "edges" : null,
            },
        ]);
    }

    /// <summary>The graph with the colours of its nodes.</summary>
    public static Figure Colouring(string title, Graph graph, Colouring colouring)
    {
        var conflicts = colouring.Conflicts.Select(static e => (e.I, e.J)).ToHashSet();
        var used = colouring.Colours.Where(static c => c >= 0).DefaultIfEmpty(0).Max() + 1;
        var description = string.Create(CultureInfo.InvariantCulture,
            $"A graph of {graph.NodeCount} nodes and {graph.EdgeCount} edges in {used} colours, with {conflicts.Count} edges between nodes of one colour.");
        return new Figure(title, description,
        [
            new GraphPanel("Colours", colouring.Colours, [.. graph.Edges.Select(e => new PanelEdge(e.I, e.J, conflicts.Contains((e.I, e.J))))],
                [.. Enumerable.Range(0, used).Select(static c => string.Create(CultureInfo.InvariantCulture, $"colour {c + 1}"))])
            {
                MarkedEdges = conflicts.Count > 0 ? "one colour" : null,
                PlainEdges = conflicts.Count < graph.EdgeCount ? "edges" : null,
            },
        ]);
    }

    /// <summary>Cities at their places with a round trip.</summary>
    public static Figure Tour(string title, TravellingSalesman problem, Tour tour)
    {
        var (left, right) = (problem.Points.Min(static p => p.X), problem.Points.Max(static p => p.X));
        var (low, high) = (problem.Points.Min(static p => p.Y), problem.Points.Max(static p => p.Y));
        var size = Math.Max(Math.Max(right - left, high - low), 1e-9);
        PanelEdge[] legs = tour.IsFeasible ? [.. tour.Order.Select((city, k) => new PanelEdge(city, tour.Order[(k + 1) % tour.Order.Length], false))] : [];
        return new Figure(title, string.Create(CultureInfo.InvariantCulture, $"{problem.CityCount} cities; {(tour.Length is { } sum ? $"a round trip of length {sum}" : "no round trip")}."),
        [
            new GraphPanel(tour.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $"Length {length}") : "No round trip", new int[problem.CityCount], legs, ["city"])
            {
                PlainEdges = legs.Length > 0 ? "trip" : null,
                Places = [.. problem.Points.Select(p => new DataPoint(0.5 + ((p.X - ((left + right) / 2)) / size), 0.5 - ((p.Y - ((low + high) / 2)) / size)))],
            },
        ]);
    }

    private static (int From, int To)[] EdgesOf(Graph graph) => [.. graph.Edges.Select(static e => (e.I, e.J))];

    private static GraphPanel CutPanel(string title, IReadOnlyList<int> sides, IReadOnlyList<(int From, int To)> edges) =>
        new(title, sides, [.. edges.Select(e => new PanelEdge(e.From, e.To, sides[e.From] != sides[e.To]))], ["side 0", "side 1"])
        {
            MarkedEdges = "cut",
            PlainEdges = "within a side",
        };
}
