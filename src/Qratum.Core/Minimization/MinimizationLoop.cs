namespace Qratum;

/// <summary>
/// Drives an <see cref="IMinimizerRun"/> over an <see cref="IObjective"/>: the one loop behind VQE, QAOA and everything else that
/// is minimised. It counts, keeps the history, reports progress, stops on request, and can be saved and resumed between steps
/// to the identical answer.
/// </summary>
public sealed class MinimizationLoop
{
    private readonly IObjective _objective;
    private readonly IMinimizerRun _run;
    private readonly List<HistoryPoint> _history = [];

    /// <summary>Starts or resumes a search.</summary>
    /// <param name="objective">What is minimised.</param>
    /// <param name="run">A run of a minimizer, started or resumed.</param>
    /// <param name="snapshot">Counts and history to go on from; its state must be the one <paramref name="run"/> was resumed from.</param>
    /// <exception cref="ArgumentException">The snapshot is of a search over another number of parameters.</exception>
    public MinimizationLoop(IObjective objective, IMinimizerRun run, MinimizationSnapshot? snapshot = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(run);
        _objective = objective;
        _run = run;
        if (snapshot is null) return;
        if (snapshot.State.Dimension != objective.Dimension)
            throw new ArgumentException($"The saved search has {snapshot.State.Dimension} parameters; the function has {objective.Dimension}.", nameof(snapshot));
        Evaluations = snapshot.Evaluations;
        Fingerprint = snapshot.Fingerprint;
        _history.AddRange(snapshot.History);
    }

    /// <summary>Points evaluated so far, those before a resumption included.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The best value after each iteration.</summary>
    public IReadOnlyList<HistoryPoint> History => _history;

    /// <summary>Why the search has ended, or null while it goes on.</summary>
    public StopReason? StopReason => _run.StopReason;

    /// <summary>Fingerprint of the whole search, saved with it; null where it has none.</summary>
    internal string? Fingerprint { get; set; }

    /// <summary>The state between two steps, as plain data.</summary>
    public MinimizationSnapshot Save() => new() { State = _run.Save(), Evaluations = Evaluations, History = [.. _history], Fingerprint = Fingerprint };

    /// <summary>One ask, evaluation and tell. A cancelled evaluation leaves the state as it was before the step.</summary>
    /// <returns>Whether the search goes on.</returns>
    public async ValueTask<bool> StepAsync(CancellationToken cancellationToken = default)
    {
        if (_run.StopReason is not null) return false;
        cancellationToken.ThrowIfCancellationRequested();
        var request = _run.Ask();
        var answers = await _objective.EvaluateAsync(request.Points, request.Want, cancellationToken).ConfigureAwait(false);
        _run.Tell(answers);
        Evaluations += request.Points.Count;
        if (_history.Count == 0 || _history[^1].Iteration != _run.Iterations)
            _history.Add(new HistoryPoint(_run.Iterations, _run.BestValue, Evaluations));
        else
            _history[^1] = new HistoryPoint(_run.Iterations, _run.BestValue, Evaluations);
        return _run.StopReason is null;
    }

    /// <summary>Steps until the search ends.</summary>
    /// <param name="progress">Told the newest history point after each step.</param>
    /// <param name="afterStep">Called after each step, for example to write a checkpoint from <see cref="Save"/>.</param>
    /// <param name="cancellationToken">Stops between two steps or inside an evaluation; what <see cref="Save"/> gives then is the last whole step.</param>
    public async Task<MinimizationResult> RunAsync(
        IProgress<HistoryPoint>? progress = null, Action<MinimizationLoop>? afterStep = null, CancellationToken cancellationToken = default)
    {
        bool more;
        do
        {
            more = await StepAsync(cancellationToken).ConfigureAwait(false);
            if (_history.Count > 0) progress?.Report(_history[^1]);
            afterStep?.Invoke(this);
        }
        while (more);
        return new MinimizationResult(_run.BestPoint, _run.BestValue, _run.Iterations, Evaluations, _run.StopReason!.Value);
    }
}

/// <summary>The best value known at the end of an iteration.</summary>
/// <param name="Iteration">Iterations completed, as the method counts them.</param>
/// <param name="Value">Least value so far.</param>
/// <param name="Evaluations">Points evaluated so far.</param>
public sealed record HistoryPoint(int Iteration, double Value, int Evaluations);

/// <summary>A <see cref="MinimizationLoop"/> as plain data.</summary>
public sealed record MinimizationSnapshot
{
    /// <summary>Version of the format; 1.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>State of the minimizer.</summary>
    public required MinimizerState State { get; init; }

    /// <summary>Points evaluated.</summary>
    public required int Evaluations { get; init; }

    /// <summary>The history so far.</summary>
    public required IReadOnlyList<HistoryPoint> History { get; init; }

    /// <summary>Fingerprint of the whole search, which a resumed one keeps; null where it has none.</summary>
    public string? Fingerprint { get; init; }
}
