using System.Globalization;
using System.Text.Json;
using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

public class StartingAnglesTests
{
    /// <summary>The guarantee of one layer on 3-regular graphs (E. Farhi et al., arXiv:1411.4028), in full: 1/2 + 1/(3√3).</summary>
    private static readonly double Guarantee = 0.5 + (1 / (3 * Math.Sqrt(3)));

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    public void OneLayerOfFixedAnglesKeepsTheGuarantee(int nodes)
    {
        Assert.Equal(0.6924, Guarantee, 1e-4);
        var angles = StartingAngles.Published(3, 1)!;
        for (var seed = 0UL; seed < 5; seed++)
        {
            var problem = new MaxCut(GraphGenerators.RandomRegular(3, nodes, seed));
            var expected = -QaoaReference.Expectation(problem.ToIsing(), angles);

            // The table is numerical: it reaches the guarantee to eight digits.
            Assert.True(expected / BruteForce.Maximize(problem).Value >= Guarantee - 1e-7, $"{expected} on seed {seed}");
        }
    }

    [Fact]
    public void TwoLayersGiveThePublishedRatioOnAGraphWithoutShortCycles()
    {
        // The Heawood graph, 3-regular of girth 6: the neighbourhoods of two layers are trees.
        var heawood = new Graph(14, Enumerable.Range(0, 14).SelectMany(i => i % 2 == 0 ? new[] { (i, (i + 1) % 14), (i, (i + 5) % 14) } : [(i, (i + 1) % 14)]));
        Assert.Equal(3, heawood.RegularDegree);
        var expected = -QaoaReference.Expectation(new MaxCut(heawood).ToIsing(), StartingAngles.Published(3, 2)!);
        Assert.Equal(StartingAngles.PublishedRatio(3, 2)!.Value, expected / 21, 1e-6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public void OneLayerOfEveryDegreeGivesThePublishedRatio(int degree)
    {
        // Closed form on graphs without triangles: 1/2 + 1/2 sin 4β sin γ cos^(d-1) γ.
        var angles = StartingAngles.Published(degree, 1)!;
        var (gamma, beta) = (angles.Gammas[0], angles.Betas[0]);
        var ratio = 0.5 + (0.5 * Math.Sin(4 * beta) * Math.Sin(gamma) * Math.Pow(Math.Cos(gamma), degree - 1));
        Assert.Equal(StartingAngles.PublishedRatio(degree, 1)!.Value, ratio, 1e-6);
        Assert.Equal(Math.Atan(1 / Math.Sqrt(degree - 1)), gamma, 2e-4);
    }

    [Fact]
    public void RatiosGrowWithLayers()
    {
        for (var degree = 3; degree <= 11; degree++)
        {
            for (var p = 2; StartingAngles.PublishedRatio(degree, p) is { } ratio; p++) Assert.True(ratio > StartingAngles.PublishedRatio(degree, p - 1));
        }

        Assert.Null(StartingAngles.Published(3, 12));
        Assert.Null(StartingAngles.Published(2, 1));
        Assert.Null(StartingAngles.Published(12, 1));
        Assert.Null(StartingAngles.Published(3, 0));
    }

    [SharedDataFact]
    public void TableIsThePublishedOne()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("graphs", "angles", "angles_regular_graphs.json")));
        using var halved = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("graphs", "angles", "data_max_cut_qaoa_p17.json")));
        foreach (var degree in json.RootElement.EnumerateObject())
        {
            foreach (var row in degree.Value.EnumerateObject())
            {
                var angles = StartingAngles.Published(int.Parse(degree.Name, CultureInfo.InvariantCulture), int.Parse(row.Name, CultureInfo.InvariantCulture))!;
                Assert.Equal(Numbers(row.Value, "gamma"), angles.Gammas, new Near(1e-10));
                Assert.Equal(Numbers(row.Value, "beta"), angles.Betas, new Near(1e-10));

                // The other table counts Z Z instead of (1 - Z Z)/2: half the gamma. It was searched anew, so agreement is rough at depth.
                if (degree.Name != "3" || angles.Layers > 4) continue;
                Assert.Equal(Numbers(halved.RootElement.GetProperty(row.Name), "gamma").Select(g => 2 * g), angles.Gammas, new Near(2e-3));
                Assert.Equal(Numbers(halved.RootElement.GetProperty(row.Name), "beta"), angles.Betas, new Near(2e-3));
            }
        }

        static double[] Numbers(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
    }

    [Fact]
    public void RampFallsFromMixerToCost()
    {
        var angles = StartingAngles.LinearRamp(4, 0.8);
        Assert.Equal([0.1, 0.3, 0.5, 0.7], angles.Gammas, new Near(1e-15));
        Assert.Equal([0.7, 0.5, 0.3, 0.1], angles.Betas, new Near(1e-15));
        Assert.Throws<ArgumentOutOfRangeException>(() => StartingAngles.LinearRamp(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StartingAngles.LinearRamp(1, double.NaN));
    }

    [Fact]
    public void InterpolationKeepsEndsAndLines()
    {
        // INTERP: u' = (u1, (u1 + 2 u2)/3 ... ) for p = 3.
        var longer = StartingAngles.Interpolate(new QaoaAngles([3, 6, 9], [9, 6, 3]));
        Assert.Equal([3, 5, 7, 9], longer.Gammas, new Near(1e-14));
        Assert.Equal([9, 7, 5, 3], longer.Betas, new Near(1e-14));
    }

    [Fact]
    public void EveryModelHasAStartThatBeatsChance()
    {
        IsingModel[] models =
        [
            new MaxCut(GraphGenerators.RandomRegular(3, 8, 1)).ToIsing(),
            new MaxCut(GraphGenerators.RandomRegular(4, 9, 1)).ToIsing(),
            new MaxCut(GraphGenerators.Ring(9)).ToIsing(),
            new MaxCut(GraphGenerators.ErdosRenyi(9, 0.5, 2)).ToIsing(),
            new MaxCut(GraphGenerators.ErdosRenyi(9, 0.5, 1, r => 100 * r.NextDouble())).ToIsing(),
            new MaxCut(GraphGenerators.ErdosRenyi(9, 0.5, 1, r => 0.01 * (r.NextDouble() - 0.5))).ToIsing(),
            new IsingModel(GraphGenerators.Ring(8, 3, r => r.NextGaussian()), [1, -1, 0.5, 2, 0, 1, -2, 1], 3),
        ];
        foreach (var model in models)
        {
            // Chance is the mean energy, the constant; the first layers go a good part of the way from there to the minimum.
            var least = BruteForce.Minimize(model).Energy - model.Constant;
            foreach (var layers in new[] { 1, 3, 13 })
            {
                var start = StartingAngles.For(model, layers);
                Assert.Equal(layers, start.Layers);
                Assert.True((QaoaReference.Expectation(model, start) - model.Constant) / least > 0.25, $"{model}, {layers} layers");
            }
        }

        Assert.Equal(StartingAngles.Published(3, 5), StartingAngles.For(new MaxCut(GraphGenerators.RandomRegular(3, 8, 1)).ToIsing(), 5));
        Assert.Equal(2, StartingAngles.For(new IsingModel(new Graph(3, Array.Empty<Edge>())), 2).Layers);
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
