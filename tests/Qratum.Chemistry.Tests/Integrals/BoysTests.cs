using System.Numerics;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class BoysTests
{
    /// <summary>Relative; a few units in the last place of the polynomial and of the downward recursion.</summary>
    private const double Tolerance = 1e-14;

    [Fact]
    public void AgreesWithSeriesAndWithQuadratureForAllOrders()
    {
        var random = new Random(5);
        for (var order = 0; order <= 20; order++)
        {
            var boys = Boys.OfOrder(order);
            var values = new double[order + 1];
            for (var trial = 0; trial < 300; trial++)
            {
                var t = trial switch { 0 => 0, < 100 => random.NextDouble(), < 200 => 40 * random.NextDouble(), _ => Math.Pow(10, 4 * random.NextDouble()) };
                boys.Evaluate(t, values);
                for (var m = 0; m <= order; m++) Near(Reference(m, t), values[m], m, t);
            }
        }
    }

    [Fact]
    public void LanesAgreeWithScalars()
    {
        var random = new Random(6);
        for (var order = 0; order <= 16; order++)
        {
            var boys = Boys.OfOrder(order);
            var (expected, actual) = (new double[order + 1], new LaneBlock[order + 1]);
            for (var trial = 0; trial < 50; trial++)
            {
                LaneBlock t = default;
                var scalars = LaneBlock.MutableScalars(ref t);
                for (var i = 0; i < scalars.Length; i++) scalars[i] = trial == 0 ? i * 0.125 : Math.Pow(10, (6 * random.NextDouble()) - 3);
                boys.Evaluate(in t, actual);
                for (var i = 0; i < scalars.Length; i++)
                {
                    boys.Evaluate(scalars[i], expected);
                    for (var m = 0; m <= order; m++) Near(expected[m], LaneBlock.Scalars(in actual[m])[i], m, scalars[i]);
                }
            }
        }
    }

    [Fact]
    public void FirstOrderIsTheErrorFunctionAtKnownPoints()
    {
        // F_0(1) = √π/2 erf(1), F_0(4) = √π/4 erf(2); erf from Abramowitz and Stegun, table 7.1.
        var value = new double[1];
        Boys.OfOrder(0).Evaluate(1, value);
        Assert.Equal(Math.Sqrt(Math.PI) / 2 * 0.8427007929, value[0], 1e-10);
        Boys.OfOrder(0).Evaluate(4, value);
        Assert.Equal(Math.Sqrt(Math.PI) / 4 * 0.9953222650, value[0], 1e-10);
    }

    [Fact]
    public void SeriesAgreesWithQuadrature()
    {
        foreach (var m in new[] { 0, 1, 5, 12, 18 })
        {
            foreach (var t in new[] { 0, 0.1, 1, 7.3, 25, 60 })
            {
                Assert.Equal(1, Boys.Series(m, t) / Quadrature(m, t), 1e-12);
            }
        }
    }

    private static double Reference(int m, double t) => t < 120 ? Boys.Series(m, t) : LargeArgument(m, t);

    private static double LargeArgument(int m, double t)
    {
        var value = 0.5 * Math.Sqrt(Math.PI / t);
        for (var k = 0; k < m; k++) value *= (k + 0.5) / t;
        return value;
    }

    /// <summary>The defining integral by the trapezoidal rule in t = tanh-sinh variables.</summary>
    private static double Quadrature(int m, double argument)
    {
        var sum = 0.0;
        const double Step = 1.0 / 64;
        for (var k = -256; k <= 256; k++)
        {
            var x = k * Step;
            var s = Math.PI / 2 * Math.Sinh(x);
            var t = 0.5 * (1 + Math.Tanh(s));
            var weight = 0.25 * Math.PI * Math.Cosh(x) / (Math.Cosh(s) * Math.Cosh(s));
            sum += weight * Math.Pow(t, 2 * m) * Math.Exp(-argument * t * t);
        }

        return sum * Step;
    }

    private static void Near(double expected, double actual, int m, double t) =>
        Assert.True(Math.Abs(actual - expected) <= Tolerance * expected, $"F_{m}({t:R}) = {actual:R}, expected {expected:R}");
}
