using System.Collections.Immutable;

namespace Qratum.Optimization;

/// <summary>What independent sets, covers and cliques share: a bit for each node, and pairs of nodes that a set must respect.</summary>
public abstract class NodeSetProblem : ModelledProblem<NodeSet>
{
    private readonly double[] _weights;
    private readonly Edge[] _pairs;
    private readonly bool _isCover;

    private protected NodeSetProblem(Graph graph, string name, ReadOnlySpan<double> weights, Func<Graph, IEnumerable<Edge>> pairs, bool isCover)
        : base(new OptimizationModel(name))
    {
        ArgumentNullException.ThrowIfNull(graph);
        (Graph, _isCover) = (graph, isCover);
        _weights = ProblemInputs.Weights(weights, graph.NodeCount, "nodes", nameof(weights));
        _pairs = [.. pairs(graph)];
        var x = Model.AddBinaries("node", graph.NodeCount);
        var total = Expression.Sum(x.Select((v, i) => _weights[i] * v));
        _ = isCover ? Model.Minimize(total) : Model.Maximize(total);
        foreach (var (i, j, _) in _pairs)
        {
            // Leaving out (or, for a cover, adding) the lighter node of a violated pair mends it, harms no other pair, and changes the objective by that weight only.
            var penalty = ProblemInputs.Above(Math.Min(_weights[i], _weights[j]), _weights);
            Model.RequireProven(isCover ? x[i] + x[j] >= 1 : x[i] + x[j] <= 1, $"pair_{i}_{j}", penalty);
        }
    }

    /// <summary>The graph; weights of edges play no part.</summary>
    public Graph Graph { get; }

    /// <summary>Weights of the nodes.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>What a set of nodes is worth and what it violates. O(nodes + pairs).</summary>
    /// <param name="nodes">Nodes from 0 in any order, each at most once.</param>
    /// <exception cref="ArgumentException">A node does not exist or is named twice.</exception>
    public NodeSet Evaluate(IEnumerable<int> nodes)
    {
        var chosen = ProblemInputs.Chosen(nodes, Graph.NodeCount, "node", nameof(nodes));
        var isIn = new bool[Graph.NodeCount];
        foreach (var node in chosen) isIn[node] = true;
        return new NodeSet([.. chosen], chosen.Sum(i => _weights[i]),
            [.. _pairs.Where(e => _isCover ? !isIn[e.I] && !isIn[e.J] : isIn[e.I] && isIn[e.J])]);
    }

    private protected override NodeSet Interpret(ModelSolution solution) => Evaluate(Enumerable.Range(0, Graph.NodeCount).Where(i => solution.Values[i] == 1));
}

/// <summary>Maximum (weight) independent set: nodes of the largest weight, no two of them neighbours.</summary>
/// <remarks>A. Lucas, "Ising formulations of many NP problems", Frontiers in Physics 2, 5 (2014), section 4.2.</remarks>
public sealed class MaximumIndependentSet : NodeSetProblem
{
    /// <summary>Poses the problem.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">Weights of the nodes; empty for 1 each.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the nodes, or one is not finite.</exception>
    public MaximumIndependentSet(Graph graph, ReadOnlySpan<double> weights = default)
        : base(graph, "independent-set", weights, static g => g.Edges, isCover: false)
    {
    }
}

/// <summary>Minimum (weight) vertex cover: nodes of the least weight such that every edge has one of them.</summary>
/// <remarks>A. Lucas, Frontiers in Physics 2, 5 (2014), section 4.3.</remarks>
public sealed class MinimumVertexCover : NodeSetProblem
{
    /// <summary>Poses the problem.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">Weights of the nodes; empty for 1 each.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the nodes, or one is not finite.</exception>
    public MinimumVertexCover(Graph graph, ReadOnlySpan<double> weights = default)
        : base(graph, "vertex-cover", weights, static g => g.Edges, isCover: true)
    {
    }
}

/// <summary>Maximum (weight) clique: nodes of the largest weight, any two of them neighbours. An independent set of the complement.</summary>
/// <remarks>A. Lucas, Frontiers in Physics 2, 5 (2014), section 2.3.</remarks>
public sealed class MaximumClique : NodeSetProblem
{
    /// <summary>Poses the problem. O(nodes²).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">Weights of the nodes; empty for 1 each.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the nodes, or one is not finite.</exception>
    public MaximumClique(Graph graph, ReadOnlySpan<double> weights = default)
        : base(graph, "clique", weights, Missing, isCover: false)
    {
    }

    private static IEnumerable<Edge> Missing(Graph graph)
    {
        var present = graph.Edges.Select(static e => (e.I, e.J)).ToHashSet();
        return from i in Enumerable.Range(0, graph.NodeCount) from j in Enumerable.Range(i + 1, graph.NodeCount - i - 1) where !present.Contains((i, j)) select new Edge(i, j, 0);
    }
}
