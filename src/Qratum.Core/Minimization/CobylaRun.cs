using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Qratum;

/// <summary>
/// One COBYLA search. The simplex is its best vertex (the pole) and the displacements of the others from it, over the parameters
/// that the box leaves free; the rows of the inverse are normals of its faces and give the linear model.
/// </summary>
internal sealed class CobylaRun : MinimizerRun
{
    // Powell's constants: least height and greatest edge of an acceptable simplex, edge that is replaced first, length of a
    // geometry step; all in units of the radius.
    private const double Height = 0.25, Edge = 2.1, LongEdge = 1.1, GeometryLength = 0.5;

    /// <summary>Moves of so many final radii at one radius are the last of a convergent search; longer ones are those along a valley.</summary>
    private const double Settled = 4;

    /// <summary>The radius goes no further below the final one than this: there the function is flat to rounding.</summary>
    private const double LeastShare = 1e-7;

    /// <summary>Largest element of the inverse times the simplex, less one: made afresh beyond the first, given up beyond the second.</summary>
    private const double InverseRounding = 1e-6, InverseTolerance = 0.1;

    private readonly Cobyla _options;
    private readonly int[] _free;
    private readonly double[][] _vertices, _inverse;
    private readonly double[] _values;
    private double[] _pole, _step, _anchor; // the anchor is the pole at the last change of the radius
    private double _poleValue = double.PositiveInfinity, _radius, _predicted;
    private Stage _stage;
    private int _drop, _updates;
    private bool _isTrusted = true, _isAcceptable;

    public CobylaRun(Cobyla options, ReadOnlySpan<double> start, Bounds? bounds)
        : base(options, start, bounds)
    {
        _options = options;
        _free = FreeParameters();
        (_pole, _anchor) = (First, First);
        _radius = Math.Max(options.InitialRadius, options.FinalRadius);
        foreach (var k in _free) _radius = Math.Min(_radius, (Upper[k] - Lower[k]) / 2);
        (_vertices, _inverse) = (Square(), Square());
        (_values, _step) = (new double[_free.Length], new double[_free.Length]);
        for (var j = 0; j < _free.Length; j++)
        {
            var k = _free[j];
            _vertices[j][j] = First[k] + _radius <= Upper[k] ? _radius : -_radius;
            _inverse[j][j] = 1 / _vertices[j][j];
        }
    }

    public CobylaRun(Cobyla options, MinimizerStateReader reader)
        : base(options, reader)
    {
        _options = options;
        _free = FreeParameters();
        var m = _free.Length;
        _stage = reader.Stage<Stage>();
        (_pole, _anchor) = (reader.Point("pole"), reader.Point("anchor"));
        _vertices = Rows(reader.Vector("vertices", (long)m * m), m);
        _inverse = Rows(reader.Vector("inverse", (long)m * m), m);
        (_values, _step) = (reader.Vector("values", m), reader.Vector("step", m));
        // Before the first simplex is told, the pole has no value.
        _poleValue = reader.Scalar("poleValue", greatest: _stage == Stage.Simplex ? double.PositiveInfinity : double.MaxValue);
        _radius = reader.Scalar("radius", double.Epsilon, Math.Max(options.InitialRadius, options.FinalRadius));
        _predicted = reader.Scalar("predicted");
        _drop = reader.Count("drop", Math.Max(0, m - 1));
        _updates = reader.Count("updates", Math.Max(0, m - 1));
        (_isTrusted, _isAcceptable) = (reader.Flag("isTrusted"), reader.Flag("isAcceptable"));
        ThrowIfNotInside(reader);
        var error = InverseError();
        if (StopReason is null && !(error <= InverseTolerance)) throw reader.OutOfRange("inverse·vertices - 1", error, FormattableString.Invariant($"0 to {InverseTolerance}"));
    }

    private enum Stage
    {
        Simplex,
        Geometry,
        Trust,
    }

    protected override EvaluationKind Want => EvaluationKind.Value;

