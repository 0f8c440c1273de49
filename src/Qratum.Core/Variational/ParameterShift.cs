namespace Qratum;

/// <summary>
/// Exact gradients from any <see cref="IEstimator"/>, by evaluating the circuit at shifted angles: the only way on hardware.
/// One batch holds every shifted point of a call.
/// </summary>
/// <remarks>
/// A gate exp(−iθG) whose generator has eigenvalues ±1/2 needs two points (M. Schuld et al., Phys. Rev. A 99, 032331 (2019)),
/// a controlled rotation or an fSim exchange with eigenvalues 0 and ±r needs four (G.-L. R. Anselmetti et al., New J. Phys.
/// 23, 113010 (2021), eq. 10). Every gate of <see cref="Gate"/> that takes an angle has a rule, under any number of controls. Cost: 2 or 4
/// evaluations for each occurrence of a parameter.
/// </remarks>
public sealed class ParameterShift : IGradientEstimator
{
    private readonly IEstimator _estimator;

    /// <summary>Wraps an estimator.</summary>
    public ParameterShift(IEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        _estimator = estimator;
    }

    /// <inheritdoc/>
    public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default) =>
        _estimator.EstimateAsync(pub, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ObservableEstimates> EstimateAllAsync(ObservablesPub pub, CancellationToken cancellationToken = default) =>
        _estimator.EstimateAllAsync(pub, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The circuit is not unitary.</exception>
    public async ValueTask<Gradients> GradientAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        var (split, points) = Split(pub.Circuit, pub.ParameterSets);
        var answer = await _estimator.EstimateAsync(
            pub with { Circuit = split.Circuit, ParameterSets = points }, cancellationToken).ConfigureAwait(false);
        var values = new double[pub.ParameterSets.Count];
        var derivatives = new ReadOnlyMemory<double>[values.Length];
        var next = 0;
        for (var k = 0; k < values.Length; k++) (values[k], derivatives[k]) = split.Collect(answer.Values, ref next);
        return new Gradients(values, derivatives)
        {
            Identity = RunIdentity.Join("parameter shift", pub.Circuit, [pub.Observable], pub.ParameterSets, 0, answer.Identity?.Seed, "parameter shift", [answer.Identity]),
        };
    }

    /// <summary>Values and gradients of several observables: every shifted point is run once for all of them.</summary>
    /// <inheritdoc cref="GradientAsync" path="/exception"/>
    public async ValueTask<Jacobians> JacobianAsync(ObservablesPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        var (split, points) = Split(pub.Circuit, pub.ParameterSets);
        var answer = await _estimator.EstimateAllAsync(
            pub with { Circuit = split.Circuit, ParameterSets = points }, cancellationToken).ConfigureAwait(false);
        var values = new double[pub.ParameterSets.Count][];
        var derivatives = new ReadOnlyMemory<double>[values.Length][];
        for (var k = 0; k < values.Length; k++) (values[k], derivatives[k]) = (new double[pub.Observables.Count], new ReadOnlyMemory<double>[pub.Observables.Count]);
        for (var j = 0; j < pub.Observables.Count; j++)
        {
            var (column, next) = (answer.Values.Select(v => v[j]).ToArray(), 0);
            for (var k = 0; k < values.Length; k++) (values[k][j], derivatives[k][j]) = split.Collect(column, ref next);
        }

        return new Jacobians(values, derivatives)
        {
            Identity = RunIdentity.Join("parameter shift", pub.Circuit, [.. pub.Observables], pub.ParameterSets, 0, answer.Identity?.Seed, "parameter shift", [answer.Identity]),
        };
    }

    private static (SplitCircuit Split, List<ReadOnlyMemory<double>> Points) Split(Circuit circuit, IReadOnlyList<ReadOnlyMemory<double>> sets)
    {
        var split = SplitCircuit.Create(circuit);
        var points = new List<ReadOnlyMemory<double>>();
        foreach (var set in sets)
        {
            circuit.ThrowIfWrongParameterCount(set.Length);
            split.AddPoints(set.Span, points);
        }

        return (split, points);
    }
}
