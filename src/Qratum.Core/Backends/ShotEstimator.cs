namespace Qratum;

/// <summary>
/// Estimates expectation values from samples: what a device can do. Terms that commute (<see cref="Grouping"/>) are measured together,
/// shots go to each group in proportion to the sum of its |coefficients|.
/// </summary>
/// <remarks>
/// With the same seed, counter and calls the values are the same bits, whatever the number of threads of the sampler, if the
/// sampler itself keeps to its seed. Safe for concurrent calls; their order then decides which takes which part of the stream.
/// </remarks>
public sealed class ShotEstimator : IEstimator
{
    private readonly ISampler _sampler;
    private long _evaluations;
    private ShotPlan? _plan;

    /// <summary>Makes an estimator.</summary>
    /// <param name="sampler">Runs the circuits; not disposed here.</param>
    /// <param name="shots">Shots for each parameter set, over all groups; at least one a group when a sum is estimated.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shots"/> is less than 1.</exception>
    public ShotEstimator(ISampler sampler, int shots)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        _sampler = sampler;
        Shots = shots;
    }

    /// <summary>Shots for each parameter set, over all groups.</summary>
    public int Shots { get; }

    /// <summary>Fixes all samples of calls that carry no seed of their own.</summary>
    public ulong Seed { get; init; }

    /// <summary>Which terms are measured together; by default those that commute on every qubit.</summary>
    public PauliGroupingKind Grouping
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Grouping), value, "There is no such grouping.");
    }

    /// <summary>Parameter sets estimated so far with <see cref="Seed"/>; set to the saved number, a run goes on as if never stopped.</summary>
    public long EvaluationCounter
    {
        get => Interlocked.Read(ref _evaluations);
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _evaluations = value;
        }
    }

    /// <summary>
    /// Values with standard errors. The standard error comes from the spread of the shots of each group, so that correlations
    /// between its terms count; for a group of a single shot it is the bound Σ|coefficient|.
    /// </summary>
    /// <remarks>
    /// A wanted precision ε replaces the number of shots by (Σ|coefficient| / ε)², which bounds the standard error by ε for
    /// every state. One sampler call for each group.
    /// </remarks>
    /// <exception cref="ArgumentException">A parameter set has the wrong length, the circuit measures, the observable is not Hermitian or acts on another number of qubits, there are fewer shots than groups, or the precision is not positive or needs more than 2^31 − 1 shots.</exception>
    public async ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        ArgumentNullException.ThrowIfNull(pub.ParameterSets, nameof(pub));
        var (values, errors, shots, identity) = await RunAsync(pub.Circuit, [pub.Observable], pub.ParameterSets, pub.Precision, pub.Seed, cancellationToken).ConfigureAwait(false);
        return new Estimates([.. values.Select(v => v[0])], [.. errors.Select(e => e[0])], shots) { Identity = identity };
    }

    /// <summary>
    /// Values of several observables from the same shots: a string that occurs in many, and strings that commute as <see cref="Grouping"/> says, are
    /// measured together. <see cref="Shots"/> are for each parameter set, over all observables.
    /// </summary>
    /// <remarks>
    /// Values of one call share their noise. A wanted precision holds for each observable; shots are then those of a sum that has the largest
    /// |coefficient| of each string.
    /// </remarks>
    /// <inheritdoc cref="EstimateAsync" path="/exception"/>
    public async ValueTask<ObservableEstimates> EstimateAllAsync(ObservablesPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        ArgumentNullException.ThrowIfNull(pub.ParameterSets, nameof(pub));
        ArgumentNullException.ThrowIfNull(pub.Observables, nameof(pub));
        var (values, errors, shots, identity) = await RunAsync(pub.Circuit, [.. pub.Observables], pub.ParameterSets, pub.Precision, pub.Seed, cancellationToken).ConfigureAwait(false);
        return new ObservableEstimates(values, errors, shots) { Identity = identity };
    }

    private async ValueTask<(double[][] Values, double[][] Errors, long Shots, RunIdentity? Identity)> RunAsync(
        Circuit circuit, PauliSum[] observables, IReadOnlyList<ReadOnlyMemory<double>> parameterSets, double? wanted, ulong? wantedSeed, CancellationToken cancellationToken)
    {
        var plan = PlanFor(circuit, observables);
        foreach (var set in parameterSets) circuit.ThrowIfWrongParameterCount(set.Length);
        var shots = plan.Allocate(wanted is { } precision ? plan.ShotsFor(precision) : Shots);
        var sets = parameterSets.Count;
        var seed = wantedSeed ?? PhiloxRandom.WordAt(Seed, 0, (ulong)(Interlocked.Add(ref _evaluations, sets) - sets));
        var (values, variances) = (new double[sets][], new double[sets][]);
        for (var k = 0; k < sets; k++) (values[k], variances[k]) = ((double[])plan.Identities.Clone(), new double[observables.Length]);
        var parts = new RunIdentity?[shots.Length];
        for (var g = 0; g < shots.Length; g++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Groups of one call must not share random numbers: the stream after the estimator's own is theirs.
            var own = PhiloxRandom.WordAt(seed, 1, (ulong)g);
            var samples = await _sampler.SampleAsync(new SamplerPub(plan.Circuits[g], parameterSets, shots[g], own), cancellationToken).ConfigureAwait(false);
            parts[g] = samples.Identity;
            for (var k = 0; k < sets; k++)
            {
                for (var j = 0; j < observables.Length; j++)
                {
                    var (mean, variance) = plan.Evaluate(g, samples.Counts[k], j);
                    values[k][j] += mean;
                    variances[k][j] += variance;
                }
            }
        }

        return (values, Array.ConvertAll(variances, v => Array.ConvertAll(v, Math.Sqrt)), shots.Sum(s => (long)s),
            RunIdentity.Join("estimates from shots", circuit, observables, parameterSets, 0, seed, "shots", parts));
    }

    /// <summary>The measurement circuits; a search asks for the same ones thousands of times.</summary>
    private ShotPlan PlanFor(Circuit circuit, PauliSum[] observables)
    {
        if (Volatile.Read(ref _plan) is { } last && last.IsFor(circuit, observables)) return last;
        var plan = new ShotPlan(circuit, Grouping, observables);
        Volatile.Write(ref _plan, plan);
        return plan;
    }
}
