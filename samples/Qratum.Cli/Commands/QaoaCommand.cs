using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Qratum.Optimization;

namespace Qratum.Cli;

/// <summary><c>qratum qaoa</c>: a large cut of a graph by the quantum approximate optimization algorithm.</summary>
internal sealed class QaoaCommand : Command
{
    private readonly Terminal _terminal;
    private readonly GraphInput _graph = new();
    private readonly Option<int> _layers = OptionOf.Whole("--layers", "Layers p of the circuit", 3, 1, 10_000);
    private readonly MinimizerInput _minimizer = new();
    private readonly Option<int> _shots = OptionOf.Whole("--shots", "Shots of the final sample, and of each evaluation when training on samples", 4096, 1, int.MaxValue);
    private readonly Option<string> _training = OptionOf.Choice("--training", "What the search looks at", "expectation", "expectation", "samples");
    private readonly QaoaVariantInput _variant = new();
    private readonly Option<ulong> _seed = OptionOf.Seed();
    private readonly Option<string> _backend = OptionOf.Backend();
    private readonly CheckpointInput _checkpoint = new();
    private readonly Option<bool> _estimate = OptionOf.Estimate();
    private readonly Option<string?> _plot = OptionOf.Plot("Draw the best cut and the distribution of the sampled ones");
    private readonly Option<bool> _json = OptionOf.Json();

