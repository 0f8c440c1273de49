using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;

namespace Qratum.Benchmarks.Diagnostics;

/// <summary>What counting costs on the smallest state, where a sweep is a few nanoseconds: without a listener it must not show.</summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Released by Cleanup, which the runner calls.")]
public class DiagnosticsBenchmarks
{
    private readonly StateVector _state = new(3);
    private readonly ExecutionPlan _plan = Planner.Plan(new CircuitBuilder(3).H(0).H(1).H(2).Build());
    private MeterListener? _listener;

    [Params(false, true)]
    public bool IsHeard { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        if (!IsHeard) return;
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == QratumDiagnostics.Name) listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        _listener.Start();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _listener?.Dispose();
        _state.Dispose();
    }

    [Benchmark]
    public void Three_passes() => _state.Apply(_plan, []);
}
