using System.Runtime.CompilerServices;

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
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
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
        // Multipliers and Weyl constants of the paper, table 2 and section 4.3.
        const uint m0 = 0xD2511F53, m1 = 0xCD9E8D57, w0 = 0x9E3779B9, w1 = 0xBB67AE85;
        uint c0 = (uint)block, c1 = (uint)(block >> 32), c2 = (uint)stream, c3 = (uint)(stream >> 32);
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (var round = 0; round < 10; round++)
        {
            var p0 = (ulong)m0 * c0;
            var p1 = (ulong)m1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += w0;
            k1 += w1;
        }

        return (((ulong)c1 << 32) | c0, ((ulong)c3 << 32) | c2);
    }
}
