using System.Numerics.Tensors;

namespace Qratum;

/// <summary>One L-BFGS search as a state machine: a point is asked, its value and gradient move line search and iteration on.</summary>
internal sealed class LbfgsRun : IMinimizerRun
{
    private readonly Lbfgs _options;
    private readonly double[] _lower, _upper;
    private readonly List<(double[] Step, double[] Change)> _pairs = [];
    private readonly WolfeLineSearch _search = new();
    private double[] _point, _gradient, _direction, _trial, _best;
    private double _value = double.PositiveInfinity, _bestValue = double.PositiveInfinity;
    private bool _hasGradient;
    private int _evaluations;

    public LbfgsRun(Lbfgs options, ReadOnlySpan<double> start, Bounds? bounds)
    {
        _options = options;
        if (bounds is not null && bounds.Lower.Length != start.Length)
            throw new ArgumentException($"There are {bounds.Lower.Length} limits for {start.Length} parameters.", nameof(bounds));
        _lower = bounds?.Lower.ToArray() ?? Filled(start.Length, double.NegativeInfinity);
        _upper = bounds?.Upper.ToArray() ?? Filled(start.Length, double.PositiveInfinity);
        _point = start.ToArray();
        for (var k = 0; k < _point.Length; k++)
        {
            if (!double.IsFinite(_point[k])) throw new ArgumentException(FormattableString.Invariant($"Start value {k} is {_point[k]:R}; it must be finite."), nameof(start));
            _point[k] = Math.Clamp(_point[k], _lower[k], _upper[k]);
        }

        (_gradient, _direction, _trial) = (new double[_point.Length], new double[_point.Length], (double[])_point.Clone());
        _best = _trial;
    }

    /// <summary>Not final while a value is missing: a search without parameters still has one value, that of the empty point.</summary>
    public StopReason? StopReason { get; private set; }

    public int Iterations { get; private set; }

    public ReadOnlyMemory<double> BestPoint => (double[])_best.Clone();

    public double BestValue => _bestValue;

    public static LbfgsRun Resume(Lbfgs options, MinimizerState state)
    {
        var reader = new MinimizerStateReader(state, options.Name);
        var run = new LbfgsRun(options, reader.Vector("point"), new Bounds(reader.Vector("lower"), reader.Vector("upper")))
        {
            _point = reader.Vector("point"),
            _gradient = reader.Vector("gradient"),
            _direction = reader.Vector("direction"),
            _trial = reader.Vector("trial"),
            _value = reader.Scalar("value"),
            _best = reader.Vector("best"),
            _bestValue = reader.Scalar("bestValue"),
            _hasGradient = reader.Integer("hasGradient") != 0,
            _evaluations = (int)reader.Integer("evaluations"),
            Iterations = (int)reader.Integer("iterations"),
            StopReason = reader.Integer("stopReason") switch
            {
                -1 => null,
                var stop when Enum.IsDefined((StopReason)stop) => (StopReason)stop,
                var stop => throw new ArgumentException(FormattableString.Invariant($"The state of '{options.Name}' has the unknown stop reason {stop}.")),
            },
        };
        for (var k = 0; k < reader.Integer("pairs"); k++)
            run._pairs.Add((reader.Vector(FormattableString.Invariant($"step{k}")), reader.Vector(FormattableString.Invariant($"change{k}"))));
        run._search.Load(reader.Vector("search", WolfeLineSearch.StateLength), reader.Vector("searchGradient"));
        return run;
    }

    public MinimizerRequest Ask() => StopReason is null
        ? new MinimizerRequest([(double[])_trial.Clone()], EvaluationKind.ValueAndGradient)
        : throw new InvalidOperationException($"The search has ended ({StopReason}).");

    public void Tell(IReadOnlyList<Evaluation> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (StopReason is not null) throw new InvalidOperationException($"The search has ended ({StopReason}).");
        if (answers.Count != 1) throw new ArgumentException($"{answers.Count} answers were told; 1 point was asked.", nameof(answers));
        if (answers[0].Gradient.Length != _point.Length)
            throw new ArgumentException($"A gradient of {answers[0].Gradient.Length} components was told; there are {_point.Length} parameters.", nameof(answers));
        _evaluations++;
        // Trials of an unfinished line search count: a limit may end the search in the middle of one. Of equals the newest.
        if (answers[0].Value <= _bestValue) (_best, _bestValue) = (_trial, answers[0].Value);
        var (value, gradient) = (answers[0].Value, answers[0].Gradient.ToArray());
        var isFinite = double.IsFinite(value) && Array.TrueForAll(gradient, double.IsFinite);
        if (!_hasGradient) Begin(value, gradient, isFinite);
        else Continue(value, gradient, isFinite);
        if (StopReason is null && _evaluations >= _options.MaxEvaluations) StopReason = Qratum.StopReason.EvaluationLimit;
    }

