namespace Qratum.Benchmarks.Machine;

/// <summary>Eight observables of one circuit: a call for each, and one call for all.</summary>
internal static class JacobianRows
{
    private const int Count = 8;

    public static IEnumerable<Row> Create(Func<string, bool> wanted)
    {
        foreach (var n in new[] { 12, 18 })
        {
            if (!wanted($"jacobian n={n}") && !wanted($"observables n={n}")) continue;
            var circuit = Ansatz(n, 6);
            ReadOnlyMemory<double>[] sets = [Enumerable.Range(0, circuit.Parameters.Length).Select(k => 0.1 * (k + 1)).ToArray()];
            var sums = Enumerable.Range(0, Count).Select(j => Observable(n, j)).ToArray();
            var all = new ObservablesPub(circuit, sums, sets);
            // Nothing to dispose: registers live only during a call.
            var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = 1 });
            var amplitudes = (double)Count * (1 << n);
            yield return new Row($"observables n={n}, a call for each", 1, amplitudes, null, () =>
            {
                foreach (var sum in sums) backend.EstimateAsync(new EstimatorPub(circuit, sum, sets)).AsTask().GetAwaiter().GetResult();
            });
            yield return new Row($"observables n={n}, one call", 1, amplitudes, null, () => backend.EstimateAllAsync(all).AsTask().GetAwaiter().GetResult());
            yield return new Row($"jacobian n={n}, a call for each", 1, amplitudes, null, () =>
            {
                foreach (var sum in sums) backend.GradientAsync(new EstimatorPub(circuit, sum, sets)).AsTask().GetAwaiter().GetResult();
            });
            yield return new Row($"jacobian n={n}, one call", 1, amplitudes, null, () => backend.JacobianAsync(all).AsTask().GetAwaiter().GetResult());
        }
    }

    private static Circuit Ansatz(int qubits, int layers)
    {
        var builder = new CircuitBuilder(qubits);
        for (var layer = 0; layer < layers; layer++)
        {
            for (var q = 0; q < qubits; q++) builder.Ry(new Parameter($"t{layer}_{q}"), q);
            for (var q = 0; q + 1 < qubits; q++) builder.Cz(q, q + 1);
        }

        return builder.Build();
    }

    internal static PauliSum Observable(int qubits, int seed)
    {
        var random = new PhiloxRandom((ulong)seed);
        var builder = new PauliSumBuilder(qubits);
        for (var t = 0; t < 30; t++)
        {
            // Few masks of flipped qubits, as in molecules.
            var x = new PhiloxRandom(99, (ulong)(t % 6));
            var factors = new Pauli[qubits];
            for (var q = 0; q < qubits; q++) factors[q] = (x.Next(4) == 0, random.Next(2) == 0) switch { (true, true) => Pauli.X, (true, false) => Pauli.Y, (false, true) => Pauli.Z, _ => Pauli.I };
            builder.Add(random.NextGaussian(), PauliString.FromFactors(factors));
        }

        return builder.Build();
    }
}
