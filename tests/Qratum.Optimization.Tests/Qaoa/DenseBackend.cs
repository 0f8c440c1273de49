using System.Numerics;

namespace Qratum.Optimization.Tests;

/// <summary>A backend that multiplies each gate's own dense matrix: slow, and shares nothing with the simulator. Gradients by parameter shift.</summary>
internal sealed class DenseBackend : IQuantumBackend, IGradientEstimator
{
    public string Name => "dense";

    public BackendCapabilities Capabilities { get; } = new()
    {
        MaximumQubits = 12, IsExact = true, HasGradients = true, HasMidCircuitMeasurement = false,
    };

    public ValueTask<Samples> SampleAsync(SamplerPub pub, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seed = pub.Seed ?? 0;
        var counts = pub.ParameterSets.Select((set, k) => Draw(Run(pub.Circuit.Bind(set.Span)), pub.Circuit.QubitCount, pub.Shots, new PhiloxRandom(seed, (ulong)k)));
        return ValueTask.FromResult(new Samples([.. counts], seed));
    }

    public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        double[] values = [.. pub.ParameterSets.Select(set => Expectation(pub.Observable, Run(pub.Circuit.Bind(set.Span))))];
        return ValueTask.FromResult(new Estimates(values, new double[values.Length]));
    }

    public ValueTask<Gradients> GradientAsync(EstimatorPub pub, CancellationToken cancellationToken = default) =>
        new ParameterShift(this).GradientAsync(pub, cancellationToken);

    private static Complex[] Run(Circuit circuit)
    {
        var state = new Complex[1 << circuit.QubitCount];
        state[0] = 1;
        foreach (var instruction in circuit.Instructions)
        {
            if (instruction.Gate is not { } gate) continue;
            var (matrix, next) = (gate.ToMatrix(), new Complex[state.Length]);
            for (var x = 0; x < state.Length; x++)
            {
                for (var row = 0; row < 1 << gate.QubitCount; row++)
                {
                    var (y, column) = (x, 0);
                    for (var k = 0; k < gate.QubitCount; k++)
                    {
                        var bit = 1 << instruction.Qubits[k];
                        if ((x & bit) != 0) column |= 1 << k;
                        y = (row >> k & 1) != 0 ? y | bit : y & ~bit;
                    }

                    next[y] += matrix[row, column] * state[x];
                }
            }

            state = next;
        }

        return state;
    }

    private static double Expectation(PauliSum observable, Complex[] state)
    {
        // Diagonal observables only: all that QAOA asks for.
        var sum = 0.0;
        foreach (var term in observable)
        {
            for (var x = 0; x < state.Length; x++)
            {
                var sign = 1;
                for (var q = 0; q < observable.QubitCount; q++) sign = term.Pauli[q] == Pauli.Z && (x >> q & 1) != 0 ? -sign : sign;
                sum += term.Coefficient.Real * sign * state[x].Magnitude * state[x].Magnitude;
            }
        }

        return sum;
    }

    private static Counts Draw(Complex[] state, int qubits, int shots, PhiloxRandom random)
    {
        var counts = new SortedDictionary<int, long>();
        for (var shot = 0; shot < shots; shot++)
        {
            var (left, x) = (random.NextDouble(), 0);
            while (x < state.Length - 1 && (left -= state[x].Magnitude * state[x].Magnitude) >= 0) x++;
            counts[x] = counts.GetValueOrDefault(x) + 1;
        }

        return new Counts(counts.Select(c => KeyValuePair.Create(new BitString((ulong)c.Key, qubits), c.Value)));
    }
}
