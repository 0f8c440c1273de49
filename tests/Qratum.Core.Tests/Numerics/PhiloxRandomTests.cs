using FsCheck.Xunit;
using Xunit;

namespace Qratum.Core.Tests.Numerics;

public sealed class PhiloxRandomTests
{
    // Known answers of the Random123 distribution (kat_vectors, philox 4x32 10): counter, key, output.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Blocks_equal_the_published_known_answers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3)
    {
        var block = ((ulong)c1 << 32) | c0;
        var stream = ((ulong)c3 << 32) | c2;
        var seed = ((ulong)k1 << 32) | k0;
        Assert.Equal((((ulong)w1 << 32) | w0, ((ulong)w3 << 32) | w2), PhiloxRandom.Block(seed, stream, block));
    }

    [Property]
    public bool Words_by_the_block_equal_those_one_by_one(ulong seed, ulong stream, byte count)
    {
        var words = new ulong[count];
        PhiloxRandom.Fill(seed, stream, words);
        var random = new PhiloxRandom(seed, stream);
        return words.All(word => word == random.NextUInt64());
    }

    [Property]
    public bool A_resumed_stream_goes_on_where_it_was(ulong seed, ulong stream, byte used)
    {
        var whole = new PhiloxRandom(seed, stream);
        for (var k = 0; k < used; k++) whole.NextUInt64();
        var resumed = new PhiloxRandom(seed, stream, whole.Position);
        return Enumerable.Range(0, 5).All(_ => whole.NextUInt64() == resumed.NextUInt64());
    }

    [Property]
    public bool Integers_stay_in_their_range(ulong seed, int a, int b)
    {
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        var value = new PhiloxRandom(seed).Next(low, high);
        return low == high ? value == low : value >= low && value < high;
    }

    [Fact]
    public void Numbers_are_uniform_and_normal_as_far_as_their_moments_tell()
    {
        const int count = 100_000;
        var random = new PhiloxRandom(3);
        double mean = 0, square = 0, normalMean = 0, normalSquare = 0;
        for (var k = 0; k < count; k++)
        {
            var u = random.NextDouble();
            var g = random.NextGaussian();
            mean += u / count;
            square += u * u / count;
            normalMean += g / count;
            normalSquare += g * g / count;
        }

        // Five standard errors of each moment.
        Assert.Equal(0.5, mean, 5 * Math.Sqrt(1.0 / 12 / count));
        Assert.Equal(1.0 / 3, square, 5 * Math.Sqrt(4.0 / 45 / count));
        Assert.Equal(0, normalMean, 5 / Math.Sqrt(count));
        Assert.Equal(1, normalSquare, 5 * Math.Sqrt(2.0 / count));
    }
}
