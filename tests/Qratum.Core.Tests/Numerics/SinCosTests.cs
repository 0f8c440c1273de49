using System.Globalization;
using Xunit;

namespace Qratum.Core.Tests.Numerics;

public sealed class SinCosTests
{
    // What the series and the corrections add to the half unit of the last rounding.
    private const double AllowedUnits = 0.75;

    [Theory]
    [InlineData(1e-3, 1)]
    [InlineData(1, 2)]
    [InlineData(3.2, 3)]
    [InlineData(100, 4)]
    [InlineData(3294198, 5)]
    [InlineData(1e8, 6)]
    [InlineData(1e22, 7)]
    [InlineData(1.7e308, 8)]
    public void RandomAngles(double range, ulong seed)
    {
        var random = new PhiloxRandom(seed);
        for (var k = 0; k < 150; k++) Check(((2 * random.NextDouble()) - 1) * range);
    }

    [Fact]
    public void EveryBinaryOrder()
    {
        var random = new PhiloxRandom(9);
        for (var exponent = -1074; exponent <= 1023; exponent += 7) Check(Math.ScaleB(1 + random.NextDouble(), exponent));
    }

    [Fact]
    public void NextToMultiplesOfAQuarterTurn()
    {
        var random = new PhiloxRandom(10);
        for (var k = 0; k < 150; k++)
        {
            var x = random.NextInt64(1L << (1 + (k % 21))) * (Math.PI / 2);
            Check(x);
            Check(Math.BitIncrement(x));
            Check(-Math.BitDecrement(x));
        }
    }

    // The double nearest to a multiple of π/2 relative to its size (J.-M. Muller, "Elementary Functions", 3rd ed., section 11.3),
    // the ends of the two reductions, and the boundary between them.
    [Theory]
    [InlineData("6.381956970095103E+797")]
    [InlineData("1.7976931348623157E+308")]
    [InlineData("3300000")]
    [InlineData("3300000.0000000005")]
    [InlineData("0.7853981633974483")]
    [InlineData("0.7853981633974484")]
    public void HardAngles(string text)
    {
        var x = text.EndsWith("797", StringComparison.Ordinal) ? Math.ScaleB(6381956970095103, 797) : double.Parse(text, CultureInfo.InvariantCulture);
        Check(x);
        Check(-x);
    }

    [Fact]
    public void OddEvenAndZero()
    {
        Assert.Equal((0.0, 1.0), SinCos.Compute(0));
        Assert.True(double.IsNegative(SinCos.Compute(-0.0).Sin));
        foreach (var x in new[] { 0.3, 2.0, 4e6, 1e300 })
        {
            var (plus, minus) = (SinCos.Compute(x), SinCos.Compute(-x));
            Assert.Equal((plus.Sin, plus.Cos), (-minus.Sin, minus.Cos));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void NoNumber(double x) => Assert.Equal((double.NaN, double.NaN), SinCos.Compute(x));

    [Theory]
    [InlineData(5)]
    [InlineData(1e6)]
    [InlineData(1e7)]
    public void SpansGiveTheBitsOfSingleNumbers(double range)
    {
        var random = new PhiloxRandom(11);
        var x = new double[1003];
        for (var k = 0; k < x.Length; k++) x[k] = ((2 * random.NextDouble()) - 1) * range;
        (x[0], x[1], x[2], x[40]) = (0, -0.0, 1e-300, range > 1e6 ? double.NaN : 1e-9);
        var (sin, cos) = (new double[x.Length], new double[x.Length]);
        SinCos.Compute(x, sin, cos);
        for (var k = 0; k < x.Length; k++)
        {
            var (s, c) = SinCos.Compute(x[k]);
            Assert.Equal(BitConverter.DoubleToInt64Bits(s), BitConverter.DoubleToInt64Bits(sin[k]));
            Assert.Equal(BitConverter.DoubleToInt64Bits(c), BitConverter.DoubleToInt64Bits(cos[k]));
        }

        Assert.Throws<ArgumentException>(() => SinCos.Compute(x, sin, cos.AsSpan(1)));
    }

    [Fact]
    public void HalfAngles()
    {
        foreach (var theta in new[] { 0, 0.1, -2.5, 3.1, 40 })
        {
            var (cos, tan) = SinCos.HalfAngle(theta);
            var (s, c) = SinCos.Compute(theta / 2);
            Assert.Equal((c, s / c), (cos, tan));
        }
    }

    private static void Check(double x)
    {
        var (sin, cos) = SinCos.Compute(x);
        var (exactSin, exactCos) = ExactSinCos.Of(x);
        Assert.True(ExactSinCos.Error(sin, exactSin) <= AllowedUnits, $"sin {x:R} = {sin:R} is {ExactSinCos.Error(sin, exactSin)} units away.");
        Assert.True(ExactSinCos.Error(cos, exactCos) <= AllowedUnits, $"cos {x:R} = {cos:R} is {ExactSinCos.Error(cos, exactCos)} units away.");
    }
}
