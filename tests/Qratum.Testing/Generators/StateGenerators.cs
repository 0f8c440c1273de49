using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Qratum.Testing;

/// <summary>A normalised state and sums on its qubits.</summary>
/// <param name="Amplitudes">2^n of them, n from 1 to 10.</param>
/// <param name="Sums">Three Hermitian sums.</param>
public sealed record StateCase(Complex[] Amplitudes, PauliSum[] Sums)
{
    /// <summary>Number of qubits.</summary>
    public int QubitCount => BitOperations.Log2((uint)Amplitudes.Length);

    /// <summary>The amplitudes that are not zero, and the sums.</summary>
    public override string ToString() => $"{QubitCount} qubits, "
        + string.Join(" ", Amplitudes.Select((a, i) => (a, i)).Where(p => p.a != 0).Take(20).Select(p => $"{p.i}:{p.a}")) + "; " + string.Join(" | ", (object[])Sums);
}

/// <summary>Random states, dense and sparse; the shrinker halves the amplitudes that are not zero and drops terms.</summary>
public static class StateGenerators
{
    /// <summary>For FsCheck.</summary>
    public static Arbitrary<StateCase> Cases() => Arb.From(
        from qubits in Gen.Choose(1, 10)
        from terms in Gen.Choose(0, 30)
        from isSparse in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue)
        select Random(qubits, terms, isSparse, new PhiloxRandom((ulong)seed)), Shrink);

    private static StateCase Random(int qubits, int terms, bool isSparse, PhiloxRandom random)
    {
        var amplitudes = new Complex[1 << qubits];
        for (var i = 0; i < amplitudes.Length; i++)
        {
            if (!isSparse || random.Next(8) == 0) amplitudes[i] = new Complex(random.NextGaussian(), random.NextGaussian());
        }

        amplitudes[random.Next(amplitudes.Length)] = 1;
        return new StateCase(Normalised(amplitudes), [.. Enumerable.Range(0, 3).Select(_ => PauliSumGenerators.Random(qubits, terms, random))]);
    }

    private static Complex[] Normalised(Complex[] amplitudes)
    {
        var norm = Math.Sqrt(amplitudes.Sum(a => (a.Real * a.Real) + (a.Imaginary * a.Imaginary)));
        return Array.ConvertAll(amplitudes, a => a / norm);
    }

    private static IEnumerable<StateCase> Shrink(StateCase value)
    {
        var present = Enumerable.Range(0, value.Amplitudes.Length).Where(i => value.Amplitudes[i] != 0).ToArray();
        if (present.Length > 1)
        {
            foreach (var half in new[] { present[..(present.Length / 2)], present[(present.Length / 2)..] })
            {
                var fewer = (Complex[])value.Amplitudes.Clone();
                foreach (var i in half) fewer[i] = 0;
                yield return value with { Amplitudes = Normalised(fewer) };
            }
        }

        for (var s = 0; s < value.Sums.Length; s++)
        {
            for (var skip = 0; skip < value.Sums[s].Count; skip++)
            {
                var builder = new PauliSumBuilder(value.QubitCount);
                for (var k = 0; k < value.Sums[s].Count; k++)
                {
                    if (k != skip) builder.Add(value.Sums[s][k].Coefficient, value.Sums[s][k].Pauli);
                }

                var sums = (PauliSum[])value.Sums.Clone();
                sums[s] = builder.Build();
                yield return value with { Sums = sums };
            }
        }
    }
}
