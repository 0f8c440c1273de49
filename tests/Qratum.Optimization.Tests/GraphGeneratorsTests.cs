using Xunit;

namespace Qratum.Optimization.Tests;

public class GraphGeneratorsTests
{
    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, 20)]
    [InlineData(2, 7)]
    [InlineData(0, 5)]
    [InlineData(6, 7)]
    [InlineData(7, 10)]
    [InlineData(10, 101)]
    public void RegularGraphsAreRegularAndFixedBySeed(int degree, int nodes)
    {
        var graphs = Enumerable.Range(0, 20).Select(seed => GraphGenerators.RandomRegular(degree, nodes, (ulong)seed)).ToList();
        Assert.All(graphs, g => Assert.Equal(degree, g.RegularDegree));
        Assert.Equal(graphs[3], GraphGenerators.RandomRegular(degree, nodes, 3));
        if (degree is > 0 and < 6) Assert.True(graphs.Distinct().Count() > (nodes == 4 ? 0 : 10));
    }

    [Fact]
    public void ImpossibleRegularGraphsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => GraphGenerators.RandomRegular(3, 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GraphGenerators.RandomRegular(4, 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GraphGenerators.RandomRegular(-1, 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GraphGenerators.ErdosRenyi(4, double.NaN, 0));
    }

    [Fact]
    public void ErdosRenyiHasAboutTheExpectedEdges()
    {
        // 4950 pairs at 0.3: mean 1485, standard deviation 32; six of them are never left by an honest generator.
        for (var seed = 0UL; seed < 10; seed++) Assert.InRange(GraphGenerators.ErdosRenyi(100, 0.3, seed).EdgeCount, 1485 - 193, 1485 + 193);
        Assert.Equal(0, GraphGenerators.ErdosRenyi(10, 0, 1).EdgeCount);
        Assert.Equal(45, GraphGenerators.ErdosRenyi(10, 1, 1).EdgeCount);
    }

    [Fact]
    public void CompleteAndRing()
    {
        Assert.Equal(10, GraphGenerators.Complete(5).EdgeCount);
        Assert.Equal("0-1 0-3 1-2 2-3", string.Join(' ', GraphGenerators.Ring(4).Edges));
        var weighted = GraphGenerators.Ring(4, 7, r => r.NextDouble());
        Assert.Equal(weighted, GraphGenerators.Ring(4, 7, r => r.NextDouble()));
        Assert.All(weighted.Edges, e => Assert.InRange(e.Weight, 0, 1));
    }
}
