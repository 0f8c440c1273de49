using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary><c>qratum run</c>: samples, exact probabilities and the state of a circuit.</summary>
internal sealed class RunCommand : Command
{
    private const int DefaultShots = 1024;

    private readonly Terminal _terminal;
    private readonly Rehearsal? _rehearsal;
    private readonly CircuitInput _circuit = new();
    private readonly Option<int?> _shots = OptionOf.WholeOrNone("--shots", $"Shots to sample (1024, unless only probabilities or the state are asked for)", 1, int.MaxValue);
    private readonly Option<ulong> _seed = OptionOf.Seed();
    private readonly Option<bool> _probabilities = OptionOf.Flag("--probabilities", "Exact probabilities of the outcomes");
    private readonly Option<bool> _statevector = OptionOf.Flag("--statevector", "Amplitudes before the measurements at the end");
    private readonly Option<bool> _explain = OptionOf.Flag("--explain", "Print the plan: passes over the state, their work, bytes and time; runs only if --shots, --probabilities, --statevector or --repeat is given too");
    private readonly Option<string?> _machine = new("--machine") { Description = "Order the work by the costs in a file of 'qratum machine' and estimate by them; results then differ in the last bits", HelpName = "file" };
    private readonly Option<int> _repeat = OptionOf.Whole("--repeat", "Time the gates so many times: no parsing, planning, allocation or sampling", 1, 1, 1_000_000);
    private readonly Option<int?> _threads = OptionOf.WholeOrNone("--threads", "Greatest number of threads; all processors without", 1, 4096);
    private readonly Option<string> _precision = OptionOf.Choice("--precision", "Arithmetic of amplitudes", "double", "double", "single");
    private readonly Option<string> _backend = OptionOf.Backend();
    private readonly Option<bool> _json = OptionOf.Json();

    public RunCommand(Terminal terminal, Rehearsal? rehearsal)
        : base("run", "Run an OpenQASM 2 circuit")
    {
        _terminal = terminal;
        _rehearsal = rehearsal;
        _circuit.AddTo(this);
        Add(_shots);
        Add(_seed);
        Add(_probabilities);
        Add(_statevector);
        Add(_explain);
        Add(_machine);
        Add(_repeat);
        Add(_threads);
        Add(_precision);
        Add(_backend);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var circuit = _circuit.Read(parsed).Circuit;
        var parse = clock.Elapsed;
        var (wantProbabilities, wantState) = (parsed.GetValue(_probabilities), parsed.GetValue(_statevector));
        var (wantPlan, repeats) = (parsed.GetValue(_explain), parsed.GetValue(_repeat));
        var wantRun = !wantPlan || wantProbabilities || wantState || repeats > 1 || parsed.GetValue(_shots) is not null;
        var run = new CircuitRun(circuit)
        {
            Shots = parsed.GetValue(_shots) ?? (wantProbabilities || wantState ? null : DefaultShots),
            Seed = parsed.GetValue(_seed),
            WantProbabilities = wantProbabilities,
            WantState = wantState,
            Options = new SimulatorOptions
            {
                MaxThreads = parsed.GetValue(_threads),
                Precision = parsed.GetRequiredValue(_precision) == "single" ? Precision.Single : Precision.Double,
                Machine = parsed.GetValue(_machine) is { } file ? MachineFile.Read("--machine", file) : null,
            },
        };
        run.ThrowIfImpossible();
        Rehearse(run, repeats, parsed.GetValue(_json));
        clock.Restart();
        run.Plan();
        var plan = clock.Elapsed;

        var explained = wantPlan ? PlanExplanation.Of(run, cancellationToken) : null;
        var times = wantRun ? await TimeAsync(run, repeats, cancellationToken).ConfigureAwait(false) : [];
        Write(parsed, circuit, run, explained, new RunSeconds(parse.TotalSeconds, plan.TotalSeconds, times));
        return ExitCode.Ok;
    }

    // What is timed, or takes the memory of the machine, waits for the rehearsal; before a large state nothing of the output is loaded.
    private void Rehearse(CircuitRun run, int repeats, bool isJson)
    {
        if (run.IsLarge || repeats > 1) _rehearsal?.Join();
        else if (isJson) _rehearsal?.StartOutput();
    }

