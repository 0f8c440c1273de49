namespace Qratum.Optimization.Tests;

/// <summary>Random steps kept when they help: a minimizer without gradients.</summary>
internal sealed record RandomSearch(int MaximumIterations) : IMinimizer
{
    public string Name => "random";

    public bool NeedsGradient => false;

    public IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) =>
        new Run(this, start.ToArray(), double.PositiveInfinity, 0, new PhiloxRandom(seed));

    public IMinimizerRun Resume(MinimizerState state) => new Run(this, state.Vectors["best"], state.Vectors["value"][0], (int)state.Integers["iterations"],
        new PhiloxRandom((ulong)state.Integers["seed"], 0, (ulong)state.Integers["position"]));

    private sealed class Run(RandomSearch method, double[] best, double value, int iterations, PhiloxRandom random) : IMinimizerRun
    {
        private double[]? _asked;

        public StopReason? StopReason => Iterations >= method.MaximumIterations ? Qratum.StopReason.IterationLimit : null;

        public int Iterations { get; private set; } = iterations;

        public ReadOnlyMemory<double> BestPoint => best;

        public double BestValue => value;

        public MinimizerRequest Ask()
        {
            _asked ??= Iterations == 0 ? best : [.. best.Select(b => b + (0.1 * random.NextGaussian()))];
            return new([_asked], EvaluationKind.Value);
        }

        public void Tell(IReadOnlyList<Evaluation> answers)
        {
            if (answers[0].Value < value) (best, value) = (_asked!, answers[0].Value);
            _asked = null;
            Iterations++;
        }

        public MinimizerState Save() => new()
        {
            Method = method.Name,
            Dimension = best.Length,
            Integers = new Dictionary<string, long> { ["iterations"] = Iterations, ["seed"] = (long)random.Seed, ["position"] = (long)random.Position },
            Vectors = new Dictionary<string, double[]> { ["best"] = [.. best], ["value"] = [value] },
        };
    }
}
