using System.Numerics.Tensors;

namespace Qratum;

/// <summary>One L-BFGS search as a state machine: a point is asked, its value and gradient move line search and iteration on.</summary>
internal sealed class LbfgsRun : MinimizerRun
{
    /// <summary>A pair of step and change of gradient with less curvature than this share says nothing reliable.</summary>
    private const double LeastCurvature = 1e-12;

    private readonly Lbfgs _options;
    private readonly List<(double[] Step, double[] Change)> _pairs = [];
    private readonly WolfeLineSearch _search = new();
    private double[] _point, _gradient, _direction, _trial;
    private double _value = double.PositiveInfinity;
    private bool _hasGradient;

    public LbfgsRun(Lbfgs options, ReadOnlySpan<double> start, Bounds? bounds)
        : base(options, start, bounds) =>
        (_options, _point, _trial, _gradient, _direction) = (options, First, First, new double[Dimension], new double[Dimension]);

    public LbfgsRun(Lbfgs options, MinimizerStateReader reader)
        : base(options, reader)
    {
        (_options, _point, _trial) = (options, reader.Point("point"), reader.Point("trial"));
        (_gradient, _direction) = (reader.Vector("gradient"), reader.Vector("direction"));
        (_value, _hasGradient) = (reader.Scalar("value", greatest: double.PositiveInfinity), reader.Flag("hasGradient"));
        for (var k = 0; k < reader.Count("pairs", options.Memory); k++)
        {
            var pair = (Step: reader.Vector(Named("step", k)), Change: reader.Vector(Named("change", k)));
            var curvature = OrderedSums.Dot(pair.Step, pair.Change);
            if (!(curvature > 0)) throw reader.OutOfRange($"{Named("step", k)}·{Named("change", k)}", curvature, "more than 0");
            _pairs.Add(pair);
        }

        _search.Read(reader);
    }

    protected override EvaluationKind Want => EvaluationKind.ValueAndGradient;

    // Near the minimum differences of values are rounding, and the newest point has the smaller gradient.
    protected override bool PrefersNewest => true;

    protected override IReadOnlyList<double[]> Points() => [_trial];

    protected override void Advance(IReadOnlyList<Evaluation> answers)
    {
        var (value, gradient, isFinite) = (answers[0].Value, answers[0].Gradient.ToArray(), IsFinite(answers[0]));
        if (_hasGradient) Continue(value, gradient, isFinite);
        else if (!isFinite) StopReason = Qratum.StopReason.NotANumber;
        else Begin(value, gradient);
    }

    protected override void Write(Dictionary<string, long> integers, Dictionary<string, double[]> vectors)
    {
        (integers["hasGradient"], integers["pairs"]) = (_hasGradient ? 1 : 0, _pairs.Count);
        (vectors["point"], vectors["trial"], vectors["gradient"], vectors["direction"]) = (_point, _trial, _gradient, _direction);
        vectors["value"] = [_value];
        for (var k = 0; k < _pairs.Count; k++) (vectors[Named("step", k)], vectors[Named("change", k)]) = _pairs[k];
        _search.Write(vectors, Dimension);
    }

    private static string Named(string name, int k) => FormattableString.Invariant($"{name}{k}");

    private void Begin(double value, double[] gradient)
    {
        (_value, _gradient, _hasGradient) = (value, gradient, true);
        if (ProjectedNorm(_point, _gradient) <= _options.GradientTolerance) StopReason = Qratum.StopReason.GradientTolerance;
        else NewDirection();
    }

    private void Continue(double value, double[] gradient, bool isFinite)
    {
        // Outside the region where the function is defined counts as too far, not as an end.
        var slope = isFinite ? OrderedSums.Dot(gradient, _direction) : 0;
        switch (_search.Tell(isFinite ? value : double.PositiveInfinity, slope, gradient))
        {
            case LineSearchVerdict.Accept: Accept(_search.Value, _search.LowGradient, _search.Step); break;
            case LineSearchVerdict.Continue: SetTrial(); break;
            default:
                if (!isFinite && _search.Value >= _value)
                {
                    StopReason = Qratum.StopReason.NotANumber;
                }
                else if (_pairs.Count > 0)
                {
                    // The model may be at fault: forget it and try steepest descent once.
                    _pairs.Clear();
                    NewDirection();
                }
                else
                {
                    StopReason = Qratum.StopReason.Stalled;
                }

                break;
        }
    }

    private void Accept(double value, double[] gradient, double step)
    {
        var next = PointAt(step);
        var difference = new double[next.Length];
        var change = new double[next.Length];
        TensorPrimitives.Subtract(next, _point, difference);
        TensorPrimitives.Subtract<double>(gradient, _gradient, change);
        if (HasCurvature(difference, change))
        {
            if (_pairs.Count == _options.Memory) _pairs.RemoveAt(0);
            _pairs.Add((difference, change));
        }

        var before = _value;
        (_point, _value, _gradient) = (next, value, gradient);
        Iterations++;
        if (ProjectedNorm(_point, _gradient) <= _options.GradientTolerance) StopReason = Qratum.StopReason.GradientTolerance;
        else if (_options.IsSettled(before, value)) StopReason = Qratum.StopReason.ValueTolerance;
        else NewDirection();
    }

