using System.Security.Cryptography;
using System.Text;

namespace Qratum.Chemistry;

/// <summary>The energies of a search as one engine computes them.</summary>
internal abstract class SearchProblem(ElectronIntegrals integrals, IMinimizer minimizer, GroundStateOptions options) : IDisposable
{
    protected ElectronIntegrals Integrals { get; } = integrals;

    protected IMinimizer Minimizer { get; } = minimizer;

    protected GroundStateOptions Options { get; } = options;

    /// <summary>The search over one ansatz.</summary>
    public abstract Vqe VqeOf(SearchAnsatz ansatz);

    /// <summary>Names the problem, so that a checkpoint of another one is refused rather than continued.</summary>
    public abstract string FingerprintOf(SearchAnsatz ansatz);

    /// <summary>Energy and gradient at a point.</summary>
    public abstract ValueTask<Evaluation> EvaluateAsync(SearchAnsatz ansatz, ReadOnlyMemory<double> theta, CancellationToken cancellationToken);

    /// <summary>What symmetry says of a start and a result.</summary>
    public abstract ValueTask<SymmetryCheck> CheckAsync(
        SearchAnsatz ansatz, ReadOnlyMemory<double> start, ReadOnlyMemory<double> result, CancellationToken cancellationToken);

    /// <summary>γ of a result, computed when asked for, also after the problem is disposed of; null where energies are an estimator's of the caller's.</summary>
    public abstract Func<OneParticleDensity>? DensityOf(SearchAnsatz ansatz, ReadOnlyMemory<double> result);

    public virtual void Dispose()
    {
    }

    protected string Hash(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts.Append(FormattableString.Invariant($"{Minimizer.Name} {Options.Shots} {Options.Seed}")))
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Largest parameter of an excitation that the integrals' symmetry forbids.</summary>
    protected double Forbidden(SearchAnsatz search, ReadOnlyMemory<double> theta)
    {
        if (search.Excitations is not { } ansatz) return 0;
        var labels = OrbitalLabels.Find(Integrals);
        var largest = 0.0;
        for (var k = 0; k < ansatz.Excitations.Count; k++)
            if (!labels.Conserves(ansatz.Excitations[k])) largest = Math.Max(largest, Math.Abs(theta.Span[ansatz.ParameterNumbers[k]]));
        return largest;
    }
}

/// <summary>On determinants.</summary>
internal sealed class DeterminantProblem(ElectronIntegrals integrals, IMinimizer minimizer, GroundStateOptions options)
    : SearchProblem(integrals, minimizer, options)
{
    private DeterminantObjective? _last;
    private FermionicAnsatz? _lastAnsatz;

    public override Vqe VqeOf(SearchAnsatz ansatz) => new(ObjectiveOf(ansatz), Minimizer, Options.Seed) { Logger = Options.Logger };

    public override string FingerprintOf(SearchAnsatz ansatz) => Hash([ObjectiveOf(ansatz).Identity.Fingerprint]);

    public override async ValueTask<Evaluation> EvaluateAsync(SearchAnsatz ansatz, ReadOnlyMemory<double> theta, CancellationToken cancellationToken) =>
        (await ObjectiveOf(ansatz).EvaluateAsync([theta], EvaluationKind.ValueAndGradient, cancellationToken).ConfigureAwait(false))[0];

    public override ValueTask<SymmetryCheck> CheckAsync(
        SearchAnsatz ansatz, ReadOnlyMemory<double> start, ReadOnlyMemory<double> result, CancellationToken cancellationToken)
    {
        var objective = ObjectiveOf(ansatz);
        return ValueTask.FromResult(new SymmetryCheck(
            objective.ComputeSpinSquared(start.Span, cancellationToken), objective.ComputeSpinSquared(result.Span, cancellationToken),
            Integrals.ElectronCount, Forbidden(ansatz, start), Forbidden(ansatz, result)));
    }

    public override Func<OneParticleDensity>? DensityOf(SearchAnsatz ansatz, ReadOnlyMemory<double> result)
    {
        var objective = ObjectiveOf(ansatz);
        return () => objective.ComputeOneParticleDensity(result.Span);
    }

    /// <summary>Tables are kept for the ansatz asked for last.</summary>
    private DeterminantObjective ObjectiveOf(SearchAnsatz search)
    {
        var ansatz = search.Excitations!;
        if (_lastAnsatz == ansatz) return _last!;
        (_last, _lastAnsatz) = (_last?.WithAnsatz(ansatz) ?? new DeterminantObjective(Integrals, ansatz, Options.MaxThreads), ansatz);
        return _last;
    }
}

