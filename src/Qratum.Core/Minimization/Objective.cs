namespace Qratum;

/// <summary>Objectives from plain functions.</summary>
public static class Objective
{
    /// <summary>An objective without gradients.</summary>
    /// <param name="dimension">Number of parameters, not negative.</param>
    /// <param name="value">The function; called for one point at a time.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimension"/> is negative.</exception>
    public static IObjective From(int dimension, Func<ReadOnlySpan<double>, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new DelegateObjective(dimension, value, null);
    }

    /// <summary>An objective with gradients.</summary>
    /// <param name="dimension">Number of parameters, not negative.</param>
    /// <param name="valueAndGradient">The function: fills the second argument with the first derivatives at the first one and returns the value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimension"/> is negative.</exception>
    public static IObjective From(int dimension, Func<ReadOnlySpan<double>, Span<double>, double> valueAndGradient)
    {
        ArgumentNullException.ThrowIfNull(valueAndGradient);
        return new DelegateObjective(dimension, null, valueAndGradient);
    }
}

/// <summary>A delegate as objective.</summary>
internal sealed class DelegateObjective : IObjective
{
    private readonly Func<ReadOnlySpan<double>, double>? _value;
    private readonly Func<ReadOnlySpan<double>, Span<double>, double>? _both;

    public DelegateObjective(int dimension, Func<ReadOnlySpan<double>, double>? value, Func<ReadOnlySpan<double>, Span<double>, double>? both)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        (Dimension, _value, _both) = (dimension, value, both);
    }

    public int Dimension { get; }

    public bool HasGradient => _both is not null;

    public ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (want == EvaluationKind.ValueAndGradient && _both is null)
            throw new NotSupportedException("The function has no gradient; wrap it into a FiniteDifferenceObjective or use a minimizer without gradients.");
        var answers = new Evaluation[points.Count];
        for (var k = 0; k < answers.Length; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var point = points[k].Span;
            if (point.Length != Dimension) throw new ArgumentException($"Point {k} has {point.Length} parameters; the function has {Dimension}.", nameof(points));
            if (_both is null)
            {
                answers[k] = new Evaluation(_value!(point));
                continue;
            }

            var gradient = new double[Dimension];
            var value = _both(point, gradient);
            answers[k] = want == EvaluationKind.Value ? new Evaluation(value) : new Evaluation(value, gradient);
        }

        return ValueTask.FromResult<IReadOnlyList<Evaluation>>(answers);
    }
}
