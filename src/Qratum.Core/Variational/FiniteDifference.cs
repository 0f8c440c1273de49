using System.Globalization;

namespace Qratum;

/// <summary>
/// Gradients from any <see cref="IEstimator"/> and any circuit it takes, by central differences of fourth order; exact ways
/// (<see cref="IGradientEstimator"/> of a simulator, <see cref="ParameterShift"/>) are better where there are any.
/// </summary>
/// <remarks>
/// f′ ≈ [8 (f(θ+h) − f(θ−h)) − (f(θ+2h) − f(θ−2h))] / 12h. For an energy Σ c_ω e^{iωθ} the error is at most h⁴ Σ |c_ω| |ω|⁵ / 30, and what the
/// values are off by comes in divided by 2h/3: with the default step about 1e-13 of an exact simulator's energy. An estimator that samples
/// needs a far longer step, about (30 · its standard error)^(1/5). Cost: 4 evaluations for each parameter, however often it occurs, all in one batch.
/// </remarks>
public sealed class FiniteDifference : IGradientEstimator
{
    private const double DefaultStep = 1e-3;
    private readonly IEstimator _estimator;

    /// <summary>Wraps an estimator.</summary>
    /// <param name="estimator">Only its values are asked.</param>
    /// <param name="step">Distance h of the points, radians; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not positive and finite.</exception>
    public FiniteDifference(IEstimator estimator, double step = DefaultStep)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        if (!(step > 0) || !double.IsFinite(step))
            throw new ArgumentOutOfRangeException(nameof(step), step, string.Create(CultureInfo.InvariantCulture, $"The step is {step:R}; it must be positive and finite."));
        (_estimator, Step) = (estimator, step);
    }

    /// <summary>Distance of the points, radians.</summary>
    public double Step { get; }

    /// <inheritdoc/>
    public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default) =>
        _estimator.EstimateAsync(pub, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ObservableEstimates> EstimateAllAsync(ObservablesPub pub, CancellationToken cancellationToken = default) =>
        _estimator.EstimateAllAsync(pub, cancellationToken);

    /// <summary>Values and gradients for each parameter set, in order.</summary>
    /// <exception cref="ArgumentException">A parameter set has the wrong length, the observable is not Hermitian or acts on another number of qubits.</exception>
    /// <exception cref="NotSupportedException">The estimator cannot run the circuit.</exception>
    public async ValueTask<Gradients> GradientAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        var answer = await _estimator.EstimateAsync(
            pub with { ParameterSets = Points(pub.Circuit, pub.ParameterSets) }, cancellationToken).ConfigureAwait(false);
        var (values, derivatives, next) = (new double[pub.ParameterSets.Count], new ReadOnlyMemory<double>[pub.ParameterSets.Count], 0);
        for (var k = 0; k < values.Length; k++) (values[k], derivatives[k]) = Collect(answer.Values, pub.Circuit.Parameters.Length, ref next);
        return new Gradients(values, derivatives)
        {
            Identity = RunIdentity.Join("finite differences", pub.Circuit, [pub.Observable], pub.ParameterSets, Step, answer.Identity?.Seed, "finite differences", [answer.Identity]),
        };
    }

    /// <summary>Values and gradients of several observables: every point is run once for all of them.</summary>
    /// <inheritdoc cref="GradientAsync" path="/exception"/>
    public async ValueTask<Jacobians> JacobianAsync(ObservablesPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        var answer = await _estimator.EstimateAllAsync(
            pub with { ParameterSets = Points(pub.Circuit, pub.ParameterSets) }, cancellationToken).ConfigureAwait(false);
        var (values, derivatives) = (new double[pub.ParameterSets.Count][], new ReadOnlyMemory<double>[pub.ParameterSets.Count][]);
        for (var k = 0; k < values.Length; k++) (values[k], derivatives[k]) = (new double[pub.Observables.Count], new ReadOnlyMemory<double>[pub.Observables.Count]);
        for (var j = 0; j < pub.Observables.Count; j++)
        {
            var (column, next) = (answer.Values.Select(v => v[j]).ToArray(), 0);
            for (var k = 0; k < values.Length; k++) (values[k][j], derivatives[k][j]) = Collect(column, pub.Circuit.Parameters.Length, ref next);
        }

        return new Jacobians(values, derivatives)
        {
            Identity = RunIdentity.Join("finite differences", pub.Circuit, [.. pub.Observables], pub.ParameterSets, Step, answer.Identity?.Seed, "finite differences", [answer.Identity]),
        };
    }

    /// <summary>Each point itself, then four neighbours for each parameter.</summary>
    private List<ReadOnlyMemory<double>> Points(Circuit circuit, IReadOnlyList<ReadOnlyMemory<double>> sets)
    {
        var points = new List<ReadOnlyMemory<double>>();
        foreach (var set in sets)
        {
            circuit.ThrowIfWrongParameterCount(set.Length);
            points.Add(set);
            for (var p = 0; p < set.Length; p++)
            {
                foreach (var steps in (ReadOnlySpan<int>)[1, -1, 2, -2])
                {
                    var point = set.ToArray();
                    point[p] += steps * Step;
                    points.Add(point);
                }
            }
        }

        return points;
    }

    private (double Value, double[] Gradient) Collect(IReadOnlyList<double> answers, int parameters, ref int next)
    {
        var (value, gradient) = (answers[next++], new double[parameters]);
        for (var p = 0; p < parameters; p++, next += 4)
            gradient[p] = ((8 * (answers[next] - answers[next + 1])) - (answers[next + 2] - answers[next + 3])) / (12 * Step);
        return (value, gradient);
    }
}
