using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Qratum;

/// <summary>
/// Names under which Qratum reports what it does: an <see cref="ActivitySource"/> for spans and a <see cref="Meter"/> for
/// counters, both called <see cref="Name"/>. When nobody listens they cost a null check.
/// </summary>
public static class QratumDiagnostics
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Qratum";

    /// <summary>Spans: <c>vqe</c>, <c>qaoa</c>, <c>scf</c>.</summary>
    public static ActivitySource Source { get; } = new(Name, Version);

    /// <summary>Counters; see docs/observability.md for the list.</summary>
    public static Meter Meter { get; } = new(Name, Version);

    internal static Counter<long> EnergyEvaluations { get; } =
        Meter.CreateCounter<long>("qratum.energy.evaluations", "{evaluation}", "Points at which an energy was computed.");

    /// <summary>Counts energies that an objective outside this package computed: those of <see cref="EstimatorObjective"/> are counted already.</summary>
    /// <param name="count">Points, not negative.</param>
    public static void CountEnergies(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        EnergyEvaluations.Add(count);
    }

    internal static Counter<long> Passes { get; } =
        Meter.CreateCounter<long>("qratum.simulator.passes", "{pass}", "Sweeps over a state vector.");

    internal static Counter<long> Bytes { get; } =
        Meter.CreateCounter<long>("qratum.simulator.bytes", "By", "Bytes of state read and written by those sweeps.");

    internal static void CountPass(long bytes)
    {
        if (Support.HasMetrics) Count(bytes);
    }

    // By itself, so that a program without metrics never loads their library.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Count(long bytes)
    {
        if (!Passes.Enabled && !Bytes.Enabled) return;
        Passes.Add(1);
        Bytes.Add(bytes);
    }

    private static string? Version => typeof(QratumDiagnostics).Assembly.GetName().Version?.ToString(3);

    // The switch of <MetricsSupport> in a project.
    private static class Support
    {
        public static readonly bool HasMetrics = !AppContext.TryGetSwitch("System.Diagnostics.Metrics.Meter.IsSupported", out var isSupported) || isSupported;
    }
}
