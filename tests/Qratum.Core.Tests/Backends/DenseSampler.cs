using System.Numerics;

namespace Qratum.Core.Tests;

/// <summary>The obvious sampler for small circuits whose measurements come last: amplitudes by textbook multiplication, one random number a shot.</summary>
internal sealed class DenseSampler : ISampler
{
    public List<SamplerPub> Requests { get; } = [];

    public ValueTask<Samples> SampleAsync(SamplerPub pub, CancellationToken cancellationToken = default)
    {
        Requests.Add(pub);
        return new ValueTask<Samples>(new Samples([.. pub.ParameterSets.Select((set, k) => Sample(pub.Circuit.Bind(set.Span), pub.Shots, pub.Seed ?? 0, k))], pub.Seed));
    }

    private static Counts Sample(Circuit circuit, int shots, ulong seed, int stream)
    {
        var measured = circuit.Instructions.Where(i => i.Operation is Measurement).ToArray();
        var builder = new CircuitBuilder(circuit.QubitCount);
        foreach (var i in circuit.Instructions)
        {
            if (i.Gate is { } gate) builder.Apply(gate, i.Qubits.AsSpan());
        }

        var state = DenseCircuit.State(builder.Build());
        var random = new PhiloxRandom(seed, (ulong)stream);
        var counts = new Dictionary<BitString, long>();
        for (var shot = 0; shot < shots; shot++)
        {
            var r = random.NextDouble();
            var index = 0;
            while (index < state.Length - 1 && (r -= (state[index] * Complex.Conjugate(state[index])).Real) >= 0) index++;
            var bits = new bool[circuit.ClbitCount];
            foreach (var m in measured) bits[m.Clbit] = ((index >> m.Qubits[0]) & 1) != 0;
            var outcome = BitString.FromBits(bits);
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
        }

        return new Counts(counts);
    }
}
