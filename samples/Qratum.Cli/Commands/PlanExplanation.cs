using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary>
/// The plan of <c>qratum run --explain</c>. Bytes are read and written, counted together; seconds are estimates for one thread;
/// the floor is every pass at the speed of scaling the state in place.
/// </summary>
/// <param name="Gates">Gates of the circuit, before they are merged.</param>
/// <param name="GatesPerPass">On average.</param>
/// <param name="Bytes">Of all passes, each once.</param>
/// <param name="Seconds">Estimate for all passes, each once.</param>
/// <param name="FloorSeconds">Bytes / bytesPerSecond.</param>
/// <param name="FloorRatio">seconds / floorSeconds.</param>
/// <param name="BytesPerSecond">Of one thread that scales a state in place.</param>
/// <param name="IsMeasured">Whether that was measured on this machine just now; else it is what the planner assumes.</param>
/// <param name="Parts">One for a circuit without measurements in the middle, resets and conditions; else one for each stretch of gates.</param>
internal sealed record PlanExplanation(
    int Gates, double GatesPerPass, double Bytes, double Seconds, double FloorSeconds, double FloorRatio, double BytesPerSecond,
    bool IsMeasured, PlanPart[] Parts)
{
    // Smaller states stay in a core's own cache, where the start of a sweep would be measured, and larger ones are in memory like these.
    private const int LeastMeasuredQubits = 18, MostMeasuredQubits = 24;

    private const int Most = 60;

    public static PlanExplanation Of(CircuitRun run, CancellationToken cancellationToken)
    {
        var plans = run.Plans;
        double? measured = plans.Count > 0 ? Measure(plans[0].Plan.Circuit.QubitCount, run.Options.Precision, cancellationToken) : null;
        var reports = plans.Select(p => p.Plan.Report(run.Options.Precision, measured)).ToArray();
        var (bytes, seconds, floor) = (reports.Sum(r => r.Bytes), reports.Sum(r => r.Seconds), reports.Sum(r => r.FloorSeconds));
        var (gates, passes) = (reports.Sum(r => r.GateCount), reports.Sum(r => r.Passes.Length));
        return new PlanExplanation(gates, passes == 0 ? 0 : (double)gates / passes, bytes, seconds, floor, floor > 0 ? seconds / floor : 1,
            reports.Length > 0 ? reports[0].BytesPerSecond : 0, measured is not null,
            [.. reports.Select((r, k) => new PlanPart(plans[k].Condition, r.GateCount, [.. r.Passes.Select(PlanPass.Of)]))]);
    }

    public void Write(Terminal terminal)
    {
        string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
        var facts = new Facts().Add("gates", Facts.Whole(Gates)).Add("passes", $"{Parts.Sum(p => p.Passes.Length)}, {GatesPerPass.ToString("F1", CultureInfo.InvariantCulture)} gates for each")
            .Add("bytes moved", Number(Bytes)).Add("estimate", $"{Number(Seconds)} s on one thread")
            .Add("floor", $"{Number(FloorSeconds)} s at {Number(BytesPerSecond / 1e9)} GB/s ({(IsMeasured ? "measured" : "assumed")}); the estimate is {FloorRatio.ToString("F2", CultureInfo.InvariantCulture)} times that");
        if (Parts.Length > 1) facts.Add("parts", $"{Parts.Length}, between measurements, resets and conditions; each counted once");
        facts.Write(terminal);
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in new[] { "pass", "operations", "bytes", "seconds", "floor" }) table.AddColumn(new TableColumn(heading).RightAligned());
        table.AddColumn("what");
        var rows = Parts.SelectMany((part, k) => part.Passes.Select((pass, j) => (Part: part, Name: Parts.Length > 1 ? $"{k + 1}.{j + 1}" : $"{j + 1}", Pass: pass))).ToArray();
        foreach (var (part, name, pass) in rows.Take(Most))
        {
            var what = part.Condition is { } condition ? $"if {condition}: {pass.What}" : pass.What;
            table.AddRow(new Text(name), new Text(Facts.Whole(pass.Operations)), new Text(Number(pass.Bytes)), new Text(Number(pass.Seconds)), new Text(Number(pass.FloorSeconds)), new Text(what));
        }

        if (rows.Length > Most) table.AddRow("", "", "", "", "", $"and {Facts.Whole(rows.Length - Most)} more");
        terminal.Results.Write(table);
    }

    /// <summary>Bytes in a second of one thread that scales a state in place, the best of a few; null for small states and where memory is short.</summary>
    private static double? Measure(int qubits, Precision precision, CancellationToken cancellationToken)
    {
        if (qubits < LeastMeasuredQubits) return null;
        try
        {
            using var state = new StateVector(Math.Min(qubits, MostMeasuredQubits), precision, maxThreads: 1);
            state.Scale(1);
            var best = double.PositiveInfinity;
            for (var k = 0; k < 5; k++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var start = Stopwatch.GetTimestamp();
                state.Scale(1);
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            return (precision == Precision.Double ? 32.0 : 16.0) * state.Length / best;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>A stretch of gates.</summary>
/// <param name="Condition">What it waits for; null where it is always done.</param>
/// <param name="Gates">Gates of the circuit in it.</param>
/// <param name="Passes">Sweeps over the state.</param>
internal sealed record PlanPart(string? Condition, int Gates, PlanPass[] Passes);

/// <summary>A sweep over the state.</summary>
/// <param name="What">The pass in words.</param>
/// <param name="Operations">What merging left of the gates: rotations, phase terms, Pauli strings, matrices.</param>
/// <param name="Bytes">Read and written.</param>
/// <param name="Seconds">Estimate for one thread.</param>
/// <param name="FloorSeconds">Scaling the state in place.</param>
/// <param name="Steps">What a pass of blocks does with each; empty for others.</param>
internal sealed record PlanPass(string What, int Operations, double Bytes, double Seconds, double FloorSeconds, string[] Steps)
{
    public static PlanPass Of(PassReport report) => new(report.Pass.ToString(), report.Operations, report.Bytes, report.Seconds, report.FloorSeconds, [.. Inner(report.Pass, "")]);

    private static IEnumerable<string> Inner(Pass pass, string margin) => pass is BlockPass block
        ? block.Steps.SelectMany(step => Inner(step, margin + "  ").Prepend(margin + step)) : [];
}
