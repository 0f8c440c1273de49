using FsCheck.Xunit;
using Qratum.Testing;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class TabuSearchTests
{
    // The search proves nothing: the same models every time.
    [Property(Arbitrary = [typeof(GraphGens)], MaxTest = 500, Replay = "(5921406005992590399,16530369601428019633)")]
    public bool SmallModelsAreSolved(IsingModel model)
    {
        var found = TabuSearch.Minimize(model, flips: 3000, seed: 1);
        // Configurations of the same energy differ by rounding; which of them is found is open.
        var least = AllBits.Of(model.SpinCount).Min(model.Energy);
        return Math.Abs(found.Energy - least) <= 1e-11 * (1 + Math.Abs(TabuSearch.TrivialBound(model))) && model.Energy(found.Bits) == found.Energy;
    }

    [Fact]
    public void SeedFixesTheResult()
    {
        var model = new MaxCut(GraphGenerators.ErdosRenyi(80, 0.2, 1, r => r.NextDouble() - 0.5)).ToIsing();
        Assert.Equal(TabuSearch.Minimize(model, 500, 3), TabuSearch.Minimize(model, 500, 3));
        Assert.Contains(Enumerable.Range(4, 5), s => TabuSearch.Minimize(model, 20, (ulong)s).Bits != TabuSearch.Minimize(model, 20, 3).Bits);
    }

    [Fact]
    public void BipartiteGraphsAreProvenByTheTrivialBound()
    {
        var found = TabuSearch.Minimize(new MaxCut(GraphGenerators.Ring(30)).ToIsing(), 20_000);
        Assert.Equal((-30.0, OptimumIs.Exact), (found.Energy, found.OptimumIs));
    }

    [SharedDataFact]
    public void PublishedOptimumOfASixtyNodeGraphIsFound()
    {
        // g05_60.0 of the BiqMac library, 536 (A. Wiegele, BiqMac library, 2007).
        var model = new MaxCut(Graph.FromFile(SharedData.PathOf("graphs", "biqmac", "g05_60.0"))).ToIsing();
        Assert.Equal(-536, TabuSearch.Minimize(model, 100_000).Energy);
    }

    [SharedDataTheory]
    [Trait("Category", "Nightly")]
    [InlineData("G1", 11624, 0.999)]
    [InlineData("G11", 564, 0.985)]
    [InlineData("G14", 3064, 0.99)]
    [InlineData("G43", 6660, 0.995)]
    public void LargeGraphsComeNearTheBestKnownCut(string name, double bestKnown, double fraction)
    {
        var model = new MaxCut(Graph.FromFile(SharedData.PathOf("graphs", "gset", name + ".txt"))).ToIsing();
        Assert.InRange(-TabuSearch.Minimize(model, 1_000_000, seed: 1).Energy, fraction * bestKnown, bestKnown);
    }
}
