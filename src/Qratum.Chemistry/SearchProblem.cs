using System.Security.Cryptography;
using System.Text;

namespace Qratum.Chemistry;

/// <summary>The energies of a search as one engine computes them.</summary>
internal abstract class SearchProblem(ElectronIntegrals integrals, IMinimizer minimizer, GroundStateOptions options) : IDisposable
{
    protected ElectronIntegrals Integrals { get; } = integrals;

    protected IMinimizer Minimizer { get; } = minimizer;

    protected GroundStateOptions Options { get; } = options;

    /// <summary>The search over one ansatz; null is the circuit that is no fermionic ansatz.</summary>
    public abstract Vqe VqeOf(FermionicAnsatz? ansatz);

    /// <summary>Names the problem, so that a checkpoint of another one is refused rather than continued.</summary>
    public abstract string FingerprintOf(FermionicAnsatz? ansatz);

    /// <summary>Energy and gradient at a point.</summary>
    public abstract ValueTask<Evaluation> EvaluateAsync(FermionicAnsatz ansatz, ReadOnlyMemory<double> theta, CancellationToken cancellationToken);

    /// <summary>What symmetry says of a start and a result.</summary>
    public abstract ValueTask<SymmetryCheck> CheckAsync(
        FermionicAnsatz? ansatz, ReadOnlyMemory<double> start, ReadOnlyMemory<double> result, CancellationToken cancellationToken);

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
    protected double Forbidden(FermionicAnsatz? ansatz, ReadOnlyMemory<double> theta)
    {
        if (ansatz is null) return 0;
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

    public override Vqe VqeOf(FermionicAnsatz? ansatz) => new(ObjectiveOf(ansatz!), Minimizer, Options.Seed) { Logger = Options.Logger };

    public override string FingerprintOf(FermionicAnsatz? ansatz) => Hash([ObjectiveOf(ansatz!).Identity.Fingerprint]);

    public override async ValueTask<Evaluation> EvaluateAsync(FermionicAnsatz ansatz, ReadOnlyMemory<double> theta, CancellationToken cancellationToken) =>
        (await ObjectiveOf(ansatz).EvaluateAsync([theta], EvaluationKind.ValueAndGradient, cancellationToken).ConfigureAwait(false))[0];

    public override ValueTask<SymmetryCheck> CheckAsync(
        FermionicAnsatz? ansatz, ReadOnlyMemory<double> start, ReadOnlyMemory<double> result, CancellationToken cancellationToken)
    {
        var objective = ObjectiveOf(ansatz!);
        return ValueTask.FromResult(new SymmetryCheck(
            objective.ComputeSpinSquared(start.Span, cancellationToken), objective.ComputeSpinSquared(result.Span, cancellationToken),
            Integrals.ElectronCount, Forbidden(ansatz, start), Forbidden(ansatz, result)));
    }

    /// <summary>Tables are kept for the ansatz asked for last.</summary>
    private DeterminantObjective ObjectiveOf(FermionicAnsatz ansatz)
    {
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
    private readonly Func<FermionicAnsatz?, Circuit> _circuit;

    public QubitProblem(
        ElectronIntegrals integrals, IMinimizer minimizer, GroundStateOptions options, IFermionMapper mapper, PauliSum hamiltonian, Func<FermionicAnsatz?, Circuit> circuit)
        : base(integrals, minimizer, options)
    {
        (_mapper, _hamiltonian, _circuit) = (mapper, hamiltonian, circuit);
        _simulator = options.Estimator is null ? new StateVectorBackend() : null;
        _estimator = options.Estimator ?? _simulator!;
        if (options.Shots is not { } shots) return;
        if (_estimator is not ISampler sampler)
            throw new ArgumentException($"{_estimator.GetType().Name} takes no shots: it is no sampler.", nameof(options));
        _estimator = new ShotEstimator(sampler, shots) { Seed = options.Seed };
    }

    public override Vqe VqeOf(FermionicAnsatz? ansatz) =>
        new(_hamiltonian, _circuit(ansatz), _estimator, Minimizer, Options.Seed) { Logger = Options.Logger };

    public override string FingerprintOf(FermionicAnsatz? ansatz) =>
        Hash([_hamiltonian.ToString(), .. _circuit(ansatz).Instructions.Select(i => i.ToString() ?? "")]);

    public override async ValueTask<Evaluation> EvaluateAsync(FermionicAnsatz ansatz, ReadOnlyMemory<double> theta, CancellationToken cancellationToken)
    {
        var objective = new EstimatorObjective(_hamiltonian, _circuit(ansatz), _estimator, Options.Seed);
        return (await objective.EvaluateAsync([theta], EvaluationKind.ValueAndGradient, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Exact on the simulator, also where the energies are of shots; nothing is asked of an estimator of the caller's.</summary>
    public override async ValueTask<SymmetryCheck> CheckAsync(
        FermionicAnsatz? ansatz, ReadOnlyMemory<double> start, ReadOnlyMemory<double> result, CancellationToken cancellationToken)
    {
        var (before, after) = (Forbidden(ansatz, start), Forbidden(ansatz, result));
        if (_simulator is null) return new SymmetryCheck(null, null, null, before, after);
        PauliSum[] observables = [_mapper.Map(SpinOperators.TotalSpinSquared(Integrals.OrbitalCount)), _mapper.Map(SpinOperators.Number(Integrals.OrbitalCount))];
        var found = await _simulator.EstimateAllAsync(new ObservablesPub(_circuit(ansatz), observables, [start, result]), cancellationToken).ConfigureAwait(false);
        return new SymmetryCheck(found.Values[0][0], found.Values[1][0], found.Values[1][1], before, after);
    }

    public override void Dispose()
    {
        _simulator?.Dispose();
        base.Dispose();
    }
}
