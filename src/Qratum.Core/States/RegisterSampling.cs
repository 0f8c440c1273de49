using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Qratum;

/// <summary>Shots from a register: sorted uniform numbers of one random stream, found in one sweep.</summary>
internal static class RegisterSampling
{
    // Numbers in a bucket on average: few enough that putting them in order costs less than a finer first pass.
    private const int LogBucketSize = 1, MaximumBucketBits = 19;

    /// <summary>Counts of a number of shots; <paramref name="toOutcome"/> makes a string of a basis state, null where the string is the basis state.</summary>
    public static Counts Sample(IStateRegister register, int shots, ulong seed, ulong stream, Func<long, BitString>? toOutcome)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        // Rented, for a search asks again and again; the words give way to the outcomes.
        var words = ArrayPool<long>.Shared.Rent(shots);
        var uniforms = ArrayPool<double>.Shared.Rent(shots);
        try
        {
            SortedUniforms(seed, stream, words.AsSpan(0, shots), uniforms.AsSpan(0, shots));
            var outcomes = words.AsSpan(0, shots);
            register.Sample(uniforms.AsSpan(0, shots), outcomes);
            return toOutcome is null ? Counts.FromSorted(register.QubitCount, outcomes) : Counts.FromSorted(outcomes, toOutcome);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(words);
            ArrayPool<double>.Shared.Return(uniforms);
        }
    }

    /// <summary>
    /// The first numbers of a stream in rising order. They are uniform: leading bits say nearly where each belongs, and the rest
    /// is moving neighbours; linear time.
    /// </summary>
    internal static void SortedUniforms(ulong seed, ulong stream, Span<long> words, Span<double> uniforms)
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)words.Length) - LogBucketSize, 1, MaximumBucketBits);
        var places = ArrayPool<int>.Shared.Rent((1 << bits) + 1);
        places.AsSpan(0, (1 << bits) + 1).Clear();
        PhiloxRandom.Fill(seed, stream, MemoryMarshal.Cast<long, ulong>(words));
        foreach (var word in words) places[(int)((ulong)word >> (64 - bits)) + 1]++;
        for (var b = 0; b < 1 << bits; b++) places[b + 1] += places[b];
        foreach (var word in words) uniforms[places[(int)((ulong)word >> (64 - bits))]++] = PhiloxRandom.ToUnit((ulong)word);
        ArrayPool<int>.Shared.Return(places);
        for (var k = 1; k < uniforms.Length; k++)
        {
            var value = uniforms[k];
            var place = k;
            for (; place > 0 && uniforms[place - 1] > value; place--) uniforms[place] = uniforms[place - 1];
            uniforms[place] = value;
        }
    }
}
