using System.Numerics;

namespace Qratum.Optimization;

/// <summary>A whole number as a sum of bits: offset + Σ weightₖ · x_{first + k}.</summary>
internal readonly record struct BitForm(int Offset, int FirstBit, int[] Weights, bool IsOneHot = false)
{
    /// <summary>True for a bit that is the number itself.</summary>
    internal bool IsBit => Offset == 0 && Weights is [1];

    internal static BitForm Of(Variable variable, IntegerEncoding encoding, int firstBit) => variable.Kind switch
    {
        VariableKind.Binary => new BitForm(0, firstBit, [1]),
        VariableKind.Spin => new BitForm(1, firstBit, [-2]),
        _ when encoding == IntegerEncoding.Binary || variable.Lower == variable.Upper => new BitForm(variable.Lower, firstBit, Bounded((long)variable.Upper - variable.Lower)),
        _ when encoding == IntegerEncoding.Unary => new BitForm(variable.Lower, firstBit, Unary(variable)),
        _ => new BitForm(variable.Lower, firstBit, OneHot(variable), IsOneHot: true),
    };

    /// <summary>Weights whose sums are exactly 0 … range: powers of two, and a last one for the rest. No weights for 0.</summary>
    internal static int[] Bounded(long range)
    {
        if (range == 0) return [];
        var bits = BitOperations.Log2((ulong)range) + 1;
        var weights = new int[bits];
        for (var k = 0; k + 1 < bits; k++) weights[k] = 1 << k;
        weights[^1] = checked((int)(range - ((1L << (bits - 1)) - 1)));
        return weights;
    }

    /// <summary>The bits of a number in the range, greatest weights first: no weight is more than one above the sum of all smaller ones, so that is exact.</summary>
    internal void Set(long value, Span<bool> bits)
    {
        var rest = value - Offset;
        if (IsOneHot)
        {
            for (var k = 0; k < Weights.Length; k++) bits[FirstBit + k] = k == rest;
            return;
        }

        var order = Weights.Select(static (w, k) => (Weight: w, Place: k)).OrderByDescending(static p => Math.Abs(p.Weight));
        foreach (var (weight, place) in order)
        {
            var set = weight != 0 && rest != 0 && Math.Sign(weight) == Math.Sign(rest) && Math.Abs(rest) >= Math.Abs(weight);
            bits[FirstBit + place] = set;
            if (set) rest -= weight;
        }
    }

    internal int Value(ReadOnlySpan<bool> bits)
    {
        long value = Offset;
        for (var k = 0; k < Weights.Length; k++)
        {
            if (bits[FirstBit + k]) value += Weights[k];
        }

        // Only several ones of a one-hot number can leave the range of int.
        return (int)Math.Clamp(value, int.MinValue, int.MaxValue);
    }

    private static int[] Unary(Variable variable)
    {
        var weights = new int[Steps(variable)];
        Array.Fill(weights, 1);
        return weights;
    }

    private static int[] OneHot(Variable variable)
    {
        var weights = new int[Steps(variable) + 1];
        for (var k = 0; k < weights.Length; k++) weights[k] = k;
        return weights;
    }

    private static int Steps(Variable variable)
    {
        var steps = (long)variable.Upper - variable.Lower;
        return steps < Graph.MaximumNodeCount ? (int)steps
            : throw new NotSupportedException($"The integer '{variable.Name}' has {steps + 1} values, too many for a bit each; the binary encoding takes {BitOperations.Log2((ulong)steps) + 1} bits.");
    }
}
