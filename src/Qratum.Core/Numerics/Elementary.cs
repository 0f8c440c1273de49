using System.Numerics;

namespace Qratum;

/// <summary>
/// Logarithm, exponential, power and inverse tangent that have the same bits on every machine, like <see cref="SinCos"/>: only +, −, ·, / and fused
/// multiply-add, so that results do not depend on the mathematical library of the system. Error below 0.6 units in the last place.
/// </summary>
/// <remarks>
/// Each value is computed as an unevaluated sum of two numbers (T. J. Dekker, Numer. Math. 18, 224 (1971)) from a series on a small interval: the
/// inverse tangent around multiples of 1/8, the logarithm as that of the inverse hyperbolic tangent, both of which leave an argument below 0.18.
/// </remarks>
internal static class Elementary
{
    // log 2 as a sum of three numbers, the first of 42 bits, so that its products with exponents are exact.
    private const double Log2High = 0.6931471805598903, Log2Middle = 5.497923018708371e-14, Log2Low = 1.94704509238075e-31;
    private const double PiHigh = 3.141592653589793, PiLow = 1.2246467991473532e-16, HalfPiHigh = 1.5707963267948966, HalfPiLow = 6.123233995736766e-17;

    // 2^-100 and 2^200.
    private const double Scale100Down = 7.888609052210118e-31, Scale200Up = 1.6069380442589903e+60;

    // Below 2^-27 an angle is its tangent to the last bit.
    private const double TinyTangent = 7.450580596923828e-09;

    // The least and greatest numbers whose exponentials are neither 0 nor infinite.
    private const double LeastExponent = -745.2, GreatestExponent = 709.79;

    // Inverse tangents of k/8 as sums of two numbers.
    private static ReadOnlySpan<double> ArcHigh => [0.0, 0.12435499454676144, 0.24497866312686414, 0.35877067027057225, 0.4636476090008061, 0.5585993153435624, 0.6435011087932844, 0.7188299996216245, 0.7853981633974483];

    private static ReadOnlySpan<double> ArcLow => [0.0, -3.1253241424539383e-18, 1.0698755618734451e-17, -2.4623815582638635e-17, 2.2698777452961687e-17, -5.4556305485916264e-18, 1.5834785051444286e-17, -2.1478388444456983e-17, 3.061616997868383e-17];

