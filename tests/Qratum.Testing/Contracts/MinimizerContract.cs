using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Qratum;
using Xunit;

namespace Qratum.Testing.Contracts;

/// <summary>What every minimizer owes its callers, whatever its method.</summary>
public abstract class MinimizerContract
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The method, with at most that many iterations.</summary>
    protected abstract IMinimizer Create(int maxIterations);

    /// <summary>Iterations that suffice for a quadratic function of three parameters.</summary>
    protected virtual int Enough => 2000;

    /// <summary>How near the least value a quadratic function must come.</summary>
    protected virtual double Tolerance => 1e-6;

    /// <summary>Whether the method has a test of convergence of its own.</summary>
    protected virtual bool Converges => true;

    protected static IObjective Quadratic { get; } = Objective.From(3, (x, g) =>
    {
        ReadOnlySpan<double> centre = [0.5, -0.3, 0.2];
        var value = -1.0;
        for (var k = 0; k < 3; k++)
        {
            g[k] = (k + 1) * (x[k] - centre[k]);
            value += 0.5 * g[k] * (x[k] - centre[k]);
        }

        return value;
    });

    [Fact]
    public async Task A_quadratic_function_is_minimised_and_the_reason_is_honest()
    {
        var result = await Create(Enough).MinimizeAsync(Quadratic, new double[3]);
        Assert.InRange(result.Value, -1, -1 + Tolerance);
        if (Converges) Assert.True(result.Converged, result.StopReason.ToString());
        else Assert.Equal(StopReason.IterationLimit, result.StopReason);
        Assert.Equal(result.Value, (await Quadratic.EvaluateAsync([result.Point], EvaluationKind.Value))[0].Value);
    }

    [Fact]
    public async Task Every_point_stays_in_the_box_and_the_minimum_on_its_face_is_found()
    {
        double[] lower = [-1, -0.1, 0.15], upper = [0.25, double.PositiveInfinity, 0.15];
        var outside = 0;
        var watched = new Watched(Quadratic, point =>
        {
            for (var k = 0; k < 3; k++) outside += point[k] < lower[k] || point[k] > upper[k] ? 1 : 0;
        });
        var result = await Create(Enough).MinimizeAsync(watched, new[] { 0.1, 5.0, 0.0 }, new Bounds(lower, upper), 3);
        Assert.Equal(0, outside);
        // The least value on the box, at (0.25, -0.1, 0.15).
        Assert.InRange(result.Value, -0.925, -0.925 + (20 * Tolerance));
    }

    [Fact]
    public async Task The_iteration_limit_is_told()
    {
        var result = await Create(1).MinimizeAsync(Quadratic, new double[3]);
        Assert.Equal(StopReason.IterationLimit, result.StopReason);
        Assert.False(result.Converged);
    }

    [Fact]
    public async Task No_parameters_is_a_result_of_one_evaluation()
    {
        var result = await Create(10).MinimizeAsync(Objective.From(0, (_, _) => 2.5), Array.Empty<double>());
        Assert.Equal((StopReason.NoParameters, 1, 2.5), (result.StopReason, result.Evaluations, result.Value));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task A_function_without_finite_values_ends_the_search(double value)
    {
        var result = await Create(10).MinimizeAsync(Objective.From(2, (_, g) => g[0] = g[1] = value), new double[2]);
        Assert.Equal(StopReason.NotANumber, result.StopReason);
    }

    [Fact]
    public void Asking_twice_gives_the_same_points_and_wrong_answers_are_refused()
    {
        var run = Create(100).Start([1, 2, 3], null, 5);
        for (var k = 0; k < 5 && run.StopReason is null; k++)
        {
            var (first, second) = (run.Ask(), run.Ask());
            Assert.Equal(first.Points.Select(p => p.ToArray()), second.Points.Select(p => p.ToArray()));
            Assert.Throws<ArgumentException>(() => run.Tell([]));
            Tell(run, Quadratic);
        }
    }

    [Fact]
    public void An_ended_search_asks_nothing_more()
    {
        var run = Create(1).Start([1, 2, 3]);
        while (run.StopReason is null) Tell(run, Quadratic);
        Assert.Throws<InvalidOperationException>(() => run.Ask());
        Assert.Equal(run.StopReason, Create(1).Resume(run.Save()).StopReason);
    }

    [Fact]
    public void A_search_resumed_after_every_answer_goes_the_very_same_way()
    {
        var minimizer = Create(60);
        var bounds = new Bounds([-2, -2, double.NegativeInfinity], [0.4, 2, double.PositiveInfinity]);
        var whole = minimizer.Start([-1.2, 1, 0.7], bounds, 11);
        var cut = minimizer.Start([-1.2, 1, 0.7], bounds, 11);
        for (var step = 0; whole.StopReason is null && step < 400; step++)
        {
            cut = minimizer.Resume(JsonSerializer.Deserialize<MinimizerState>(JsonSerializer.Serialize(cut.Save(), Json), Json)!);
            Assert.Equal(whole.Ask().Points.Select(Bits), cut.Ask().Points.Select(Bits));
            Tell(whole, Rosenbrock);
            Tell(cut, Rosenbrock);
            Assert.Equal((whole.StopReason, whole.Iterations, whole.BestValue), (cut.StopReason, cut.Iterations, cut.BestValue));
            Assert.Equal(Bits(whole.BestPoint), Bits(cut.BestPoint));
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-3)]
    public async Task The_best_point_is_the_best_of_all_answers_at_any_time(double steepness)
    {
        // On the gentle slope the first steps are far too short, and a line search has trials that descend and do not end it.
        var objective = Objective.From(3, (x, g) =>
        {
            var value = 0.0;
            for (var k = 0; k < 3; k++)
            {
                g[k] = steepness * (k + 1) * Math.Sinh(x[k] / 10);
                value += 10 * steepness * (k + 1) * Math.Cosh(x[k] / 10);
            }

            return value;
        });
        var run = Create(60).Start([-12, 10, 7], null, 11);
        var least = double.PositiveInfinity;
        for (var step = 0; run.StopReason is null && step < 400; step++)
        {
            var request = run.Ask();
            var answers = await objective.EvaluateAsync(request.Points, request.Want);
            foreach (var answer in answers) least = Math.Min(least, answer.Value);
            run.Tell(answers);
            Assert.Equal(least, run.BestValue);
            Assert.Equal(least, (await objective.EvaluateAsync([run.BestPoint], EvaluationKind.Value))[0].Value);
        }
    }

    [Fact]
    public async Task A_seed_fixes_the_search()
    {
        var (first, second) = (await Create(40).MinimizeAsync(Quadratic, new double[3], null, 7), await Create(40).MinimizeAsync(Quadratic, new double[3], null, 7));
        Assert.Equal(Bits(first.Point), Bits(second.Point));
        Assert.Equal(first.Evaluations, second.Evaluations);
    }

    [Fact]
    public async Task Cancellation_leaves_the_last_whole_step()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        var loop = new MinimizationLoop(new Watched(Quadratic, _ => { if (++calls == 3) source.Cancel(); }), Create(1000).Start([3, 3, 3]));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.RunAsync(cancellationToken: source.Token));
        Assert.Null(loop.StopReason);
        Assert.True(await loop.StepAsync());
    }

    [Fact]
    public void Misuse_is_told()
    {
        var minimizer = Create(10);
        Assert.Throws<ArgumentException>(() => minimizer.Start([double.NaN]));
        Assert.Throws<ArgumentException>(() => minimizer.Start([1, 2], new Bounds([0], [1])));
        var state = minimizer.Start([1, 2]).Save();
        Assert.Throws<ArgumentException>(() => minimizer.Resume(state with { Method = "another" }));
        Assert.Throws<ArgumentException>(() => minimizer.Resume(state with { FormatVersion = 2 }));
        Assert.Throws<FormatException>(() => minimizer.Resume(state with { Vectors = new Dictionary<string, double[]>() }));
        Assert.Throws<FormatException>(() => minimizer.Resume(state with { Dimension = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(0));
        Assert.Contains(minimizer.Name, Minimizer.Names);
    }

    [Fact]
    public void Messages_and_stop_reasons_of_bad_input_are_the_same_everywhere()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Contains("[0.5, 0.25]", Assert.Throws<ArgumentException>(() => new Bounds([0.5], [0.25])).Message, StringComparison.Ordinal);
            Assert.Contains("Infinity", Assert.Throws<ArgumentException>(() => Create(10).Start([double.NegativeInfinity])).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var state = Create(10).Start([1, 2]).Save();
        var integers = new Dictionary<string, long>(state.Integers) { ["stopReason"] = 99 };
        Assert.Throws<FormatException>(() => Create(10).Resume(state with { Integers = integers }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(1000)]
    public void A_malformed_state_is_refused_by_the_name_of_the_field(int steps)
    {
        var minimizer = Create(40);
        var run = minimizer.Start([-1.2, 1, 0.7], new Bounds([-2, -2, double.NegativeInfinity], [0.4, 2, double.PositiveInfinity]), 11);
        for (var step = 0; step < steps && run.StopReason is null; step++) Tell(run, Rosenbrock);
        var state = run.Save();
        foreach (var (name, vector) in state.Vectors)
        {
            Refuse(name, state with { Vectors = Without(state.Vectors, name) });
            Refuse(name, state with { Vectors = With(state.Vectors, name, [.. vector, 0]) });
            for (var k = 0; k < vector.Length; k++)
            {
                var spoilt = (double[])vector.Clone();
                spoilt[k] = double.NaN;
                Refuse(name, state with { Vectors = With(state.Vectors, name, spoilt) });
            }
        }

        foreach (var name in state.Integers.Keys)
        {
            Refuse(name, state with { Integers = Without(state.Integers, name) });
            if (name is "seed" or "position") continue; // any is possible
            Refuse(name, state with { Integers = With(state.Integers, name, long.MinValue) });
            Refuse(name, state with { Integers = With(state.Integers, name, long.MaxValue) });
        }

        void Refuse(string name, MinimizerState spoilt) =>
            Assert.Contains(name, Assert.Throws<FormatException>(() => minimizer.Resume(spoilt)).Message, StringComparison.Ordinal);
    }

    /// <summary>A copy of named values without one of them.</summary>
    protected static Dictionary<string, T> Without<T>(IReadOnlyDictionary<string, T> values, string name) =>
        values.Where(v => v.Key != name).ToDictionary(v => v.Key, v => v.Value);

    /// <summary>A copy of named values with another one for a name.</summary>
    protected static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> values, string name, T value) => new(values) { [name] = value };

    /// <summary>Rosenbrock's valley in the first two parameters, a parabola in the third.</summary>
    protected static IObjective Rosenbrock { get; } = Objective.From(3, (x, g) =>
    {
        var (a, b) = (1 - x[0], x[1] - (x[0] * x[0]));
        (g[0], g[1], g[2]) = ((-2 * a) - (400 * x[0] * b), 200 * b, 2 * x[2]);
        return (a * a) + (100 * b * b) + (x[2] * x[2]);
    });

    /// <summary>Answers what the run asks.</summary>
    protected static void Tell(IMinimizerRun run, IObjective objective)
    {
        var request = run.Ask();
        var answers = objective.EvaluateAsync(request.Points, request.Want).AsTask();
        Assert.True(answers.IsCompletedSuccessfully);
        run.Tell(answers.Result);
    }

    private static long[] Bits(ReadOnlyMemory<double> point) => [.. point.ToArray().Select(BitConverter.DoubleToInt64Bits)];

    private sealed class Watched(IObjective inner, Action<double[]> see) : IObjective
    {
        public int Dimension => inner.Dimension;

        public bool HasGradient => inner.HasGradient;

        public ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
            IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
        {
            foreach (var point in points) see(point.ToArray());
            return inner.EvaluateAsync(points, want, cancellationToken);
        }
    }
}
