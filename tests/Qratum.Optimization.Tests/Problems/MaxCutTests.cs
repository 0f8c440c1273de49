using FsCheck.Xunit;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class MaxCutTests
{
    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool AllFormsHoldTheSameCut(Graph graph)
    {
        var problem = new MaxCut(graph);
        var (qubo, ising) = (problem.ToQubo(), problem.ToIsing());
        return !ising.HasFields && AllBits.Of(graph.NodeCount).All(bits =>
        {
            var value = graph.Edges.Where(e => bits[e.I] != bits[e.J]).Sum(e => e.Weight);
            return problem.Value(bits) == value && qubo.Value(bits) == -value && ising.Energy(bits) == -value;
        });
    }

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool ComplementHasTheSameValue(Graph graph) => AllBits.Of(graph.NodeCount).All(bits =>
        new MaxCut(graph).Value(bits) == new MaxCut(graph).Value(new BitString(~bits.ToUInt64() & ((1UL << bits.Length) - 1), bits.Length)));

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool RenamingNodesRenamesTheCut(Graph graph)
    {
        var n = graph.NodeCount;
        var renamed = new Graph(n, graph.Edges.Select(e => new Edge(n - 1 - e.I, n - 1 - e.J, e.Weight)));
        return AllBits.Of(n).All(bits =>
        {
            var turned = BitString.Parse(new string([.. bits.ToString().Reverse()]));
            return new MaxCut(graph).Value(bits) == new MaxCut(renamed).Value(turned);
        });
    }

    [Fact]
    public void FieldsVanishForAnyWeights()
    {
        var graph = GraphGenerators.Complete(20, 3, r => r.NextDouble() - 0.3);
        Assert.False(new MaxCut(graph).ToIsing().HasFields);
    }

    [Fact]
    public void PartitionNamesNodesFromTheLeft()
    {
        var cut = new MaxCut(Graph.Parse("4 2\n1 2 3\n3 4 1")).Interpret(new BitString(0b0001, 4));
        Assert.Equal(("1000", 3.0), (cut.Partition, cut.Value));
    }

    [Fact]
    public void CostOperatorIsTheSumOfTheDefinition()
    {
        // C = Σ w (1 - Z Z)/2 of one edge of weight 3.
        Assert.Equal(PauliSum.Parse("1.5 II\n-1.5 ZZ"), new MaxCut(new Graph(2, [new Edge(0, 1, 3)])).ToPauliSum());
    }
}
