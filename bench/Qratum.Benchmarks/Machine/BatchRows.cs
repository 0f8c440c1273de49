namespace Qratum.Benchmarks.Machine;

/// <summary>Energies of 64 parameter sets of a small circuit: a call for each set, and one call for all.</summary>
internal static class BatchRows
{
    private const int Sets = 64;

    public static IEnumerable<Row> Create(Func<string, bool> wanted)
    {
        for (var n = 6; n <= 18; n += 2)
        {
            var name = $"batch n={n}";
            if (!wanted(name)) continue;
            var (circuit, observable) = Workloads.Qaoa(n, 4);
            var sets = Enumerable.Range(0, Sets).Select(s => (ReadOnlyMemory<double>)Enumerable.Range(0, circuit.Parameters.Length).Select(k => 0.1 * (s + k + 1)).ToArray()).ToArray();
            foreach (var threads in new[] { 1, 2 })
            {
                // Nothing to dispose: registers live only during a call.
                var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads });
                var amplitudes = (double)Sets * (1 << n);
                yield return new Row($"{name}, a call for each set", threads, amplitudes, null, () =>
                {
                    foreach (var set in sets) backend.EstimateAsync(new EstimatorPub(circuit, observable, [set])).AsTask().GetAwaiter().GetResult();
                });
                yield return new Row($"{name}, one call", threads, amplitudes, null, () => backend.EstimateAsync(new EstimatorPub(circuit, observable, sets)).AsTask().GetAwaiter().GetResult());
                yield return new Row($"{name}, one call, gradients", threads, amplitudes, null, () => backend.GradientAsync(new EstimatorPub(circuit, observable, sets)).AsTask().GetAwaiter().GetResult());
            }
        }
    }
}
