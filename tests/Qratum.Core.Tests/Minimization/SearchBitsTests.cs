using Xunit;

namespace Qratum.Core.Tests.Minimization;

/// <summary>Searches take the same steps on every machine and on vectors of every width: run with the switches of the runtime these are the same bits.</summary>
public sealed class SearchBitsTests
{
    [Theory]
    [InlineData("lbfgs", "4e7cc4449b0dedce")]
    [InlineData("cobyla", "2f423bced201104a")]
    [InlineData("nelder-mead", "b0b6788e41ee7bd9")]
    [InlineData("adam", "2e9b63c541195146")]
    [InlineData("gradient-descent", "2e0c59b6c2df81bc")]
    [InlineData("spsa", "98fbbe5c770efb6a")]
    public async Task The_bits_of_searches_are_these_on_every_machine(string name, string bits)
    {
        IMinimizer minimizer = name switch
        {
            "lbfgs" => new Lbfgs { MaxIterations = 40 },
            "cobyla" => new Cobyla { MaxEvaluations = 300 },
            "nelder-mead" => new NelderMead { MaxIterations = 200 },
            "adam" => new Adam { MaxIterations = 100 },
            "gradient-descent" => new GradientDescent { MaxIterations = 60 },
            _ => new Spsa { MaxIterations = 40, AveragedShare = 0.25, Resamplings = 2 },
        };
        // A prime number of parameters, so that no width of vectors divides it.
        double[] start = [.. Enumerable.Range(0, 37).Select(k => 0.1 * ((k % 7) - 3))];
        var result = await minimizer.MinimizeAsync(new Valley(), start, seed: 11);
        Assert.Equal(bits, new FingerprintWriter().Add([result.Point.ToArray(), [result.Value]]).Finish()[..16]);
    }

    /// <summary>Rosenbrock's curved valley, one after the other; sums in the order of the parameters.</summary>
    private sealed class Valley : IObjective
    {
        public int Dimension => 37;

        public bool HasGradient => true;

        public ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default) =>
            new([.. points.Select(p => At(p.Span))]);

        private static Evaluation At(ReadOnlySpan<double> x)
        {
            var (value, gradient) = (0.0, new double[x.Length]);
            for (var k = 0; k + 1 < x.Length; k++)
            {
                double bend = x[k + 1] - (x[k] * x[k]), rest = 1 - x[k];
                value += (10 * bend * bend) + (rest * rest);
                gradient[k] -= (40 * bend * x[k]) + (2 * rest);
                gradient[k + 1] += 20 * bend;
            }

            return new Evaluation(value, gradient);
        }
    }
}
