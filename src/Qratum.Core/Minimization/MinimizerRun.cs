namespace Qratum;

/// <summary>
/// What all runs share: the box, the best point, the counts and limits, checking of answers and the frame of a saved state. A
/// method adds the points it wants next and what it does with the answers.
/// </summary>
internal abstract class MinimizerRun : IMinimizerRun
{
    private const int Going = -1;

    private readonly MinimizerOptions _options;
    private double[] _best;

    protected MinimizerRun(MinimizerOptions options, ReadOnlySpan<double> start, Bounds? bounds)
    {
        if (bounds is not null && bounds.Lower.Length != start.Length)
            throw new ArgumentException($"There are {bounds.Lower.Length} limits for {start.Length} parameters.", nameof(bounds));
        _options = options;
        (Lower, Upper) = (new double[start.Length], new double[start.Length]);
        Array.Fill(Lower, double.NegativeInfinity);
        Array.Fill(Upper, double.PositiveInfinity);
        bounds?.Lower.CopyTo(Lower);
        bounds?.Upper.CopyTo(Upper);
        First = start.ToArray();
        for (var k = 0; k < First.Length; k++)
        {
            if (!double.IsFinite(First[k])) throw new ArgumentException(FormattableString.Invariant($"Start value {k} is {First[k]:R}; it must be finite."), nameof(start));
        }

        Clamp(First);
        _best = First;
    }

    protected MinimizerRun(MinimizerOptions options, MinimizerStateReader reader)
        : this(options, reader.Point("first"), new Bounds(reader.Lower, reader.Upper))
    {
        _best = reader.Point("best");
        BestValue = reader.Scalar("bestValue", double.NegativeInfinity, double.PositiveInfinity);
        Iterations = reader.Count("iterations");
        Evaluations = reader.Count("evaluations");
        var stop = reader.Integer("stopReason", Going, Enum.GetValues<StopReason>().Length - 1);
        StopReason = stop == Going ? null : (StopReason)stop;
    }

    /// <inheritdoc/>
    public StopReason? StopReason { get; protected set; }

    /// <inheritdoc/>
    public int Iterations { get; protected set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<double> BestPoint => _best;

    /// <inheritdoc/>
    public double BestValue { get; private set; } = double.PositiveInfinity;

    protected int Evaluations { get; private set; }

    /// <summary>The first point, inside the box.</summary>
    protected double[] First { get; }

    protected double[] Lower { get; }

    protected double[] Upper { get; }

    protected int Dimension => First.Length;

    protected abstract EvaluationKind Want { get; }

    /// <summary>Whether of equal values the newest counts as the best, because its gradient is the smaller one.</summary>
    protected virtual bool PrefersNewest => false;

    /// <summary>Whether the limits may end the search now, or the method has a last point to ask for.</summary>
    protected virtual bool MayStop => true;

    /// <inheritdoc/>
    public MinimizerRequest Ask()
    {
        ThrowIfEnded();
        return new MinimizerRequest(Dimension == 0 ? [ReadOnlyMemory<double>.Empty] : [.. Points().Select(p => new ReadOnlyMemory<double>((double[])p.Clone()))], Want);
    }

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<Evaluation> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ThrowIfEnded();
        var points = Dimension == 0 ? [First] : Points();
        if (answers.Count != points.Count)
            throw new ArgumentException($"{answers.Count} answers were told; {points.Count} points were asked.", nameof(answers));
        foreach (var answer in answers)
        {
            if (Want == EvaluationKind.ValueAndGradient && answer.Gradient.Length != Dimension)
                throw new ArgumentException($"A gradient of {answer.Gradient.Length} components was told; there are {Dimension} parameters.", nameof(answers));
        }

        for (var k = 0; k < answers.Count; k++)
        {
            if (answers[k].Value < BestValue || (PrefersNewest && answers[k].Value == BestValue)) Settle(points[k], answers[k].Value);
        }

        Evaluations += answers.Count;
        if (Dimension > 0) Advance(answers);
        else StopReason = double.IsFinite(answers[0].Value) ? Qratum.StopReason.NoParameters : Qratum.StopReason.NotANumber;
        if (StopReason is not null || !MayStop) return;
        if (Iterations >= _options.MaxIterations) StopReason = Qratum.StopReason.IterationLimit;
        else if (Evaluations >= _options.MaxEvaluations) StopReason = Qratum.StopReason.EvaluationLimit;
    }

    /// <inheritdoc/>
    public MinimizerState Save()
    {
        var integers = new Dictionary<string, long>
        {
            ["iterations"] = Iterations,
            ["evaluations"] = Evaluations,
            ["stopReason"] = StopReason is { } reason ? (long)reason : Going,
        };
        var vectors = new Dictionary<string, double[]>
        {
            ["first"] = First,
            ["lower"] = Lower,
            ["upper"] = Upper,
            ["best"] = _best,
            ["bestValue"] = [BestValue],
        };
        Write(integers, vectors);
        return new MinimizerState
        {
            Method = _options.Name,
            Dimension = Dimension,
            Integers = integers,
            Vectors = vectors.ToDictionary(v => v.Key, v => (double[])v.Value.Clone()),
        };
    }

    /// <summary>The points to ask for, the same until the next answers.</summary>
    protected abstract IReadOnlyList<double[]> Points();

    /// <summary>One move of the method; the counts and the best point know the answers already.</summary>
    protected abstract void Advance(IReadOnlyList<Evaluation> answers);

    /// <summary>Adds what the method needs to go on.</summary>
    protected abstract void Write(Dictionary<string, long> integers, Dictionary<string, double[]> vectors);

    /// <summary>Makes a point the best one.</summary>
    protected void Settle(double[] point, double value) => (_best, BestValue) = ((double[])point.Clone(), value);

    protected static bool IsFinite(Evaluation answer)
    {
        if (!double.IsFinite(answer.Value)) return false;
        foreach (var component in answer.Gradient.Span)
        {
            if (!double.IsFinite(component)) return false;
        }

        return true;
    }

    protected void Clamp(Span<double> point)
    {
        for (var k = 0; k < point.Length; k++) point[k] = Math.Clamp(point[k], Lower[k], Upper[k]);
    }

    /// <summary>Whether a coordinate may move against the gradient without leaving the box.</summary>
    protected bool IsFree(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, int k) =>
        !((point[k] <= Lower[k] && gradient[k] > 0) || (point[k] >= Upper[k] && gradient[k] < 0));

    /// <summary>Greatest component of the gradient that does not push out of the box.</summary>
    protected double ProjectedNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        var norm = 0.0;
        for (var k = 0; k < point.Length; k++)
        {
            if (IsFree(point, gradient, k)) norm = Math.Max(norm, Math.Abs(gradient[k]));
        }

        return norm;
    }

    protected static double[] Flat(double[][] rows) => [.. rows.SelectMany(r => r)];

    protected static double[][] Rows(double[] flat, int length) => length == 0 ? [] : flat.Chunk(length).ToArray();

    private void ThrowIfEnded()
    {
        if (StopReason is { } reason) throw new InvalidOperationException($"The search has ended ({reason}).");
    }
}
