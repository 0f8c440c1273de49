using BenchmarkDotNet.Attributes;

namespace Qratum.Benchmarks.Backends;

/// <summary>One point of a search: what VQE and QAOA spend their time on.</summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Released by Cleanup, which the runner calls.")]
public class EnergyBenchmarks
{
    private readonly StateVectorBackend _backend = new();
    private EstimatorPub? _pub;

    [Params("LiH", "H2O", "QAOA20")]
    public string Workload { get; set; } = "LiH";

    private EstimatorPub Pub => _pub ?? throw new InvalidOperationException("Setup has not run.");

    [GlobalSetup]
    public void Setup()
    {
        var (circuit, observable) = Workload switch
        {
            "LiH" => Workloads.Uccsd("Li 0 0 0; H 0 0 1.5949"),
            "H2O" => Workloads.Uccsd("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692"),
            _ => Workloads.Qaoa(20, 3),
        };
        _pub = new EstimatorPub(circuit, observable, [Enumerable.Range(0, circuit.Parameters.Length).Select(k => 0.1 * Math.Sin(k + 1)).ToArray()]);
    }

    [GlobalCleanup]
    public void Cleanup() => _backend.Dispose();

    [Benchmark(Baseline = true)]
    public async Task<double> Energy() => (await _backend.EstimateAsync(Pub)).Values[0];

    [Benchmark]
    public async Task<double> Energy_and_gradient() => (await _backend.GradientAsync(Pub)).Values[0];
}
