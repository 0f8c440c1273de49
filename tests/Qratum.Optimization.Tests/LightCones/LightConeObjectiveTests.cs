using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

public class LightConeObjectiveTests
{
    /// <summary>Rounding of states of up to 2^14 amplitudes and of sums over as many paths.</summary>
    private const double Rounding = 1e-10;

    public static TheoryData<int, double, int, ulong, bool> Models()
    {
        var data = new TheoryData<int, double, int, ulong, bool>();
        ulong seed = 1;
        foreach (var (spins, degree) in ((int, double)[])[(1, 0), (2, 1), (4, 3), (7, 2), (10, 2), (12, 2.5), (14, 2)])
        {
            for (var layers = 1; layers <= 3; layers++) data.Add(spins, degree, layers, seed++, seed % 3 != 0);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task ConesAreTheState(int spins, double degree, int layers, ulong seed, bool withFields)
    {
        var model = SparseModels.Random(spins, degree, seed, withFields);
        var angles = SparseModels.Angles(layers, seed);
        var objective = new LightConeObjective(model, layers);
        var (cones, state) = (objective.Evaluate(angles), await SparseModels.ByState(model, angles));
        for (var i = 0; i < spins; i++) Assert.Equal(state.Spins[i], cones.Spins[i], Rounding);
        for (var k = 0; k < state.Couplings.Length; k++) Assert.Equal(state.Couplings[k], cones.Couplings[k], Rounding);
        Assert.Equal(state.Energy, cones.Energy, Rounding);

        var (value, gradient) = await SparseModels.GradientOf(objective, angles);
        var (expected, slopes) = await SparseModels.GradientByState(model, angles);
        Assert.Equal(expected, value, Rounding);
        for (var k = 0; k < slopes.Length; k++) Assert.Equal(slopes[k], gradient[k], Rounding);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task GradientIsThatOfDifferences(int layers)
    {
        var model = SparseModels.Random(12, 2.5, 77, withFields: true);
        var objective = new LightConeObjective(model, layers);
        var point = SparseModels.Angles(layers, 5).ToParameters();
        var (_, gradient) = await SparseModels.GradientOf(objective, QaoaAngles.FromParameters(point));
        for (var k = 0; k < point.Length; k++)
        {
            // Central differences: the error of h² and the rounding of 1/h are both near 1e-9.
            const double step = 1e-5;
            double[] up = [.. point], down = [.. point];
            up[k] += step;
            down[k] -= step;
            var answers = await objective.EvaluateAsync([up, down], EvaluationKind.Value);
            Assert.Equal((answers[0].Value - answers[1].Value) / (2 * step), gradient[k], 1e-7);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.4, 0)]
    [InlineData(0.4, Math.PI / 2)]
    [InlineData(0, Math.PI / 4)]
    [InlineData(0.3, Math.PI / 4)]
    public async Task FactorsThatVanishKeepTheirDerivatives(double gamma, double beta)
    {
        var model = SparseModels.Random(8, 3, 6, withFields: true);
        var angles = new QaoaAngles([gamma, gamma], [beta, beta]);
        var (value, gradient) = await SparseModels.GradientOf(new LightConeObjective(model, 2), angles);
        var (expected, slopes) = await SparseModels.GradientByState(model, angles);
        Assert.Equal(expected, value, Rounding);
        for (var k = 0; k < slopes.Length; k++) Assert.Equal(slopes[k], gradient[k], Rounding);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ContractionAndCircuitOfAConeAgree(int layers)
    {
        var model = SparseModels.Random(9, 2.5, 12, withFields: true);
        var angles = SparseModels.Angles(layers, 1).ToParameters();
        var reader = new ConeReader(new SpinNetwork(model), layers);
        var contraction = new ConeContraction();
        foreach (var edge in model.Couplings.Edges)
        {
            var cone = reader.Read(edge.I, edge.J, 20).Cone!;
            var (first, second) = (new double[2 * layers], new double[2 * layers]);
            var value = contraction.Compute(ConePlan.Make(cone, 20).Plan!, angles, first);
            Assert.Equal(new ConeCircuit(cone).Compute(angles, second, default), value, Rounding);
            for (var k = 0; k < first.Length; k++) Assert.Equal(second[k], first[k], Rounding);
        }
    }

    [Fact]
    public async Task WideConesOfFewSpinsAreStates()
    {
        var model = SparseModels.Random(12, 11, 3, withFields: false);
        var objective = new LightConeObjective(model, 2, new LightConeOptions { MaximumWidth = 12 });
        Assert.Equal(12, objective.Statistics.LargestState);
        var angles = SparseModels.Angles(2, 4);
        var (value, gradient) = await SparseModels.GradientOf(objective, angles);
        var (expected, slopes) = await SparseModels.GradientByState(model, angles);
        Assert.Equal(expected, value, Rounding);
        for (var k = 0; k < slopes.Length; k++) Assert.Equal(slopes[k], gradient[k], Rounding);
    }

    [Fact]
    public async Task ThreadsDoNotChangeABit()
    {
        var model = new IsingModel(GraphGenerators.RandomRegular(3, 60, 4, static r => r.NextGaussian()), [.. Enumerable.Range(0, 60).Select(i => 0.1 * (i % 5))]);
        var angles = SparseModels.Angles(2, 8);
        var all = new List<(double, double[], IEnumerable<double>)>();
        foreach (var threads in (int[])[1, 2, 3])
        {
            var objective = new LightConeObjective(model, 2, new LightConeOptions { MaxThreads = threads });
            var (value, gradient) = await SparseModels.GradientOf(objective, angles);
            all.Add((value, gradient, objective.Evaluate(angles).Couplings));
        }

        foreach (var (value, gradient, couplings) in all)
        {
            Assert.Equal(all[0].Item1, value);
            Assert.Equal(all[0].Item2, gradient);
            Assert.Equal(all[0].Item3, couplings);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task TreesHaveThePublishedValues(int layers)
    {
        // The edge in the middle of a 3-regular tree deep enough to contain its light cone.
        List<(int, int)> edges = [(0, 1)];
        List<int> leaves = [0, 1];
        for (var (depth, next) = (0, 2); depth < layers; depth++)
        {
            leaves = [.. leaves.SelectMany(leaf =>
            {
                edges.AddRange([(leaf, next), (leaf, next + 1)]);
                return new[] { next++, next++ };
            })];
        }

        var model = new MaxCut(new Graph(edges.Max(e => e.Item2) + 1, edges)).ToIsing();
        var angles = StartingAngles.Published(3, layers)!;
        var middle = new LightConeObjective(model, layers).Evaluate(angles).Couplings[0];
        // The published values are those of their own angles, to some 1e-7.
        Assert.Equal(StartingAngles.PublishedRatio(3, layers)!.Value, (1 - middle) / 2, 1e-6);

        // Another start ends at the same value: it is the optimum on the infinite tree, here of a large graph of few cycles.
        var graph = new MaxCut(GraphGenerators.RandomRegular(3, 400, 1)).ToIsing();
        var objective = new LightConeObjective(graph, layers);
        var (value, gradient) = await SparseModels.GradientOf(objective, angles);
        Assert.Equal(StartingAngles.PublishedRatio(3, layers)!.Value, -value / 600, 0.01);
        Assert.All(gradient, g => Assert.Equal(0, g / 600, 0.01));
    }

    [Fact]
    public void EqualConesAreComputedOnce()
    {
        // On a torus every edge sees the same, whatever the numbers and, where no face is frustrated, the signs of its spins.
        var (rows, columns) = (12, 12);
        var turned = new PhiloxRandom(3);
        var signs = Enumerable.Range(0, rows * columns).Select(_ => turned.Next(2) == 0 ? -1 : 1).ToArray();
        var names = Enumerable.Range(0, rows * columns).OrderBy(_ => turned.Next(1000)).ToArray();
        var edges = new List<Edge>();
        for (var i = 0; i < rows * columns; i++)
        {
            foreach (var j in (int[])[(i / columns * columns) + ((i + 1) % columns), (i + columns) % (rows * columns)])
                edges.Add(new Edge(names[i], names[j], signs[i] * signs[j]));
        }

        var objective = new LightConeObjective(new IsingModel(new Graph(rows * columns, edges)), 2);
        Assert.Equal((288, 1, 18), (objective.Statistics.Cones, objective.Statistics.DistinctCones, objective.Statistics.LargestCone));
        var values = objective.Evaluate(SparseModels.Angles(2, 3)).Couplings;
        foreach (var (edge, value) in objective.Model.Couplings.Edges.Zip(values))
            Assert.Equal(values[0] * objective.Model.Couplings.Edges[0].Weight, value * edge.Weight);
    }

    [Fact]
    public async Task TermsThatShareNothingAndModelsWithoutTerms()
    {
        var model = new IsingModel(new Graph(7, [new Edge(0, 1, 1), new Edge(2, 3, -0.7), new Edge(3, 4, 0), new Edge(4, 5, 2)]), [0, 0.5, 0, 0, -1, 0, 0.25], 1.5);
        var angles = SparseModels.Angles(2, 2);
        var (cones, state) = (LightConeQaoa.Evaluate(model, angles), await SparseModels.ByState(model, angles));
        for (var i = 0; i < 7; i++) Assert.Equal(state.Spins[i], cones.Spins[i], Rounding);
        for (var k = 0; k < 4; k++) Assert.Equal(state.Couplings[k], cones.Couplings[k], Rounding);

        var empty = new LightConeObjective(new IsingModel(new Graph(3, Array.Empty<Edge>()), constant: 4), 2);
        var (value, gradient) = await SparseModels.GradientOf(empty, angles);
        Assert.Equal((4.0, 0), (value, empty.Statistics.Cones));
        Assert.Equal(new double[4], gradient);
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedWithNumbers()
    {
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 400, 1)).ToIsing();
        var error = Assert.Throws<NotSupportedException>(() => new LightConeObjective(model, 3, new LightConeOptions { MaximumWidth = 4 }));
        Assert.Contains("30 spins", error.Message, StringComparison.Ordinal);
        Assert.Contains("2^7", error.Message, StringComparison.Ordinal);
        Assert.Contains("the limit of both is 4", error.Message, StringComparison.Ordinal);
        var dense = new MaxCut(GraphGenerators.ErdosRenyi(200, 0.5, 1)).ToIsing();
        Assert.Contains("200 spins", Assert.Throws<NotSupportedException>(() => new LightConeObjective(dense, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LightConeObjective(model, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LightConeOptions { MaximumWidth = 27 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LightConeOptions { MaxThreads = 0 });
    }

    [Fact]
    public async Task CancelledWorkEnds()
    {
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 100, 1)).ToIsing();
        var cancelled = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() => new LightConeObjective(model, 2, cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LightConeQaoa.OptimizeAsync(model, 1, cancellationToken: cancelled));
        var objective = new LightConeObjective(model, 2);
        Assert.ThrowsAny<OperationCanceledException>(() => objective.Evaluate(SparseModels.Angles(2, 1), cancelled));
    }

    [SharedDataTheory]
    [Trait("Category", "Nightly")]
    [InlineData("G11", 359.680)]
    [InlineData("G48", 4441.951)]
    public async Task GsetToriOfTwoLayers(string name, double expected)
    {
        var graph = Graph.FromFile(SharedData.PathOf("graphs", "gset", name + ".txt"));
        var result = await LightConeQaoa.OptimizeAsync(new MaxCut(graph).ToIsing(), 2);
        Assert.True(result.Converged);
        Assert.Equal(expected, -result.Expectation, 0.01);
        Assert.Equal(new MaxCut(graph).Value(result.Rounded), -result.RoundedEnergy, 1e-9);
    }

    [SharedDataFact]
    public void DenseGsetGraphsAreRefused()
    {
        var graph = Graph.FromFile(SharedData.PathOf("graphs", "gset", "G22.txt"));
        var error = Assert.Throws<NotSupportedException>(() => new LightConeObjective(new MaxCut(graph).ToIsing(), 2));
        Assert.Contains("665 spins", error.Message, StringComparison.Ordinal);
    }
}
