using Xunit;

namespace Qratum.Optimization.Tests;

public class QaoaTests
{
    private static readonly MaxCut Problem = new(GraphGenerators.RandomRegular(3, 8, 2));

    private static Qaoa Dense(int iterations = 12) => new(new DenseBackend(), new FixedStepDescent(0.02, iterations));

    [Fact]
    public async Task ResultIsConsistent()
    {
        var result = await Dense().RunAsync(Problem, new QaoaOptions { Layers = 2, Shots = 500, Seed = 3 });
        Assert.Equal(500, result.Counts.Shots);
        Assert.Equal(Problem.Value(result.Cut.Bits), result.CutValue);
        Assert.Equal(result.Counts.Max(c => Problem.Value(c.Key)), result.CutValue);
        Assert.Equal(BruteForce.Maximize(Problem).Value, result.Optimum);
        Assert.Equal(OptimumIs.Exact, result.OptimumIs);
        Assert.Equal(result.Expectation / result.Optimum, result.Ratio);
        Assert.Equal(result.Counts.Where(c => Problem.Value(c.Key) == result.Optimum).Sum(c => c.Value) / 500.0, result.ProbabilityOfOptimum);
        var shots = (int)result.ShotsToSolution;
        Assert.True(Math.Pow(1 - result.ProbabilityOfOptimum, shots) <= 0.01 && (shots == 1 || Math.Pow(1 - result.ProbabilityOfOptimum, shots - 1) > 0.01));
        Assert.Equal(-QaoaReference.Expectation(Problem.ToIsing(), result.Qaoa.Angles), result.Expectation, 1e-9);
        Assert.Equal((2, 12, 12, 3UL), (result.Layers, result.Iterations, result.Evaluations, result.Seed));
        Assert.Equal(8, result.Partition.Length);
        Assert.Equal(result.Expectation, result.History[^1].Value);
        Assert.True(result.History[^1].Value > result.History[0].Value);
        Assert.Equal((StopReason.IterationLimit, false), (result.StopReason, result.Converged));
        Assert.Contains("(exact)", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoIterationsTakeTheStartAsItIs()
    {
        var result = await Dense().RunAsync(Problem, new QaoaOptions { Layers = 1, MaximumIterations = 0, Shots = 100 });
        Assert.Equal(StartingAngles.Published(3, 1), result.Qaoa.Angles);
        Assert.True(result.Ratio >= 0.6924);
        Assert.Equal((0, 1), (result.Iterations, result.Evaluations));
    }

    [Fact]
    public async Task IterationLimitEndsTheSearch()
    {
        var result = await Dense(40).RunAsync(Problem, new QaoaOptions { Layers = 1, MaximumIterations = 4, Shots = 10 });
        Assert.Equal((4, StopReason.IterationLimit), (result.Iterations, result.StopReason));
    }

    [Fact]
    public async Task SeedFixesEverything()
    {
        var options = new QaoaOptions { Layers = 1, Shots = 200, Seed = 11, Starts = 3 };
        var (first, second) = (await Dense(5).RunAsync(Problem, options), await Dense(5).RunAsync(Problem, options));
        Assert.Equal(first.Counts, second.Counts);
        Assert.Equal(first.Qaoa.Angles, second.Qaoa.Angles);
        Assert.NotEqual(first.Counts, (await Dense(5).RunAsync(Problem, options with { Seed = 12 })).Counts);
        Assert.Equal(15, first.Evaluations);
    }

    [Theory]
    [InlineData(QaoaTraining.Expectation)]
    [InlineData(QaoaTraining.Samples)]
    public async Task ResumingAnywhereGivesTheIdenticalResult(QaoaTraining training)
    {
        IMinimizer minimizer = training == QaoaTraining.Expectation ? new FixedStepDescent(0.02, 4) : new RandomSearch(4);
        var saved = new List<QaoaSnapshot>();
        var options = new QaoaOptions { Layers = 2, Shots = 50, Seed = 5, Starts = 2, Training = training };
        var whole = await new Qaoa(new DenseBackend(), minimizer).RunAsync(Problem, options with { AfterStep = saved.Add });
        Assert.Equal(8, saved.Count);
        foreach (var snapshot in saved)
        {
            var resumed = await new Qaoa(new DenseBackend(), minimizer).RunAsync(Problem, options with { Resume = snapshot });
            Assert.Equal(whole.Qaoa.Angles, resumed.Qaoa.Angles);
            Assert.Equal(whole.Counts, resumed.Counts);
            Assert.Equal(whole.History, resumed.History);
            Assert.Equal((whole.Expectation, whole.Evaluations, whole.Iterations), (resumed.Expectation, resumed.Evaluations, resumed.Iterations));
        }

        await Assert.ThrowsAsync<ArgumentException>(() =>
            new Qaoa(new DenseBackend(), minimizer).RunAsync(Problem, options with { Starts = 1, Resume = saved[^1] }));
    }

    [Fact]
    public async Task SampledTrainingReportsTheMeanOfTheFinalSample()
    {
        var result = await new Qaoa(new DenseBackend(), new RandomSearch(10))
            .RunAsync(Problem, new QaoaOptions { Layers = 1, Shots = 300, Training = QaoaTraining.Samples, TailFraction = 0.2 });
        Assert.Equal(result.Counts.Sum(c => c.Value * Problem.Value(c.Key)) / 300, result.Expectation, 1e-9);
    }

    [Fact]
    public void TailIsTheMeanOfTheBestShots()
    {
        var model = new IsingModel(new Graph(2, [(0, 1)]), [0, 0.25]);
        var counts = new Counts([new(new BitString(0, 2), 5), new(new BitString(1, 2), 3), new(new BitString(2, 2), 2)]);

        // Energies: 00 → 1.25, 01 → -0.75, 10 → -1.25 (fields 0.25 on spin 1).
        Assert.Equal(((2 * -1.25) + (3 * -0.75) + (5 * 1.25)) / 10, SampledEnergyObjective.Mean(model.Energy, counts), 1e-15);
        Assert.Equal(((2 * -1.25) + (1 * -0.75)) / 3, SampledEnergyObjective.Mean(model.Energy, counts, 0.3), 1e-15);
        Assert.Equal(-1.25, SampledEnergyObjective.Mean(model.Energy, counts, 0.01));
    }

    [Fact]
    public async Task MisuseIsToldBeforeAnyWork()
    {
        var large = new MaxCut(GraphGenerators.Ring(13));
        Assert.Contains("13 spins", (await Assert.ThrowsAsync<NotSupportedException>(() => Dense().RunAsync(large))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Dense().RunAsync(Problem, new QaoaOptions { Layers = 2, Start = StartingAngles.LinearRamp(3) }));
        await Assert.ThrowsAsync<NotSupportedException>(() => Dense().RunAsync(Problem, new QaoaOptions { Training = QaoaTraining.Samples }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QaoaOptions { Layers = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new QaoaOptions { Shots = -5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new QaoaOptions { TailFraction = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new QaoaOptions { MaximumIterations = -1 });
    }

    [Fact]
    public async Task CancellationStopsTheRun()
    {
        using var source = new CancellationTokenSource();
        var steps = 0;
        var options = new QaoaOptions { Layers = 1, AfterStep = _ => { if (++steps == 3) source.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dense().RunAsync(Problem, options, cancellationToken: source.Token));
        Assert.Equal(3, steps);
    }

    [Fact]
    public async Task GraphsWithoutEdgesAndSingleNodesWork()
    {
        var empty = await Dense(2).RunAsync(new MaxCut(new Graph(3, Array.Empty<Edge>())), new QaoaOptions { Layers = 1, Shots = 10 });
        Assert.Equal((0.0, 0.0, 1.0, 1.0), (empty.CutValue, empty.Optimum, empty.Ratio, empty.ProbabilityOfOptimum));
        var single = await Dense(2).RunAsync(new MaxCut(new Graph(1, Array.Empty<Edge>())), new QaoaOptions { Layers = 1, Shots = 10 });
        Assert.Equal(1, single.Partition.Length);
    }

    [Fact]
    public async Task BoundsMakeTheRatioAGuarantee()
    {
        var reference = new ReferenceOptions { MaximumEnumeratedSpins = 1, MaximumWidth = 0, NodeLimit = 0, TabuFlips = 1, Fallback = OptimumIs.Bound };
        var result = await Dense(2).RunAsync(Problem, new QaoaOptions { Layers = 1, Shots = 100, Reference = reference });
        Assert.Equal((OptimumIs.Bound, 12.0), (result.OptimumIs, result.Optimum));
        var known = await Dense(2).RunAsync(Problem, new QaoaOptions { Layers = 1, Shots = 100, Reference = reference with { Fallback = OptimumIs.BestKnown } });
        Assert.Equal(OptimumIs.BestKnown, known.OptimumIs);
        Assert.True(known.Optimum >= known.CutValue);
    }
}
