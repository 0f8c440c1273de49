using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Qratum.Optimization;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary><c>qratum solve</c>: a combinatorial problem by one solver or by all, side by side.</summary>
internal sealed class SolveCommand : Command
{
    private const string QaoaName = "qaoa";
    private const string RecursiveName = "rqaoa";
    private const string LightConesName = "light-cones";

    /// <summary>With all solvers QAOA is left out, saying so, beyond this many nodes: it would take longer than all others together.</summary>
    private const int MostNodesOfAll = 22;

    /// <summary>Likewise for recursive QAOA, whose time grows with the square of the nodes.</summary>
    private const int MostRecursiveNodesOfAll = 500;

    /// <summary>And with the couplings of the spins that fixing joins.</summary>
    private const int MostRecursiveProductsOfAll = 2000;

    private static readonly ClassicalSolver[] Classical =
        [ClassicalSolver.Greedy, ClassicalSolver.GoemansWilliamson, ClassicalSolver.Annealing, ClassicalSolver.Tabu, ClassicalSolver.Exact];

    private readonly Terminal _terminal;
    private readonly ProblemInput _problem = new();
    private readonly Option<string> _solver = OptionOf.Choice("--solver", "What solves it", "all", ["all", QaoaName, LightConesName, RecursiveName, .. Classical.Select(static s => s.ToText())]);
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

    private readonly Option<int> _layers = OptionOf.Whole("--layers", "Layers p of qaoa and of light-cones", 3, 1, 10_000);
    private readonly Option<string?> _plot = OptionOf.Plot("Draw the best solution: a graph with its cut, set or colours, or a round trip");
    private readonly Option<bool> _json = OptionOf.Json();