    protected override IReadOnlyList<double[]> Points() =>
        _stage == Stage.Simplex ? [_pole, .. _vertices.Select(PointAt)] : [PointAt(_step)];

    protected override void Advance(IReadOnlyList<Evaluation> answers)
    {
        Iterations += answers.Count;
        if (!answers.All(IsFinite))
        {
            StopReason = Qratum.StopReason.NotANumber;
            return;
        }

        var value = answers[0].Value;
        switch (_stage)
        {
            case Stage.Simplex:
                _poleValue = value;
                for (var j = 0; j < _values.Length; j++) _values[j] = answers[j + 1].Value;
                if (_free.Length == 0) StopReason = Qratum.StopReason.StepTolerance;
                else Next();
                break;
            case Stage.Geometry:
                Replace(_drop, value);
                _isTrusted = true;
                Next();
                break;
            default:
                var decrease = _poleValue - value;
                var drop = VertexToDrop(decrease > 0);
                if (drop >= 0) Replace(drop, value);
                if (decrease > 0 && decrease >= 0.1 * _predicted) Next();
                else ImproveOrShrink();
                break;
        }
    }

    protected override void Write(Dictionary<string, long> integers, Dictionary<string, double[]> vectors)
    {
        (integers["stage"], integers["drop"], integers["updates"]) = ((long)_stage, _drop, _updates);
        (integers["isTrusted"], integers["isAcceptable"]) = (_isTrusted ? 1 : 0, _isAcceptable ? 1 : 0);
        (vectors["pole"], vectors["anchor"], vectors["values"], vectors["step"]) = (_pole, _anchor, _values, _step);
        (vectors["vertices"], vectors["inverse"]) = (Flat(_vertices), Flat(_inverse));
        (vectors["poleValue"], vectors["radius"], vectors["predicted"]) = ([_poleValue], [_radius], [_predicted]);
    }

    /// <summary>Decides on the next point: a step of the model where the simplex is good or was just mended, else mending it.</summary>
    private void Next()
    {
        if (StopReason is not null) return;
        MakeBestVertexThePole();
        _isAcceptable = true;
        for (var j = 0; j < _free.Length; j++)
            _isAcceptable &= HeightOf(j) >= Height * _radius && OrderedSums.Norm(_vertices[j]) <= Edge * _radius;
        if (_isTrusted || _isAcceptable) TrustStep();
        else GeometryStep();
    }

    private void TrustStep()
    {
        var gradient = Gradient();
        _step = LeastLinear(gradient, _radius);
        _predicted = -OrderedSums.Dot(gradient, _step);
        if (_predicted > 0 && OrderedSums.Norm(_step) >= 0.5 * _radius)
        {
            _stage = Stage.Trust;
            return;
        }

        _isTrusted = true;
        ImproveOrShrink();
    }

    /// <summary>Replaces the vertex that is too far away, or else the one nearest to the opposite face, by one well off that face.</summary>
    private void GeometryStep()
    {
        (_drop, var worst) = (-1, Edge * _radius);
        for (var j = 0; j < _free.Length; j++)
        {
            if (OrderedSums.Norm(_vertices[j]) is var edge && edge > worst) (_drop, worst) = (j, edge);
        }

        if (_drop < 0)
        {
            (_drop, worst) = (0, double.PositiveInfinity);
            for (var j = 0; j < _free.Length; j++)
            {
                if (HeightOf(j) is var height && height < worst) (_drop, worst) = (j, height);
            }
        }

        var normal = _inverse[_drop];
        var opposite = new double[normal.Length];
        TensorPrimitives.Negate(normal, opposite);
        var (back, forth) = (LeastLinear(normal, GeometryLength * _radius), LeastLinear(opposite, GeometryLength * _radius));
        var (backHeight, forthHeight) = (-OrderedSums.Dot(normal, back), OrderedSums.Dot(normal, forth));
        var gradient = Gradient();
        var isBackLower = OrderedSums.Dot(gradient, back) < OrderedSums.Dot(gradient, forth);
        // The lower of the two by the model, unless the box leaves it little height.
        var isBack = isBackLower ? backHeight >= 0.5 * forthHeight : forthHeight < 0.5 * backHeight;
        (_step, _stage) = (isBack ? back : forth, Stage.Geometry);
    }

