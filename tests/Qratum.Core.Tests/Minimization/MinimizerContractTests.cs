using Qratum.Testing.Contracts;
using Xunit;

namespace Qratum.Core.Tests.Minimization;

public sealed class LbfgsContractTests : MinimizerContract
{
    protected override double Tolerance => 1e-11;

    protected override IMinimizer Create(int maxIterations) => new Lbfgs { MaxIterations = maxIterations };
}

public sealed class CobylaContractTests : MinimizerContract
{
    protected override IMinimizer Create(int maxIterations) => new Cobyla { MaxIterations = maxIterations, FinalRadius = 1e-5 };

    [Theory]
    [InlineData("radius", 0, -0.5, "'radius[0]' of the state of 'cobyla' is -0.5; allowed is 5E-324 to 0.5")]
    [InlineData("radius", 0, 0.75, "'radius[0]' of the state of 'cobyla' is 0.75; allowed is 5E-324 to 0.5")]
    [InlineData("pole", 0, 5, "'pole[0]' of the state of 'cobyla' is 5; allowed is -2 to 0.4")]
    [InlineData("anchor", 1, -3, "'anchor[1]' of the state of 'cobyla' is -3; allowed is -2 to 2")]
    [InlineData("vertices", 0, 50, "'vertices[0]' of the state of 'cobyla' is 50; allowed is ")]
    [InlineData("step", 1, 50, "'step[1]' of the state of 'cobyla' is 50; allowed is ")]
    [InlineData("inverse", 8, 50, "'inverse·vertices - 1' of the state of 'cobyla' is ")]
    [InlineData("values", 0, double.PositiveInfinity, "'values[0]' of the state of 'cobyla' is Infinity; allowed is -1.7976931348623157E+308 to 1.7976931348623157E+308")]
    [InlineData("poleValue", 0, double.PositiveInfinity, "'poleValue[0]' of the state of 'cobyla' is Infinity")]
    [InlineData("upper", 0, -3, "'lower[0]' of the state of 'cobyla' is -2; allowed is at most -3")]
    public void Numbers_of_a_restored_simplex_have_ranges(string field, int index, double value, string message)
    {
        var state = AfterSome(12);
        var vector = (double[])state.Vectors[field].Clone();
        vector[index] = value;
        Assert.Contains(message, Refusal(state with { Vectors = With(state.Vectors, field, vector) }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stage", 3, "'stage' of the state of 'cobyla' is 3; allowed is 0 to 2.")]
    [InlineData("drop", 3, "'drop' of the state of 'cobyla' is 3; allowed is 0 to 2.")]
    [InlineData("isTrusted", 2, "'isTrusted' of the state of 'cobyla' is 2; allowed is 0 to 1.")]
    [InlineData("iterations", -1, "'iterations' of the state of 'cobyla' is -1; allowed is 0 to 2147483647.")]
    public void Counters_of_a_restored_simplex_have_ranges(string field, long value, string message)
    {
        var state = AfterSome(12);
        Assert.Contains(message, Refusal(state with { Integers = With(state.Integers, field, value) }), StringComparison.Ordinal);
    }

    private MinimizerState AfterSome(int steps)
    {
        var run = Create(1000).Start([-1.2, 1, 0.7], new Bounds([-2, -2, double.NegativeInfinity], [0.4, 2, double.PositiveInfinity]));
        for (var step = 0; step < steps; step++) Tell(run, Rosenbrock);
        return run.Save();
    }

    private string Refusal(MinimizerState state) => Assert.Throws<FormatException>(() => Create(1000).Resume(state)).Message;
}

public sealed class NelderMeadContractTests : MinimizerContract
{
    protected override IMinimizer Create(int maxIterations) => new NelderMead { MaxIterations = maxIterations };
}

public sealed class SpsaContractTests : MinimizerContract
{
    protected override int Enough => 500;

    protected override double Tolerance => 1e-3;

    protected override bool Converges => false;

    protected override IMinimizer Create(int maxIterations) => new Spsa { MaxIterations = maxIterations };

    [Theory]
    [InlineData(0, "gain", 0, -1, "'gain[0]' of the state of 'spsa' is -1; allowed is 0 to ")]
    [InlineData(5, "gain", 0, 0, "'gain[0]' of the state of 'spsa' is 0; allowed is 5E-324 to ")]
    [InlineData(5, "point", 2, 7, "'point[2]' of the state of 'spsa' is 7; allowed is -1 to 1, the limits of the parameter.")]
    [InlineData(5, "pairs", 4, -7, "'pairs[4]' of the state of 'spsa' is -7; allowed is -1 to 1, the limits of the parameter.")]
    [InlineData(5, "sum", 1, 40, "'sum[1]' of the state of 'spsa' is 40; allowed is 2 times -1 to 1.")]
    [InlineData(5, "points", 0, 3, "'points' of the state of 'spsa' is 3; allowed is 4 to 4.")]
    [InlineData(5, "stage", 0, 3, "'stage' of the state of 'spsa' is 3; allowed is 0 to 2.")]
    [InlineData(5, "averaged", 0, 5, "'averaged' of the state of 'spsa' is 5; allowed is 0 to 4.")]
    public void Restored_numbers_have_ranges(int steps, string field, int index, double value, string message)
    {
        // Iterates are averaged from the third of four on.
        var minimizer = new Spsa { MaxIterations = 5, Resamplings = 2, AveragedShare = 0.6 };
        var run = minimizer.Start([0.1, 0.2, 0.3], new Bounds([-1, -1, -1], [1, 1, 1]), 3);
        for (var step = 0; step < steps; step++) Tell(run, Quadratic);
        var state = run.Save();
        if (state.Integers.ContainsKey(field))
        {
            state = state with { Integers = With(state.Integers, field, (long)value) };
        }
        else
        {
            var vector = (double[])state.Vectors[field].Clone();
            vector[index] = value;
            state = state with { Vectors = With(state.Vectors, field, vector) };
        }

        Assert.Contains(message, Assert.Throws<FormatException>(() => minimizer.Resume(state)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Averages_are_resumed_to_the_very_same_result()
    {
        var minimizer = new Spsa { MaxIterations = 20, Resamplings = 3, AveragedShare = 0.5 };
        var (whole, cut) = (minimizer.Start([1, 1, 1], null, 3), minimizer.Start([1, 1, 1], null, 3));
        var evaluations = 0;
        while (whole.StopReason is null)
        {
            cut = minimizer.Resume(cut.Save());
            Assert.Equal(whole.Ask().Points.Select(p => p.ToArray()), cut.Ask().Points.Select(p => p.ToArray()));
            evaluations += whole.Ask().Points.Count;
            Tell(whole, Quadratic);
            Tell(cut, Quadratic);
        }

        Assert.Equal(51 + (20 * 6) + 1, evaluations);
        Assert.Equal(whole.BestPoint.ToArray(), cut.BestPoint.ToArray());
        Assert.Equal(whole.BestValue, minimizer.Resume(cut.Save()).BestValue);
    }

    [Fact]
    public async Task Averages_of_gradients_and_iterates_come_nearer_in_noise()
    {
        async Task<double> MeanError(Spsa minimizer)
        {
            var error = 0.0;
            for (ulong seed = 0; seed < 30; seed++)
            {
                var random = new PhiloxRandom(seed, 7);
                var noisy = Objective.From(4, x => x.ToArray().Sum(c => 1 - Math.Cos(c - 0.5)) + (0.1 * random.NextGaussian()));
                var run = minimizer.Start(new double[4], null, seed);
                ReadOnlyMemory<double> last = default;
                while (run.StopReason is null)
                {
                    var request = run.Ask();
                    last = request.Points[0];
                    run.Tell(await noisy.EvaluateAsync(request.Points, request.Want));
                }

                // The last point asked is the last iterate, or the mean of the last ones, and then the result.
                if (minimizer.AveragedShare > 0) Assert.Equal(last.ToArray(), run.BestPoint.ToArray());
                error += last.ToArray().Sum(c => (c - 0.5) * (c - 0.5));
            }

            return error;
        }

        var plain = new Spsa { MaxIterations = 200, Perturbation = 0.2 };
        var none = await MeanError(plain);
        Assert.InRange(await MeanError(plain with { Resamplings = 8 }), 0, 0.4 * none);
        Assert.InRange(await MeanError(plain with { AveragedShare = 0.5 }), 0, 0.8 * none);
    }
}

public sealed class AdamContractTests : MinimizerContract
{
    protected override IMinimizer Create(int maxIterations) => new Adam { MaxIterations = maxIterations };
}

public sealed class GradientDescentContractTests : MinimizerContract
{
    protected override double Tolerance => 1e-11;

    protected override IMinimizer Create(int maxIterations) => new GradientDescent { MaxIterations = maxIterations };
}
