using System.Diagnostics;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>One run of <see cref="Qaoa"/>: its searches one after the other, then the sample of the best.</summary>
internal sealed class QaoaRun
{
    /// <summary>Stream of the seed that displaces later starts; samples draw from other streams.</summary>
    private const ulong StartStream = 1;

    private const double StartDeviation = 0.3;

    private readonly IQuantumBackend _backend;
    private readonly IMinimizer _minimizer;
    private readonly CostFunction _cost;
    private readonly QaoaOptions _options;
    private readonly QaoaAngles _start;
    private readonly PauliSum? _hamiltonian;
    private readonly QaoaStage[] _stages; // by search; the same object where nothing grows
    private readonly List<Func<RunIdentity?>> _identities = [];
    private string? _fingerprint;

    public QaoaRun(IQuantumBackend backend, IMinimizer minimizer, CostFunction cost, IMixer mixer, QaoaAngles start, QaoaOptions options)
    {
        (_backend, _minimizer, _cost, _start, _options) = (backend, minimizer, cost, start, options);
        _hamiltonian = options.Training == QaoaTraining.Expectation ? cost.Operator() : null;
        _fingerprint = options.Resume?.Fingerprint;
        if (options.Growth == LayerGrowth.None)
        {
            if (start.Layers != options.Layers)
                throw new ArgumentException($"The starting angles have {start.Layers} layers, the circuit {options.Layers}.", nameof(options));
            _stages = new QaoaStage[options.Starts];
            Array.Fill(_stages, new QaoaStage(cost, mixer, options.Layers, options));
        }
        else
        {
            if (options.Starts != 1) throw new ArgumentException($"A run that grows has one start, not {options.Starts}.", nameof(options));
            if (start.Layers > options.Layers)
                throw new ArgumentException($"The starting angles have {start.Layers} layers, the circuit grows to {options.Layers} only.", nameof(options));
            _stages = [.. Enumerable.Range(start.Layers, options.Layers - start.Layers + 1).Select(p => new QaoaStage(cost, mixer, p, options))];
        }

        if (minimizer.NeedsGradient && !Objective(_stages[0], 0).HasGradient)
        {
            throw new NotSupportedException(
                $"The minimizer '{minimizer.Name}' needs gradients, and there are none here; take cobyla, nelder-mead or spsa.");
        }
    }

    public async Task<QaoaResult> RunAsync(IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var activity = QratumDiagnostics.Source.StartActivity("qaoa");
        activity?.SetTag("qratum.nodes", _cost.SpinCount).SetTag("qratum.layers", _options.Layers).SetTag("qratum.minimizer", _minimizer.Name);
        QaoaLog.Started(_options.Logger, _cost.SpinCount, _options.Layers, _minimizer.Name);
        var searches = await SearchAsync(progress, cancellationToken).ConfigureAwait(false);
        var best = _options.Growth == LayerGrowth.None ? searches.MinBy(static s => s.Value)! : searches[^1];
        var stage = _stages[^1];

        // The final sample has a seed of its own, after all evaluations.
        var finalSeed = new PhiloxRandom(_options.Seed, stream: 2).NextUInt64();
        var samples = await _backend.SampleAsync(
            new SamplerPub(stage.Measured, [best.Parameters], _options.Shots, finalSeed), cancellationToken).ConfigureAwait(false);
        var counts = samples.Counts[0];
        var (bits, energy) = BestOf(counts);
        activity?.SetTag("qratum.energy", energy).SetTag("qratum.stop_reason", best.StopReason.ToString());
        QaoaLog.Ended(_options.Logger, energy, searches.Sum(static s => s.Evaluations), best.StopReason);
        return new QaoaResult
        {
            Best = bits,
            BestEnergy = energy,
            Expectation = _hamiltonian is not null && _backend.Capabilities.IsExact ? best.Value : SampledEnergyObjective.Mean(_cost.Energy, counts),
            Counts = counts,
            Angles = stage.Form.Means(best.Parameters),
            Parameters = Array.AsReadOnly(best.Parameters),
            Iterations = searches.Sum(static s => s.Iterations),
            Evaluations = searches.Sum(static s => s.Evaluations),
            StopReason = best.StopReason,
            History = best.History,
            Seed = _options.Seed,
            // A run that had ended when it was saved evaluates nothing but the last sample.
            Identity = (FirstIdentity() ?? samples.Identity) is { } first ? new RunIdentity(_fingerprint ?? FingerprintOf(first), _options.Seed, first.Path) : null,
            Elapsed = clock.Elapsed,
        };
    }

    private RunIdentity? FirstIdentity() => _identities.Select(static i => i()).FirstOrDefault(static i => i is not null);

    private string? Fingerprint() => _fingerprint ??= FirstIdentity() is { } first ? FingerprintOf(first) : null;

