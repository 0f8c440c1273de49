using System.Collections.Immutable;

namespace Qratum.Optimization;

/// <summary>Colours of the nodes of a graph.</summary>
/// <param name="Colours">Colour of each node from 0; -1 for one that has none or several.</param>
/// <param name="Conflicts">Edges whose nodes have the same colour.</param>
public sealed record Colouring(ImmutableArray<int> Colours, ImmutableArray<Edge> Conflicts)
{
    /// <summary>Nodes without exactly one colour.</summary>
    public ImmutableArray<int> Uncoloured => [.. Enumerable.Range(0, Colours.Length).Where(i => Colours[i] < 0)];

    /// <summary>True where every node has a colour and no two neighbours the same one.</summary>
    public bool IsFeasible => Conflicts.IsEmpty && !Colours.Contains(-1);

    /// <summary>Nodes by colour, then what is wrong.</summary>
    public override string ToString()
    {
        var parts = Colours.Select(static (c, i) => (Colour: c, Node: i)).Where(static p => p.Colour >= 0).GroupBy(static p => p.Colour).OrderBy(static g => g.Key)
            .Select(static g => $"colour {g.Key}: {string.Join(", ", g.Select(static p => p.Node))}").ToList();
        if (!Uncoloured.IsEmpty) parts.Add($"without one colour: {string.Join(", ", Uncoloured)}");
        if (!Conflicts.IsEmpty) parts.Add($"conflicts: {string.Join(", ", Conflicts.Select(static e => $"{e.I}-{e.J}"))}");
        return string.Join("; ", parts);
    }
}

/// <summary>Graph colouring: one of a number of colours for each node, different ones for neighbours. The least value is 0 where that is possible.</summary>
/// <remarks>
/// A bit for each node and colour, nodes slowest; every violated constraint costs at least 1. A. Lucas, Frontiers in Physics 2, 5 (2014), section 6.1.
/// </remarks>
public sealed class GraphColouring : ModelledProblem<Colouring>
{
    /// <summary>Poses the problem.</summary>
    /// <param name="graph">The graph; weights play no part.</param>
    /// <param name="colourCount">Number of colours, at least 1.</param>
    public GraphColouring(Graph graph, int colourCount)
        : base(new OptimizationModel("colouring"))
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfLessThan(colourCount, 1);
        (Graph, ColourCount) = (graph, colourCount);
        var x = Enumerable.Range(0, graph.NodeCount).Select(i => Model.AddBinaries($"node_{i}_colour", colourCount)).ToArray();
        for (var i = 0; i < x.Length; i++) Model.Require(Expression.Sum(x[i]).EqualTo(1), $"node_{i}");
        foreach (var (i, j, _) in graph.Edges)
        {
            for (var c = 0; c < colourCount; c++) Model.Require(x[i][c] + x[j][c] <= 1, $"edge_{i}_{j}_{c}");
        }
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <summary>Number of colours.</summary>
    public int ColourCount { get; }

    /// <summary>Which edges a colouring violates.</summary>
    /// <param name="colours">A colour for each node, or -1 for none.</param>
    /// <exception cref="ArgumentException">The number of colours is not that of the nodes, or there is no such colour.</exception>
    public Colouring Evaluate(ReadOnlySpan<int> colours)
    {
        if (colours.Length != Graph.NodeCount) throw new ArgumentException($"There are {colours.Length} colours for {Graph.NodeCount} nodes.", nameof(colours));
        foreach (var colour in colours)
        {
            if (colour < -1 || colour >= ColourCount) throw new ArgumentOutOfRangeException(nameof(colours), colour, $"Colours are 0 to {ColourCount - 1}, or -1 for none.");
        }

        var copy = colours.ToArray();
        return new Colouring([.. copy], [.. Graph.Edges.Where(e => copy[e.I] >= 0 && copy[e.I] == copy[e.J])]);
    }

    private protected override Colouring Interpret(ModelSolution solution)
    {
        var colours = new int[Graph.NodeCount];
        for (var i = 0; i < colours.Length; i++)
        {
            var own = Enumerable.Range(0, ColourCount).Where(c => solution.Values[(i * ColourCount) + c] == 1).ToArray();
            colours[i] = own.Length == 1 ? own[0] : -1;
        }

        return Evaluate(colours);
    }
}