    public SolveCommand(Terminal terminal)
        : base("solve", "Cuts, sets and colours of graphs, round trips, formulas, models with constraints and more, by QAOA, classical methods, or all of them side by side")
    {
        _terminal = terminal;
        _problem.AddTo(this);
        Add(_solver);
        Add(_seed);
        Add(_limit);
        Add(_layers);
        Add(_plot);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (seed, layers) = (parsed.GetValue(_seed), parsed.GetValue(_layers));
        var problem = _problem.Read(parsed, seed);
        var plot = parsed.GetValue(_plot);
        if (plot is not null && problem.Draw is null) throw new BadInputException($"--plot: there is no picture of this problem ({problem.Name}).");
        var options = new ClassicalSolverOptions { Seed = seed, TimeLimit = parsed.GetValue(_limit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        var name = parsed.GetRequiredValue(_solver);
        var rows = new List<SolverRow>();
        var leftOut = new List<string>();
        foreach (var solver in name == "all" ? [.. Classical.Select(static s => s.ToText()), RecursiveName, QaoaName] : (string[])[name])
        {
            if (name == "all" && Refusal(solver, problem) is { } reason)
            {
                leftOut.Add($"{solver} is left out: {reason}");
                continue;
            }

            rows.Add(await new ProgressDisplay(_terminal).RunAsync(solver, _ => Task.Run(
                () => solver == QaoaName ? QaoaAsync(problem, layers, seed, cancellationToken)
                    : solver == LightConesName ? LightConesAsync(problem, layers, cancellationToken)
                    : solver == RecursiveName ? RecursiveAsync(problem, cancellationToken)
                    : Task.FromResult(ClassicalRow(solver, problem, options, cancellationToken)),
                cancellationToken)).ConfigureAwait(false));
        }

        var report = SolveReport.Of(problem, rows, leftOut, seed, clock.Elapsed);
        if (plot is not null) PlotFile.Write(problem.Draw!(rows.First(r => r.Solver == report.Solver).Bits), plot);
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.SolveReport, _terminal);
        else Show(report);
        return ExitCode.Ok;
    }

    private static string? Refusal(string solver, SolverProblem problem) => solver switch
    {
        QaoaName => Above(problem.Polynomial?.SpinCount ?? problem.Model.SpinCount, MostNodesOfAll, "; ask for it by --solver qaoa"),
        RecursiveName => Above(problem.Model.SpinCount, MostRecursiveNodesOfAll, $"; ask for it by --solver {RecursiveName}")
            ?? Above(problem.Model.Couplings.EdgeCount, MostRecursiveProductsOfAll, $"; ask for it by --solver {RecursiveName}", "products"),
        "gw" => Above(problem.Model.SpinCount, GoemansWilliamson.MaximumSpins, ""),
        _ => null,
    };

    private static string? Above(int count, int most, string hint, string what = "variables") =>
        count > most ? string.Create(CultureInfo.InvariantCulture, $"{count} {what} are more than {most}{hint}") : null;

    private static SolverRow RowOf(string name, SolverProblem problem, IsingMinimum found, TimeSpan elapsed) => new(
        name, found.Bits, found.Energy, problem.Worth(found.Bits), double.IsFinite(found.LowerBound) ? problem.Value(found.LowerBound) : null, found.OptimumIs == OptimumIs.Exact,
        found.Method, found.Steps, elapsed.TotalSeconds);

    private static async Task<SolverRow> RecursiveAsync(SolverProblem problem, CancellationToken cancellationToken)
    {
        var found = await new RecursiveQaoa().RunAsync(problem.Model, cancellationToken: cancellationToken).ConfigureAwait(false);
        var isWhole = found.Eliminations.Count == 0;
        var minimum = new IsingMinimum(found.Best, found.BestEnergy, isWhole ? found.Remainder.LowerBound : double.NegativeInfinity,
            isWhole ? found.Remainder.OptimumIs : OptimumIs.BestKnown, "recursive qaoa, one layer", found.Eliminations.Count);
        return RowOf(RecursiveName, problem, minimum, found.Elapsed);
    }

    /// <summary>QAOA without a state: the exact expectation at the best angles, and the configuration that agrees with the strongest correlations.</summary>
    private static async Task<SolverRow> LightConesAsync(SolverProblem problem, int layers, CancellationToken cancellationToken)
    {
        try
        {
            var found = await LightConeQaoa.OptimizeAsync(problem.Model, layers, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new SolverRow(LightConesName, found.Rounded, found.RoundedEnergy, problem.Worth(found.Rounded), null, false,
                string.Create(CultureInfo.InvariantCulture, $"light cones of qaoa, {layers} {(layers == 1 ? "layer" : "layers")}, correlations rounded"), found.Evaluations, found.Elapsed.TotalSeconds)
            { Expectation = problem.Value(found.Expectation) };
        }
        catch (NotSupportedException e)
        {
            throw new BadInputException("PROBLEM: " + e.Message, e);
        }
    }

    private static SolverRow ClassicalRow(string name, SolverProblem problem, ClassicalSolverOptions options, CancellationToken cancellationToken)
    {
        try
        {
            if (name == ClassicalSolver.Exact.ToText() && problem.Exact is { } own) return OwnRow(name, problem, own, cancellationToken);
            var answer = Classical.First(s => s.ToText() == name).Solve(problem.Model, options, cancellationToken);
            return RowOf(name, problem, answer.Minimum, answer.Elapsed);
        }
        catch (NotSupportedException e)
        {
            throw new BadInputException("PROBLEM: " + e.Message, e);
        }
    }

    private static SolverRow OwnRow(string name, SolverProblem problem, Func<CancellationToken, OwnAnswer> solve, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (bits, method, steps) = solve(cancellationToken);
        var energy = problem.Model.Energy(bits);
        return RowOf(name, problem, new IsingMinimum(bits, energy, energy, OptimumIs.Exact, method, steps), clock.Elapsed);
    }

    private static async Task<SolverRow> QaoaAsync(SolverProblem problem, int layers, ulong seed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var backend = new StateVectorBackend();
            var qaoa = new Qaoa(backend, new Lbfgs());
            var isEven = problem.Polynomial is null && problem.Mixer is null && !problem.Model.HasFields;
            var options = new QaoaOptions { Layers = layers, Seed = seed, Mixer = problem.Mixer, FlipSymmetry = isEven ? FlipSymmetry.Reduced : FlipSymmetry.Unused };
            var found = problem.Polynomial is { } polynomial
                ? await qaoa.RunAsync(polynomial, options, cancellationToken: cancellationToken).ConfigureAwait(false)
                : await qaoa.RunAsync(problem.Model, options, cancellationToken: cancellationToken).ConfigureAwait(false);
            var mixer = problem.Mixer is null ? "" : $", mixer {problem.Mixer.Description}";
            return new SolverRow(QaoaName, found.Best, problem.Polynomial?.Energy(found.Best) ?? problem.Model.Energy(found.Best), problem.Worth(found.Best), null, false,
                string.Create(CultureInfo.InvariantCulture, $"qaoa, {layers} layers{mixer}, best of {found.Counts.Shots} shots"), found.Evaluations, clock.Elapsed.TotalSeconds)
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
            table.AddRow(row.Solver, row.Value is { } value ? Facts.Real(value) : "no solution", row.Ratio is { } ratio ? Facts.Real(Math.Round(ratio, 6)) : "-", row.Bound is { } bound ? Facts.Real(Math.Round(bound, 3)) : "-",
                row.Seconds.ToString("F3", CultureInfo.InvariantCulture), row.Method + (row.Expectation is { } mean ? string.Create(CultureInfo.InvariantCulture, $", expected {mean:F4}") : ""));
        }

        _terminal.Results.Write(table);
        var facts = new Facts()
            .Add(isCut ? "graph" : report.Problem, $"{Facts.Whole(report.Nodes)} {(isCut ? "nodes" : "variables")}, {Facts.Whole(report.Edges)} {(isCut ? "edges" : "products")}")
            .AddMain(isCut ? "cut" : "value", report.Value is { } best ? $"{Facts.Real(best)} by {report.Solver}" : report.Proof);
        if (report.Value is { } optimum) facts.Add("optimum", $"{Facts.Real(optimum)} ({report.OptimumIs}; {report.Proof})");
        if (report.Solution is { } solution) facts.Add("solution", solution);
        else facts.Add(isCut ? "partition" : "bits", report.Bits);
        facts.Add("time", Facts.Seconds(report.Seconds));
        foreach (var reason in report.LeftOut) facts.Add("note", reason);
        facts.Write(_terminal);
    }
}

/// <summary>What one solver found; nothing is beyond the bound. Energies decide between solvers: they hold what violated constraints cost.</summary>
internal sealed record SolverRow(string Solver, BitString Bits, double Energy, double? Value, double? Bound, bool IsProven, string Method, long Steps, double Seconds)
{
    public double? Expectation { get; init; }
}

/// <summary>
/// Result of <c>qratum solve</c>: the best answer of all solvers that ran, and each of them in baselines. The optimum is exact when a solver proved its answer or a
/// bound is met, otherwise the best known; proof says how. Value and optimum are null where no solver found what meets the constraints. Bits have variable (node) i + 1 at
/// position i; solution says what they mean. That there is no solution can be proven, too: then proof says so. Graphs to cut have cutValue and partition, too, which say the same as value and bits.
/// </summary>
internal sealed record SolveReport(
    string Problem, string Solver, double? Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? CutValue, string Bits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Partition,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Solution, double? Optimum, string OptimumIs, string Proof, double? Bound,
    SolveBaseline[] Baselines, string[] LeftOut, int Nodes, int Edges, ulong Seed, double Seconds) : Report
{
    public static SolveReport Of(SolverProblem problem, IReadOnlyList<SolverRow> rows, IReadOnlyList<string> leftOut, ulong seed, TimeSpan total)
    {
        var best = rows.MinBy(static r => (r.Value is null ? 1 : 0, r.Energy))!;
        var margin = 1e-9 * Math.Max(1, Math.Abs(best.Energy));
        var tightest = rows.Where(static r => r.Bound is not null).MaxBy(r => problem.Sign * r.Bound!.Value);
        var prover = rows.FirstOrDefault(r => r.IsProven && r.Energy <= best.Energy + margin)
            ?? rows.FirstOrDefault(r => r.Bound is { } limit && problem.Sign * limit >= best.Energy - margin);
        var proof = best.Value is null ? prover is { IsProven: true } ? $"there is no solution, proven by {prover.Method}" : "no solver found a solution"
            : prover is not null ? $"proven by {prover.Method}"
            : tightest?.Bound is { } bound ? string.Create(CultureInfo.InvariantCulture, $"not proven; nothing is {(problem.Sign < 0 ? "above" : "below")} {Math.Round(bound, 6)}") : "not proven";
        var bits = new Cut(best.Bits, 0).Partition;
        return new SolveReport(
            problem.Name, best.Solver, best.Value, problem.IsCut ? best.Value : null, bits, problem.IsCut ? bits : null, problem.Describe?.Invoke(best.Bits), best.Value,
            (prover is null ? Optimization.OptimumIs.BestKnown : Optimization.OptimumIs.Exact).ToText(), proof, tightest?.Bound,
            [.. rows.Select(r => new SolveBaseline(r.Solver, r.Value, r.Bound, RatioOf(r.Value, best.Value), r.Method, r.Steps, r.Expectation, r.Seconds))],
            [.. leftOut], problem.Model.SpinCount, problem.Terms, seed, total.TotalSeconds);
    }

    private static double? RatioOf(double? value, double? best) => value == best ? value is null ? null : 1 : best is not (null or 0) ? value / best : null;
}

/// <summary>
/// One solver's line; value is null where its answer violates a constraint, ratio is the value over the best one (null where that is 0 and this is not), steps are in the solver's
/// own unit, expectation is QAOA's, penalties included.
/// </summary>
internal sealed record SolveBaseline(string Solver, double? Value, double? Bound, double? Ratio, string Method, long Steps, double? Expectation, double Seconds);