    /// <summary>Of the whole run, by its first evaluation; a resumed run is the same request.</summary>
    private string FingerprintOf(RunIdentity first)
    {
        var beginning = _minimizer.Start(Start(0, []), seed: SearchSeed(0)).Save();
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{_options.Layers} {_options.Shots} {_options.Training} {_options.TailFraction:R} {_options.Starts} {_options.MaximumIterations}");
        if (!_options.Schedule.IsFree || _options.Growth != LayerGrowth.None) text += $" {_options.Schedule} {_options.Growth}";
        return first.Then("qaoa", _minimizer, beginning, [text], _options.Seed).Fingerprint;
    }

    private ulong SearchSeed(int index) => new PhiloxRandom(_options.Seed, 3, (ulong)index).NextUInt64();

    /// <summary>A function of the parameters of a stage's circuit.</summary>
    private IObjective Objective(QaoaStage stage, int evaluations)
    {
        if (_hamiltonian is null)
        {
            var sampled = new SampledEnergyObjective(_cost.Energy, stage.Measured, _backend, _options.Shots, _options.TailFraction, _options.Seed, evaluations);
            _identities.Add(() => sampled.Identity);
            return sampled;
        }

        var expected = new EstimatorObjective(_hamiltonian, stage.Form.Circuit, _backend, _options.Seed, evaluations);
        _identities.Add(() => expected.Identity);
        return expected;
    }

    private IObjective Searched(QaoaStage stage, int evaluations)
    {
        var objective = Objective(stage, evaluations);
        return stage.Schedule is { } schedule ? new ScheduledObjective(objective, schedule) : objective;
    }

    private async Task<List<QaoaSearch>> SearchAsync(IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var resume = _options.Resume;
        if (resume is not null && (resume.StartIndex >= _stages.Length || resume.Ended.Count != resume.StartIndex))
        {
            throw new ArgumentException(
                $"The saved run is at search {resume.StartIndex} with {resume.Ended.Count} ended; {_stages.Length} searches are asked for.");
        }

        List<QaoaSearch> ended = [.. resume?.Ended ?? []];
        for (var index = ended.Count; index < _stages.Length; index++)
        {
            var stage = _stages[index];
            var before = ended.Sum(static s => s.Evaluations);
            var snapshot = resume?.StartIndex == index ? resume.Search : null;
            if (snapshot is null && _options.MaximumIterations == 0)
            {
                ended.Add(await EvaluateOnlyAsync(stage, Start(index, ended), before, cancellationToken).ConfigureAwait(false));
                continue;
            }

            var run = snapshot is null ? _minimizer.Start(Start(index, ended), seed: SearchSeed(index)) : _minimizer.Resume(snapshot.State);
            var limited = _options.MaximumIterations is { } limit ? new LimitedRun(run, limit) : run;
            var loop = new MinimizationLoop(Searched(stage, before + (snapshot?.Evaluations ?? 0)), limited, snapshot);
            var minimum = await loop.RunAsync(progress, _options.AfterStep is { } save
                ? l => save(new QaoaSnapshot { StartIndex = ended.Count, Search = l.Save(), Ended = [.. ended], Fingerprint = Fingerprint() }) : null, cancellationToken)
                .ConfigureAwait(false);
            ended.Add(new QaoaSearch
            {
                Parameters = stage.ToParameters(minimum.Point.Span),
                Value = minimum.Value,
                Iterations = minimum.Iterations,
                Evaluations = minimum.Evaluations,
                StopReason = minimum.StopReason,
                History = [.. loop.History],
            });
        }

        return ended;
    }

    private async Task<QaoaSearch> EvaluateOnlyAsync(QaoaStage stage, double[] point, int evaluations, CancellationToken cancellationToken)
    {
        var answers = await Searched(stage, evaluations).EvaluateAsync([point], EvaluationKind.Value, cancellationToken).ConfigureAwait(false);
        return new QaoaSearch
        {
            Parameters = stage.ToParameters(point),
            Value = answers[0].Value,
            Iterations = 0,
            Evaluations = 1,
            StopReason = StopReason.IterationLimit,
            History = [new HistoryPoint(0, answers[0].Value, 1)],
        };
    }

    /// <summary>Where a search begins, in what is searched.</summary>
    private double[] Start(int index, List<QaoaSearch> ended)
    {
        var stage = _stages[index];
        if (index > 0 && _options.Growth != LayerGrowth.None)
            return stage.ToSearched(stage.Grown(ended[index - 1].Parameters, _stages[index - 1].Form, _options.Growth));
        var point = stage.ToSearched(stage.Form.Expand(_start));
        if (index == 0) return point;
        var random = new PhiloxRandom(_options.Seed, StartStream, (ulong)index << 32);
        for (var k = 0; k < point.Length; k++) point[k] += StartDeviation * random.NextGaussian();
        return point;
    }

    private (BitString Bits, double Energy) BestOf(Counts counts)
    {
        // Counts enumerate by falling count, then by number: the first of equal energies is the one documented.
        var (best, least) = (default(BitString), double.PositiveInfinity);
        foreach (var (bits, _) in counts)
        {
            var energy = _cost.Energy(bits);
            if (energy < least) (best, least) = (bits, energy);
        }

        return (best, least);
    }
}
