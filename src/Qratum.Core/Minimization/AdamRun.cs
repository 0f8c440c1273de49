using System.Numerics.Tensors;

namespace Qratum;

/// <summary>One Adam search.</summary>
internal sealed class AdamRun : MinimizerRun
{
    private readonly Adam _options;
    private readonly double[] _point, _first, _second;
    private double _value = double.PositiveInfinity;

    public AdamRun(Adam options, ReadOnlySpan<double> start, Bounds? bounds)
        : base(options, start, bounds) =>
        (_options, _point, _first, _second) = (options, (double[])First.Clone(), new double[Dimension], new double[Dimension]);

    public AdamRun(Adam options, MinimizerStateReader reader)
        : base(options, reader) =>
        (_options, _point, _first, _second, _value) = (
            options, reader.Point("point"), reader.Vector("firstMoment"), reader.Vector("secondMoment", reader.Dimension, 0),
            reader.Scalar("value", greatest: double.PositiveInfinity));

    protected override EvaluationKind Want => EvaluationKind.ValueAndGradient;

    protected override IReadOnlyList<double[]> Points() => [_point];

    protected override void Advance(IReadOnlyList<Evaluation> answers)
    {
        var gradient = answers[0].Gradient.Span;
        if (!IsFinite(answers[0])) StopReason = Qratum.StopReason.NotANumber;
        else if (ProjectedNorm(_point, gradient) <= _options.GradientTolerance) StopReason = Qratum.StopReason.GradientTolerance;
        else if (_options.IsSettled(_value, answers[0].Value)) StopReason = Qratum.StopReason.ValueTolerance;
        else Step(gradient);
        if (StopReason != Qratum.StopReason.NotANumber) _value = answers[0].Value;
    }

    protected override void Write(Dictionary<string, long> integers, Dictionary<string, double[]> vectors) =>
        (vectors["point"], vectors["firstMoment"], vectors["secondMoment"], vectors["value"]) = (_point, _first, _second, [_value]);

    private void Step(ReadOnlySpan<double> gradient)
    {
        Iterations++;
        var (b1, b2) = (_options.FirstDecay, _options.SecondDecay);
        var work = new double[Dimension];
        TensorPrimitives.Multiply(gradient, 1 - b1, work);
        TensorPrimitives.MultiplyAdd<double>(_first, b1, work, _first);
        TensorPrimitives.Multiply(gradient, gradient, work);
        TensorPrimitives.Multiply(work, 1 - b2, work);
        TensorPrimitives.MultiplyAdd<double>(_second, b2, work, _second);
        TensorPrimitives.Divide(_second, 1 - Elementary.Pow(b2, Iterations), work);
        TensorPrimitives.Sqrt(work, work);
        TensorPrimitives.Add(work, _options.Epsilon, work);
        TensorPrimitives.Divide(_first, work, work);
        TensorPrimitives.MultiplyAdd<double>(work, -_options.LearningRate / (1 - Elementary.Pow(b1, Iterations)), _point, _point);
        Clamp(_point);
    }
}
