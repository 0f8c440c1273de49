using System.Globalization;
using System.Numerics;

namespace Qratum.Optimization;

/// <summary>
/// A weighted undirected graph without self-loops. Nodes are numbered from 0; edges are sorted by (I, J) with I &lt; J.
/// Immutable; two graphs are equal when their node counts and edge lists are.
/// </summary>
/// <remarks>An edge of weight 0 is kept: it joins its nodes and adds nothing to a cut.</remarks>
public sealed partial class Graph : IEquatable<Graph>, IEqualityOperators<Graph, Graph, bool>
{
    /// <summary>Greatest number of nodes of a graph, 2^26.</summary>
    public const int MaximumNodeCount = 1 << 26;

    private readonly Edge[] _edges;
    private readonly int[] _offsets;
    private readonly int[] _neighbours;
    private readonly double[] _neighbourWeights;

    /// <summary>Makes a graph. O(m log m) for m edges.</summary>
    /// <param name="nodeCount">Number of nodes, 1 to <see cref="MaximumNodeCount"/>.</param>
    /// <param name="edges">Edges with ends 0 to <paramref name="nodeCount"/> - 1, in any order and direction.</param>
    /// <param name="duplicates">What to do with a pair that comes twice.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of nodes or an end of an edge is out of range.</exception>
    /// <exception cref="ArgumentException">An edge is a self-loop, has no finite weight, or comes twice and is refused.</exception>
    public Graph(int nodeCount, IEnumerable<Edge> edges, DuplicateEdges duplicates = DuplicateEdges.Refuse)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if (nodeCount is < 1 or > MaximumNodeCount)
        {
            throw new ArgumentOutOfRangeException(nameof(nodeCount), nodeCount,
                $"A graph has 1 to {MaximumNodeCount} nodes, not {nodeCount}.");
        }