    public QaoaCommand(Terminal terminal)
        : base("qaoa", "Largest cut of a graph by the quantum approximate optimization algorithm")
    {
        _terminal = terminal;
        _graph.AddTo(this);
        Add(_layers);
        _minimizer.AddTo(this);
        Add(_shots);
        Add(_training);
        _variant.AddTo(this);
        Add(_seed);
        Add(_backend);
        _checkpoint.AddTo(this);
        Add(_estimate);
        Add(_plot);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (graph, name) = _graph.Read(parsed);
        var onSamples = parsed.GetRequiredValue(_training) == "samples";
        var minimizer = _minimizer.Read(parsed, isExact: !onSamples);
        var options = new QaoaOptions
        {
            Layers = parsed.GetValue(_layers),
            Shots = parsed.GetValue(_shots),
            Seed = parsed.GetValue(_seed),
            Training = onSamples ? QaoaTraining.Samples : QaoaTraining.Expectation,
        };
        options = _variant.Read(parsed, options, graph.NodeCount);
        if (parsed.GetValue(_estimate)) return EstimateReport.Of(MaxCut.Estimate(graph, options)).Tell(parsed.GetValue(_json), _terminal);
        var (checkpoint, resume) = _checkpoint.Read(parsed, _terminal);
        if (checkpoint is not null) options = WithCheckpoint(checkpoint, resume, graph, minimizer, options);
        var parse = clock.Elapsed;
        using var backend = new StateVectorBackend();
        MaxCutResult result;
        try
        {
            result = await new ProgressDisplay(_terminal).RunAsync("cost table", show =>
                SolveAsync(backend, minimizer, graph, options, show, cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (checkpoint is not null && File.Exists(checkpoint))
        {
            return CheckpointInput.TellInterrupted(checkpoint, _terminal);
        }

        if (parsed.GetValue(_plot) is { } plot) PlotFile.Write(Draw(result, name), plot);
        var report = QaoaReport.Of(result, options, parse, clock.Elapsed);
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.QaoaReport, _terminal);
        else Show(report, result);
        return ExitCode.Ok;
    }

    private static QaoaOptions WithCheckpoint(string file, bool resume, Graph graph, IMinimizer minimizer, QaoaOptions options)
    {
        var checkpoint = new QaoaCheckpoint(file, new MaxCut(graph).ToIsing(), minimizer, options);
        try
        {
            return options with { AfterStep = checkpoint.Write, Resume = resume ? checkpoint.Read() : null };
        }
        catch (FormatException e)
        {
            throw new BadInputException("--checkpoint: " + BadInputException.TextOf(e), e);
        }
    }

    private static async Task<MaxCutResult> SolveAsync(StateVectorBackend backend, IMinimizer minimizer, Graph graph, QaoaOptions options,
        Action<string> show, CancellationToken cancellationToken)
    {
        var progress = new IterationProgress("expected cut", show);
        try
        {
            return await new Qaoa(backend, minimizer).RunAsync(new MaxCut(graph), options, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NotSupportedException or InsufficientMemoryException)
        {
            throw new BadInputException($"GRAPH: {e.Message} See 'qratum solve GRAPH --solver light-cones' and '--solver rqaoa'.", e);
        }
        catch (Exception e) when (options.Resume is not null && e is (FormatException or ArgumentException))
        {
            throw new BadInputException("--checkpoint: " + BadInputException.TextOf(e), e);
        }
    }

    private static Figure Draw(MaxCutResult result, string name)
    {
        var problem = new MaxCut(result.Graph);
        var sampled = result.Counts.GroupBy(c => problem.Value(c.Key)).OrderBy(g => g.Key).Select(g => (g.Key, (double)g.Sum(c => c.Value)));
        return Figures.Cut(string.Create(CultureInfo.InvariantCulture, $"MaxCut of {name}: {result.CutValue} of {result.Optimum}"),
            [.. result.Partition.Select(c => c == '1')], [.. result.Graph.Edges.Select(e => (e.I, e.J))], [.. sampled], result.CutValue);
    }

    private void Show(QaoaReport report, MaxCutResult result) => new Facts()
        .Add("graph", $"{Facts.Whole(report.Nodes)} nodes, {Facts.Whole(report.Edges)} edges")
        .AddMain("cut", string.Create(CultureInfo.InvariantCulture, $"{report.CutValue}"))
        .Add("optimum", string.Create(CultureInfo.InvariantCulture, $"{report.Optimum} ({report.OptimumIs}, {report.Proof}), in {result.ProbabilityOfOptimum:P1} of {result.Counts.Shots} shots{(report.ShotsToSolution is { } shots ? $", {shots} for 99 %" : "")}"))
        .Add("expectation", string.Create(CultureInfo.InvariantCulture, $"{report.Expectation:F6}, ratio {report.Ratio:F4}"))
        .Add("partition", report.Partition)
        .Add("mixer", report.Mixer)
        .Add("angles", $"{Facts.Whole(report.Layers)} layers, {result.Qaoa.Angles}{(report.Parameters.Length > 2 * report.Layers ? $" (means of {Facts.Whole(report.Parameters.Length)})" : "")}")
        .Add("search", $"{Facts.Whole(result.Iterations)} iterations, {Facts.Whole(result.Evaluations)} evaluations, {Words.Of(result.StopReason)}")
        .Add("time", Facts.Seconds(report.Seconds.Total))
        .Write(_terminal);
}

/// <summary>
/// Result of <c>qratum qaoa</c>. Partition and the keys of counts have node i + 1 at position i; counts holds the most frequent
/// outcomes, countsLeftOut says how many others there were; proof is the classical method that found the optimum; ratio is expectation / optimum;
/// shotsToSolution are those that hold the optimum once with a chance of 99 %, null where no shot had it; gammas and betas are means where gates of a layer have
/// angles of their own, parameters are all angles in the order of the circuit; history is the expected cut.
/// </summary>
internal sealed record QaoaReport(
    string Partition, double CutValue, double Expectation, IReadOnlyDictionary<string, long> Counts, int CountsLeftOut, double Optimum,
    string OptimumIs, string Proof, double Ratio, double ProbabilityOfOptimum, double? ShotsToSolution, double[] Gammas, double[] Betas, double[] Parameters, string Mixer, int Layers, int Nodes, int Edges, double[] History, RunIdentityReport? Identity, QaoaSeconds Seconds) : Report
{
    private const int MostCounts = 1000;

    public static QaoaReport Of(MaxCutResult result, QaoaOptions options, TimeSpan parse, TimeSpan total)
    {
        // Counts enumerate by falling count; the order stays in the output.
        var counts = new OrderedDictionary<string, long>();
        foreach (var (bits, count) in result.Counts.Take(MostCounts)) counts.Add(new Cut(bits, 0).Partition, count);
        return new QaoaReport(
            result.Partition, result.CutValue, result.Expectation, counts, result.Counts.Count - counts.Count, result.Optimum,
            result.OptimumIs.ToText(), result.Reference.Method, result.Ratio, result.ProbabilityOfOptimum,
            double.IsFinite(result.ShotsToSolution) ? result.ShotsToSolution : null, [.. result.Gammas], [.. result.Betas], [.. result.Qaoa.Parameters], options.Mixer?.Description ?? "x", result.Layers, result.Graph.NodeCount,
            result.Graph.EdgeCount, [.. result.History.Select(h => h.Value)], RunIdentityReport.Of(result.Identity),
            new QaoaSeconds(parse.TotalSeconds, result.Elapsed.TotalSeconds, (total - parse - result.Elapsed).TotalSeconds, total.TotalSeconds));
    }
}

/// <summary>Times in seconds: reading, QAOA itself, classical reference and drawing, everything.</summary>
internal sealed record QaoaSeconds(double Parse, double Qaoa, double Reference, double Total);