    /// <summary>Natural logarithm; NaN below 0, −∞ at 0.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x)) return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        return LogPair(x).High;
    }

    /// <summary>e^x.</summary>
    public static double Exp(double x) => double.IsNaN(x) ? x : Exp(x, 0);

    /// <summary>x^y, with the special cases of IEEE 754.</summary>
    public static double Pow(double x, double y)
    {
        var size = Math.Abs(x);
        // Exact on every system.
        if (x == 0 || x == 1 || y == 0 || !double.IsFinite(x) || !double.IsFinite(y)) return Math.Pow(x, y);
        if (x < 0 && y != Math.Floor(y)) return double.NaN;
        var sign = x < 0 && double.IsOddInteger(y) ? -1 : 1;
        if (size == 1) return sign;
        var (high, low) = LogPair(size);
        // Far from what fits, where the product itself would overflow.
        if (Math.Abs(y) > 1e20) return sign * (high > 0 == y > 0 ? double.PositiveInfinity : 0);
        var product = y * high;
        return sign * Exp(product, Math.FusedMultiplyAdd(y, high, -product) + (y * low));
    }

    /// <summary>The angle of the point (x, y), in [−π, π], with the special cases of IEEE 754.</summary>
    public static double Atan2(double y, double x)
    {
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;
        if (double.IsInfinity(y) && double.IsInfinity(x)) (y, x) = (Math.CopySign(1, y), Math.CopySign(1, x));
        else if (double.IsInfinity(y)) (y, x) = (Math.CopySign(1, y), 0);
        else if (double.IsInfinity(x)) (y, x) = (Math.CopySign(0, y), Math.CopySign(1, x));
        double rise = Math.Abs(y), run = Math.Abs(x);
        var (small, large) = rise > run ? (run, rise) : (rise, run);
        // Powers of two that keep quotient and remainder in range.
        if (large > 1e300) (small, large) = (small * Scale100Down, large * Scale100Down);
        else if (large < 1e-270) (small, large) = (small * Scale200Up, large * Scale200Up);
        var (high, low) = large == 0 ? (0, 0) : ArcTangent(small, large);
        if (rise > run) (high, low) = Sum(HalfPiHigh, -high, HalfPiLow - low);
        if (double.IsNegative(x)) (high, low) = Sum(PiHigh, -high, PiLow - low);
        return Math.CopySign(high + low, y);
    }

    /// <summary>The angle whose tangent is x, in [−π/2, π/2].</summary>
    public static double Atan(double x) => Atan2(x, 1);

    /// <summary>The angle of a complex number, in [−π, π].</summary>
    public static double Phase(Complex value) => Atan2(value.Imaginary, value.Real);

    private static (double High, double Low) ArcTangent(double small, double large)
    {
        var t = small / large;
        if (t < TinyTangent) return (t, 0);
        var rest = Math.FusedMultiplyAdd(-t, large, small) / large;
        // atan t = atan c + atan((t − c) / (1 + tc)).
        var k = (int)((8 * t) + 0.5);
        var c = k * 0.125;
        var n = t - c;
        var d = Math.FusedMultiplyAdd(t, c, 1);
        var dRest = Math.FusedMultiplyAdd(t, c, 1 - d) + (rest * c);
        var r = n / d;
        var rRest = (Math.FusedMultiplyAdd(-r, d, n) + rest - (r * dRest)) / d;
        var z = r * r;
        // r³ (−1/3 + z/5 − …), up to z^7.
        var p = 0.0;
        for (var j = 17; j >= 3; j -= 2) p = Math.FusedMultiplyAdd(p, z, ((j & 2) == 0 ? 1.0 : -1.0) / j);
        return Sum(ArcHigh[k], r, ArcLow[k] + (rRest * (1 - z)) + (r * z * p));
    }

    /// <summary>The logarithm of a positive finite number as a sum of two numbers, off by some 2^-95 of itself.</summary>
    private static (double High, double Low) LogPair(double x)
    {
        const double rootOfTwo = 1.4142135623730951;
        var exponent = Math.ILogB(x);
        var m = Math.ScaleB(x, -exponent);
        if (m > rootOfTwo) (m, exponent) = (m / 2, exponent + 1);
        // log m = 2 artanh s, s = (m − 1) / (m + 1).
        var d = m + 1;
        var dRest = m < 1 ? 1 - d + m : m - d + 1;
        var n = m - 1;
        var s = n / d;
        var sRest = (Math.FusedMultiplyAdd(-s, d, n) - (s * dRest)) / d;
        var square = Product((s, sRest), (s, sRest));
        var series = (High: 0.0, Low: 0.0);
        for (var k = 41; k >= 1; k -= 2)
        {
            var inverse = 1.0 / k;
            series = Product(series, square);
            series = Sum(inverse, series.High, series.Low + (Math.FusedMultiplyAdd(-inverse, k, 1) / k), isOrdered: true);
        }

        var log = Product(series, (2 * s, 2 * sRest));
        if (exponent == 0) return log;
        var low = exponent * Log2Middle;
        var lowest = Math.FusedMultiplyAdd(exponent, Log2Middle, -low) + (exponent * Log2Low);
        var first = Sum(exponent * Log2High, log.High, 0);
        var second = Sum(low, log.Low, lowest);
        var sum = Sum(first.High, second.High, 0);
        return Sum(sum.High, sum.Low + first.Low + second.Low, 0);
    }

    private static double Exp(double high, double low)
    {
        if (high >= GreatestExponent) return double.PositiveInfinity;
        if (high <= LeastExponent) return 0;
        var k = Math.Round(high / (Log2High + Log2Middle));
        var r = Math.FusedMultiplyAdd(-k, Log2High, high);
        var rest = Math.FusedMultiplyAdd(-k, Log2Middle, low);
        (r, rest) = Sum(r, rest, 0);
        // r² (1/2 + r/6 + …), up to r^16.
        var p = 0.0;
        for (var j = 0; j < InverseFactorials.Length; j++) p = Math.FusedMultiplyAdd(p, r, InverseFactorials[j]);
        var (sum, lost) = Sum(1, r, 0);
        var value = sum + (lost + Math.FusedMultiplyAdd(r, rest, rest) + (r * r * p));
        // In two steps, since 2^1024 is no number.
        var half = (int)k / 2;
        return Math.ScaleB(Math.ScaleB(value, half), (int)k - half);
    }

    // 1/16!, …, 1/2!.
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        1.0 / 20922789888000, 1.0 / 1307674368000, 1.0 / 87178291200, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880,
        1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
    ];

    /// <summary>a + b + rest as a sum of two numbers, the first of them a + b + rest rounded.</summary>
    private static (double High, double Low) Sum(double a, double b, double rest, bool isOrdered = false)
    {
        var sum = a + b;
        var part = sum - a;
        var lost = isOrdered ? b - part : (a - (sum - part)) + (b - part);
        var low = lost + rest;
        var high = sum + low;
        return (high, low - (high - sum));
    }

    private static (double High, double Low) Product((double High, double Low) a, (double High, double Low) b)
    {
        var high = a.High * b.High;
        var low = Math.FusedMultiplyAdd(a.High, b.High, -high) + ((a.High * b.Low) + (a.Low * b.High));
        var sum = high + low;
        return (sum, low - (sum - high));
    }
}
