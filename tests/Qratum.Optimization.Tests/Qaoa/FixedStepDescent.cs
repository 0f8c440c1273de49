namespace Qratum.Optimization.Tests;

/// <summary>Gradient descent by fixed steps: the least minimizer that a run can be driven, saved and resumed with.</summary>
internal sealed record FixedStepDescent(double Step = 0.05, int MaximumIterations = 40) : IMinimizer
{
    public string Name => "fixed-step";

    public bool NeedsGradient => true;

    public IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) =>
        new Run(this, start.ToArray(), start.ToArray(), double.PositiveInfinity, 0);

    public IMinimizerRun Resume(MinimizerState state) => new Run(
        this, state.Vectors["point"], state.Vectors["best"], state.Vectors["value"][0], (int)state.Integers["iterations"]);

    private sealed class Run(FixedStepDescent method, double[] point, double[] best, double value, int iterations) : IMinimizerRun
    {
        public StopReason? StopReason => Iterations >= method.MaximumIterations ? Qratum.StopReason.IterationLimit : null;

        public int Iterations { get; private set; } = iterations;

        public ReadOnlyMemory<double> BestPoint => best;

        public double BestValue => value;

        public MinimizerRequest Ask() => new([point], EvaluationKind.ValueAndGradient);

        public void Tell(IReadOnlyList<Evaluation> answers)
        {
            if (answers[0].Value < value) (best, value) = (point, answers[0].Value);
            point = [.. point.Zip(answers[0].Gradient.ToArray(), (p, g) => p - (method.Step * g))];
            Iterations++;
        }

        public MinimizerState Save() => new()
        {
            Method = method.Name,
            Dimension = point.Length,
            Integers = new Dictionary<string, long> { ["iterations"] = Iterations },
            Vectors = new Dictionary<string, double[]> { ["point"] = [.. point], ["best"] = [.. best], ["value"] = [value] },
        };
    }
}
