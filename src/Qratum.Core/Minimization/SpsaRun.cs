using System.Numerics.Tensors;

namespace Qratum;

/// <summary>One SPSA search: calibration, pairs, and the value of the last iterate.</summary>
internal sealed class SpsaRun : MinimizerRun
{
    private const double StepDecay = 0.602, PerturbationDecay = 0.101;

    private readonly Spsa _options;
    private readonly PhiloxRandom _random;
    private readonly double[] _sum; // of the iterates that are averaged
    private double[] _point;
    private double[][] _pairs;
    private double _gain;
    private int _averaged;
    private Stage _stage;

    public SpsaRun(Spsa options, ReadOnlySpan<double> start, Bounds? bounds, ulong seed)
        : base(options, start, bounds)
    {
        (_options, _random, _point, _sum) = (options, new PhiloxRandom(seed), First, new double[Dimension]);
        _pairs = Pairs(options.Calibrations);
    }

    public SpsaRun(Spsa options, MinimizerStateReader reader)
        : base(options, reader)
    {
        _options = options;
        _random = new PhiloxRandom(unchecked((ulong)reader.Integer("seed")), 0, unchecked((ulong)reader.Integer("position")));
        (_stage, _point) = (reader.Stage<Stage>(), reader.Point("point"));
        // There is no gain before it is measured.
        _gain = reader.Scalar("gain", _stage == Stage.Calibrate ? 0 : double.Epsilon);
        var points = 2 * _stage switch { Stage.Calibrate => options.Calibrations, Stage.Step => options.Resamplings, _ => 0 };
        _pairs = reader.Points("pairs", (int)reader.Integer("points", points, points));
        (_sum, _averaged) = (reader.Vector("sum"), reader.Count("averaged", Iterations));
        if (_averaged == 0) return;
        for (var k = 0; k < _sum.Length; k++)
        {
            var (mean, slack) = (_sum[k] / _averaged, 1e-9 * (1 + Math.Abs(_sum[k])));
            if (mean < Lower[k] - slack || mean > Upper[k] + slack)
                throw reader.OutOfRange(MinimizerStateReader.Place("sum", k), _sum[k], FormattableString.Invariant($"{_averaged} times {Lower[k]:R} to {Upper[k]:R}"));
        }
    }

    private enum Stage
    {
        Calibrate,
        Step,
        Last,
    }

    protected override EvaluationKind Want => EvaluationKind.Value;

    // The last iterate is still to be evaluated.
    protected override bool MayStop => false;

    protected override IReadOnlyList<double[]> Points() => _stage switch
    {
        Stage.Calibrate => [_point, .. _pairs],
        Stage.Step => _pairs,
        _ => [_averaged > 0 ? Mean() : _point],
    };

    protected override void Advance(IReadOnlyList<Evaluation> answers)
    {
        if (!answers.All(IsFinite))
        {
            StopReason = Qratum.StopReason.NotANumber;
            return;
        }

        if (_stage == Stage.Last)
        {
            if (_averaged > 0) Settle(Mean(), answers[0].Value);
            StopReason = Iterations >= _options.MaxIterations ? Qratum.StopReason.IterationLimit : Qratum.StopReason.EvaluationLimit;
            return;
        }

        if (_stage == Stage.Calibrate) Calibrate(answers);
        else Step(answers);
        _pairs = [];
        // One evaluation is kept for the last iterate.
        if (Iterations >= _options.MaxIterations || Evaluations + (2L * _options.Resamplings) >= _options.MaxEvaluations) _stage = Stage.Last;
        else (_stage, _pairs) = (Stage.Step, Pairs(_options.Resamplings));
    }

    protected override void Write(Dictionary<string, long> integers, Dictionary<string, double[]> vectors)
    {
        (integers["seed"], integers["position"]) = (unchecked((long)_random.Seed), unchecked((long)_random.Position));
        (integers["stage"], integers["points"]) = ((long)_stage, _pairs.Length);
        integers["averaged"] = _averaged;
        (vectors["point"], vectors["gain"], vectors["pairs"], vectors["sum"]) = (_point, [_gain], Flat(_pairs), _sum);
    }

    private double Stability => 0.1 * _options.MaxIterations;

    private void Calibrate(IReadOnlyList<Evaluation> answers)
    {
        var slope = 0.0;
        for (var k = 1; k < answers.Count; k += 2) slope += Math.Abs(answers[k].Value - answers[k + 1].Value);
        slope /= 2 * _options.Perturbation * _options.Calibrations;
        // On flat ground any finite gain will do.
        _gain = _options.FirstStep * Elementary.Pow(Stability + 1, StepDecay) / Math.Max(slope, 1e-10);
    }

    private void Step(IReadOnlyList<Evaluation> answers)
    {
        var gain = _gain / Elementary.Pow(Stability + Iterations + 1, StepDecay) / _options.Resamplings;
        var next = (double[])_point.Clone();
        for (var pair = 0; pair < _pairs.Length; pair += 2)
        {
            var difference = answers[pair].Value - answers[pair + 1].Value;
            for (var k = 0; k < next.Length; k++)
            {
                // The distance as it is after clamping to the box; none where a parameter is fixed.
                var distance = _pairs[pair][k] - _pairs[pair + 1][k];
                if (distance != 0) next[k] -= gain * difference / distance;
            }
        }

        Clamp(next);
        _point = next;
        Iterations++;
        if (Iterations <= PlannedIterations * (1 - _options.AveragedShare)) return;
        TensorPrimitives.Add<double>(_sum, _point, _sum);
        _averaged++;
    }

    /// <summary>Iterations that both limits allow; the calibration and the last iterate take their evaluations.</summary>
    private double PlannedIterations => Math.Min(
        _options.MaxIterations, Math.Max(1, (_options.MaxEvaluations - (2.0 * _options.Calibrations) - 2) / (2.0 * _options.Resamplings)));

    private double[] Mean()
    {
        var mean = new double[Dimension];
        TensorPrimitives.Divide(_sum, _averaged, mean);
        Clamp(mean);
        return mean;
    }

    private double[][] Pairs(int count) => [.. Enumerable.Range(0, count).SelectMany(_ => Pair())];

    private double[][] Pair()
    {
        var size = _options.Perturbation / Elementary.Pow(Iterations + 1, PerturbationDecay);
        var (plus, minus) = ((double[])_point.Clone(), (double[])_point.Clone());
        ulong bits = 0;
        for (var k = 0; k < plus.Length; k++, bits >>= 1)
        {
            if ((k & 63) == 0) bits = _random.NextUInt64();
            var change = (bits & 1) == 0 ? size : -size;
            plus[k] += change;
            minus[k] -= change;
        }

        Clamp(plus);
        Clamp(minus);
        return [plus, minus];
    }
}
