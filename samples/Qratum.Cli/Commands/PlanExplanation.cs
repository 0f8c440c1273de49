using System.Globalization;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary>
/// The plan of <c>qratum run --explain</c>. Bytes are read and written, counted together; seconds are estimates for one thread;
/// the floor is every pass at the speed of scaling the state in place. Gates are numbered in the order of the file from 0.
/// </summary>
/// <param name="Gates">Gates of the circuit, before they are merged.</param>
/// <param name="GatesPerPass">Gates of the circuit / passes; a gate that is split is in several.</param>
/// <param name="Bytes">Of all passes, each once.</param>
/// <param name="Seconds">Estimate for all passes, each once.</param>
/// <param name="FloorSeconds">Bytes / bytesPerSecond.</param>
/// <param name="FloorRatio">seconds / floorSeconds.</param>
/// <param name="BytesPerSecond">Of one thread that scales a state in place.</param>
/// <param name="IsMeasured">Whether the estimates are by the figures of a machine; else by what the planner assumes, since memory is too short to measure.</param>
/// <param name="MultiplyAdds">Multiply-adds in a nanosecond that the estimates are by.</param>
/// <param name="Parts">One for a circuit without measurements in the middle, resets and conditions; else one for each stretch of gates.</param>
internal sealed record PlanExplanation(
    int Gates, double GatesPerPass, double Bytes, double Seconds, double FloorSeconds, double FloorRatio, double BytesPerSecond,
    double MultiplyAdds, bool IsMeasured, PlanPart[] Parts)
{
    private const int Most = 60;

    public static PlanExplanation Of(CircuitRun run, CancellationToken cancellationToken)
    {
        var plans = run.Plans;
        // What a machine takes is only told: the plan is the same on all, unless the user gives a machine.
        var measured = run.Options.Machine ?? MachineFile.OfThisMachine(cancellationToken);
        var reports = plans.Select(p => p.Plan.Report(run.Options.Precision, measured)).ToArray();
        var (bytes, seconds, floor) = (reports.Sum(r => r.Bytes), reports.Sum(r => r.Seconds), reports.Sum(r => r.FloorSeconds));
        var (gates, passes) = (reports.Sum(r => r.GateCount), reports.Sum(r => r.Passes.Length));
        var parts = new List<PlanPart>();
        var first = 0;
        foreach (var (report, condition) in reports.Zip(plans, (r, p) => (r, p.Condition)))
        {
            // The circuit of a part holds its gates and nothing else.
            var start = first;
            parts.Add(new PlanPart(condition, report.GateCount, [.. report.GatesWithoutPass.Select(g => start + g)], [.. report.Passes.Select(p => PlanPass.Of(p, start))]));
            first += report.GateCount;
        }

        return new PlanExplanation(gates, passes == 0 ? 0 : (double)gates / passes, bytes, seconds, floor, floor > 0 ? seconds / floor : 1,
            reports.Length > 0 ? reports[0].BytesPerSecond : 0, (measured ?? MachineCost.Default).MultiplyAdds, measured is not null, [.. parts]);
    }

    public void Write(Terminal terminal)
    {
        string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
        var facts = new Facts().Add("gates", Facts.Whole(Gates)).Add("passes", $"{Parts.Sum(p => p.Passes.Length)}, {GatesPerPass.ToString("F1", CultureInfo.InvariantCulture)} gates for each")
            .Add("bytes moved", Number(Bytes)).Add("estimate", $"{Number(Seconds)} s on one thread")
            .Add("floor", $"{Number(FloorSeconds)} s at {Number(BytesPerSecond / 1e9)} GB/s ({(IsMeasured ? "measured" : "assumed")}); the estimate is {FloorRatio.ToString("F2", CultureInfo.InvariantCulture)} times that");
        if (Parts.Sum(p => p.GatesWithoutPass.Length) is > 0 and var without) facts.Add("without pass", $"{Facts.Whole(without)} gates: swaps, identities, gates that undo each other");
        if (Parts.Length > 1) facts.Add("parts", $"{Parts.Length}, between measurements, resets and conditions; each counted once");
        facts.Write(terminal);
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in new[] { "pass", "gates", "operations", "bytes", "seconds", "floor" }) table.AddColumn(new TableColumn(heading).RightAligned());
        table.AddColumn("what");
        var rows = Parts.SelectMany((part, k) => part.Passes.Select((pass, j) => (Part: part, Name: Parts.Length > 1 ? $"{k + 1}.{j + 1}" : $"{j + 1}", Pass: pass))).ToArray();
        foreach (var (part, name, pass) in rows.Take(Most))
        {
            var what = part.Condition is { } condition ? $"if {condition}: {pass.What}" : pass.What;
            table.AddRow(new Text(name), new Text(Facts.Whole(pass.Gates.Length)), new Text(Facts.Whole(pass.Operations)), new Text(Number(pass.Bytes)), new Text(Number(pass.Seconds)), new Text(Number(pass.FloorSeconds)), new Text(what));
        }

        if (rows.Length > Most) table.AddRow("", "", "", "", "", "", $"and {Facts.Whole(rows.Length - Most)} more");
        terminal.Results.Write(table);
    }
}

/// <summary>A stretch of gates.</summary>
/// <param name="Condition">What it waits for; null where it is always done.</param>
/// <param name="Gates">Gates of the circuit in it.</param>
/// <param name="GatesWithoutPass">Numbers of those that need no pass: swaps, identities, gates that undo each other.</param>
/// <param name="Passes">Sweeps over the state.</param>
internal sealed record PlanPart(string? Condition, int Gates, int[] GatesWithoutPass, PlanPass[] Passes);

/// <summary>A sweep over the state.</summary>
/// <param name="What">The pass in words.</param>
/// <param name="Gates">Numbers of the gates that are in it, wholly or in part.</param>
/// <param name="Operations">What merging left of the gates: rotations, phase terms, Pauli strings, matrices.</param>
/// <param name="Bytes">Read and written.</param>
/// <param name="Seconds">Estimate for one thread.</param>
/// <param name="FloorSeconds">Scaling the state in place.</param>
/// <param name="Steps">What a pass of blocks does with each; empty for others.</param>
internal sealed record PlanPass(string What, int[] Gates, int Operations, double Bytes, double Seconds, double FloorSeconds, string[] Steps)
{
    public static PlanPass Of(PassReport report, int first) => new(report.Pass.ToString(), [.. report.Gates.Select(g => first + g)], report.Operations, report.Bytes, report.Seconds, report.FloorSeconds, [.. Inner(report.Pass, "")]);

    private static IEnumerable<string> Inner(Pass pass, string margin) => pass is BlockPass block
        ? block.Steps.SelectMany(step => Inner(step, margin + "  ").Prepend(margin + step)) : [];
}
