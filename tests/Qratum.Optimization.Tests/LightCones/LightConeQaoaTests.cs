using Xunit;

namespace Qratum.Optimization.Tests;

public class LightConeQaoaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task SearchIsThatOfTheState(int layers)
    {
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 10, 2)).ToIsing();
        var result = await LightConeQaoa.OptimizeAsync(model, layers);
        using var backend = new StateVectorBackend();
        var state = new EstimatorObjective(model.ToPauliSum(), QaoaAnsatz.Create(model, layers), backend);
        var answer = (await state.EvaluateAsync([result.Angles.ToParameters()], EvaluationKind.ValueAndGradient))[0];
        Assert.Equal(answer.Value, result.Expectation, 1e-10);
        Assert.All(answer.Gradient.ToArray(), g => Assert.Equal(0, g, 1e-5));
        Assert.True(result.Converged);
        Assert.Equal(model.Energy(result.Rounded), result.RoundedEnergy);
        Assert.True(result.RoundedEnergy <= result.Expectation);
        Assert.Equal(layers == 1, result.Statistics is null);
        Assert.Contains("expected", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreLayersAreBetter()
    {
        var model = new IsingModel(GraphGenerators.RandomRegular(3, 40, 5, static r => r.NextGaussian()));
        var energies = new List<double>();
        for (var layers = 1; layers <= 3; layers++) energies.Add((await LightConeQaoa.OptimizeAsync(model, layers)).Expectation);
        Assert.True(energies[1] < energies[0] && energies[2] < energies[1]);
    }

    [Fact]
    public async Task StartAndMinimizerAreTheCallers()
    {
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 20, 2)).ToIsing();
        var start = SparseModels.Angles(2, 1);
        var result = await LightConeQaoa.OptimizeAsync(model, 2, new LightConeOptions { Start = start, Minimizer = new Lbfgs { MaxIterations = 1 } });
        Assert.Equal((1, StopReason.IterationLimit), (result.Iterations, result.StopReason));
        Assert.True(result.Expectation < LightConeQaoa.Evaluate(model, start).Energy);
        await Assert.ThrowsAsync<ArgumentException>(() => LightConeQaoa.OptimizeAsync(model, 3, new LightConeOptions { Start = start }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LightConeQaoa.OptimizeAsync(model, 0));
    }

    [Fact]
    public async Task OneSpin()
    {
        var result = await LightConeQaoa.OptimizeAsync(new IsingModel(new Graph(1, Array.Empty<Edge>()), [-2.0]), 1);
        Assert.Equal(-2, result.Expectation, 1e-9);
        Assert.Equal(-2, result.RoundedEnergy);
        Assert.Equal(3, (await LightConeQaoa.OptimizeAsync(new IsingModel(new Graph(1, Array.Empty<Edge>()), constant: 3), 2)).Expectation);
    }

    [Theory]
    [Trait("Category", "Nightly")]
    [InlineData(2, 0.7559)]
    [InlineData(3, 0.7924)]
    public async Task TenThousandNodes(int layers, double ratio)
    {
        var graph = GraphGenerators.RandomRegular(3, 10_000, 1);
        var result = await LightConeQaoa.OptimizeAsync(new MaxCut(graph).ToIsing(), layers);
        Assert.Equal(ratio, -result.Expectation / graph.EdgeCount, 1e-4);
    }

    [Fact]
    public void RoundingFollowsTheCorrelations()
    {
        // s0 = s1 = -s2; s3 is down, and nothing joins it to the others.
        var model = new IsingModel(new Graph(4, [(0, 1), (1, 2), (0, 2)]), [0, 0, 0, 0.001]);
        var correlations = new SpinCorrelations(model, [0, 0, 0, -0.1], [0.9, -0.8, 0.7]);
        var bits = correlations.Round();
        Assert.True(bits[3]);
        Assert.Equal(-1.001, model.Energy(bits), 1e-12);
        Assert.Equal((0.9 - 0.8 + 0.7) - 0.0001, correlations.Energy, 1e-12);
        Assert.Throws<ArgumentException>(() => new SpinCorrelations(model, [0, 0, 0], [0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new SpinCorrelations(model, [0, 0, 0, 0], [0, 0]));
        Assert.Throws<ArgumentException>(() => new SpinCorrelations(model, [0, 0, 0, double.NaN], [0, 0, 0]));
    }
}