        var list = new List<Edge>();
        foreach (var edge in edges) list.Add(Checked(edge, nodeCount, list.Count, nameof(edges)));
        NodeCount = nodeCount;
        _edges = SortAndMerge(list, duplicates, nameof(edges));
        (_offsets, _neighbours, _neighbourWeights) = BuildAdjacency(nodeCount, _edges);
        foreach (var edge in _edges) TotalWeight += edge.Weight;
    }

    /// <summary>Makes an unweighted graph: every edge has weight 1.</summary>
    /// <param name="nodeCount">Number of nodes, 1 to <see cref="MaximumNodeCount"/>.</param>
    /// <param name="edges">Pairs of nodes 0 to <paramref name="nodeCount"/> - 1.</param>
    /// <exception cref="ArgumentException">As for weighted edges.</exception>
    public Graph(int nodeCount, IEnumerable<(int I, int J)> edges)
        : this(nodeCount, (edges ?? throw new ArgumentNullException(nameof(edges))).Select(e => new Edge(e.I, e.J)))
    {
    }

    /// <summary>Number of nodes.</summary>
    public int NodeCount { get; }

    /// <summary>Number of edges.</summary>
    public int EdgeCount => _edges.Length;

    /// <summary>The edges, each with I &lt; J, sorted by I and then J.</summary>
    public IReadOnlyList<Edge> Edges => Array.AsReadOnly(_edges);

    /// <summary>Sum of all weights, added in the order of <see cref="Edges"/>.</summary>
    public double TotalWeight { get; }

    /// <summary>Whether every edge has weight 1.</summary>
    public bool IsUnweighted => Array.TrueForAll(_edges, static e => e.Weight == 1);

    internal ReadOnlySpan<Edge> EdgeSpan => _edges;

    /// <summary>Number of edges at a node.</summary>
    /// <param name="node">Node, 0 to <see cref="NodeCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public int Degree(int node)
    {
        CheckNode(node);
        return _offsets[node + 1] - _offsets[node];
    }

    /// <summary>The nodes joined to a node, ascending.</summary>
    /// <param name="node">Node, 0 to <see cref="NodeCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public ReadOnlySpan<int> Neighbours(int node)
    {
        CheckNode(node);
        return _neighbours.AsSpan(_offsets[node].._offsets[node + 1]);
    }

    /// <summary>Weights of the edges to <see cref="Neighbours"/>, in the same order.</summary>
    /// <param name="node">Node, 0 to <see cref="NodeCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public ReadOnlySpan<double> NeighbourWeights(int node)
    {
        CheckNode(node);
        return _neighbourWeights.AsSpan(_offsets[node].._offsets[node + 1]);
    }

    /// <summary>The degree that all nodes share, or null when they differ.</summary>
    public int? RegularDegree
    {
        get
        {
            for (var i = 1; i < NodeCount; i++)
            {
                if (Degree(i) != Degree(0)) return null;
            }

            return Degree(0);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Graph? other) =>
        other is not null && NodeCount == other.NodeCount && _edges.AsSpan().SequenceEqual(other._edges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Graph);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(NodeCount);
        foreach (var edge in _edges) hash.Add(edge);
        return hash.ToHashCode();
    }

    /// <summary>Whether two graphs have the same nodes and edges.</summary>
    public static bool operator ==(Graph? left, Graph? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two graphs differ in a node or an edge.</summary>
    public static bool operator !=(Graph? left, Graph? right) => !(left == right);

    /// <summary>Size of the graph in words, for example <c>20 nodes, 30 edges, 3-regular, unweighted</c>.</summary>
    public override string ToString()
    {
        var regular = RegularDegree is { } degree ? $", {degree}-regular" : "";
        var weights = IsUnweighted ? "unweighted" : string.Create(CultureInfo.InvariantCulture, $"total weight {TotalWeight:R}");
        return $"{NodeCount} nodes, {EdgeCount} edges{regular}, {weights}";
    }

    private static Edge Checked(Edge edge, int nodeCount, int position, string parameter)
    {
        if (edge.I < 0 || edge.I >= nodeCount || edge.J < 0 || edge.J >= nodeCount)
        {
            throw new ArgumentOutOfRangeException(parameter, edge,
                $"Edge {position} joins nodes {edge.I} and {edge.J}; nodes are 0 to {nodeCount - 1}.");
        }

        if (edge.I == edge.J)
            throw new ArgumentException($"Edge {position} joins node {edge.I} to itself; self-loops are not allowed.", parameter);
        if (!double.IsFinite(edge.Weight))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Edge {position} ({edge.I}-{edge.J}) has weight {edge.Weight:R}; weights are finite numbers."), parameter);
        }

        return edge.I < edge.J ? edge : new Edge(edge.J, edge.I, edge.Weight);
    }

    private static Edge[] SortAndMerge(List<Edge> list, DuplicateEdges duplicates, string parameter)
    {
        // Sorted with the position as last key, so that sums of duplicates and messages follow the order of the list.
        var order = new int[list.Count];
        for (var k = 0; k < order.Length; k++) order[k] = k;
        Array.Sort(order, (a, b) =>
        {
            var (x, y) = (list[a], list[b]);
            var compared = x.I != y.I ? x.I.CompareTo(y.I) : x.J.CompareTo(y.J);
            return compared != 0 ? compared : a.CompareTo(b);
        });

        var merged = new List<Edge>(list.Count);
        for (var k = 0; k < order.Length; k++)
        {
            var edge = list[order[k]];
            if (merged.Count == 0 || merged[^1].I != edge.I || merged[^1].J != edge.J)
            {
                merged.Add(edge);
                continue;
            }

            if (duplicates == DuplicateEdges.Refuse)
            {
                throw new ArgumentException(
                    $"Edges {order[k - 1]} and {order[k]} both join nodes {edge.I} and {edge.J}; " +
                    $"pass {nameof(DuplicateEdges)}.{nameof(DuplicateEdges.Sum)} to add their weights.", parameter);
            }

            var sum = merged[^1].Weight + edge.Weight;
            if (!double.IsFinite(sum))
                throw new ArgumentException($"The weights between nodes {edge.I} and {edge.J} add up to infinity.", parameter);
            merged[^1] = edge with { Weight = sum };
        }

        return [.. merged];
    }

    private static (int[] Offsets, int[] Neighbours, double[] Weights) BuildAdjacency(int nodeCount, Edge[] edges)
    {
        var offsets = new int[nodeCount + 1];
        foreach (var edge in edges)
        {
            offsets[edge.I + 1]++;
            offsets[edge.J + 1]++;
        }

        for (var i = 0; i < nodeCount; i++) offsets[i + 1] += offsets[i];
        var neighbours = new int[2 * edges.Length];
        var weights = new double[2 * edges.Length];
        var next = offsets.AsSpan(0, nodeCount).ToArray();

        // A node's smaller neighbours all come before its larger ones: edges are sorted, so J-ends are filled in a first sweep.
        foreach (var edge in edges) Put(edge.J, edge.I, edge.Weight);
        foreach (var edge in edges) Put(edge.I, edge.J, edge.Weight);
        return (offsets, neighbours, weights);

        void Put(int node, int neighbour, double weight)
        {
            neighbours[next[node]] = neighbour;
            weights[next[node]++] = weight;
        }
    }

    private void CheckNode(int node)
    {
        if ((uint)node >= (uint)NodeCount)
            throw new ArgumentOutOfRangeException(nameof(node), node, $"Nodes are 0 to {NodeCount - 1}, not {node}.");
    }
}
