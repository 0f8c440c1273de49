using FsCheck.Xunit;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class GraphTests
{
    [Fact]
    public void EdgesAreTurnedAndSorted()
    {
        var graph = new Graph(4, [new Edge(3, 1, 2.5), new Edge(0, 2, -1), new Edge(1, 0)]);
        Assert.Equal([new Edge(0, 1), new Edge(0, 2, -1), new Edge(1, 3, 2.5)], graph.Edges);
        Assert.Equal(2.5, graph.TotalWeight);
        Assert.Equal([0, 3], graph.Neighbours(1).ToArray());
        Assert.Equal([1, 2.5], graph.NeighbourWeights(1).ToArray());
        Assert.Equal(1, graph.Degree(3));
    }

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool AdjacencyListsEveryEdgeTwiceInOrder(Graph graph)
    {
        var fromNodes = new List<Edge>();
        for (var i = 0; i < graph.NodeCount; i++)
        {
            var neighbours = graph.Neighbours(i).ToArray();
            if (!neighbours.SequenceEqual(neighbours.Order())) return false;
            for (var k = 0; k < neighbours.Length; k++) fromNodes.Add(new Edge(i, neighbours[k], graph.NeighbourWeights(i)[k]));
        }

        var expected = graph.Edges.Concat(graph.Edges.Select(e => new Edge(e.J, e.I, e.Weight)));
        return fromNodes.OrderBy(e => e.I).ThenBy(e => e.J).SequenceEqual(expected.OrderBy(e => e.I).ThenBy(e => e.J));
    }

    [Fact]
    public void BadEdgesAreRefusedByValue()
    {
        Assert.Contains("0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => new Graph(3, [(0, 3)])).Message, StringComparison.Ordinal);
        Assert.Contains("itself", Assert.Throws<ArgumentException>(() => new Graph(3, [(1, 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new Graph(3, [new Edge(0, 1, double.NaN)])).Message, StringComparison.Ordinal);
        var twice = Assert.Throws<ArgumentException>(() => new Graph(3, [(0, 1), (1, 2), (1, 0)]));
        Assert.Contains("Edges 0 and 2", twice.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Graph(0, Array.Empty<Edge>()));
    }

    [Fact]
    public void DuplicatesAreSummedOnRequest() => Assert.Equal(
        [new Edge(0, 1, 4)], new Graph(2, [new Edge(0, 1, 1.5), new Edge(1, 0, 2.5)], DuplicateEdges.Sum).Edges);

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool GsetTextGivesTheSameGraph(Graph graph) => Graph.Parse(graph.ToGset()) == graph;

    [Fact]
    public void GsetTextKeepsEveryBitOfWeights()
    {
        var graph = GraphGenerators.Complete(12, seed: 5, weights: r => (r.NextDouble() - 0.5) * Math.Pow(10, r.Next(-300, 300)));
        Assert.Equal(graph, Graph.Parse(graph.ToGset()));
    }
}