    public MinimizerState Save()
    {
        var vectors = new Dictionary<string, double[]>
        {
            ["point"] = _point,
            ["gradient"] = _gradient,
            ["direction"] = _direction,
            ["trial"] = _trial,
            ["value"] = [_value],
            ["best"] = _best,
            ["bestValue"] = [_bestValue],
            ["lower"] = _lower,
            ["upper"] = _upper,
            ["search"] = _search.Save(),
            ["searchGradient"] = _search.LowGradient.Length == _point.Length ? _search.LowGradient : new double[_point.Length],
        };
        for (var k = 0; k < _pairs.Count; k++)
        {
            vectors[FormattableString.Invariant($"step{k}")] = _pairs[k].Step;
            vectors[FormattableString.Invariant($"change{k}")] = _pairs[k].Change;
        }

        return new MinimizerState
        {
            Method = _options.Name,
            Dimension = _point.Length,
            Integers = new Dictionary<string, long>
            {
                ["hasGradient"] = _hasGradient ? 1 : 0,
                ["evaluations"] = _evaluations,
                ["iterations"] = Iterations,
                ["pairs"] = _pairs.Count,
                ["stopReason"] = StopReason is { } reason ? (long)reason : -1,
            },
            Vectors = vectors.ToDictionary(v => v.Key, v => (double[])v.Value.Clone()),
        };
    }

    private static double[] Filled(int length, double value)
    {
        var result = new double[length];
        Array.Fill(result, value);
        return result;
    }

    private void Begin(double value, double[] gradient, bool isFinite)
    {
        (_value, _gradient, _hasGradient) = (value, gradient, true);
        if (!isFinite) StopReason = Qratum.StopReason.NotANumber;
        else if (_point.Length == 0) StopReason = Qratum.StopReason.NoParameters;
        else if (ProjectedGradientNorm() <= _options.GradientTolerance) StopReason = Qratum.StopReason.GradientTolerance;
        else NewDirection();
    }

    private void Continue(double value, double[] gradient, bool isFinite)
    {
        // Outside the region where the function is defined counts as too far, not as an end.
        var slope = isFinite ? TensorPrimitives.Dot(gradient, _direction) : 0;
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
        if (TensorPrimitives.Dot<double>(difference, change) > 1e-12 * TensorPrimitives.Dot<double>(change, change))
        {
            if (_pairs.Count == _options.Memory) _pairs.RemoveAt(0);
            _pairs.Add((difference, change));
        }

        var decrease = _value - value;
        (_point, _value, _gradient) = (next, value, gradient);
        Iterations++;
        if (ProjectedGradientNorm() <= _options.GradientTolerance) StopReason = Qratum.StopReason.GradientTolerance;
        else if (decrease <= _options.ValueTolerance * Math.Max(Math.Abs(value), 1) && _options.ValueTolerance > 0) StopReason = Qratum.StopReason.ValueTolerance;
        else if (Iterations >= _options.MaxIterations) StopReason = Qratum.StopReason.IterationLimit;
        else NewDirection();
    }

    /// <summary>The quasi-Newton direction over the free coordinates, steepest descent when that is no descent.</summary>
    private void NewDirection()
    {
        var q = new double[_point.Length];
        for (var k = 0; k < q.Length; k++) q[k] = IsFree(k) ? _gradient[k] : 0;
        var steepest = (double[])q.Clone();
        var alpha = new double[_pairs.Count];
        var rho = new double[_pairs.Count];
        for (var k = _pairs.Count - 1; k >= 0; k--)
        {
            rho[k] = 1 / TensorPrimitives.Dot<double>(_pairs[k].Step, _pairs[k].Change);
            alpha[k] = rho[k] * TensorPrimitives.Dot<double>(_pairs[k].Step, q);
            TensorPrimitives.MultiplyAdd<double>(_pairs[k].Change, -alpha[k], q, q);
        }

        if (_pairs.Count > 0)
        {
            var (step, change) = _pairs[^1];
            TensorPrimitives.Multiply(q, TensorPrimitives.Dot<double>(step, change) / TensorPrimitives.Dot<double>(change, change), q);
        }

        for (var k = 0; k < _pairs.Count; k++)
        {
            var beta = rho[k] * TensorPrimitives.Dot<double>(_pairs[k].Change, q);
            TensorPrimitives.MultiplyAdd<double>(_pairs[k].Step, alpha[k] - beta, q, q);
        }

        for (var k = 0; k < q.Length; k++) _direction[k] = IsFree(k) ? -q[k] : 0;
        var slope = TensorPrimitives.Dot<double>(_direction, _gradient);
        if (!(slope < 0))
        {
            _pairs.Clear();
            TensorPrimitives.Negate(steepest, _direction);
            slope = -TensorPrimitives.Dot<double>(steepest, steepest);
        }

        var limit = double.PositiveInfinity;
        for (var k = 0; k < q.Length; k++)
        {
            var room = _direction[k] > 0 ? _upper[k] - _point[k] : _lower[k] - _point[k];
            if (_direction[k] != 0) limit = Math.Min(limit, room / _direction[k]);
        }

        // Without curvature the length of the gradient means nothing: a first step of length at most 1.
        var first = _pairs.Count > 0 ? 1 : Math.Min(1, 1 / Math.Sqrt(-slope));
        _search.Start(_value, slope, _gradient, Math.Min(first, limit), limit);
        SetTrial();
    }

    private void SetTrial() => _trial = PointAt(_search.Trial);

    private double[] PointAt(double step)
    {
        var point = new double[_point.Length];
        for (var k = 0; k < point.Length; k++) point[k] = Math.Clamp(_point[k] + (step * _direction[k]), _lower[k], _upper[k]);
        return point;
    }

    private bool IsFree(int k) => !((_point[k] <= _lower[k] && _gradient[k] > 0) || (_point[k] >= _upper[k] && _gradient[k] < 0));

    private double ProjectedGradientNorm()
    {
        var norm = 0.0;
        for (var k = 0; k < _point.Length; k++)
        {
            if (IsFree(k)) norm = Math.Max(norm, Math.Abs(_gradient[k]));
        }

        return norm;
    }
}