    /// <summary>After a failure: a bad simplex is mended; at a good one the radius was too large.</summary>
    private void ImproveOrShrink()
    {
        if (StopReason is not null) return;
        if (!_isAcceptable)
        {
            _isTrusted = false;
        }
        else if (_radius <= _options.FinalRadius && OrderedSums.Distance(_pole, _anchor) <= Settled * _options.FinalRadius)
        {
            StopReason = Qratum.StopReason.StepTolerance;
            return;
        }
        else if (_radius <= LeastShare * _options.FinalRadius)
        {
            StopReason = Qratum.StopReason.Stalled;
            return;
        }
        else
        {
            // In a valley whose walls are c times steeper than its floor, the search gets no nearer than about c radii, and each halving
            // moves it by as much as is then left: it has arrived when that is little.
            var isFirst = _radius > _options.FinalRadius;
            _radius *= 0.5;
            if (isFirst && _radius <= 1.5 * _options.FinalRadius) _radius = _options.FinalRadius;
            _anchor = _pole;
            Invert();
        }

        Next();
    }

    /// <summary>Powell's choice: the vertex whose replacement leaves the largest volume, a far one first; -1 for none.</summary>
    private int VertexToDrop(bool isLower)
    {
        var (drop, most) = (-1, isLower ? 0.0 : 1.0);
        var (far, longest) = (-1, LongEdge * _radius);
        var difference = new double[_free.Length];
        for (var j = 0; j < _free.Length; j++)
        {
            var volume = Math.Abs(OrderedSums.Dot(_inverse[j], _step));
            if (volume > most) (drop, most) = (j, volume);
            var height = HeightOf(j);
            if (volume * height < Height * _radius && volume < 1) continue;
            TensorPrimitives.Subtract(_vertices[j], _step, difference);
            var edge = OrderedSums.Norm(isLower ? difference : _vertices[j]);
            if (edge > longest) (far, longest) = (j, edge);
        }

        return far >= 0 ? far : drop;
    }

    /// <summary>Puts the point just evaluated in the place of a vertex; the inverse follows in O(n²).</summary>
    private void Replace(int drop, double value)
    {
        (_vertices[drop], _values[drop]) = ((double[])_step.Clone(), value);
        var row = _inverse[drop];
        TensorPrimitives.Divide(row, OrderedSums.Dot(row, _step), row);
        for (var j = 0; j < _free.Length; j++)
        {
            if (j != drop) TensorPrimitives.MultiplyAdd<double>(row, -OrderedSums.Dot(_inverse[j], _step), _inverse[j], _inverse[j]);
        }

        if (++_updates < _free.Length) return;
        _updates = 0; // so seldom that looking after the rounding costs no more than the updates
        if (InverseError() <= InverseRounding) return;
        Invert();
        if (!(InverseError() <= InverseTolerance)) StopReason = Qratum.StopReason.Stalled;
    }

    private void MakeBestVertexThePole()
    {
        var best = TensorPrimitives.IndexOfMin<double>(_values);
        if (!(_values[best] < _poleValue)) return;
        var shift = (double[])_vertices[best].Clone();
        _pole = PointAt(shift);
        (_values[best], _poleValue) = (_poleValue, _values[best]);
        var sum = new double[_free.Length];
        for (var j = 0; j < _free.Length; j++)
        {
            TensorPrimitives.Subtract(sum, _inverse[j], sum);
            if (j != best) TensorPrimitives.Subtract(_vertices[j], shift, _vertices[j]);
        }

        TensorPrimitives.Negate(shift, _vertices[best]);
        _inverse[best] = sum;
    }

