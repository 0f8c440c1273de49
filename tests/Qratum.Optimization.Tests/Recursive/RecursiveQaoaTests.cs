using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

public class RecursiveQaoaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EliminationKeepsEnergies(ulong seed)
    {
        var model = SparseModels.Random(8, 3, seed, withFields: true);
        var network = new SpinNetwork(model);
        network.Substitute(5, 2, -1);
        network.Fix(0, -1);
        network.Substitute(7, 1, 1);
        network.Substitute(1, 3, -1);
        var (rest, spins) = network.Remainder();
        Assert.Equal([2, 3, 4, 6], spins);
        foreach (var bits in AllBits.Of(4))
        {
            var all = new bool[8];
            for (var k = 0; k < 4; k++) all[spins[k]] = bits[k];
            (all[5], all[0], all[1]) = (!all[2], true, !all[3]);
            all[7] = all[1];
            Assert.Equal(model.Energy(BitString.FromBits(all)), rest.Energy(bits), 1e-12);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task ResultIsConsistent(ulong seed, bool withFields)
    {
        var model = SparseModels.Random(14, 3, seed, withFields);
        var result = await new RecursiveQaoa(new RecursiveQaoaOptions { CutoffSpins = 3 }).RunAsync(model);
        Assert.Equal(11, result.Eliminations.Count);
        Assert.Equal(11, result.Rounds);
        Assert.Equal(model.Energy(result.Best), result.BestEnergy);
        Assert.Equal(result.Remainder.Energy, result.RecursiveEnergy, 1e-9);
        Assert.True(result.BestEnergy <= result.RecursiveEnergy + 1e-12);
        Assert.Equal(3, result.Eliminations[^1].Remaining);
        Assert.Equal(11, result.Eliminations.Select(e => e.Spin).Distinct().Count());
        Assert.Contains("11 rounds", result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, 1)]
    [InlineData(14, 2)]
    [InlineData(16, 3)]
    public async Task SmallInstancesAreSolved(int nodes, ulong seed)
    {
        var model = new MaxCut(GraphGenerators.RandomRegular(3, nodes, seed)).ToIsing();
        var result = await new RecursiveQaoa(new RecursiveQaoaOptions { CutoffSpins = 6 }).RunAsync(model);
        Assert.Equal(BruteForce.Minimize(model).Energy, result.BestEnergy, 1e-9);
    }

    [SharedDataTheory]
    [InlineData("024_021")]
    [InlineData("040_003")]
    public async Task SharedInstancesAreSolvedAndRoundingIsNotBetter(string name)
    {
        var (graph, value) = MaxCutInstances.Read(name);
        var model = new MaxCut(graph).ToIsing();
        var result = await new RecursiveQaoa().RunAsync(model);
        Assert.Equal(value, -result.BestEnergy);
        Assert.True(-result.BestEnergy > -(await LightConeQaoa.OptimizeAsync(model, 1)).RoundedEnergy);
    }

    [Fact]
    public async Task BackendGivesTheSameStepsAsTheFormula()
    {
        var model = new IsingModel(GraphGenerators.RandomRegular(3, 10, 3, static r => r.NextGaussian()));
        using var backend = new StateVectorBackend();
        var options = new RecursiveQaoaOptions { CutoffSpins = 4, BackendMinimizer = new Lbfgs { GradientTolerance = 1e-9 } };
        var (formula, state) = (await new RecursiveQaoa(options).RunAsync(model), await new RecursiveQaoa(backend, options).RunAsync(model));
        Assert.Equal(formula.Eliminations.Count, state.Eliminations.Count);

        // The first round starts both searches in the same valley; its values agree to the accuracy of the angles squared.
        Assert.Equal(formula.Eliminations[0].Spin, state.Eliminations[0].Spin);
        Assert.Equal(formula.Eliminations[0].Partner, state.Eliminations[0].Partner);
        Assert.Equal(formula.Eliminations[0].Correlation, state.Eliminations[0].Correlation, 1e-3);
        Assert.Equal(model.Energy(state.Best), state.BestEnergy);
    }

    [Fact]
    public async Task BackendWithTooFewQubitsRefuses()
    {
        using var backend = new StateVectorBackend(new SimulatorOptions { MaximumQubits = 8 });
        await Assert.ThrowsAsync<NotSupportedException>(
            () => new RecursiveQaoa(backend, new RecursiveQaoaOptions { CutoffSpins = 4 }).RunAsync(new MaxCut(GraphGenerators.Ring(10)).ToIsing()));
    }

    [Fact]
    public async Task SeveralLayersAndWhereTheyDoNotFit()
    {
        var model = new IsingModel(GraphGenerators.RandomRegular(3, 30, 3, static r => r.NextGaussian()));
        var narrow = new LightConeOptions { MaximumWidth = 6 };
        var options = new RecursiveQaoaOptions { Layers = 2, CutoffSpins = 8, EliminationsPerRound = 2, LightCones = narrow };
        var result = await new RecursiveQaoa(options).RunAsync(model);
        Assert.Equal((11, 22), (result.Rounds, result.Eliminations.Count));
        Assert.Equal(1, result.Eliminations[^1].Layers);
        await Assert.ThrowsAsync<NotSupportedException>(() => new RecursiveQaoa(options with { WhenTooWide = WhenTooWide.Refuse }).RunAsync(model));

        var wide = await new RecursiveQaoa(options with { LightCones = new LightConeOptions { MaximumWidth = 16 } }).RunAsync(model);
        Assert.All(wide.Eliminations, e => Assert.Equal(2, e.Layers));
        Assert.Equal(ReferenceSearch.Minimize(model).Energy, wide.BestEnergy, Math.Abs(0.05 * wide.BestEnergy));
    }

    [Fact]
    public async Task ModelsOfOneSpinWithoutEdgesAndInParts()
    {
        var one = await new RecursiveQaoa().RunAsync(new IsingModel(new Graph(1, Array.Empty<Edge>()), [2.0]));
        Assert.Equal((-2.0, 0), (one.BestEnergy, one.Rounds));
        var empty = await new RecursiveQaoa(new RecursiveQaoaOptions { CutoffSpins = 2 }).RunAsync(new IsingModel(new Graph(6, Array.Empty<Edge>()), constant: 1));
        Assert.Equal((1.0, 4), (empty.BestEnergy, empty.Eliminations.Count));
        var parts = new MaxCut(new Graph(9, [(0, 1), (1, 2), (4, 5), (5, 6), (6, 7), (7, 4)]));
        Assert.Equal(-6, (await new RecursiveQaoa(new RecursiveQaoaOptions { CutoffSpins = 1 }).RunAsync(parts.ToIsing())).BestEnergy);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecursiveQaoaOptions { CutoffSpins = 0 });
    }

    [Fact]
    public async Task ProgressAndCancellation()
    {
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 40, 1)).ToIsing();
        var steps = new List<SpinElimination>();
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new RecursiveQaoa().RunAsync(model, new Collect(step =>
        {
            steps.Add(step);
            if (steps.Count == 5) source.Cancel();
        }), source.Token));
        Assert.Equal(5, steps.Count);
        Assert.Equal(35, steps[^1].Remaining);
    }

    [SharedDataFact]
    [Trait("Category", "Nightly")]
    public async Task TorusOfEightHundredSpins()
    {
        var graph = Graph.FromFile(SharedData.PathOf("graphs", "gset", "G11.txt"));
        var model = new MaxCut(graph).ToIsing();
        var result = await new RecursiveQaoa().RunAsync(model);
        Assert.True(-result.BestEnergy >= 556);
        Assert.True(-result.BestEnergy > -(await LightConeQaoa.OptimizeAsync(model, 1)).RoundedEnergy);
    }

    private sealed class Collect(Action<SpinElimination> told) : IProgress<SpinElimination>
    {
        public void Report(SpinElimination value) => told(value);
    }
}
