using System.Globalization;
using System.Text;

namespace Qratum;

public sealed partial class ExecutionPlan
{
    /// <summary>
    /// What the plan costs from |0…0⟩, pass by pass, and which gates of the circuit are in each; nothing is run. Plans the circuit once more.
    /// </summary>
    /// <param name="precision">Arithmetic of amplitudes: 16 or 8 bytes each.</param>
    /// <param name="machine">What visits and arithmetic take on the machine to estimate; null for <see cref="Machine"/>. The plan stays as it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is unknown.</exception>
    public PlanReport Report(Precision precision = Precision.Double, MachineCost? machine = null)
    {
        if (precision is not (Precision.Double or Precision.Single))
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "Allowed are Double and Single.");
        var traced = Planner.Trace(this);
        return new PlanReport(Circuit, precision, machine ?? Machine, [.. Passes.Select((p, k) => ReportOf(p, traced[k], precision, machine ?? Machine))]);
    }

    /// <summary>
    /// The report as text: a line for the whole, then for each pass its operations, bytes, estimated time and floor, and, indented, each of
    /// its steps. Bytes and times are in double precision by the costs of the plan; <see cref="Report"/> has others.
    /// </summary>
    public string Explain() => Explain(Report());

    /// <summary>A report of this plan as text.</summary>
    /// <param name="report">Made by <see cref="Report"/> of this plan.</param>
    /// <exception cref="ArgumentException">The report is of another plan.</exception>
    public string Explain(PlanReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!report.Passes.Select(p => p.Pass).SequenceEqual(Passes, ReferenceEqualityComparer.Instance))
            throw new ArgumentException("The report is of another plan.", nameof(report));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.QubitCount} qubits, {report.GateCount} gates, {Passes.Length} passes, {report.GatesPerPass:F1} gates for each; ");
        text.Append(CultureInfo.InvariantCulture, $"{report.Bytes:G4} bytes moved, about {report.Seconds:G3} s on one thread, {report.FloorRatio:F2} times the floor of {report.FloorSeconds:G3} s at {report.BytesPerSecond / 1e9:G3} GB/s\n");
        if (report.GatesWithoutPass.Length > 0) text.Append(CultureInfo.InvariantCulture, $"{report.GatesWithoutPass.Length} gates need no pass: swaps, identities, gates that undo each other\n");
        for (var k = 0; k < Passes.Length; k++)
        {
            var pass = report.Passes[k];
            text.Append(CultureInfo.InvariantCulture, $"{k + 1,6}  {pass.Pass}: {pass.Gates.Length} gates as {pass.Operations} operations, {pass.Bytes:G4} bytes, about {pass.Seconds:G3} s, floor {pass.FloorSeconds:G3} s\n");
            AppendSteps(text, pass.Pass, new string(' ', 10));
        }

        return text.ToString();
    }

    private static void AppendSteps(StringBuilder text, Pass pass, string margin)
    {
        if (pass is not BlockPass block) return;
        foreach (var step in block.Steps)
        {
            text.Append(margin).Append(step).Append('\n');
            AppendSteps(text, step, margin + "  ");
        }
    }

    private PassReport ReportOf(Pass pass, Pass traced, Precision precision, MachineCost machine)
    {
        var gates = new SortedSet<int>();
        AddGates(traced, gates);
        // Of a run from |0…0⟩, where an order of the qubits is nothing to do.
        if (pass is ReorderPass) return new PassReport(pass, [], 0, 0, 0, 0);
        var amplitudes = Math.Pow(2, Circuit.QubitCount);
        // Half the bytes, and twice the numbers in a vector.
        var size = (precision == Precision.Double ? 1 : 0.5) * amplitudes;
        var floor = 1e-9 * size * machine.Visit(Circuit.QubitCount);
        return new PassReport(pass, [.. gates], Operations(pass), 32 * size, floor + (1e-9 * size * machine.Work * pass.Cost), floor);
    }

    private static void AddGates(Pass pass, SortedSet<int> gates)
    {
        gates.UnionWith(pass.Gates ?? []);
        if (pass is not BlockPass block) return;
        foreach (var step in block.Steps) AddGates(step, gates);
    }

    private static int Operations(Pass pass) => pass switch
    {
        BlockPass block => block.Steps.Sum(Operations),
        RealRotationPass rotations => rotations.Qubits.Length,
        DiagonalPass diagonal => diagonal.TermCount,
        RotationPass rotations => rotations.Strings.Length,
        _ => 1,
    };
}
