using System.Diagnostics;
using System.Globalization;

namespace Qratum.Benchmarks;

/// <summary>Least of a few runs of whole workloads, in milliseconds of the clock and of processor time, which a busy machine distorts less.</summary>
internal static class QuickTimes
{
    public static async Task RunAsync(string? only)
    {
        if (only is null or "h2o") await EnergyAndGradient("UCCSD H2O, 14 qubits", Workloads.Uccsd("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692"), 9);
        if (only is null or "lih") await EnergyAndGradient("UCCSD LiH, 12 qubits", Workloads.Uccsd("Li 0 0 0; H 0 0 1.5949"), 9);
        if (only is null or "qaoa") await EnergyAndGradient("QAOA 20 nodes, p = 3", Workloads.Qaoa(20, 3), 5);
        if (only is null or "hea") Run("HEA 24 qubits, 20 layers", Workloads.HardwareEfficient(24, 20), 1);
    }

    private static async Task EnergyAndGradient(string name, (Circuit Circuit, PauliSum Observable) workload, int repeats)
    {
        using var backend = new StateVectorBackend();
        var theta = Enumerable.Range(0, workload.Circuit.Parameters.Length).Select(k => 0.1 * Math.Sin(k + 1)).ToArray();
        var pub = new EstimatorPub(workload.Circuit, workload.Observable, [theta]);
        var (energy, both, processor) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var k = 0; k < repeats; k++)
        {
            var start = Stopwatch.GetTimestamp();
            await backend.EstimateAsync(pub);
            energy = Math.Min(energy, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            var used = Environment.CpuUsage.TotalTime;
            await backend.GradientAsync(pub);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            both = Math.Min(both, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Print($"{name}: {workload.Circuit.Parameters.Length} parameters, {workload.Circuit.Instructions.Length} gates, {Planner.Plan(workload.Circuit).Passes.Length} passes, {workload.Observable.Count} terms: energy {energy:F2} ms, energy and gradient {both:F2} ms (processor {processor:F1} ms)");
    }

    private static void Run(string name, Circuit circuit, int repeats)
    {
        var plan = Planner.Plan(circuit);
        var (best, processor) = (double.MaxValue, double.MaxValue);
        using var state = new StateVector(circuit.QubitCount);
        for (var k = 0; k < repeats; k++)
        {
            state.SetZero();
            var start = Stopwatch.GetTimestamp();
            var used = Environment.CpuUsage.TotalTime;
            state.Apply(plan, []);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
        }

        var begin = Stopwatch.GetTimestamp();
        state.Sample(1_000_000, 1);
        var sampling = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        using var process = Process.GetCurrentProcess();
        Print($"{name}: {plan.Passes.Length} passes: {best:F0} ms (processor {processor:F0} ms), 10^6 shots {sampling:F0} ms, peak memory {process.PeakWorkingSet64 >> 20} MiB");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
