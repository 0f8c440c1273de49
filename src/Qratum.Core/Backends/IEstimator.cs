namespace Qratum;

/// <summary>Computes expectation values: what algorithms ask for.</summary>
public interface IEstimator
{
    /// <summary>⟨ψ(θ)|H|ψ(θ)⟩ for each parameter set of <paramref name="pub"/>, in order.</summary>
    /// <exception cref="ArgumentException">A parameter set has the wrong length, the observable is not Hermitian or acts on another number of qubits.</exception>
    /// <exception cref="NotSupportedException">The backend cannot run the circuit; thrown before any work.</exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default);

    /// <summary>
    /// ⟨ψ(θ)|H|ψ(θ)⟩ of several observables for each parameter set. Without an implementation of its own an estimator is asked for one
    /// observable after the other.
    /// </summary>
    /// <exception cref="ArgumentException">A parameter set has the wrong length, an observable is not Hermitian or acts on another number of qubits.</exception>
    /// <exception cref="NotSupportedException">The backend cannot run the circuit; thrown before any work.</exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    async ValueTask<ObservableEstimates> EstimateAllAsync(ObservablesPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        var answers = new Estimates[pub.Observables.Count];
        for (var j = 0; j < answers.Length; j++) answers[j] = await EstimateAsync(pub.For(pub.Observables[j]), cancellationToken).ConfigureAwait(false);
        var sets = Enumerable.Range(0, pub.ParameterSets.Count);
        return new ObservableEstimates(
            [.. sets.Select(k => Array.ConvertAll(answers, a => a.Values[k]))], [.. sets.Select(k => Array.ConvertAll(answers, a => a.StandardErrors[k]))],
            answers.Sum(a => a.Shots))
        {
            Identity = RunIdentity.Join("estimates one by one", pub.Circuit, [.. pub.Observables], pub.ParameterSets, 0, pub.Seed, "one by one", Array.ConvertAll(answers, a => a.Identity)),
        };
    }
}

/// <summary>An estimator that also has all first derivatives, at a cost that does not grow with the number of parameters.</summary>
public interface IGradientEstimator : IEstimator
{
    /// <summary>Values and gradients for each parameter set, in order.</summary>
    /// <exception cref="NotSupportedException">The circuit is not unitary or holds a gate without known derivative.</exception>
    ValueTask<Gradients> GradientAsync(EstimatorPub pub, CancellationToken cancellationToken = default);

    /// <summary>
    /// Values and gradients of several observables for each parameter set: the Jacobian of the vector of their values. Without an
    /// implementation of its own an estimator is asked for one observable after the other.
    /// </summary>
    /// <exception cref="NotSupportedException">The circuit is not unitary or holds a gate without known derivative.</exception>
    async ValueTask<Jacobians> JacobianAsync(ObservablesPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        var answers = new Gradients[pub.Observables.Count];
        for (var j = 0; j < answers.Length; j++) answers[j] = await GradientAsync(pub.For(pub.Observables[j]), cancellationToken).ConfigureAwait(false);
        var sets = Enumerable.Range(0, pub.ParameterSets.Count);
        return new Jacobians(
            [.. sets.Select(k => Array.ConvertAll(answers, a => a.Values[k]))], [.. sets.Select(k => Array.ConvertAll(answers, a => a.Derivatives[k]))])
        {
            Identity = RunIdentity.Join("gradients one by one", pub.Circuit, [.. pub.Observables], pub.ParameterSets, 0, pub.Seed, "one by one", Array.ConvertAll(answers, a => a.Identity)),
        };
    }
}

/// <summary>One request to an estimator.</summary>
/// <param name="Circuit">A circuit without measurements.</param>
/// <param name="Observable">A Hermitian sum on the circuit's qubits.</param>
/// <param name="ParameterSets">Points in the order of <see cref="Qratum.Circuit.Parameters"/>; one empty set for a circuit without parameters.</param>
/// <param name="Precision">Wanted standard error for estimators that sample; null takes their own shots. Exact estimators ignore it.</param>
/// <param name="Seed">Fixes the samples of an estimator that samples; null takes its own seed. Set k of the batch draws from stream k.</param>
public sealed record EstimatorPub(
    Circuit Circuit, PauliSum Observable, IReadOnlyList<ReadOnlyMemory<double>> ParameterSets, double? Precision = null,
    ulong? Seed = null);

/// <summary>The answer of an estimator.</summary>
/// <param name="Values">One value per parameter set.</param>
/// <param name="StandardErrors">One standard error per parameter set; 0 where the value is exact.</param>
/// <param name="Shots">Shots spent on each parameter set; 0 where the value is exact.</param>
public sealed record Estimates(IReadOnlyList<double> Values, IReadOnlyList<double> StandardErrors, long Shots = 0)
{
    /// <summary>What fixes the bits of the answer; null where the estimator does not say.</summary>
    public RunIdentity? Identity { get; init; }
}

/// <summary>Values with gradients.</summary>
/// <param name="Values">One value per parameter set.</param>
/// <param name="Derivatives">For each parameter set the derivatives in parameter order.</param>
public sealed record Gradients(IReadOnlyList<double> Values, IReadOnlyList<ReadOnlyMemory<double>> Derivatives)
{
    /// <summary>What fixes the bits of the answer; null where the estimator does not say.</summary>
    public RunIdentity? Identity { get; init; }
}
