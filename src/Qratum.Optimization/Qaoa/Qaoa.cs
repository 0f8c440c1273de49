using System.Diagnostics;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// The quantum approximate optimization algorithm: angles of <see cref="QaoaAnsatz"/> searched by any <see cref="IMinimizer"/> on any
/// <see cref="IQuantumBackend"/>, then a sample of the final state and its best bit string.
/// </summary>
/// <remarks>E. Farhi, J. Goldstone, S. Gutmann, arXiv:1411.4028.</remarks>
public sealed class Qaoa
{
    /// <summary>Stream of the seed that displaces later starts; samples draw from other streams.</summary>
    private const ulong StartStream = 1;

    private const double StartDeviation = 0.3;

    private readonly IQuantumBackend _backend;
    private readonly IMinimizer _minimizer;

    /// <summary>Wires the collaborators.</summary>
    /// <param name="backend">Computes expectation values and samples.</param>
    /// <param name="minimizer">Searches the angles.</param>
    public Qaoa(IQuantumBackend backend, IMinimizer minimizer)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(minimizer);
        _backend = backend;
        _minimizer = minimizer;
    }

    /// <summary>Qubits, terms, parameters, memory and rough time of a run, without running it; cheap for any size.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Layers, training and the like; null for the defaults.</param>
    public static QaoaEstimate Estimate(IsingModel model, QaoaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return QaoaEstimate.Create(model, options ?? new QaoaOptions());
    }

    /// <summary>Finds a low energy of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults.</param>
    /// <param name="progress">Told the best energy of the running search after each step.</param>
    /// <param name="cancellationToken">Stops the run; the last <see cref="QaoaOptions.AfterStep"/> call holds the last whole step.</param>
    /// <exception cref="ArgumentException">The starting angles have another number of layers, or the saved run does not fit.</exception>
    /// <exception cref="NotSupportedException">The model has too many spins for the backend, or the minimizer needs gradients that are not to be had.</exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    public async Task<QaoaResult> RunAsync(
        IsingModel model, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new QaoaOptions();
        if (model.SpinCount > _backend.Capabilities.MaximumQubits)
        {
            throw new NotSupportedException(
                $"The model has {model.SpinCount} spins; the backend '{_backend.Name}' has at most {_backend.Capabilities.MaximumQubits} qubits.");
        }

        var start = options.Start ?? StartingAngles.For(model, options.Layers);
        if (start.Layers != options.Layers)
            throw new ArgumentException($"The starting angles have {start.Layers} layers, the circuit {options.Layers}.", nameof(options));

        var clock = Stopwatch.StartNew();
        using var activity = QratumDiagnostics.Source.StartActivity("qaoa");
        activity?.SetTag("qratum.nodes", model.SpinCount).SetTag("qratum.layers", options.Layers).SetTag("qratum.minimizer", _minimizer.Name);
        QaoaLog.Started(options.Logger, model.SpinCount, options.Layers, _minimizer.Name);
        var circuit = QaoaAnsatz.Create(model, options.Layers);
        var measured = new CircuitBuilder(circuit.QubitCount, circuit.QubitCount).Declare(circuit.Parameters.AsSpan())
            .Append(circuit).MeasureAll().Build();
        var hamiltonian = options.Training == QaoaTraining.Expectation ? model.ToPauliSum() : null;
        var identities = new List<Func<RunIdentity?>>();
        IObjective Objective(int evaluations)
        {
            if (hamiltonian is null)
            {
                var sampled = new SampledEnergyObjective(model, measured, _backend, options.Shots, options.TailFraction, options.Seed, evaluations);
                identities.Add(() => sampled.Identity);
                return sampled;
            }

            var expected = new EstimatorObjective(hamiltonian, circuit, _backend, options.Seed, evaluations);
            identities.Add(() => expected.Identity);
            return expected;
        }

        RunIdentity? First() => identities.Select(static i => i()).FirstOrDefault(static i => i is not null);
        var fingerprint = options.Resume?.Fingerprint;
        string? Fingerprint() => fingerprint ??= First() is { } first ? FingerprintOf(first, start, options) : null;
        CheckGradients(Objective(0));

        var searches = await SearchAsync(Objective, Fingerprint, start, options, progress, cancellationToken).ConfigureAwait(false);
        var best = searches.MinBy(static s => s.Value)!;

        // The final sample has a seed of its own, after all evaluations.
        var finalSeed = new PhiloxRandom(options.Seed, stream: 2).NextUInt64();
        var samples = await _backend.SampleAsync(
            new SamplerPub(measured, [best.Parameters], options.Shots, finalSeed), cancellationToken).ConfigureAwait(false);
        var counts = samples.Counts[0];
        var (bits, energy) = BestOf(model, counts);
        activity?.SetTag("qratum.energy", energy).SetTag("qratum.stop_reason", best.StopReason.ToString());
        QaoaLog.Ended(options.Logger, energy, searches.Sum(static s => s.Evaluations), best.StopReason);
        return new QaoaResult
        {
            Best = bits,
            BestEnergy = energy,
            Expectation = hamiltonian is not null && _backend.Capabilities.IsExact ? best.Value : SampledEnergyObjective.Mean(model, counts),
            Counts = counts,
            Angles = QaoaAngles.FromParameters(best.Parameters),
            Iterations = searches.Sum(static s => s.Iterations),
            Evaluations = searches.Sum(static s => s.Evaluations),
            StopReason = best.StopReason,
            History = best.History,
            Seed = options.Seed,
            // A run that had ended when it was saved evaluates nothing but the last sample.
            Identity = (First() ?? samples.Identity) is { } first ? new RunIdentity(fingerprint ?? FingerprintOf(first, start, options), options.Seed, first.Path) : null,
            Elapsed = clock.Elapsed,
        };
    }

    /// <summary>Finds a large cut and compares it with a classical reference (<see cref="QaoaOptions.Reference"/>).</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults.</param>
    /// <param name="progress">Told the best expected cut of the running search after each step.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ArgumentException">As for a model.</exception>
    /// <exception cref="NotSupportedException">As for a model.</exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    public async Task<MaxCutResult> RunAsync(
        MaxCut problem, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        options ??= new QaoaOptions();
        var model = problem.ToIsing();
        var cuts = progress is null ? null : new CutProgress(progress);
        var result = await RunAsync(model, options, cuts, cancellationToken).ConfigureAwait(false);
        var reference = ReferenceSearch.Minimize(model, options.Reference, cancellationToken);
        return MaxCutResult.Create(problem, result, reference, options.Reference);
    }

    /// <summary>Of the whole run, by its first evaluation; a resumed run is the same request.</summary>
    private string FingerprintOf(RunIdentity first, QaoaAngles start, QaoaOptions options)
    {
        var beginning = _minimizer.Start(start.ToParameters(), seed: SearchSeed(options, 0)).Save();
        return first.Then("qaoa", _minimizer, beginning,
            [string.Create(CultureInfo.InvariantCulture, $"{options.Layers} {options.Shots} {options.Training} {options.TailFraction:R} {options.Starts} {options.MaximumIterations}")],
            options.Seed).Fingerprint;
    }

    private static ulong SearchSeed(QaoaOptions options, int index) => new PhiloxRandom(options.Seed, 3, (ulong)index).NextUInt64();

    private async Task<List<QaoaSearch>> SearchAsync(
        Func<int, IObjective> objective, Func<string?> fingerprint, QaoaAngles start, QaoaOptions options, IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var resume = options.Resume;
        if (resume is not null && (resume.StartIndex >= options.Starts || resume.Ended.Count != resume.StartIndex))
        {
            throw new ArgumentException(
                $"The saved run is at search {resume.StartIndex} with {resume.Ended.Count} ended; {options.Starts} searches are asked for.", nameof(options));
        }

        List<QaoaSearch> ended = [.. resume?.Ended ?? []];
        for (var index = ended.Count; index < options.Starts; index++)
        {
            var before = ended.Sum(static s => s.Evaluations);
            var snapshot = resume?.StartIndex == index ? resume.Search : null;
            if (snapshot is null && options.MaximumIterations == 0)
            {
                ended.Add(await EvaluateOnlyAsync(objective(before), Displaced(start, index, options.Seed), cancellationToken).ConfigureAwait(false));
                continue;
            }

            var run = snapshot is null
                ? _minimizer.Start(Displaced(start, index, options.Seed), seed: SearchSeed(options, index))
                : _minimizer.Resume(snapshot.State);
            var limited = options.MaximumIterations is { } limit ? new LimitedRun(run, limit) : run;
            var loop = new MinimizationLoop(objective(before + (snapshot?.Evaluations ?? 0)), limited, snapshot);
            var minimum = await loop.RunAsync(progress, options.AfterStep is { } save
                ? l => save(new QaoaSnapshot { StartIndex = ended.Count, Search = l.Save(), Ended = [.. ended], Fingerprint = fingerprint() }) : null, cancellationToken)
                .ConfigureAwait(false);
            ended.Add(new QaoaSearch
            {
                Parameters = minimum.Point.ToArray(),
                Value = minimum.Value,
                Iterations = minimum.Iterations,
                Evaluations = minimum.Evaluations,
                StopReason = minimum.StopReason,
                History = [.. loop.History],
            });
        }

        return ended;
    }

    private static async Task<QaoaSearch> EvaluateOnlyAsync(IObjective objective, double[] point, CancellationToken cancellationToken)
    {
        var answers = await objective.EvaluateAsync([point], EvaluationKind.Value, cancellationToken).ConfigureAwait(false);
        return new QaoaSearch
        {
            Parameters = point,
            Value = answers[0].Value,
            Iterations = 0,
            Evaluations = 1,
            StopReason = StopReason.IterationLimit,
            History = [new HistoryPoint(0, answers[0].Value, 1)],
        };
    }

    private static double[] Displaced(QaoaAngles start, int index, ulong seed)
    {
        var point = start.ToParameters();
        if (index == 0) return point;
        var random = new PhiloxRandom(seed, StartStream, (ulong)index << 32);
        for (var k = 0; k < point.Length; k++) point[k] += StartDeviation * random.NextGaussian();
        return point;
    }

    private static (BitString Bits, double Energy) BestOf(IsingModel model, Counts counts)
    {
        // Counts enumerate by falling count, then by number: the first of equal energies is the one documented.
        var (best, least) = (default(BitString), double.PositiveInfinity);
        foreach (var (bits, _) in counts)
        {
            var energy = model.Energy(bits);
            if (energy < least) (best, least) = (bits, energy);
        }

        return (best, least);
    }

    private void CheckGradients(IObjective objective)
    {
        if (!_minimizer.NeedsGradient || objective.HasGradient) return;
        throw new NotSupportedException(
            $"The minimizer '{_minimizer.Name}' needs gradients, and there are none here; take cobyla, nelder-mead or spsa.");
    }

    private sealed class CutProgress(IProgress<HistoryPoint> inner) : IProgress<HistoryPoint>
    {
        public void Report(HistoryPoint value) => inner.Report(value with { Value = -value.Value });
    }
}