    private double[] Gradient()
    {
        var gradient = new double[_free.Length];
        for (var j = 0; j < _free.Length; j++) TensorPrimitives.MultiplyAdd<double>(_inverse[j], _values[j] - _poleValue, gradient, gradient);
        return gradient;
    }

    private double HeightOf(int j) => 1 / OrderedSums.Norm(_inverse[j]);

    /// <summary>
    /// Least g·d over |d| ≤ radius inside the box: d = clamp(-t·g) with the greatest t that the ball allows. Coordinates that meet
    /// their limit stay there, since t only grows as others are fixed.
    /// </summary>
    private double[] LeastLinear(double[] gradient, double radius)
    {
        var step = new double[gradient.Length];
        var isFixed = new bool[gradient.Length];
        for (var changed = true; changed;)
        {
            changed = false;
            var (room, norm) = (radius * radius, 0.0);
            for (var j = 0; j < step.Length; j++)
            {
                if (isFixed[j]) room -= step[j] * step[j];
                else norm += gradient[j] * gradient[j];
            }

            if (!(norm > 0) || room <= 0) break;
            var t = Math.Sqrt(room / norm);
            for (var j = 0; j < step.Length; j++)
            {
                if (isFixed[j]) continue;
                var k = _free[j];
                var wanted = -t * gradient[j];
                step[j] = Math.Clamp(wanted, Lower[k] - _pole[k], Upper[k] - _pole[k]);
                if (step[j] == wanted) continue;
                (isFixed[j], changed) = (true, true);
            }
        }

        return step;
    }

    /// <summary>The inverse afresh, to be rid of the rounding of many updates; the old one where the simplex has lost its volume.</summary>
    private void Invert()
    {
        var inverse = Matrix<double>.Build.DenseOfColumnArrays(_vertices).Inverse().ToRowArrays();
        if (!Array.TrueForAll(inverse, row => Array.TrueForAll(row, double.IsFinite))) return;
        inverse.CopyTo(_inverse, 0);
    }

    private double[] PointAt(double[] displacement)
    {
        var point = (double[])_pole.Clone();
        for (var j = 0; j < _free.Length; j++) point[_free[j]] += displacement[j];
        Clamp(point);
        return point;
    }

    /// <summary>Refuses a simplex that leaves the box by more than rounding.</summary>
    private void ThrowIfNotInside(MinimizerStateReader reader)
    {
        for (var j = 0; j <= _free.Length; j++)
        {
            var displacement = j < _free.Length ? _vertices[j] : _step;
            for (var i = 0; i < _free.Length; i++)
            {
                var k = _free[i];
                var place = _pole[k] + displacement[i];
                var slack = 1e-9 * (1 + Math.Abs(_pole[k]) + Math.Abs(displacement[i]));
                if (place >= Lower[k] - slack && place <= Upper[k] + slack) continue;
                throw reader.OutOfRange(
                    j < _free.Length ? MinimizerStateReader.Place("vertices", (j * _free.Length) + i) : MinimizerStateReader.Place("step", i), displacement[i],
                    FormattableString.Invariant($"{Lower[k] - _pole[k]:R} to {Upper[k] - _pole[k]:R}, inside the limits of the parameter"));
            }
        }
    }

    /// <summary>How far the inverse times the simplex is from one.</summary>
    private double InverseError()
    {
        var error = 0.0;
        for (var i = 0; i < _free.Length; i++)
        for (var j = 0; j < _free.Length; j++)
            error = Math.Max(error, Math.Abs(OrderedSums.Dot(_inverse[i], _vertices[j]) - (i == j ? 1 : 0))); // NaN stays
        return error;
    }

    private int[] FreeParameters() => [.. Enumerable.Range(0, Dimension).Where(k => Lower[k] < Upper[k])];

    private double[][] Square() => [.. _free.Select(_ => new double[_free.Length])];
}
