using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Qratum.Testing;

/// <summary>Random unitary circuits with parameters, with a shrinker that drops instructions.</summary>
public static class CircuitGenerators
{
    private static readonly string[] Letters = ["I", "X", "Y", "Z"];

    /// <summary>For FsCheck: circuits of 1 to 7 qubits, so that some qubits lie inside and some outside a vector line.</summary>
    public static Arbitrary<Circuit> Circuits() => Arb.From(
        from qubits in Gen.Choose(1, 7)
        from count in Gen.Choose(0, 40)
        from seed in Gen.Choose(0, int.MaxValue)
        select Random(qubits, count, new PhiloxRandom((ulong)seed)), Shrink);

    /// <summary>A circuit of <paramref name="count"/> gates with the parameters a and b.</summary>
    public static Circuit Random(int qubits, int count, PhiloxRandom random)
    {
        var builder = new CircuitBuilder(qubits).Declare(new Parameter("a"), new Parameter("b"));
        while (count-- > 0)
        {
            var gate = Gate(random, qubits);
            if (gate.QubitCount > qubits) continue;
            var order = Enumerable.Range(0, qubits).ToArray();
            random.Shuffle(order);
            builder.Apply(gate, order.AsSpan(0, gate.QubitCount));
        }

        return builder.Build();
    }

    private static Gate Gate(PhiloxRandom random, int qubits)
    {
        Angle Any() => random.Next(3) switch
        {
            0 => random.NextDouble() * 6 - 3,
            1 => new Parameter("a"),
            _ => (0.5 * new Parameter("b")) + (-1 * new Parameter("a")) + 0.3,
        };
        return random.Next(34) switch
        {
            0 => Qratum.Gate.X, 1 => Qratum.Gate.Y, 2 => Qratum.Gate.Z, 3 => Qratum.Gate.H, 4 => Qratum.Gate.S,
            5 => Qratum.Gate.Sdg, 6 => Qratum.Gate.T, 7 => Qratum.Gate.Tdg, 8 => Qratum.Gate.Sx, 9 => Qratum.Gate.Sxdg,
            10 => Qratum.Gate.Rx(Any()), 11 => Qratum.Gate.Ry(Any()), 12 => Qratum.Gate.Rz(Any()), 13 => Qratum.Gate.Phase(Any()),
            14 => Qratum.Gate.U(Any(), Any(), Any()), 15 => Qratum.Gate.Cx, 16 => Qratum.Gate.Cy, 17 => Qratum.Gate.Cz,
            18 => Qratum.Gate.Ch, 19 => Qratum.Gate.Phase(Any()).Control(), 20 => Qratum.Gate.Rx(Any()).Control(),
            21 => Qratum.Gate.Ry(Any()).Control(2), 22 => Qratum.Gate.Rz(Any()).Control(), 23 => Qratum.Gate.Swap,
            24 => Qratum.Gate.ISwap, 25 => Qratum.Gate.FSim(Any(), Any()), 26 => Qratum.Gate.Rxx(Any()), 27 => Qratum.Gate.Ryy(Any()),
            28 => Qratum.Gate.Rzz(Any()), 29 => Qratum.Gate.Ccx, 30 => Qratum.Gate.CSwap,
            31 => Qratum.Gate.Unitary(Qratum.Gate.FSim(random.NextDouble(), random.NextDouble()).ToMatrix().ToArray()),
            32 => Qratum.Gate.Rotation(PauliString.Parse(string.Concat(Enumerable.Range(0, 1 + random.Next(qubits)).Select(_ => Letters[random.Next(4)]))), Any()),
            _ => Qratum.Gate.Rotation(PauliString.Parse(string.Concat(Enumerable.Range(0, Math.Max(1, random.Next(qubits))).Select(_ => Letters[random.Next(4)]))), Any()).Control(),
        };
    }

    private static IEnumerable<Circuit> Shrink(Circuit circuit)
    {
        for (var skip = 0; skip < circuit.Instructions.Length; skip++)
        {
            var builder = new CircuitBuilder(circuit.QubitCount).Declare(circuit.Parameters.AsSpan());
            for (var k = 0; k < circuit.Instructions.Length; k++)
            {
                if (k != skip && circuit.Instructions[k].Gate is { } gate) builder.Apply(gate, circuit.Instructions[k].Qubits.AsSpan());
            }

            yield return builder.Build();
        }
    }
}

/// <summary>Random Hermitian sums.</summary>
public static class PauliSumGenerators
{
    /// <summary>For FsCheck: sums on 1 to 7 qubits; the shrinker drops terms.</summary>
    public static Arbitrary<PauliSum> Sums() => Arb.From(
        from qubits in Gen.Choose(1, 7)
        from count in Gen.Choose(1, 20)
        from seed in Gen.Choose(0, int.MaxValue)
        select Random(qubits, count, new PhiloxRandom((ulong)seed)), Shrink);

    /// <summary>A Hermitian sum of up to <paramref name="count"/> terms.</summary>
    public static PauliSum Random(int qubits, int count, PhiloxRandom random)
    {
        var builder = new PauliSumBuilder(qubits);
        while (count-- > 0)
            builder.Add(random.NextGaussian(), PauliString.FromFactors(Enumerable.Range(0, qubits).Select(_ => (Pauli)random.Next(4)).ToArray()));
        return builder.Build();
    }

    private static IEnumerable<PauliSum> Shrink(PauliSum sum)
    {
        for (var skip = 0; skip < sum.Count; skip++)
        {
            var builder = new PauliSumBuilder(sum.QubitCount);
            for (var k = 0; k < sum.Count; k++)
            {
                if (k != skip) builder.Add(sum[k].Coefficient, sum[k].Pauli);
            }

            yield return builder.Build();
        }
    }
}
