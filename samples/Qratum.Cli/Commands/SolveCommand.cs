using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Qratum.Optimization;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary><c>qratum solve</c>: the largest cut of a graph, or the minimum of a QUBO, by one solver or by all, side by side.</summary>
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
    private readonly ProblemInput _problem = new();
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
        : base("solve", "Largest cut of a graph or minimum of a QUBO by QAOA, classical methods, or all of them side by side")
    {
        _terminal = terminal;
        _problem.AddTo(this);
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
        var problem = _problem.Read(parsed);
        var (seed, layers) = (parsed.GetValue(_seed), parsed.GetValue(_layers));
        var options = new ClassicalSolverOptions { Seed = seed, TimeLimit = parsed.GetValue(_limit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        var name = parsed.GetRequiredValue(_solver);
        var rows = new List<SolverRow>();
        var leftOut = new List<string>();
        foreach (var solver in name == "all" ? [.. Classical.Select(static s => s.ToText()), RecursiveName, QaoaName] : (string[])[name])
        {
            if (name == "all" && Refusal(solver, problem.Model.SpinCount) is { } reason)
            {
                leftOut.Add($"{solver} is left out: {reason}");
                continue;
            }

            rows.Add(await new ProgressDisplay(_terminal).RunAsync(solver, _ => Task.Run(
                () => solver == QaoaName ? QaoaAsync(problem, layers, seed, cancellationToken)
                    : Task.FromResult(solver == RecursiveName ? Recursive(problem, cancellationToken) : ClassicalRow(solver, problem, options, cancellationToken)),
                cancellationToken)).ConfigureAwait(false));
        }

        var report = SolveReport.Of(problem, rows, leftOut, seed, clock.Elapsed);
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.SolveReport, _terminal);
        else Show(report);
        return ExitCode.Ok;
    }

    private static string? Refusal(string solver, int variables) => solver switch
    {
        QaoaName when variables > MostNodesOfAll => string.Create(CultureInfo.InvariantCulture,
            $"{variables} variables are more than {MostNodesOfAll}; ask for it by --solver qaoa"),
        RecursiveName when variables > MostRecursiveNodesOfAll => string.Create(CultureInfo.InvariantCulture,
            $"{variables} variables are more than {MostRecursiveNodesOfAll}; ask for it by --solver {RecursiveName}"),
        "gw" when variables > GoemansWilliamson.MaximumSpins => string.Create(CultureInfo.InvariantCulture,
            $"{variables} variables are more than {GoemansWilliamson.MaximumSpins}"),
        _ => null,
    };

    private static SolverRow RowOf(string name, SolverProblem problem, IsingMinimum found, TimeSpan elapsed) => new(
        name, problem.Worth(found.Bits), double.IsFinite(found.LowerBound) ? problem.Value(found.LowerBound) : null, found.OptimumIs == OptimumIs.Exact, found.Method, found.Steps,
        elapsed.TotalSeconds, new Cut(found.Bits, 0).Partition);

    private static SolverRow Recursive(SolverProblem problem, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        return RowOf(RecursiveName, problem, RecursiveQaoa.Minimize(problem.Model, cancellationToken: cancellationToken), clock.Elapsed);
    }

    private static SolverRow ClassicalRow(string name, SolverProblem problem, ClassicalSolverOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var answer = Classical.First(s => s.ToText() == name).Solve(problem.Model, options, cancellationToken);
            return RowOf(name, problem, answer.Minimum, answer.Elapsed);
        }
        catch (NotSupportedException e)
        {
            throw new BadInputException("PROBLEM: " + e.Message, e);
        }
    }

    private static async Task<SolverRow> QaoaAsync(SolverProblem problem, int layers, ulong seed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var backend = new StateVectorBackend();
            var found = await new Qaoa(backend, new Lbfgs()).RunAsync(
                problem.Model, new QaoaOptions { Layers = layers, Seed = seed, FlipSymmetry = problem.Model.HasFields ? FlipSymmetry.Unused : FlipSymmetry.Reduced }, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return new SolverRow(QaoaName, problem.Worth(found.Best), null, false, string.Create(CultureInfo.InvariantCulture, $"qaoa, {layers} layers, best of {found.Counts.Shots} shots"),
                found.Evaluations, clock.Elapsed.TotalSeconds, new Cut(found.Best, 0).Partition)
            { Expectation = problem.Value(found.Expectation) };
        }
        catch (Exception e) when (e is NotSupportedException or InsufficientMemoryException)
        {
            throw new BadInputException("PROBLEM: " + e.Message, e);
        }
    }

    private void Show(SolveReport report)
    {
        var isCut = report.CutValue is not null;
        var table = new Table().Border(TableBorder.Simple).AddColumns("solver", isCut ? "cut" : "value", "ratio", "bound", "seconds", "method");
        foreach (var row in report.Baselines)
        {
            table.AddRow(row.Solver, Number(row.Value), row.Ratio is { } ratio ? Number(Math.Round(ratio, 6)) : "-", row.Bound is { } bound ? Number(Math.Round(bound, 3)) : "-",
                row.Seconds.ToString("F3", CultureInfo.InvariantCulture), row.Method + (row.Expectation is { } mean ? string.Create(CultureInfo.InvariantCulture, $", expected {mean:F4}") : ""));
        }

        _terminal.Results.Write(table);
        var facts = new Facts()
            .Add(isCut ? "graph" : "qubo", $"{Facts.Whole(report.Nodes)} {(isCut ? "nodes" : "variables")}, {Facts.Whole(report.Edges)} {(isCut ? "edges" : "products")}")
            .AddMain(isCut ? "cut" : "value", $"{Number(report.Value)} by {report.Solver}")
            .Add("optimum", $"{Number(report.Optimum)} ({report.OptimumIs}; {report.Proof})")
            .Add(isCut ? "partition" : "bits", report.Bits)
            .Add("time", Facts.Seconds(report.Seconds));
        foreach (var reason in report.LeftOut) facts.Add("note", reason);
        facts.Write(_terminal);
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What one solver found; nothing is beyond the bound. Bits have variable i + 1 at position i.</summary>
internal sealed record SolverRow(string Solver, double Value, double? Bound, bool IsProven, string Method, long Steps, double Seconds, string Bits)
{
    public double? Expectation { get; init; }
}

/// <summary>
/// Result of <c>qratum solve</c>: the best answer of all solvers that ran, and each of them in baselines. The optimum is exact when a solver proved its answer or a
/// bound is met, otherwise the best known; proof says how. Bits have variable (node) i + 1 at position i. Graphs have cutValue and partition, too, which say the same as
/// value and bits.
/// </summary>
internal sealed record SolveReport(
    string Problem, string Solver, double Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? CutValue, string Bits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Partition, double Optimum, string OptimumIs, string Proof, double? Bound,
    SolveBaseline[] Baselines, string[] LeftOut, int Nodes, int Edges, ulong Seed, double Seconds) : Report
{
    public static SolveReport Of(SolverProblem problem, IReadOnlyList<SolverRow> rows, IReadOnlyList<string> leftOut, ulong seed, TimeSpan total)
    {
        var best = rows.MinBy(r => problem.Sign * r.Value)!;
        var margin = 1e-9 * Math.Max(1, Math.Abs(best.Value));
        var tightest = rows.Where(static r => r.Bound is not null).MaxBy(r => problem.Sign * r.Bound!.Value);
        var prover = rows.FirstOrDefault(r => r.IsProven && problem.Sign * r.Value <= (problem.Sign * best.Value) + margin)
            ?? rows.FirstOrDefault(r => r.Bound is { } limit && problem.Sign * limit >= (problem.Sign * best.Value) - margin);
        var proof = prover is not null ? $"proven by {prover.Method}"
            : tightest?.Bound is { } bound ? string.Create(CultureInfo.InvariantCulture, $"not proven; nothing is {(problem.IsCut ? "above" : "below")} {Math.Round(bound, 6)}") : "not proven";
        return new SolveReport(
            problem.Name, best.Solver, best.Value, problem.IsCut ? best.Value : null, best.Bits, problem.IsCut ? best.Bits : null, best.Value,
            (prover is null ? Optimization.OptimumIs.BestKnown : Optimization.OptimumIs.Exact).ToText(), proof, tightest?.Bound,
            [.. rows.Select(r => new SolveBaseline(r.Solver, r.Value, r.Bound, best.Value != 0 ? r.Value / best.Value : r.Value == 0 ? 1 : null, r.Method, r.Steps, r.Expectation, r.Seconds))],
            [.. leftOut], problem.Model.SpinCount, problem.Terms, seed, total.TotalSeconds);
    }
}

/// <summary>One solver's line; ratio is its value over the best one (null where that is 0 and this is not), steps are in the solver's own unit, expectation is QAOA's.</summary>
internal sealed record SolveBaseline(string Solver, double Value, double? Bound, double? Ratio, string Method, long Steps, double? Expectation, double Seconds);
