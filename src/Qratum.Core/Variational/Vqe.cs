using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Qratum;

/// <summary>
/// The variational quantum eigensolver: the parameters of least energy, by any <see cref="IMinimizer"/> over any
/// <see cref="IObjective"/>.
/// </summary>
/// <remarks>A. Peruzzo et al., Nature Communications 5, 4213 (2014). The energy found bounds the lowest eigenvalue from above where energies are exact.</remarks>
public sealed class Vqe
{
    private readonly Func<long, IObjective> _objective;
    private readonly IMinimizer _minimizer;

    /// <summary>Minimises ⟨ψ(θ)|H|ψ(θ)⟩.</summary>
    /// <param name="hamiltonian">A Hermitian sum.</param>
    /// <param name="ansatz">A circuit on as many qubits, without measurements.</param>
    /// <param name="estimator">Computes the energies.</param>
    /// <param name="minimizer">Searches the parameters.</param>
    /// <param name="seed">Seed of samples and of stochastic minimizers.</param>
    /// <exception cref="ArgumentException">Hamiltonian and ansatz do not fit, or the Hamiltonian is not Hermitian.</exception>
    /// <exception cref="NotSupportedException">The minimizer needs gradients and the estimator has none.</exception>
    public Vqe(PauliSum hamiltonian, Circuit ansatz, IEstimator estimator, IMinimizer minimizer, ulong seed = 0)
        : this(done => new EstimatorObjective(hamiltonian, ansatz, estimator, seed, done), minimizer, seed)
    {
        QubitCount = hamiltonian.QubitCount;
        TermCount = hamiltonian.Count;
    }

    /// <summary>Minimises any objective, for example one of the fermionic engine.</summary>
    /// <exception cref="NotSupportedException">The minimizer needs gradients and the objective has none.</exception>
    public Vqe(IObjective objective, IMinimizer minimizer, ulong seed = 0)
        : this(_ => objective, minimizer, seed)
    {
    }

    private Vqe(Func<long, IObjective> objective, IMinimizer minimizer, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(minimizer);
        _objective = objective;
        _minimizer = minimizer;
        Seed = seed;
        var first = objective(0) ?? throw new ArgumentNullException(nameof(objective));
        Dimension = first.Dimension;
        if (minimizer.NeedsGradient && !first.HasGradient)
            throw new NotSupportedException($"The minimizer '{minimizer.Name}' needs gradients, the energies have none; take cobyla, nelder-mead or spsa, or wrap the estimator in {nameof(ParameterShift)}.");
    }

    /// <summary>Number of parameters.</summary>
    public int Dimension { get; }

    /// <summary>Number of qubits; 0 for an objective without qubits.</summary>
    public int QubitCount { get; }

    /// <summary>Number of Pauli terms of the Hamiltonian; 0 for an objective without one.</summary>
    public int TermCount { get; }

    /// <summary>Seed of samples and of stochastic minimizers.</summary>
    public ulong Seed { get; }

    /// <summary>Where progress is logged; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The energy at one point, in hartree for a molecule.</summary>
    /// <param name="theta">Parameters, <see cref="Dimension"/> of them.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Another number of parameters was given.</exception>
    public async ValueTask<double> ComputeEnergyAsync(ReadOnlyMemory<double> theta, CancellationToken cancellationToken = default)
    {
        ThrowIfWrongLength(theta.Length);
        var answers = await _objective(0).EvaluateAsync([theta], EvaluationKind.Value, cancellationToken).ConfigureAwait(false);
        return answers[0].Value;
    }

    /// <summary>Searches the parameters of least energy.</summary>
    /// <param name="options">Start, bounds, checkpoint; null for a start at θ = 0 without checkpoint.</param>
    /// <param name="progress">Told the best energy after each step.</param>
    /// <param name="cancellationToken">Stops the search; the checkpoint then holds the last whole step.</param>
    /// <exception cref="ArgumentException">The start has the wrong length.</exception>
    public async Task<VqeResult> RunAsync(
        VqeOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new VqeOptions();
        using var activity = QratumDiagnostics.Source.StartActivity("vqe");
        activity?.SetTag("qratum.parameters", Dimension).SetTag("qratum.qubits", QubitCount).SetTag("qratum.minimizer", _minimizer.Name);
        var start = options.Start ?? new double[Dimension];
        ThrowIfWrongLength(start.Length);
        var snapshot = options.Resume;
        var run = snapshot is null ? _minimizer.Start(start.Span, options.Bounds, Seed) : _minimizer.Resume(snapshot.State);
        var beginning = run.Save();
        var objective = _objective(snapshot?.Evaluations ?? 0);
        var loop = new MinimizationLoop(objective, run, snapshot);
        VqeLog.Started(Logger, _minimizer.Name, Dimension, QubitCount, loop.Evaluations);
        var clock = Stopwatch.StartNew();
        RunIdentity? Identify()
        {
            if ((objective as IIdentifiedObjective)?.Identity is not { } first) return null;
            // A resumed search is the same request as the whole one.
            loop.Fingerprint ??= first.Then("vqe", _minimizer, beginning, [], Seed).Fingerprint;
            return new RunIdentity(loop.Fingerprint, Seed, first.Path);
        }

        var minimum = await loop.RunAsync(progress, l =>
        {
            if (l.History.Count > 0) VqeLog.Step(Logger, l.History[^1].Iteration, l.History[^1].Value, l.Evaluations);
            _ = Identify();
            options.AfterStep?.Invoke(l);
        }, cancellationToken).ConfigureAwait(false);
        // A search that had already ended when it was saved takes no step here: only an evaluation tells whether its values are of shots.
        if (objective is EstimatorObjective estimated && (estimated.IsSampled || loop.Evaluations == snapshot?.Evaluations))
        {
            // The least of many noisy energies is too low; a fresh one at the same point is not.
            var fresh = await objective.EvaluateAsync([minimum.Point], EvaluationKind.Value, cancellationToken).ConfigureAwait(false);
            if (estimated.IsSampled) minimum = minimum with { Value = fresh[0].Value, Evaluations = minimum.Evaluations + 1 };
        }

        VqeLog.Ended(Logger, minimum.Value, minimum.Iterations, minimum.Evaluations, minimum.StopReason);
        activity?.SetTag("qratum.energy", minimum.Value).SetTag("qratum.stop_reason", minimum.StopReason.ToString());
        return new VqeResult
        {
            Energy = minimum.Value,
            Parameters = minimum.Point,
            Iterations = minimum.Iterations,
            Evaluations = minimum.Evaluations,
            StopReason = minimum.StopReason,
            History = [.. loop.History],
            QubitCount = QubitCount,
            TermCount = TermCount,
            Seed = Seed,
            Identity = Identify(),
            Elapsed = clock.Elapsed,
        };
    }

    private void ThrowIfWrongLength(int length)
    {
        if (length != Dimension) throw new ArgumentException($"{length} parameters were given; the energy has {Dimension}.");
    }
}
