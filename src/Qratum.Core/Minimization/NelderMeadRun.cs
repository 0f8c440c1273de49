using System.Numerics.Tensors;

namespace Qratum;

/// <summary>One Nelder-Mead search; the simplex is kept sorted by value, best first.</summary>
internal sealed class NelderMeadRun : MinimizerRun
{
    private readonly NelderMead _options;
    private double[][] _vertices;
    private double[] _values, _trial, _reflected;
    private double _reflectedValue;
    private Stage _stage;

    public NelderMeadRun(NelderMead options, ReadOnlySpan<double> start, Bounds? bounds)
        : base(options, start, bounds)
    {
        _options = options;
        var n = Dimension;
        (_trial, _reflected, _values) = (new double[n], new double[n], new double[n + 1]);
        _vertices = [.. Enumerable.Range(0, n + 1).Select(_ => (double[])First.Clone())];
        for (var k = 0; k < n; k++)
        {
            var up = Upper[k] - First[k] >= Math.Min(options.InitialStep, First[k] - Lower[k]);
            _vertices[k + 1][k] += up ? options.InitialStep : -options.InitialStep;
            Clamp(_vertices[k + 1]);
        }
    }

    public NelderMeadRun(NelderMead options, MinimizerStateReader reader)
        : base(options, reader)
    {
        _options = options;
        var n = Dimension;
        // Infinite values count as worse than any number; the least of them is a number.
        _vertices = reader.Points("vertices", n + 1);
        _values = reader.Vector("values", n + 1, double.NegativeInfinity, double.PositiveInfinity);
        (_trial, _reflected) = (reader.Vector("trial"), reader.Vector("reflected"));
        (_reflectedValue, _stage) = (reader.Scalar("reflectedValue", double.NegativeInfinity, double.PositiveInfinity), reader.Stage<Stage>());
    }

    private enum Stage
    {
        Simplex,
        Reflect,
        Expand,
        ContractOutside,
        ContractInside,
        Shrink,
    }

    protected override EvaluationKind Want => EvaluationKind.Value;

    // Gao and Han; below two parameters their shrinking would collapse the simplex.
    private double Expansion => 1 + (2.0 / Math.Max(2, Dimension));

    private double Contraction => 0.75 - (0.5 / Math.Max(2, Dimension));

    private double Shrinkage => 1 - (1.0 / Math.Max(2, Dimension));

    protected override IReadOnlyList<double[]> Points() => _stage switch
    {
        Stage.Simplex => _vertices,
        Stage.Shrink => _vertices[1..],
        _ => [_trial],
    };

    protected override void Advance(IReadOnlyList<Evaluation> answers)
    {
        var value = Ordered(answers[0].Value);
        switch (_stage)
        {
            case Stage.Simplex:
                for (var k = 0; k < answers.Count; k++) _values[k] = Ordered(answers[k].Value);
                if (!double.IsFinite(value)) StopReason = Qratum.StopReason.NotANumber;
                else Next();
                break;
            case Stage.Reflect:
                (_reflected, _reflectedValue) = (_trial, value);
                if (value < _values[0]) Try(Stage.Expand, Expansion);
                else if (value < _values[^2]) Accept(_trial, value);
                else if (value < _values[^1]) Try(Stage.ContractOutside, Contraction);
                else Try(Stage.ContractInside, -Contraction);
                break;
            case Stage.Expand:
                if (value < _reflectedValue) Accept(_trial, value);
                else Accept(_reflected, _reflectedValue);
                break;
            case Stage.ContractOutside or Stage.ContractInside:
                if (_stage == Stage.ContractOutside ? value <= _reflectedValue : value < _values[^1]) Accept(_trial, value);
                else Shrink();
                break;
            default:
                for (var k = 0; k < answers.Count; k++) _values[k + 1] = Ordered(answers[k].Value);
                Iterations++;
                Next();
                break;
        }
    }

    protected override void Write(Dictionary<string, long> integers, Dictionary<string, double[]> vectors)
    {
        integers["stage"] = (long)_stage;
        (vectors["vertices"], vectors["values"]) = (Flat(_vertices), _values);
        (vectors["trial"], vectors["reflected"], vectors["reflectedValue"]) = (_trial, _reflected, [_reflectedValue]);
    }

    private static double Ordered(double value) => double.IsNaN(value) ? double.PositiveInfinity : value;

    private void Accept(double[] point, double value)
    {
        (_vertices[^1], _values[^1]) = (point, value);
        Iterations++;
        Next();
    }

    private void Next()
    {
        // Stable, so that equal values keep their order and a resumed search its path.
        var order = Enumerable.Range(0, _values.Length).OrderBy(k => _values[k]).ToArray();
        (_vertices, _values) = ([.. order.Select(k => _vertices[k])], [.. order.Select(k => _values[k])]);
        var size = _vertices.Max(v => Math.Abs(TensorPrimitives.MaxMagnitude<double>(Difference(v, _vertices[0]))));
        if (size <= _options.StepTolerance && _values[^1] - _values[0] <= _options.ValueTolerance) StopReason = Qratum.StopReason.StepTolerance;
        else if (size == 0) StopReason = Qratum.StopReason.Stalled;
        else Try(Stage.Reflect, 1);
    }

    /// <summary>The point at centre + factor·(centre - worst).</summary>
    private void Try(Stage stage, double factor)
    {
        var n = Dimension;
        var centre = new double[n];
        for (var k = 0; k < n; k++) TensorPrimitives.Add(centre, _vertices[k], centre);
        TensorPrimitives.Divide(centre, n, centre);
        _trial = Difference(centre, _vertices[^1]);
        TensorPrimitives.MultiplyAdd<double>(_trial, factor, centre, _trial);
        Clamp(_trial);
        _stage = stage;
    }

    private void Shrink()
    {
        for (var k = 1; k < _vertices.Length; k++)
        {
            var edge = Difference(_vertices[k], _vertices[0]);
            TensorPrimitives.MultiplyAdd<double>(edge, Shrinkage, _vertices[0], edge);
            Clamp(edge);
            _vertices[k] = edge;
        }

        _stage = Stage.Shrink;
    }

    private static double[] Difference(double[] a, double[] b)
    {
        var result = new double[a.Length];
        TensorPrimitives.Subtract(a, b, result);
        return result;
    }
}
