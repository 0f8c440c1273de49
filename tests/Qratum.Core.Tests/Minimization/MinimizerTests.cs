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

    [Theory]
    [InlineData(1e-3, 30_000)]
    [InlineData(1e-4, 50_000)]
    [InlineData(1e-4, 3000)]
    public async Task Cobyla_in_a_hard_valley_reaches_its_tolerance_or_its_limit(double radius, int budget)
    {
        var result = await new Cobyla { FinalRadius = radius, MaxIterations = budget }.MinimizeAsync(Rosenbrock(2), new[] { -1.2, 1.0 });
        output.WriteLine($"{radius}: {result.Value:E2} {result.Evaluations} evaluations {result.StopReason}");
        Assert.Equal(budget > 10_000 ? StopReason.StepTolerance : StopReason.IterationLimit, result.StopReason);
        if (result.Converged) foreach (var x in result.Point.ToArray()) Assert.InRange(x - 1, -10 * radius, 10 * radius);
    }

    [Theory]
    [InlineData(1e-4, 40_000)]
    [InlineData(1e-3, 20_000)]
    public async Task Cobyla_where_curvature_vanishes_does_not_claim_what_it_has_not_reached(double radius, int budget)
    {
        // M. J. D. Powell, Computer J. 5, 147 (1962); the second derivatives are singular at the minimum, zero.
        var singular = Objective.From(4, x => Math.Pow(x[0] + (10 * x[1]), 2) + (5 * Math.Pow(x[2] - x[3], 2))
            + Math.Pow(x[1] - (2 * x[2]), 4) + (10 * Math.Pow(x[0] - x[3], 4)));
        var result = await new Cobyla { FinalRadius = radius, MaxIterations = budget }.MinimizeAsync(singular, new[] { 3.0, -1, 0, 1 });
        output.WriteLine($"{radius}: {result.Value:E2} {result.Evaluations} evaluations {result.StopReason}");
        var distance = result.Point.ToArray().Max(Math.Abs);
        Assert.True(result.StopReason is StopReason.IterationLimit ? result.Evaluations >= budget : result.StopReason is StopReason.StepTolerance && distance <= 10 * radius,
            $"{result.StopReason} at {distance}");
    }

    [Property(MaxTest = 60)]
    public async Task Lbfgs_goes_on_when_limits_become_active(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var n = 2 + random.Next(20);
        var b = Enumerable.Range(0, n * n).Select(_ => random.NextGaussian()).ToArray();
        var centre = Enumerable.Range(0, n).Select(_ => 3 * random.NextGaussian()).ToArray();
        var objective = Objective.From(n, (x, g) =>
        {
            var moved = new double[n];
            for (var k = 0; k < n; k++) g[k] = moved[k] = x[k] - centre[k];
            for (var c = 0; c < n; c++)
            {
                var dot = 0.0;
                for (var r = 0; r < n; r++) dot += b[(r * n) + c] * moved[r];
                for (var r = 0; r < n; r++) g[r] += b[(r * n) + c] * dot;
            }

            var value = 0.0;
            for (var k = 0; k < n; k++) value += 0.5 * g[k] * moved[k];
            return value;
        });
        var lower = Enumerable.Range(0, n).Select(_ => -random.NextDouble()).ToArray();
        var upper = Enumerable.Range(0, n).Select(_ => random.NextDouble()).ToArray();
        var start = Enumerable.Range(0, n).Select(k => random.Next(3) switch { 0 => lower[k], 1 => upper[k], _ => 0 }).ToArray();

        var result = await new Lbfgs().MinimizeAsync(objective, start, new Bounds(lower, upper));

        Assert.Equal(StopReason.GradientTolerance, result.StopReason);
        var gradient = (await objective.EvaluateAsync([result.Point], EvaluationKind.ValueAndGradient))[0].Gradient.ToArray();
        for (var k = 0; k < n; k++)
        {
            // The conditions of Karush, Kuhn and Tucker.
            var x = result.Point.Span[k];
            if (x > lower[k]) Assert.InRange(gradient[k], double.NegativeInfinity, 1e-5);
            if (x < upper[k]) Assert.InRange(gradient[k], -1e-5, double.PositiveInfinity);
        }
    }

    [Fact]
    public async Task Limits_and_tolerances_are_the_same_for_all_methods()
    {
        foreach (var name in Minimizer.Names)
        {
            var minimizer = Assert.IsAssignableFrom<MinimizerOptions>(Minimizer.Create(name));
            Assert.Contains("MaxIterations must be at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => minimizer with { MaxIterations = 0 }).Message, StringComparison.Ordinal);
            Assert.Equal(-3, Assert.Throws<ArgumentOutOfRangeException>(() => minimizer with { MaxEvaluations = -3 }).ActualValue);
            var limited = minimizer with { MaxEvaluations = 60 };
            var result = await limited.MinimizeAsync(Rosenbrock(2), new[] { -1.2, 1.0 });
            Assert.InRange(result.Evaluations, 1, 61);
            if (!result.Converged) Assert.Equal(StopReason.EvaluationLimit, result.StopReason);
            if (minimizer is not GradientMinimizerOptions gradient) continue;
            Assert.True(minimizer.NeedsGradient);
            Assert.Throws<ArgumentOutOfRangeException>(() => gradient with { GradientTolerance = double.NaN });
            Assert.Throws<ArgumentOutOfRangeException>(() => gradient with { ValueTolerance = -1 });
            var settled = await (gradient with { ValueTolerance = 0.01, GradientTolerance = 0 }).MinimizeAsync(Rosenbrock(2), new[] { -1.2, 1.0 });
            Assert.Equal(StopReason.ValueTolerance, settled.StopReason);
        }
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
    public void A_search_over_another_number_of_parameters_is_not_continued()
    {
        var loop = new MinimizationLoop(Rosenbrock(2), new Lbfgs().Start(new double[2]));
        var snapshot = loop.Save();
        var error = Assert.Throws<ArgumentException>(() => new MinimizationLoop(Rosenbrock(3), new Lbfgs().Resume(snapshot.State), snapshot));
        Assert.StartsWith("The saved search has 2 parameters; the function has 3.", error.Message, StringComparison.Ordinal);
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