    /// <summary>
    /// The quasi-Newton direction of the space that the free coordinates span, steepest descent when that is no descent. A coordinate that
    /// the direction itself would push out of the box is fixed as well, and the direction found anew: otherwise the step would end where it
    /// begins. Every round fixes one more at least.
    /// </summary>
    private void NewDirection()
    {
        var isFree = new bool[Dimension];
        for (var k = 0; k < Dimension; k++) isFree[k] = IsFree(_point, _gradient, k);
        double slope;
        do
        {
            _direction = QuasiNewton(isFree);
            slope = OrderedSums.Dot(_direction, _gradient);
            if (slope < 0) continue;
            _pairs.Clear();
            for (var k = 0; k < Dimension; k++) _direction[k] = IsFree(_point, _gradient, k) ? -_gradient[k] : 0;
            slope = OrderedSums.Dot(_direction, _gradient);
            break;
        }
        while (FixBlocked(isFree));

        var limit = double.PositiveInfinity;
        for (var k = 0; k < Dimension; k++) limit = Math.Min(limit, Room(k));
        // Without curvature the length of the gradient means nothing: a first step of length at most 1.
        var first = _pairs.Count > 0 ? 1 : Math.Min(1, 1 / Math.Sqrt(-slope));
        _search.Start(_value, slope, _gradient, Math.Min(first, limit), limit);
        SetTrial();
    }

    /// <summary>Fixes coordinates that are at a limit and would leave the box; whether there were any.</summary>
    private bool FixBlocked(bool[] isFree)
    {
        var any = false;
        for (var k = 0; k < Dimension; k++)
        {
            if (!isFree[k] || Room(k) > 0) continue;
            (isFree[k], any) = (false, true);
        }

        return any;
    }

    /// <summary>Two-loop recursion over the free coordinates.</summary>
    private double[] QuasiNewton(bool[] isFree)
    {
        var q = Kept(_gradient, isFree);
        var pairs = new List<(double[] Step, double[] Change, double Rho)>(_pairs.Count);
        foreach (var (step, change) in _pairs)
        {
            var (s, y) = (Kept(step, isFree), Kept(change, isFree));
            if (HasCurvature(s, y)) pairs.Add((s, y, 1 / OrderedSums.Dot(s, y)));
        }

        var alpha = new double[pairs.Count];
        for (var k = pairs.Count - 1; k >= 0; k--)
        {
            alpha[k] = pairs[k].Rho * OrderedSums.Dot(pairs[k].Step, q);
            TensorPrimitives.MultiplyAdd<double>(pairs[k].Change, -alpha[k], q, q);
        }

        if (pairs.Count > 0)
        {
            var (_, y, rho) = pairs[^1];
            TensorPrimitives.Multiply(q, 1 / (rho * OrderedSums.Dot(y, y)), q);
        }

        for (var k = 0; k < pairs.Count; k++)
        {
            var beta = pairs[k].Rho * OrderedSums.Dot(pairs[k].Change, q);
            TensorPrimitives.MultiplyAdd<double>(pairs[k].Step, alpha[k] - beta, q, q);
        }

        TensorPrimitives.Negate<double>(q, q);
        return q;
    }

    private static bool HasCurvature(double[] step, double[] change) =>
        OrderedSums.Dot(step, change) > LeastCurvature * OrderedSums.Dot(change, change);

    /// <summary>A copy with the fixed coordinates at 0.</summary>
    private static double[] Kept(double[] vector, bool[] isFree)
    {
        var kept = (double[])vector.Clone();
        for (var k = 0; k < kept.Length; k++)
        {
            if (!isFree[k]) kept[k] = 0;
        }

        return kept;
    }

    private void SetTrial() => _trial = PointAt(_search.Trial);

    /// <summary>Step at which a coordinate meets its limit.</summary>
    private double Room(int k) => _direction[k] switch
    {
        > 0 => (Upper[k] - _point[k]) / _direction[k],
        < 0 => (Lower[k] - _point[k]) / _direction[k],
        _ => double.PositiveInfinity,
    };

    private double[] PointAt(double step)
    {
        var point = new double[Dimension];
        TensorPrimitives.MultiplyAdd<double>(_direction, step, _point, point);
        Clamp(point);
        for (var k = 0; k < point.Length; k++)
        {
            // Exactly on the limit, not short of it by rounding.
            if (step >= Room(k)) point[k] = _direction[k] > 0 ? Upper[k] : Lower[k];
        }

        return point;
    }
}
