using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Qratum;

/// <summary>
/// The random generator of Qratum: counter-based, so that a seed, a stream and a position name every number, whatever
/// the number of threads, and a run can be stopped and resumed in the middle of a stream.
/// </summary>
/// <remarks>
/// Philox 4x32-10 of J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011). One 128-bit block of
/// the counter (stream, block) under the key (seed) gives two 64-bit words; <see cref="Position"/> counts such words.
/// </remarks>
public sealed class PhiloxRandom : Random
{
    // Multipliers and Weyl constants of the paper, table 2 and section 4.3.
    private const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57, W0 = 0x9E3779B9, W1 = 0xBB67AE85;
    private const int Rounds = 10;
    private ulong _first, _second;
    private ulong _block = ulong.MaxValue;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Key of the generator; every value is valid.</param>
    /// <param name="stream">Independent sequence under the same seed, for example one per shot or parameter set.</param>
    /// <param name="position">Number of 64-bit words of the stream already used.</param>
    public PhiloxRandom(ulong seed, ulong stream = 0, ulong position = 0)
    {
        Seed = seed;
        Stream = stream;
        Position = position;
    }

    /// <summary>Key of the generator.</summary>
    public ulong Seed { get; }

    /// <summary>Which independent sequence under the seed this is.</summary>
    public ulong Stream { get; }

    /// <summary>Number of 64-bit words used so far; passing it to the constructor goes on from here.</summary>
    public ulong Position { get; private set; }

    /// <summary>Next 64 uniformly distributed bits.</summary>
    public ulong NextUInt64()
    {
        var block = Position >> 1;
        if (block != _block)
        {
            (_first, _second) = Block(Seed, Stream, block);
            _block = block;
        }

        return (Position++ & 1) == 0 ? _first : _second;
    }

    /// <summary>Uniform in [0, 1), on the grid of 2^-53.</summary>
    public override double NextDouble() => ToUnit(NextUInt64());

    /// <summary>Normally distributed, mean 0 and variance 1 (Box-Muller, two words used).</summary>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2 * Elementary.Log(1 - NextDouble()));
        return radius * SinCos.Compute(2 * Math.PI * NextDouble()).Cos;
    }

    /// <inheritdoc/>
    public override float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <inheritdoc/>
    public override long NextInt64() => NextInt64(0, long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = (ulong)(maxValue - minValue);
        return range == 0 ? minValue : minValue + (long)Below(range);
    }

    /// <inheritdoc/>
    public override int Next() => (int)NextInt64(0, int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue) => (int)NextInt64(0, maxValue);

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i += 8)
        {
            var word = NextUInt64();
            for (var k = i; k < Math.Min(i + 8, buffer.Length); k++, word >>= 8) buffer[k] = (byte)word;
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    /// <summary>The 64-bit word at <paramref name="position"/> of a stream, without a generator object.</summary>
    internal static ulong WordAt(ulong seed, ulong stream, ulong position)
    {
        var (first, second) = Block(seed, stream, position >> 1);
        return (position & 1) == 0 ? first : second;
    }

    /// <summary>A word as a uniform number in [0, 1).</summary>
    internal static double ToUnit(ulong word) => (word >> 11) * (1.0 / (1UL << 53));

    /// <summary>Lemire's multiply-and-reject: exactly uniform below <paramref name="range"/>.</summary>
    private ulong Below(ulong range)
    {
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var threshold = (0 - range) % range;
            while (low < threshold) high = Math.BigMul(NextUInt64(), range, out low);
        }

        return high;
    }

    /// <summary>One 128-bit block: counter (stream, block) under the key (seed).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (ulong First, ulong Second) Block(ulong seed, ulong stream, ulong block)
    {
        uint c0 = (uint)block, c1 = (uint)(block >> 32), c2 = (uint)stream, c3 = (uint)(stream >> 32);
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var p0 = (ulong)M0 * c0;
            var p1 = (ulong)M1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += W0;
            k1 += W1;
        }

        return (((ulong)c1 << 32) | c0, ((ulong)c3 << 32) | c2);
    }

    /// <summary>The first words of a stream, four blocks at a time where the processor multiplies so many.</summary>
    internal static void Fill(ulong seed, ulong stream, Span<ulong> words)
    {
        var k = 0;
        if (Avx2.IsSupported)
        {
            for (; k + 8 <= words.Length; k += 8)
            {
                var (first, second) = FourBlocks(seed, stream, (ulong)k >> 1);
                // (0, 1, 2, 3) and (0', 1', 2', 3') to 0 0' 1 1', 2 2' 3 3'.
                Vector256<ulong> low = Avx2.UnpackLow(first, second), high = Avx2.UnpackHigh(first, second);
                Avx2.Permute2x128(low, high, 0x20).CopyTo(words[k..]);
                Avx2.Permute2x128(low, high, 0x31).CopyTo(words[(k + 4)..]);
            }
        }

        for (; k < words.Length; k++) words[k] = WordAt(seed, stream, (ulong)k);
    }

    /// <summary><see cref="Block"/> of four blocks from a given one, whose number leaves a remainder of 0 by 4.</summary>
    private static (Vector256<ulong> First, Vector256<ulong> Second) FourBlocks(ulong seed, ulong stream, ulong block)
    {
        var half = Vector256.Create(0xFFFFFFFFUL);
        var (m0, m1) = (Vector256.Create((ulong)M0).AsUInt32(), Vector256.Create((ulong)M1).AsUInt32());
        // A number of 32 bits in the low half of each lane; what is above it may be anything.
        var c0 = Vector256.Create((uint)block, (uint)block + 1UL, (uint)block + 2UL, (uint)block + 3UL);
        var c1 = Vector256.Create(block >> 32);
        Vector256<ulong> c2 = Vector256.Create((ulong)(uint)stream), c3 = Vector256.Create(stream >> 32);
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            Vector256<ulong> p0 = Avx2.Multiply(m0, c0.AsUInt32()), p1 = Avx2.Multiply(m1, c2.AsUInt32());
            (c0, c1, c2, c3) = ((p1 >> 32) ^ c1 ^ Vector256.Create((ulong)k0), p1, (p0 >> 32) ^ c3 ^ Vector256.Create((ulong)k1), p0);
            k0 += W0;
            k1 += W1;
        }

        return ((c1 << 32) | (c0 & half), (c3 << 32) | (c2 & half));
    }
}
