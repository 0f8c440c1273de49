using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Qratum.Optimization;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary><c>qratum solve</c>: the largest cut of a graph by one solver or by all, side by side.</summary>
internal sealed class SolveCommand : Command
{
    private const string QaoaName = "qaoa";
    private const string RecursiveName = "rqaoa";

    /// <summary>With all solvers QAOA is left out, saying so, beyond this many nodes: it would take longer than all others together.</summary>
    private const int MostNodesOfAll = 22;

    /// <summary>Likewise for recursive QAOA, whose time grows with the square of the nodes.</summary>
    private const int MostRecursiveNodesOfAll = 500;

    private static readonly ClassicalSolver[] Classical =
        [ClassicalSolver.Greedy, ClassicalSolver.GoemansWilliamson, ClassicalSolver.Annealing, ClassicalSolver.Tabu, ClassicalSolver.Exact];

    private readonly Terminal _terminal;
    private readonly GraphInput _graph = new();
    private readonly Option<string> _solver = OptionOf.Choice("--solver", "What solves it", "all", ["all", QaoaName, RecursiveName, .. Classical.Select(static s => s.ToText())]);
    private readonly Option<ulong> _seed = OptionOf.Seed();
    private readonly Option<double?> _limit = new("--time-limit")
    {
        Description = "Seconds for each of tabu, annealing and exact; without it they do a fixed amount of work, the same on every machine",
        HelpName = "seconds",
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1e6) return seconds;
            result.AddError($"--time-limit: '{text}' is not a number of seconds above 0 and up to 1000000.");
            return null;
        },
    };

    private readonly Option<int> _layers = OptionOf.Whole("--layers", "Layers p of qaoa", 3, 1, 10_000);
    private readonly Option<bool> _json = OptionOf.Json();

    public SolveCommand(Terminal terminal)
        : base("solve", "Largest cut of a graph by QAOA, classical methods, or all of them side by side")
    {
        _terminal = terminal;
        _graph.AddTo(this);
        Add(_solver);
        Add(_seed);
        Add(_limit);
        Add(_layers);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (graph, _) = _graph.Read(parsed);
        var problem = new MaxCut(graph);
        var (seed, layers) = (parsed.GetValue(_seed), parsed.GetValue(_layers));
        var options = new ClassicalSolverOptions { Seed = seed, TimeLimit = parsed.GetValue(_limit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        var name = parsed.GetRequiredValue(_solver);
        var rows = new List<SolverRow>();
        var leftOut = new List<string>();
        foreach (var solver in name == "all" ? [.. Classical.Select(static s => s.ToText()), RecursiveName, QaoaName] : (string[])[name])
        {
            if (name == "all" && Refusal(solver, graph) is { } reason)
            {
                leftOut.Add($"{solver} is left out: {reason}");
                continue;
            }

            rows.Add(await new ProgressDisplay(_terminal).RunAsync(solver, _ => Task.Run(
                () => solver == QaoaName ? QaoaAsync(problem, layers, seed, cancellationToken)
                    : Task.FromResult(solver == RecursiveName ? Recursive(problem, cancellationToken) : ClassicalRow(solver, problem, options, cancellationToken)),
                cancellationToken)).ConfigureAwait(false));
        }

        var report = SolveReport.Of(graph, rows, leftOut, seed, clock.Elapsed);
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.SolveReport, _terminal);
        else Show(report);
        return ExitCode.Ok;
    }

    private static string? Refusal(string solver, Graph graph) => solver switch
    {
        QaoaName when graph.NodeCount > MostNodesOfAll => string.Create(CultureInfo.InvariantCulture,
            $"{graph.NodeCount} nodes are more than {MostNodesOfAll}; ask for it by --solver qaoa"),
        RecursiveName when graph.NodeCount > MostRecursiveNodesOfAll => string.Create(CultureInfo.InvariantCulture,
            $"{graph.NodeCount} nodes are more than {MostRecursiveNodesOfAll}; ask for it by --solver {RecursiveName}"),
        "gw" when graph.NodeCount > GoemansWilliamson.MaximumSpins => string.Create(CultureInfo.InvariantCulture,
            $"{graph.NodeCount} nodes are more than {GoemansWilliamson.MaximumSpins}"),
        _ => null,
    };

    private static SolverRow RowOf(string name, MaxCut problem, IsingMinimum found, TimeSpan elapsed) => new(
        name, problem.Value(found.Bits), double.IsFinite(found.LowerBound) ? -found.LowerBound : null, found.OptimumIs == OptimumIs.Exact, found.Method, found.Steps,
        elapsed.TotalSeconds, problem.Interpret(found.Bits).Partition);

    private static SolverRow Recursive(MaxCut problem, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        return RowOf(RecursiveName, problem, RecursiveQaoa.Minimize(problem.ToIsing(), cancellationToken: cancellationToken), clock.Elapsed);
    }

    private static SolverRow ClassicalRow(string name, MaxCut problem, ClassicalSolverOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var answer = Classical.First(s => s.ToText() == name).Solve(problem.ToIsing(), options, cancellationToken);
            return RowOf(name, problem, answer.Minimum, answer.Elapsed);
        }
        catch (NotSupportedException e)
        {
            throw new BadInputException("GRAPH: " + e.Message, e);
        }
    }

    private static async Task<SolverRow> QaoaAsync(MaxCut problem, int layers, ulong seed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var backend = new StateVectorBackend();
            var found = await new Qaoa(backend, new Lbfgs()).RunAsync(
                problem.ToIsing(), new QaoaOptions { Layers = layers, Seed = seed, FlipSymmetry = FlipSymmetry.Reduced }, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return new SolverRow(QaoaName, problem.Value(found.Best), null, false, string.Create(CultureInfo.InvariantCulture, $"qaoa, {layers} layers, best of {found.Counts.Shots} shots"),
                found.Evaluations, clock.Elapsed.TotalSeconds, problem.Interpret(found.Best).Partition)
            { Expectation = -found.Expectation };
        }
        catch (Exception e) when (e is NotSupportedException or InsufficientMemoryException)
        {
            throw new BadInputException("GRAPH: " + e.Message, e);
        }
    }

    private void Show(SolveReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("solver", "cut", "ratio", "bound", "seconds", "method");
        foreach (var row in report.Baselines)
        {
            table.AddRow(row.Solver, Number(row.CutValue), Number(Math.Round(row.Ratio, 6)), row.Bound is { } bound ? Number(Math.Round(bound, 3)) : "-",
                row.Seconds.ToString("F3", CultureInfo.InvariantCulture), row.Method + (row.Expectation is { } mean ? string.Create(CultureInfo.InvariantCulture, $", expected {mean:F4}") : ""));
        }

        _terminal.Results.Write(table);
        var facts = new Facts()
            .Add("graph", $"{Facts.Whole(report.Nodes)} nodes, {Facts.Whole(report.Edges)} edges")
            .AddMain("cut", $"{Number(report.CutValue)} by {report.Solver}")
            .Add("optimum", $"{Number(report.Optimum)} ({report.OptimumIs}; {report.Proof})")
            .Add("partition", report.Partition)
            .Add("time", Facts.Seconds(report.Seconds));
        foreach (var reason in report.LeftOut) facts.Add("note", reason);
        facts.Write(_terminal);
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What one solver found; a bound is one that no cut passes.</summary>
internal sealed record SolverRow(string Solver, double CutValue, double? Bound, bool IsProven, string Method, long Steps, double Seconds, string Partition)
{
    public double? Expectation { get; init; }
}

/// <summary>
/// Result of <c>qratum solve</c>: the best cut of all solvers that ran, and each of them in baselines. The optimum is exact when a solver proved its cut or a bound
/// is met, otherwise the best known; proof says how. Partition has node i + 1 at position i.
/// </summary>
internal sealed record SolveReport(
    string Solver, double CutValue, string Partition, double Optimum, string OptimumIs, string Proof, double? Bound, SolveBaseline[] Baselines, string[] LeftOut,
    int Nodes, int Edges, ulong Seed, double Seconds) : Report
{
    public static SolveReport Of(Graph graph, IReadOnlyList<SolverRow> rows, IReadOnlyList<string> leftOut, ulong seed, TimeSpan total)
    {
        var best = rows.MaxBy(static r => r.CutValue)!;
        var margin = 1e-9 * Math.Max(1, Math.Abs(best.CutValue));
        double? bound = rows.Min(static r => r.Bound);
        var prover = rows.FirstOrDefault(static r => r.IsProven) ?? rows.FirstOrDefault(r => r.Bound <= best.CutValue + margin);
        var proof = prover is not null ? $"proven by {prover.Method}"
            : bound is { } limit ? string.Create(CultureInfo.InvariantCulture, $"not proven; no cut is above {Math.Round(limit, 6)}") : "not proven";
        return new SolveReport(
            best.Solver, best.CutValue, best.Partition, best.CutValue, (prover is null ? Optimization.OptimumIs.BestKnown : Optimization.OptimumIs.Exact).ToText(), proof, bound,
            [.. rows.Select(r => new SolveBaseline(r.Solver, r.CutValue, r.Bound, best.CutValue == 0 ? (r.CutValue == 0 ? 1 : 0) : r.CutValue / best.CutValue, r.Method, r.Steps, r.Expectation, r.Seconds))],
            [.. leftOut], graph.NodeCount, graph.EdgeCount, seed, total.TotalSeconds);
    }
}

/// <summary>One solver's line; ratio is its cut over the best one, steps are in the solver's own unit, expectation is QAOA's.</summary>
internal sealed record SolveBaseline(string Solver, double CutValue, double? Bound, double Ratio, string Method, long Steps, double? Expectation, double Seconds);
