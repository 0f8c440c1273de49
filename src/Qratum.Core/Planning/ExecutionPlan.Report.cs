using System.Globalization;
using System.Text;

namespace Qratum;

public sealed partial class ExecutionPlan
{
    // One visit to an amplitude of 16 bytes, read and written, as the planner counts it: 0.2 ns up to 16 MiB, 0.6 ns in memory.
    private const double CacheBytesPerSecond = 32 / 0.2e-9, MemoryBytesPerSecond = 32 / 0.6e-9;
    private const int CachedQubits = 20;

    /// <summary>What the plan costs from |0…0⟩, pass by pass; nothing is run. Linear in the steps of the plan.</summary>
    /// <param name="precision">Arithmetic of amplitudes: 16 or 8 bytes each.</param>
    /// <param name="bytesPerSecond">
    /// Bytes that one thread reads and writes in a second, counted together, where it scales a state of this size in place; null for what
    /// the planner assumes: 160 GB/s up to 20 qubits, which a cache holds, and 53 GB/s above.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is unknown, or the bandwidth not positive and finite.</exception>
    public PlanReport Report(Precision precision = Precision.Double, double? bytesPerSecond = null)
    {
        if (precision is not (Precision.Double or Precision.Single))
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "Allowed are Double and Single.");
        var bandwidth = bytesPerSecond ?? (Circuit.QubitCount > CachedQubits ? MemoryBytesPerSecond : CacheBytesPerSecond);
        if (!(bandwidth > 0 && double.IsFinite(bandwidth)))
            throw new ArgumentOutOfRangeException(nameof(bytesPerSecond), bytesPerSecond, "A bandwidth is positive and finite.");
        return new PlanReport(Circuit, precision, bandwidth, [.. Passes.Select(p => ReportOf(p, precision, bandwidth))]);
    }

    /// <summary>
    /// The report as text: a line for the whole, then for each pass its operations, bytes, estimated time and floor, and, indented, each of
    /// its steps. Bytes and times are in double precision at the planner's own bandwidth; <see cref="Report"/> has others.
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
        for (var k = 0; k < Passes.Length; k++)
        {
            var pass = report.Passes[k];
            text.Append(CultureInfo.InvariantCulture, $"{k + 1,6}  {pass.Pass}: {pass.Operations} operations, {pass.Bytes:G4} bytes, about {pass.Seconds:G3} s, floor {pass.FloorSeconds:G3} s\n");
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

    private PassReport ReportOf(Pass pass, Precision precision, double bandwidth)
    {
        // Of a run from |0…0⟩, where an order of the qubits is nothing to do.
        if (pass is ReorderPass) return new PassReport(pass, 0, 0, 0, 0);
        var amplitudes = Math.Pow(2, Circuit.QubitCount);
        // Half the bytes, and twice the numbers in a vector.
        var size = precision == Precision.Double ? 1 : 0.5;
        var bytes = 32 * size * amplitudes;
        var floor = bytes / bandwidth;
        return new PassReport(pass, Operations(pass), bytes, floor + (1e-9 * size * amplitudes * pass.Cost), floor);
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
