using FsCheck.Xunit;
using Qratum.Testing;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class OneLayerQaoaTests
{
    /// <summary>The formula against amplitudes: energies, means, correlations and derivatives.</summary>
    [Property(Arbitrary = [typeof(GraphGens)], MaxTest = 60)]
    public void Formula_is_the_circuit(IsingModel model)
    {
        var random = new Random(model.SpinCount);
        var (gamma, beta) = (random.NextDouble() * 2, random.NextDouble() * 2);
        var angles = new QaoaAngles([gamma], [beta]);
        var scale = Math.Max(1, model.Constant - TabuSearch.TrivialBound(model));
        var found = OneLayerQaoa.Evaluate(model, gamma, beta);
        Assert.Equal(QaoaReference.Expectation(model, angles), found.Energy, 1e-11 * scale);
        const double step = 1e-5;
        double Difference(double g, double b) => (QaoaReference.Expectation(model, new([gamma + g], [beta + b]))
            - QaoaReference.Expectation(model, new([gamma - g], [beta - b]))) / (2 * step);
        Assert.Equal(Difference(step, 0), found.ByGamma, 1e-6 * scale * scale * scale);
        Assert.Equal(Difference(0, step), found.ByBeta, 1e-6 * scale * scale);

        var (means, products) = (OneLayerQaoa.Means(model, gamma, beta), OneLayerQaoa.Correlations(model, gamma, beta));
        var sum = model.Constant;
        for (var i = 0; i < means.Length; i++) sum += model.Fields[i] * means[i];
        for (var e = 0; e < products.Length; e++) sum += model.Couplings.Edges[e].Weight * products[e];
        Assert.Equal(found.Energy, sum, 1e-11 * scale);
        Assert.All(means.Concat(products), v => Assert.InRange(v, -1 - 1e-12, 1 + 1e-12));
    }

    /// <summary>Single correlations, not only their sum: a model with one coupling kept in the observable.</summary>
    [Fact]
    public async Task Correlations_are_those_of_the_state()
    {
        var random = new Random(5);
        var graph = new Graph(7, from i in Enumerable.Range(0, 7) from j in Enumerable.Range(0, i) where random.NextDouble() < 0.6 select new Edge(j, i, random.NextDouble() - 0.5));
        var model = new IsingModel(graph, [.. Enumerable.Range(0, 7).Select(_ => random.NextDouble() - 0.5)]);
        var circuit = QaoaAnsatz.Create(model, 1);
        using var backend = new StateVectorBackend();
        var products = OneLayerQaoa.Correlations(model, 0.6, 0.3);
        for (var e = 0; e < products.Length; e++)
        {
            var edge = graph.Edges[e];
            var observable = new PauliSumBuilder(7).Add(1, PauliString.Identity(7).With(edge.I, Pauli.Z).With(edge.J, Pauli.Z)).Build();
            var value = (await backend.EstimateAsync(new EstimatorPub(circuit, observable, [new double[] { 0.6, 0.3 }]))).Values[0];
            Assert.Equal(value, products[e], 1e-12);
        }
    }

    /// <summary>On 3-regular graphs without triangles the best one-layer cut is 0.6924500897 of the edges, at γ = arctan(1/√2) and β = π/8: E. Farhi et al., arXiv:1411.4028.</summary>
    [Fact]
    public void Best_angles_of_regular_graphs_are_the_published_ones()
    {
        // The Petersen graph has girth 5.
        int[][] outer = [[0, 1], [1, 2], [2, 3], [3, 4], [4, 0], [0, 5], [1, 6], [2, 7], [3, 8], [4, 9], [5, 7], [7, 9], [9, 6], [6, 8], [8, 5]];
        var model = new MaxCut(new Graph(10, outer.Select(e => (e[0], e[1])))).ToIsing();
        var angles = OneLayerQaoa.Optimize(model);
        Assert.Equal(Math.Atan(1 / Math.Sqrt(2)), angles.Gammas[0], 1e-6);
        Assert.Equal(Math.PI / 8, angles.Betas[0], 1e-6);
        Assert.Equal(15 * 0.6924500897, -OneLayerQaoa.Evaluate(model, angles.Gammas[0], angles.Betas[0]).Energy, 1e-8);
    }

    [Property(Arbitrary = [typeof(GraphGens)], MaxTest = 40)]
    public void Recursion_ends_in_a_true_configuration(IsingModel model)
    {
        var found = RecursiveQaoa.Minimize(model, cutoff: 1);
        Assert.Equal(model.Energy(found.Bits), found.Energy);
        var least = AllBits.Of(model.SpinCount).Min(model.Energy);
        Assert.True(found.Energy >= least - 1e-12 && found.LowerBound <= least + 1e-9);
        Assert.Equal(least, RecursiveQaoa.Minimize(model).Energy, 1e-12); // small models go to the exact solver whole
    }

    /// <summary>Trees and rings are no trouble for one layer: the recursion finds their optimum; on the shared instances it comes near.</summary>
    [Fact]
    public void Recursion_solves_rings_and_finds_large_cuts()
    {
        Assert.Equal(-200, RecursiveQaoa.Minimize(new MaxCut(GraphGenerators.Ring(200)).ToIsing()).Energy);
        Assert.Equal(-200, RecursiveQaoa.Minimize(new MaxCut(GraphGenerators.Ring(201)).ToIsing()).Energy);
        var told = new List<int>();
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 120, 3)).ToIsing();
        var found = RecursiveQaoa.Minimize(model, progress: new Told(told.Add));
        Assert.Equal(Enumerable.Range(20, 100).Reverse(), told);
        var best = ReferenceSearch.Minimize(model).Energy;
        Assert.True(found.Energy <= 0.95 * best, $"{found.Energy} of {best}");
    }

    [SharedDataTheory]
    [InlineData("024_021")]
    [InlineData("040_003")]
    public void Recursion_is_better_than_one_layer_expects(string name)
    {
        var (graph, value) = MaxCutInstances.Read(name);
        var model = new MaxCut(graph).ToIsing();
        var angles = OneLayerQaoa.Optimize(model);
        var found = -RecursiveQaoa.Minimize(model).Energy;
        Assert.InRange(found, 0.97 * value, value);
        Assert.True(found > -OneLayerQaoa.Evaluate(model, angles.Gammas[0], angles.Betas[0]).Energy);
    }

    [Fact]
    public void Bad_arguments_and_cancellation_are_told()
    {
        var model = new MaxCut(GraphGenerators.Ring(40)).ToIsing();
        Assert.Throws<ArgumentOutOfRangeException>(() => OneLayerQaoa.Evaluate(model, double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecursiveQaoa.Minimize(model, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecursiveQaoa.Minimize(model, 29));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => RecursiveQaoa.Minimize(model, cancellationToken: source.Token));
        Assert.Throws<OperationCanceledException>(() => OneLayerQaoa.Optimize(model, source.Token));
        Assert.Equal(0, RecursiveQaoa.Minimize(new IsingModel(new Graph(30, []))).Energy);
    }

    private sealed class Told(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
