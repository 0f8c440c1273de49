using System.Numerics.Tensors;

namespace Qratum;

/// <summary>One search by gradient descent: trial steps are halved until one descends enough.</summary>
internal sealed class GradientDescentRun : MinimizerRun
{
    private const double Decrease = 1e-4;

    private readonly GradientDescent _options;
    private double[] _point, _gradient, _direction, _trial;
    private double _value = double.PositiveInfinity, _length;

    public GradientDescentRun(GradientDescent options, ReadOnlySpan<double> start, Bounds? bounds)
        : base(options, start, bounds) =>
        (_options, _point, _trial, _gradient, _direction) = (options, First, First, new double[Dimension], new double[Dimension]);

    public GradientDescentRun(GradientDescent options, MinimizerStateReader reader)
        : base(options, reader)
    {
        (_options, _point, _trial) = (options, reader.Point("point"), reader.Point("trial"));
        (_gradient, _direction) = (reader.Vector("gradient"), reader.Vector("direction"));
        (_value, _length) = (reader.Scalar("value", greatest: double.PositiveInfinity), reader.Scalar("length", 0));
    }

    protected override EvaluationKind Want => EvaluationKind.ValueAndGradient;

    protected override IReadOnlyList<double[]> Points() => [_trial];

    protected override void Advance(IReadOnlyList<Evaluation> answers)
    {
        var (value, gradient) = (answers[0].Value, answers[0].Gradient.ToArray());
        if (Evaluations == 1)
        {
            if (!IsFinite(answers[0]))
            {
                StopReason = Qratum.StopReason.NotANumber;
                return;
            }

            (_value, _gradient) = (value, gradient);
            _length = _options.InitialStep / Math.Max(1, OrderedSums.Norm(gradient));
            if (ProjectedNorm(_point, gradient) <= _options.GradientTolerance) StopReason = Qratum.StopReason.GradientTolerance;
            else NewDirection();
            return;
        }

        var step = new double[Dimension];
        TensorPrimitives.Subtract(_trial, _point, step);
        var expected = OrderedSums.Dot(_gradient, step);
        // Outside the region where the function is defined counts as too far, not as an end.
        if (!IsFinite(answers[0]) || expected >= 0 || value > _value + (Decrease * expected))
        {
            _length /= 2;
            SetTrial();
            if (!_trial.AsSpan().SequenceEqual(_point)) return;
            StopReason = Qratum.StopReason.Stalled;
            return;
        }

        var before = _value;
        (_point, _value, _gradient) = (_trial, value, gradient);
        Iterations++;
        if (ProjectedNorm(_point, gradient) <= _options.GradientTolerance)
        {
            StopReason = Qratum.StopReason.GradientTolerance;
        }
        else if (_options.IsSettled(before, value))
        {
            StopReason = Qratum.StopReason.ValueTolerance;
        }
        else
        {
            _length *= 2;
            NewDirection();
        }
    }

    protected override void Write(Dictionary<string, long> integers, Dictionary<string, double[]> vectors)
    {
        (vectors["point"], vectors["trial"], vectors["gradient"], vectors["direction"]) = (_point, _trial, _gradient, _direction);
        (vectors["value"], vectors["length"]) = ([_value], [_length]);
    }

    private void NewDirection()
    {
        var previous = _direction;
        _direction = new double[Dimension];
        var slope = 0.0;
        for (var k = 0; k < Dimension; k++)
        {
            if (!IsFree(_point, _gradient, k)) continue;
            _direction[k] = -_gradient[k] + (_options.Momentum * previous[k]);
            slope += _direction[k] * _gradient[k];
        }

        if (!(slope < 0))
        {
            for (var k = 0; k < Dimension; k++) _direction[k] = IsFree(_point, _gradient, k) ? -_gradient[k] : 0;
        }

        SetTrial();
        if (_trial.AsSpan().SequenceEqual(_point)) StopReason = Qratum.StopReason.Stalled;
    }

    private void SetTrial()
    {
        _trial = new double[Dimension];
        TensorPrimitives.MultiplyAdd<double>(_direction, _length, _point, _trial);
        Clamp(_trial);
    }
}
