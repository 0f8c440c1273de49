using FsCheck.Xunit;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Core.Tests.Minimization;

public sealed class MinimizerTests(ITestOutputHelper output)
{
    [Fact]
    public void Names_make_their_minimizers_and_others_are_corrected()
    {
        Assert.Equal(["adam", "cobyla", "gradient-descent", "lbfgs", "nelder-mead", "spsa"], Minimizer.Names);
        foreach (var name in Minimizer.Names) Assert.Equal(name, Minimizer.Create(name, 5).Name);
        Assert.Equal(77, Assert.IsType<Spsa>(Minimizer.Create(" SPSA ", 77)).MaxIterations);
        var error = Assert.Throws<ArgumentException>(() => Minimizer.Create("lbgfs"));
        Assert.Contains("Did you mean 'lbfgs'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("nelder-mead", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lbfgs", 2, 60, 1e-10)]
    [InlineData("lbfgs", 10, 130, 1e-10)]
    [InlineData("nelder-mead", 2, 300, 1e-6)]
    [InlineData("nelder-mead", 6, 4000, 1e-6)]
    [InlineData("gradient-descent", 2, 20_000, 1e-6)]
    public async Task Rosenbrock_is_minimised_within_a_budget(string name, int n, int budget, double tolerance)
    {
        var start = Enumerable.Range(0, n).Select(k => k % 2 == 0 ? -1.2 : 1.0).ToArray();
        var result = await Minimizer.Create(name).MinimizeAsync(Rosenbrock(n), start);
        output.WriteLine($"{name} n={n}: {result.Value:E2} {result.Iterations} iterations {result.Evaluations} evaluations {result.StopReason}");
        Assert.InRange(result.Value, 0, tolerance);
        Assert.InRange(result.Evaluations, 1, budget);
    }

    [Theory]
    [InlineData(1, 600)]
    [InlineData(10, 2500)]
    public async Task Cobyla_follows_the_gentler_valleys_of_its_paper(double steepness, int budget)
    {
        var valley = Objective.From(2, x => (steepness * Math.Pow((x[0] * x[0]) - x[1], 2)) + Math.Pow(1 + x[0], 2));
        var result = await new Cobyla { MaxIterations = budget }.MinimizeAsync(valley, new[] { 1.0, 1.0 });
        output.WriteLine($"steepness {steepness}: {result.Value:E2} {result.Evaluations} evaluations {result.StopReason} at {result.Point.Span[0]:F4} {result.Point.Span[1]:F4}");
        Assert.Equal(StopReason.StepTolerance, result.StopReason);
        Assert.InRange(result.Value, 0, 1e-3);
    }

    [Property(MaxTest = 40)]
    public async Task Random_convex_quadratics_are_solved(ulong seed)
    {
        var (objective, solution) = Quadratic(seed);
        var n = solution.Length;
        foreach (var minimizer in new IMinimizer[] { new Lbfgs(), new GradientDescent(), new Cobyla { FinalRadius = 1e-6 }, new NelderMead() })
        {
            var result = await minimizer.MinimizeAsync(objective, new double[n], null, seed);
            Assert.True(result.Converged, $"{minimizer.Name}: {result.StopReason}");
            for (var k = 0; k < n; k++) Assert.InRange(result.Point.Span[k] - solution[k], -1e-3, 1e-3);
        }
    }

    [Property(MaxTest = 40)]
    public async Task Methods_agree_on_quadratics_in_a_box(ulong seed)
    {
        var (objective, solution) = Quadratic(seed);
        // A box that holds the solution in some coordinates only.
        var lower = solution.Select((x, k) => k % 2 == 0 ? x - 0.3 : x + 0.2).ToArray();
        var upper = lower.Select(x => x + 1).ToArray();
        var bounds = new Bounds(lower, upper);
        var exact = await new Lbfgs().MinimizeAsync(objective, new double[solution.Length], bounds);
        Assert.Equal(StopReason.GradientTolerance, exact.StopReason);
        var cobyla = await new Cobyla { FinalRadius = 1e-6 }.MinimizeAsync(objective, new double[solution.Length], bounds);
        var descent = await new GradientDescent().MinimizeAsync(objective, new double[solution.Length], bounds);
        Assert.InRange(cobyla.Value - exact.Value, -1e-9, 1e-5);
        Assert.InRange(descent.Value - exact.Value, -1e-9, 1e-9);
    }

    [Fact]
    public async Task Noise_does_not_lead_spsa_astray()
    {
        var random = new PhiloxRandom(4);
        var noisy = Objective.From(4, x =>
        {
            var value = 0.02 * random.NextGaussian();
            foreach (var c in x) value += 1 - Math.Cos(c - 0.5);
            return value;
        });
        var result = await new Spsa { Perturbation = 0.2 }.MinimizeAsync(noisy, new double[4], null, 1);
        foreach (var c in result.Point.ToArray()) Assert.InRange(c, 0.2, 0.8);
    }

    [Fact]
    public async Task Central_differences_are_gradients()
    {
        var exact = Rosenbrock(4);
        double[] point = [0.3, -1, 2, 0.1];
        var expected = (await exact.EvaluateAsync([point], EvaluationKind.ValueAndGradient))[0];
        var differences = (await new FiniteDifferenceObjective(exact).EvaluateAsync([new double[4], point], EvaluationKind.ValueAndGradient))[1];
        Assert.Equal(expected.Value, differences.Value);
        for (var k = 0; k < 4; k++) Assert.Equal(expected.Gradient.Span[k], differences.Gradient.Span[k], 1e-6 * Math.Max(1, Math.Abs(expected.Gradient.Span[k])));
    }

    [Fact]
    public async Task A_method_that_needs_gradients_refuses_a_function_without()
    {
        var values = Objective.From(1, x => x[0] * x[0]);
        await Assert.ThrowsAsync<NotSupportedException>(() => new Lbfgs().MinimizeAsync(values, new[] { 1.0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => new Cobyla().MinimizeAsync(values, new double[2]));
        Assert.True((await new Lbfgs { GradientTolerance = 1e-4 }.MinimizeAsync(new FiniteDifferenceObjective(values), new[] { 1.0 })).Converged);
    }

    private static IObjective Rosenbrock(int n) => Objective.From(n, (x, g) =>
    {
        var value = 0.0;
        g.Clear();
        for (var k = 0; k + 1 < n; k++)
        {
            var (a, b) = (1 - x[k], x[k + 1] - (x[k] * x[k]));
            value += (a * a) + (100 * b * b);
            g[k] -= (2 * a) + (400 * x[k] * b);
            g[k + 1] += 200 * b;
        }

        return value;
    });

    /// <summary>½(x-s)ᵀ(1 + BBᵀ)(x-s) with up to five parameters.</summary>
    private static (IObjective Objective, double[] Solution) Quadratic(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var n = 1 + random.Next(5);
        var b = Enumerable.Range(0, n * n).Select(_ => random.NextGaussian()).ToArray();
        var solution = Enumerable.Range(0, n).Select(_ => random.NextGaussian()).ToArray();
        return (Objective.From(n, (x, g) =>
        {
            var value = 0.0;
            var moved = new double[n];
            for (var k = 0; k < n; k++) g[k] = moved[k] = x[k] - solution[k];
            for (var c = 0; c < n; c++)
            {
                var dot = 0.0;
                for (var r = 0; r < n; r++) dot += b[(r * n) + c] * moved[r];
                for (var r = 0; r < n; r++) g[r] += b[(r * n) + c] * dot;
            }

            for (var k = 0; k < n; k++) value += 0.5 * g[k] * moved[k];
            return value;
        }), solution);
    }
}
