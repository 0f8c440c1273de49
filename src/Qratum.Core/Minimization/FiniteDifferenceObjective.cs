namespace Qratum;

/// <summary>
/// Central differences around any objective: 2n further points per gradient, all in the same batch. The error is of second order
/// in the step; exact gradients, where there are any, are better and cheaper.
/// </summary>
public sealed class FiniteDifferenceObjective : IObjective
{
    private readonly IObjective _inner;
    private readonly double _step;

    /// <summary>Wraps an objective.</summary>
    /// <param name="inner">The function; only its values are asked.</param>
    /// <param name="step">Distance of the points from the middle, times max(1, |parameter|); positive. The default is the cube root of the rounding unit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not positive and finite.</exception>
    public FiniteDifferenceObjective(IObjective inner, double step = 6.0554544523933395e-6)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (!(step > 0) || !double.IsFinite(step)) throw new ArgumentOutOfRangeException(nameof(step), step, "The step must be positive and finite.");
        (_inner, _step) = (inner, step);
    }

    /// <inheritdoc/>
    public int Dimension => _inner.Dimension;

    /// <inheritdoc/>
    public bool HasGradient => true;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (want == EvaluationKind.Value) return await _inner.EvaluateAsync(points, want, cancellationToken).ConfigureAwait(false);
        var batch = new List<ReadOnlyMemory<double>>(points.Count * (1 + (2 * Dimension)));
        foreach (var point in points)
        {
            batch.Add(point);
            for (var k = 0; k < Dimension; k++)
            {
                batch.Add(Moved(point, k, 1));
                batch.Add(Moved(point, k, -1));
            }
        }

        var values = await _inner.EvaluateAsync(batch, EvaluationKind.Value, cancellationToken).ConfigureAwait(false);
        var answers = new Evaluation[points.Count];
        for (var (p, at) = (0, 0); p < answers.Length; p++)
        {
            var (value, gradient) = (values[at++].Value, new double[Dimension]);
            for (var k = 0; k < Dimension; k++, at += 2)
            {
                // The distance as rounded, not as wished.
                gradient[k] = (values[at].Value - values[at + 1].Value) / (batch[at].Span[k] - batch[at + 1].Span[k]);
            }

            answers[p] = new Evaluation(value, gradient);
        }

        return answers;
    }

    private double[] Moved(ReadOnlyMemory<double> point, int k, int sign)
    {
        var moved = point.ToArray();
        moved[k] += sign * _step * Math.Max(1, Math.Abs(moved[k]));
        return moved;
    }
}
