namespace Qratum;

/// <summary>One SPSA search: calibration, pairs, and the value of the last iterate.</summary>
internal sealed class SpsaRun : MinimizerRun
{
    private const double StepDecay = 0.602, PerturbationDecay = 0.101;

    private readonly Spsa _options;
    private readonly PhiloxRandom _random;
    private double[] _point;
    private double[][] _pairs;
    private double _gain;
    private Stage _stage;

    public SpsaRun(Spsa options, ReadOnlySpan<double> start, Bounds? bounds, ulong seed)
        : base(options.Name, options.MaxIterations, options.MaxEvaluations, start, bounds)
    {
        (_options, _random, _point) = (options, new PhiloxRandom(seed), First);
        _pairs = [.. Enumerable.Range(0, options.Calibrations).SelectMany(_ => Pair())];
    }

    public SpsaRun(Spsa options, MinimizerStateReader reader)
        : base(options.Name, options.MaxIterations, options.MaxEvaluations, reader)
    {
        _options = options;
        _random = new PhiloxRandom(unchecked((ulong)reader.Integer("seed")), 0, unchecked((ulong)reader.Integer("position")));
        (_point, _gain, _stage) = (reader.Vector("point"), reader.Scalar("gain"), (Stage)reader.Count("stage"));
        _pairs = Rows(reader.Vector("pairs", reader.Count("points") * Dimension), Dimension);
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
        _ => [_point],
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
            StopReason = Iterations >= _options.MaxIterations ? Qratum.StopReason.IterationLimit : Qratum.StopReason.EvaluationLimit;
            return;
        }

        if (_stage == Stage.Calibrate) Calibrate(answers);
        else Step(answers[0].Value - answers[1].Value);
        _pairs = [];
        // One evaluation is kept for the last iterate.
        if (Iterations >= _options.MaxIterations || Evaluations + 2 >= _options.MaxEvaluations) _stage = Stage.Last;
        else (_stage, _pairs) = (Stage.Step, Pair());
    }

    protected override void Write(Dictionary<string, long> integers, Dictionary<string, double[]> vectors)
    {
        (integers["seed"], integers["position"]) = (unchecked((long)_random.Seed), unchecked((long)_random.Position));
        (integers["stage"], integers["points"]) = ((long)_stage, _pairs.Length);
        (vectors["point"], vectors["gain"], vectors["pairs"]) = (_point, [_gain], Flat(_pairs));
    }

    private double Stability => 0.1 * _options.MaxIterations;

    private void Calibrate(IReadOnlyList<Evaluation> answers)
    {
        var slope = 0.0;
        for (var k = 1; k < answers.Count; k += 2) slope += Math.Abs(answers[k].Value - answers[k + 1].Value);
        slope /= 2 * _options.Perturbation * _options.Calibrations;
        // On flat ground any finite gain will do.
        _gain = _options.FirstStep * Math.Pow(Stability + 1, StepDecay) / Math.Max(slope, 1e-10);
    }

    private void Step(double difference)
    {
        var gain = _gain / Math.Pow(Stability + Iterations + 1, StepDecay);
        var next = (double[])_point.Clone();
        for (var k = 0; k < next.Length; k++)
        {
            // The distance as it is after clamping to the box; none where a parameter is fixed.
            var distance = _pairs[0][k] - _pairs[1][k];
            if (distance != 0) next[k] -= gain * difference / distance;
        }

        Clamp(next);
        _point = next;
        Iterations++;
    }

    private double[][] Pair()
    {
        var size = _options.Perturbation / Math.Pow(Iterations + 1, PerturbationDecay);
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
