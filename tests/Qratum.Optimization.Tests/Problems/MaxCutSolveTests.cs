using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

public class MaxCutSolveTests
{
    [Fact]
    public async Task OneLineSuffices()
    {
        var ring = await MaxCut.SolveAsync([(0, 1), (1, 2), (2, 3), (3, 0)]);
        Assert.Equal((4.0, 4.0, OptimumIs.Exact), (ring.CutValue, ring.Optimum, ring.OptimumIs));
        Assert.Contains(ring.Partition, new[] { "0101", "1010" });
        Assert.Equal(ring.CutValue, (await MaxCut.SolveAsync("1 2; 2 3; 3 4; 4 1")).CutValue);
        Assert.Equal(7, (await MaxCut.SolveAsync([(0, 1, 3.0), (1, 2, 4.0)])).CutValue);
        await Assert.ThrowsAsync<ArgumentException>(() => MaxCut.SolveAsync(Array.Empty<(int, int)>()));
        await Assert.ThrowsAsync<FormatException>(() => MaxCut.SolveAsync(""));
    }

    [Fact]
    public async Task TrainingClimbsAboveThePublishedAngles()
    {
        var graph = GraphGenerators.RandomRegular(3, 10, 4);
        var start = await MaxCut.SolveAsync(graph, new QaoaOptions { MaximumIterations = 0 });
        var trained = await MaxCut.SolveAsync(graph);
        Assert.True(trained.Converged, trained.ToString());
        Assert.True(trained.Expectation > start.Expectation);
        Assert.Equal(-QaoaReference.Expectation(new MaxCut(graph).ToIsing(), trained.Qaoa.Angles), trained.Expectation, 1e-9);
    }

    [SharedDataTheory]
    [InlineData("004_003")]
    [InlineData("008_003")]
    [InlineData("010_007")]
    [InlineData("014_003")]
    [InlineData("016_013")]
    [InlineData("020_003")]
    public async Task PublishedCutsAreSampled(string name)
    {
        var (graph, value) = MaxCutInstances.Read(name);
        var result = await MaxCut.SolveAsync(graph, new QaoaOptions { Seed = 1 });
        Assert.Equal((value, value, OptimumIs.Exact), (result.CutValue, result.Optimum, result.OptimumIs));
        Assert.InRange(result.Ratio, 0.7, 1);
    }

    [Fact]
    public async Task TrainingOnSamplesIsFixedByTheSeed()
    {
        var options = new QaoaOptions { Layers = 1, Training = QaoaTraining.Samples, Shots = 256, Seed = 2, MaximumIterations = 10 };
        var (first, second) = (await MaxCut.SolveAsync("1 2; 2 3; 3 1; 3 4", options), await MaxCut.SolveAsync("1 2; 2 3; 3 1; 3 4", options));
        Assert.Equal(first.Counts, second.Counts);
        Assert.Equal(3, first.CutValue);
    }

    [SharedDataTheory]
    [Trait("Category", "Nightly")]
    [InlineData("024_021")]
    public async Task LargestPublishedCutIsSampled(string name)
    {
        var (graph, value) = MaxCutInstances.Read(name);
        var result = await MaxCut.SolveAsync(graph, new QaoaOptions { Seed = 1 });
        Assert.Equal((value, value, OptimumIs.Exact), (result.CutValue, result.Optimum, result.OptimumIs));
        Assert.InRange(result.Ratio, 0.7, 1);
    }
}
