using System.Numerics;
using Xunit;

namespace Qratum.Core.Tests.Numerics;

public sealed class ElementaryTests
{
    // What the series add to the half unit of the last rounding; powers have the error of the exponential.
    private const double AllowedUnits = 0.6;

    // Subnormal results are rounded twice.
    private const double SubnormalUnits = 1;

    private readonly PhiloxRandom _random = new(77);

    [Fact]
    public void Logarithms()
    {
        for (var k = 0; k < 150; k++)
        {
            CheckLog(1 + ((_random.NextDouble() - 0.5) * Math.ScaleB(1, -(k % 53))));
            CheckLog(Math.ScaleB(1 + _random.NextDouble(), (int)_random.NextInt64(-1074, 1023)));
            CheckLog(_random.NextDouble());
        }

        foreach (var x in new[] { double.Epsilon, double.MaxValue, Math.BitIncrement(1), Math.BitDecrement(1), 0.5, 2, 10, Math.E, Math.Sqrt(2), Math.Sqrt(0.5), Math.BitIncrement(Math.Sqrt(2)) }) CheckLog(x);
        Assert.Equal([0, double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity], new[] { 1, 0, -0.0, double.PositiveInfinity }.Select(Elementary.Log));
        Assert.All(new[] { -1, double.NaN, double.NegativeInfinity, -double.Epsilon }, x => Assert.True(double.IsNaN(Elementary.Log(x))));
    }

    [Fact]
    public void Exponentials()
    {
        for (var k = 0; k < 150; k++)
        {
            CheckExp((_random.NextDouble() - 0.5) * 1400);
            CheckExp((_random.NextDouble() - 0.5) * 2);
            CheckExp((_random.NextDouble() - 0.5) * Math.ScaleB(1, -(k % 60)));
            CheckExp((k - 75) * Math.Log(2) / 2);
        }

        foreach (var x in new[] { 709.78, 709.782712893384, -708.4, -740, -745.1, 0.34657359027997264, 1 }) CheckExp(x);
        Assert.Equal([1, 1, 0, double.PositiveInfinity, double.PositiveInfinity, 0], new[] { 0, -0.0, double.NegativeInfinity, double.PositiveInfinity, 709.8, -746 }.Select(Elementary.Exp));
        Assert.True(double.IsNaN(Elementary.Exp(double.NaN)));
    }

    [Fact]
    public void Powers()
    {
        for (var k = 0; k < 150; k++)
        {
            CheckPow(_random.NextDouble() * 100, (_random.NextDouble() - 0.5) * 200);
            CheckPow(1 + ((_random.NextDouble() - 0.5) * 1e-6), (_random.NextDouble() - 0.5) * 1e8);
            CheckPow(k + 1, 0.602);
            CheckPow(1e-300 * _random.NextDouble(), 0.3);
            CheckPow(0.999, k + 1);
        }

        CheckPow(1e5, 61.6);
        CheckPow(0.1, 307.65);
    }

    [Fact]
    public void Powers_that_are_numbers_are_exact()
    {
        for (var n = 1; n < 16; n++)
        {
            for (var k = 0; k <= 12; k++)
            {
                var expected = (double)BigInteger.Pow(n, k);
                Assert.Equal(expected, Elementary.Pow(n, k));
                Assert.Equal((k & 1) == 0 ? expected : -expected, Elementary.Pow(-n, k));
                if (BitOperations.IsPow2(n)) Assert.Equal(1 / expected, Elementary.Pow(n, -k));
            }
        }

        Assert.Equal(3, Elementary.Pow(9, 0.5));
        Assert.Equal(Math.ScaleB(1, -1074), Elementary.Pow(2, -1074));
        double[] odd = [0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, 1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e22, -1e22, double.Epsilon];
        foreach (var x in odd)
        {
            foreach (var y in odd)
            {
                // Neither exact nor special: the library may round otherwise.
                var (expected, found) = (Math.Pow(x, y), Elementary.Pow(x, y));
                if (double.IsFinite(expected) && expected != 0) Assert.Equal(expected, found, Math.Abs(expected) * 1e-15);
                else Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(found));
            }
        }
    }

    [Fact]
    public void Angles()
    {
        for (var k = 0; k < 150; k++)
        {
            CheckAngle(Number(1), Number(1));
            CheckAngle(Number(1), Number(Math.ScaleB(1, -(k % 70))));
            CheckAngle(Number(Math.ScaleB(1, -(k % 70))), Number(1));
            CheckAngle(Number(1e308), Number(1e308));
            CheckAngle(Number(1e-300), Number(1e-300));
            CheckAngle(Number(1e-160), Number(1e160));
            // At the borders of the parts around multiples of 1/8.
            CheckAngle((k % 17) * 0.0625, 1);
            CheckAngle(Math.BitIncrement((k % 17) * 0.0625), -1);
        }

        double Number(double size) => ((2 * _random.NextDouble()) - 1) * size;
    }

    [Fact]
    public void Special_angles_are_those_of_the_standard()
    {
        double[] odd = [0, -0.0, 1, -1, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue];
        foreach (var y in odd)
        {
            foreach (var x in odd) Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Atan2(y, x)), BitConverter.DoubleToInt64Bits(Elementary.Atan2(y, x)));
        }

        Assert.Equal(Math.PI / 4, Elementary.Atan(1));
        Assert.Equal(-Math.PI / 2, Elementary.Atan(double.NegativeInfinity));
        Assert.Equal(Math.PI, Elementary.Phase(-1));
        Assert.Equal(-Math.PI / 2, Elementary.Phase(new Complex(0, -2)));
    }

    [Fact]
    public void The_bits_are_these_on_every_machine()
    {
        var hash = new FingerprintWriter();
        for (var k = 0; k < 5000; k++)
        {
            double a = _random.NextDouble(), b = _random.NextDouble();
            hash.Add(Elementary.Log(a)).Add(Elementary.Exp(100 * (a - b))).Add(Elementary.Pow(10 * a, 10 * (b - 0.5))).Add(Elementary.Atan2(a - 0.5, b - 0.5));
        }

        Assert.Equal("e3fe1b1eb8e6e9057f0c59d17579a8f0", hash.Finish()[..32]);
    }

    private static void CheckLog(double x) => Check($"log {x:R}", Elementary.Log(x), ExactElementary.Log(x));

    private static void CheckExp(double x) => Check($"exp {x:R}", Elementary.Exp(x), ExactElementary.Exp(ExactSinCos.Exactly(x)));

    private static void CheckPow(double x, double y) =>
        Check($"{x:R}^{y:R}", Elementary.Pow(x, y), ExactElementary.Exp((ExactElementary.Log(x) * ExactSinCos.Exactly(y)) >> ExactSinCos.Places));

    private static void CheckAngle(double y, double x) => Check($"atan2({y:R}, {x:R})", Elementary.Atan2(y, x), ExactElementary.Atan2(y, x));

    private static void Check(string what, double computed, BigInteger exact)
    {
        var error = ExactSinCos.Error(computed, exact);
        Assert.True(error <= (Math.Abs(computed) < 3e-308 ? SubnormalUnits : AllowedUnits), $"{what} is {computed:R}, {error} units off.");
    }
}
