namespace Qratum;

/// <summary>What a line search wants after an answer.</summary>
internal enum LineSearchVerdict
{
    /// <summary>Another trial.</summary>
    Continue,

    /// <summary>The step is good.</summary>
    Accept,

    /// <summary>No step lowers the value.</summary>
    Fail,
}

/// <summary>Bracketing and zooming for the strong Wolfe conditions along one direction, one answer at a time.</summary>
internal sealed class WolfeLineSearch
{
    private const int StateLength = 13;
    private const double Decrease = 1e-4, Curvature = 0.9, Growth = 4, Noise = 1e-13;
    private const int MaximumTrials = 25;

    private double _value0, _slope0, _limit;
    private double _lowStep, _lowValue, _lowSlope, _highStep, _highValue, _highSlope;
    private bool _isZooming, _hasHigh;
    private int _trials;

    public double Trial { get; private set; }

    /// <summary>The accepted step.</summary>
    public double Step => _lowStep;

    /// <summary>Least value of a step that was told, or that at step 0.</summary>
    public double Value => _lowValue;

    /// <summary>Gradient at <see cref="Step"/>.</summary>
    public double[] LowGradient { get; private set; } = [];

    public void Start(double value, double slope, double[] gradient, double first, double limit)
    {
        (_value0, _slope0, _limit) = (value, slope, limit);
        (_lowStep, _lowValue, _lowSlope, LowGradient) = (0, value, slope, gradient);
        (_highStep, _highValue, _highSlope, _isZooming, _hasHigh, _trials) = (0, 0, 0, false, false, 0);
        Trial = first;
    }

    public LineSearchVerdict Tell(double value, double slope, double[] gradient)
    {
        _trials++;
        var isLow = value <= _value0 + (Decrease * Trial * _slope0) && value < _lowValue;
        // Approximate Wolfe conditions, where differences of values are only rounding.
        var isFlat = value <= _value0 + (Noise * Math.Abs(_value0)) && slope >= Curvature * _slope0 && slope <= ((2 * Decrease) - 1) * _slope0;
        if ((isLow && Math.Abs(slope) <= -Curvature * _slope0) || isFlat)
        {
            SetLow(value, slope, gradient);
            return LineSearchVerdict.Accept;
        }

        if (!isLow)
        {
            SetHigh(Trial, value, slope);
            _isZooming = true;
        }
        else
        {
            var direction = _isZooming ? _highStep - _lowStep : 1;
            if (slope * direction >= 0)
            {
                SetHigh(_lowStep, _lowValue, _lowSlope);
                _isZooming = true;
            }

            SetLow(value, slope, gradient);
            if (Trial >= _limit) return LineSearchVerdict.Accept;
        }

        if (_trials >= MaximumTrials || (_isZooming && Math.Abs(_highStep - _lowStep) <= 1e-15 * Math.Max(_highStep, _lowStep)))
            return _lowStep > 0 ? LineSearchVerdict.Accept : LineSearchVerdict.Fail;
        Trial = _isZooming ? Interpolate() : Math.Min(_limit, Growth * Trial);
        return LineSearchVerdict.Continue;
    }

    public void Write(Dictionary<string, double[]> vectors, int dimension)
    {
        vectors["search"] =
        [
            _value0, _slope0, _limit, _lowStep, _lowValue, _lowSlope, _highStep, _highValue, _highSlope,
            _isZooming ? 1 : 0, _hasHigh ? 1 : 0, _trials, Trial,
        ];
        // Before the first line search there is none.
        vectors["searchGradient"] = LowGradient.Length == dimension ? LowGradient : new double[dimension];
    }

    /// <exception cref="FormatException">A number is out of its range.</exception>
    public void Read(MinimizerStateReader reader)
    {
        var state = reader.Vector("search", StateLength, greatest: double.PositiveInfinity);
        // Only the limit, and the value of a trial outside the region where the function is defined, may be infinite.
        for (var k = 0; k < state.Length; k++)
        {
            var (least, greatest) = k switch
            {
                2 => (0, double.PositiveInfinity),
                3 or 6 or 12 => (0, double.MaxValue),
                7 => (-double.MaxValue, double.PositiveInfinity),
                9 or 10 => (0, 1),
                11 => (0, MaximumTrials),
                _ => (-double.MaxValue, double.MaxValue),
            };
            if (!(state[k] >= least && state[k] <= greatest) || (k is >= 9 and <= 11 && state[k] != Math.Floor(state[k])))
                throw reader.OutOfRange(MinimizerStateReader.Place("search", k), state[k], FormattableString.Invariant($"{least:R} to {greatest:R}{(k is >= 9 and <= 11 ? ", whole" : "")}"));
        }

        (_value0, _slope0, _limit) = (state[0], state[1], state[2]);
        (_lowStep, _lowValue, _lowSlope) = (state[3], state[4], state[5]);
        (_highStep, _highValue, _highSlope) = (state[6], state[7], state[8]);
        (_isZooming, _hasHigh, _trials, Trial) = (state[9] != 0, state[10] != 0, (int)state[11], state[12]);
        LowGradient = reader.Vector("searchGradient");
    }

    private void SetLow(double value, double slope, double[] gradient) =>
        (_lowStep, _lowValue, _lowSlope, LowGradient) = (Trial, value, slope, gradient);

    private void SetHigh(double step, double value, double slope) =>
        (_highStep, _highValue, _highSlope, _hasHigh) = (step, value, slope, double.IsFinite(value));

    /// <summary>Minimum of the cubic through both ends, kept a tenth of the interval away from them; the middle where there is none.</summary>
    private double Interpolate()
    {
        var width = _highStep - _lowStep;
        var middle = _lowStep + (width / 2);
        if (!_hasHigh) return middle;
        var d1 = _lowSlope + _highSlope - (3 * (_lowValue - _highValue) / (_lowStep - _highStep));
        var radicand = (d1 * d1) - (_lowSlope * _highSlope);
        if (!(radicand >= 0)) return middle;
        var d2 = Math.CopySign(Math.Sqrt(radicand), width);
        var step = _highStep - (width * ((_highSlope + d2 - d1) / (_highSlope - _lowSlope + (2 * d2))));
        var (a, b) = (_lowStep + (0.1 * width), _highStep - (0.1 * width));
        return double.IsFinite(step) ? Math.Clamp(step, Math.Min(a, b), Math.Max(a, b)) : middle;
    }
}
