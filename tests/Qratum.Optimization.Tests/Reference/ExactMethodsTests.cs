using FsCheck.Xunit;
using Qratum.Testing;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class ExactMethodsTests
{
    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool EnumerationFindsTheLeastEnergy(IsingModel model)
    {
        var least = AllBits.Of(model.SpinCount).Min(model.Energy);
        var found = BruteForce.Minimize(model);
        return found.Energy == least && model.Energy(found.Bits) == least && found.LowerBound == least && found.OptimumIs == OptimumIs.Exact;
    }

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool EliminationFindsTheLeastEnergy(IsingModel model)
    {
        var found = VariableElimination.TryMinimize(model)!;
        return found.Energy == AllBits.Of(model.SpinCount).Min(model.Energy) && model.Energy(found.Bits) == found.Energy;
    }

    [Fact]
    public void AmongEqualsTheSmallestNumberWins()
    {
        // Up to the mirrored half, which is not visited, the first configuration in counting order.
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 14, 1)).ToIsing();
        var first = AllBits.Of(13).Select(b => new BitString(b.ToUInt64(), 14)).MinBy(model.Energy);
        Assert.Equal(first, BruteForce.Minimize(model).Bits);
    }

    [Fact]
    public void ThreadsDoNotMatter()
    {
        var model = new MaxCut(GraphGenerators.Complete(16, 9, r => r.NextDouble() - 0.5)).ToIsing();
        var one = BruteForce.Minimize(model, maxDegreeOfParallelism: 1);
        Assert.Equal(one, BruteForce.Minimize(model, maxDegreeOfParallelism: 4));
    }

    [Fact]
    public void TooLargeIsRefusedOrDeclined()
    {
        var model = new MaxCut(GraphGenerators.Complete(30)).ToIsing();
        Assert.Throws<ArgumentException>(() => BruteForce.Minimize(model));
        Assert.Null(VariableElimination.TryMinimize(model, maximumWidth: 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => BruteForce.Minimize(model, maximumSpins: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => VariableElimination.TryMinimize(model, 27));
    }

    [Fact]
    public void CancellationStopsEnumeration()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => BruteForce.Minimize(new MaxCut(GraphGenerators.Complete(20)).ToIsing(), cancellationToken: source.Token));
    }

    [SharedDataTheory]
    [InlineData("004_003")]
    [InlineData("008_003")]
    [InlineData("010_007")]
    [InlineData("014_003")]
    [InlineData("016_013")]
    [InlineData("020_003")]
    [InlineData("024_021")]
    public void PublishedCutsAreFoundByEnumeration(string name)
    {
        var (graph, value) = MaxCutInstances.Read(name);
        Assert.Equal(value, BruteForce.Maximize(new MaxCut(graph)).Value);
    }

    [SharedDataTheory]
    [InlineData("020_003")]
    [InlineData("040_003")]
    public void PublishedCutsAreFoundByElimination(string name)
    {
        var (graph, value) = MaxCutInstances.Read(name);
        Assert.Equal(-value, VariableElimination.TryMinimize(new MaxCut(graph).ToIsing())!.Energy);
    }

    [Fact]
    public void RingsOfThousandsAreEliminated()
    {
        Assert.Equal(-2000, VariableElimination.TryMinimize(new MaxCut(GraphGenerators.Ring(2001)).ToIsing(), 2)!.Energy);
        Assert.Equal(-2000, VariableElimination.TryMinimize(new MaxCut(GraphGenerators.Ring(2000)).ToIsing(), 2)!.Energy);
    }
}
