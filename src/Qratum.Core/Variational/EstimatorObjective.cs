namespace Qratum;

/// <summary>⟨ψ(θ)|H|ψ(θ)⟩ as a function of θ, through any estimator.</summary>
public sealed class EstimatorObjective : IIdentifiedObjective
{
    private readonly PauliSum _observable;
    private readonly Circuit _circuit;
    private readonly IEstimator _estimator;
    private readonly ulong _seed;

    /// <summary>Makes the objective.</summary>
    /// <param name="observable">A Hermitian sum.</param>
    /// <param name="circuit">A circuit on as many qubits.</param>
    /// <param name="estimator">Gives values, and gradients if it is an <see cref="IGradientEstimator"/>.</param>
    /// <param name="seed">Seed of estimators that sample: evaluation number k of the objective draws its samples from seed and k alone.</param>
    /// <param name="evaluations">Points evaluated before, when a search is resumed.</param>
    /// <exception cref="ArgumentException">The observable is not Hermitian, or acts on another number of qubits.</exception>
    public EstimatorObjective(PauliSum observable, Circuit circuit, IEstimator estimator, ulong seed = 0, long evaluations = 0)
    {
        ArgumentNullException.ThrowIfNull(observable);
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentOutOfRangeException.ThrowIfNegative(evaluations);
        if (observable.QubitCount != circuit.QubitCount)
            throw new ArgumentException($"The observable acts on {observable.QubitCount} qubits, the circuit on {circuit.QubitCount}.", nameof(observable));
        if (!observable.IsHermitian) throw new ArgumentException("The observable has a complex coefficient; it is not Hermitian.", nameof(observable));
        _observable = observable;
        _circuit = circuit;
        _estimator = estimator;
        _seed = seed;
        Evaluations = evaluations;
    }

    /// <inheritdoc/>
    public int Dimension => _circuit.Parameters.Length;

    /// <inheritdoc/>
    public bool HasGradient => _estimator is IGradientEstimator;

    /// <summary>Points evaluated so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>What fixes the bits of the first answer of this object; null before it, and where the estimator does not say.</summary>
    public RunIdentity? Identity { get; private set; }

    /// <summary>Whether a value came from shots, so that the least of many is too low.</summary>
    internal bool IsSampled { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        // A seed of its own for every call keeps the noise of different steps independent, and a resumed run identical.
        var pub = new EstimatorPub(_circuit, _observable, points, Seed: PhiloxRandom.WordAt(_seed, 0, (ulong)Evaluations));
        var answers = new Evaluation[points.Count];
        if (want == EvaluationKind.ValueAndGradient)
        {
            if (_estimator is not IGradientEstimator gradients)
                throw new NotSupportedException($"{_estimator.GetType().Name} gives no gradients; wrap it in {nameof(ParameterShift)} or take a minimizer that needs none.");
            var result = await gradients.GradientAsync(pub, cancellationToken).ConfigureAwait(false);
            Identity ??= result.Identity;
            for (var k = 0; k < answers.Length; k++) answers[k] = new Evaluation(result.Values[k], result.Derivatives[k]);
        }
        else
        {
            var result = await _estimator.EstimateAsync(pub, cancellationToken).ConfigureAwait(false);
            Identity ??= result.Identity;
            for (var k = 0; k < answers.Length; k++) answers[k] = new Evaluation(result.Values[k]);
            IsSampled |= result.Shots > 0;
        }

        Evaluations += points.Count;
        QratumDiagnostics.EnergyEvaluations.Add(points.Count);
        return answers;
    }
}