    // By itself, so that what writes JSON and tables is loaded when the state's memory is free again.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Write(ParseResult parsed, Circuit circuit, CircuitRun run, PlanExplanation? plan, RunSeconds seconds)
    {
        var identity = RunIdentityReport.Of(run.Identity);
        var report = new RunReport(circuit.QubitCount, circuit.ClbitCount, run.Counts, run.Probabilities, run.State, plan, identity, seconds);
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.RunReport, _terminal);
        else Show(report);
    }

    private static async Task<double[]> TimeAsync(CircuitRun run, int repeats, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await RunOnceAsync(run, cancellationToken).ConfigureAwait(false);
        var once = clock.Elapsed.TotalSeconds;
        // Asked to time it, the tool times the gates alone; a circuit that measures in the middle has no such part.
        if (repeats > 1 && run.TimeGates(repeats, cancellationToken) is { } gates) return gates;
        var times = new double[repeats];
        times[0] = once;
        for (var k = 1; k < repeats; k++)
        {
            clock.Restart();
            await RunOnceAsync(run, cancellationToken).ConfigureAwait(false);
            times[k] = clock.Elapsed.TotalSeconds;
        }

        return times;
    }

    private static async Task RunOnceAsync(CircuitRun run, CancellationToken cancellationToken)
    {
        try
        {
            await run.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or InsufficientMemoryException)
        {
            throw new BadInputException("CIRCUIT: " + BadInputException.TextOf(e), e);
        }
    }

    private void Show(RunReport report)
    {
        const int most = 20;
        var facts = new Facts().Add("qubits", Facts.Whole(report.Qubits)).Add("classical bits", Facts.Whole(report.Clbits));
        if (report.Seconds.Run.Length > 0) facts.Add("time", Facts.Seconds(report.Seconds.Run.Min()));
        facts.Write(_terminal);
        report.Plan?.Write(_terminal);
        if (report.Counts is { } counts)
            WriteTable("shots", counts.Take(most).Select(c => (c.Key, Facts.Whole(c.Value))), counts.Count - most);
        if (report.Probabilities is { } probabilities)
        {
            var likeliest = probabilities.OrderByDescending(p => p.Value).Take(most);
            WriteTable("probability", likeliest.Select(p => (p.Key, Number(p.Value))), probabilities.Count - most);
        }

        if (report.Statevector is { } state)
        {
            var width = report.Qubits;
            var largest = state.Select((a, i) => (Amplitude: a, Index: i)).Where(a => Square(a.Amplitude) > 1e-20).OrderByDescending(a => Square(a.Amplitude)).ToArray();
            WriteTable("amplitude", largest.Take(most).Select(a => (Convert.ToString(a.Index, 2).PadLeft(width, '0'), $"{Number(a.Amplitude[0])} {Number(a.Amplitude[1])}i")), largest.Length - most);
        }
    }

    private static double Square(double[] amplitude) => (amplitude[0] * amplitude[0]) + (amplitude[1] * amplitude[1]);

    private void WriteTable(string heading, IEnumerable<(string Outcome, string Value)> rows, int leftOut)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("outcome").AddColumn(new TableColumn(heading).RightAligned());
        foreach (var (outcome, value) in rows) table.AddRow(outcome, value);
        if (leftOut > 0) table.AddRow($"and {Facts.Whole(leftOut)} more", "");
        _terminal.Results.Write(table);
    }

    private static string Number(double value) => value.ToString("0.000000000", CultureInfo.InvariantCulture);
}

/// <summary>
/// Result of <c>qratum run</c>. Keys are outcomes of the classical bits, the most significant first; without measurements those
/// of the qubits, qubit 0 rightmost. What was not asked for is null. Amplitudes are pairs of real and imaginary part.
/// Without a run, as with <c>--explain</c> alone, <c>seconds.run</c> is empty.
/// </summary>
internal sealed record RunReport(
    int Qubits, int Clbits, IReadOnlyDictionary<string, long>? Counts, IReadOnlyDictionary<string, double>? Probabilities,
    double[][]? Statevector, PlanExplanation? Plan, RunIdentityReport? Identity, RunSeconds Seconds) : Report;

/// <summary>Seconds. With <c>--repeat</c> above 1, <c>run</c> holds the gates alone, without allocation and sampling; else all of one run.</summary>
internal sealed record RunSeconds(double Parse, double Plan, double[] Run);