/// <summary>On qubits.</summary>
internal sealed class QubitProblem : SearchProblem
{
    private readonly StateVectorBackend? _simulator;
    private readonly IEstimator _estimator;
    private readonly IFermionMapper _mapper;
    private readonly PauliSum _hamiltonian;

    public QubitProblem(
        ElectronIntegrals integrals, IMinimizer minimizer, GroundStateOptions options, IFermionMapper mapper, PauliSum hamiltonian)
        : base(integrals, minimizer, options)
    {
        (_mapper, _hamiltonian) = (mapper, hamiltonian);
        _simulator = options.Estimator is null ? new StateVectorBackend() : null;
        _estimator = options.Estimator ?? _simulator!;
        if (options.Shots is not { } shots) return;
        if (_estimator is not ISampler sampler)
            throw new ArgumentException($"{_estimator.GetType().Name} takes no shots: it is no sampler.", nameof(options));
        _estimator = new ShotEstimator(sampler, shots) { Seed = options.Seed };
    }

    public override Vqe VqeOf(SearchAnsatz ansatz) =>
        new(_hamiltonian, ansatz.Circuit, _estimator, Minimizer, Options.Seed) { Logger = Options.Logger };

    public override string FingerprintOf(SearchAnsatz ansatz) =>
        Hash([_hamiltonian.ToString(), .. ansatz.Circuit.Instructions.Select(i => i.ToString() ?? "")]);

    public override async ValueTask<Evaluation> EvaluateAsync(SearchAnsatz ansatz, ReadOnlyMemory<double> theta, CancellationToken cancellationToken)
    {
        var objective = new EstimatorObjective(_hamiltonian, ansatz.Circuit, _estimator, Options.Seed);
        return (await objective.EvaluateAsync([theta], EvaluationKind.ValueAndGradient, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Exact on the simulator, also where the energies are of shots; nothing is asked of an estimator of the caller's.</summary>
    public override async ValueTask<SymmetryCheck> CheckAsync(
        SearchAnsatz ansatz, ReadOnlyMemory<double> start, ReadOnlyMemory<double> result, CancellationToken cancellationToken)
    {
        var (before, after) = (Forbidden(ansatz, start), Forbidden(ansatz, result));
        if (_simulator is null) return new SymmetryCheck(null, null, null, before, after);
        PauliSum[] observables = [_mapper.Map(SpinOperators.TotalSpinSquared(Integrals.OrbitalCount)), _mapper.Map(SpinOperators.Number(Integrals.OrbitalCount))];
        var found = await _simulator.EstimateAllAsync(new ObservablesPub(ansatz.Circuit, observables, [start, result]), cancellationToken).ConfigureAwait(false);
        return new SymmetryCheck(found.Values[0][0], found.Values[1][0], found.Values[1][1], before, after);
    }

    public override Func<OneParticleDensity>? DensityOf(SearchAnsatz ansatz, ReadOnlyMemory<double> result)
    {
        if (_simulator is null) return null;
        var (n, mapper) = (Integrals.OrbitalCount, _mapper);
        return () =>
        {
            PauliSum[] observables = [.. Enumerable.Range(0, (int)PackedSymmetric.Count(n)).Select(k =>
            {
                var (p, q) = PackedSymmetric.PairAt(k);
                return mapper.Map(SpinOperators.Hopping(n, p, q));
            })];
            using var simulator = new StateVectorBackend();
            // The simulator answers at once.
            var found = simulator.EstimateAllAsync(new ObservablesPub(ansatz.Circuit, observables, [result])).AsTask().GetAwaiter().GetResult();
            var matrix = new double[n * n];
            for (var k = 0; k < observables.Length; k++)
            {
                var (p, q) = PackedSymmetric.PairAt(k);
                matrix[(p * n) + q] = matrix[(q * n) + p] = found.Values[0][k];
            }

            return new OneParticleDensity(n, matrix);
        };
    }

    public override void Dispose()
    {
        _simulator?.Dispose();
        base.Dispose();
    }
}
