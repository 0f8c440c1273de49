using System.Numerics;

namespace Qratum.Core.Tests.Numerics;

/// <summary>Logarithm, exponential and inverse tangent in integers of 1400 binary places: the slow twin of <see cref="Elementary"/>.</summary>
internal static class ExactElementary
{
    private const int Places = ExactSinCos.Places;
    private static readonly BigInteger One = BigInteger.One << Places;
    private static readonly BigInteger Log2 = 2 * ArTanh(One / 3);

    /// <summary>Of a positive number.</summary>
    public static BigInteger Log(double x)
    {
        var (value, exponent) = (ExactSinCos.Exactly(x), 0);
        for (; value >= 2 * One; exponent++) value >>= 1;
        for (; value < One; exponent--) value <<= 1;
        return (2 * ArTanh(((value - One) << Places) / (value + One))) + (exponent * Log2);
    }

    /// <summary>Of a number of 1400 binary places.</summary>
    public static BigInteger Exp(BigInteger x)
    {
        var k = (int)(x / Log2);
        var r = x - (k * Log2);
        BigInteger sum = 0, term = One;
        for (var n = 1; !term.IsZero; n++)
        {
            sum += term;
            term = ((term * r) >> Places) / n;
            if (term == BigInteger.MinusOne) term = 0;
        }

        return k >= 0 ? sum << k : sum >> -k;
    }

    /// <summary>The angle of a point, in the range of the plane.</summary>
    public static BigInteger Atan2(double y, double x)
    {
        BigInteger rise = BigInteger.Abs(ExactSinCos.Exactly(y)), run = BigInteger.Abs(ExactSinCos.Exactly(x));
        var angle = rise <= run ? ArcTan((rise << Places) / run) : (ExactSinCos.Pi / 2) - ArcTan((run << Places) / rise);
        if (x < 0) angle = ExactSinCos.Pi - angle;
        return y < 0 ? -angle : angle;
    }

    /// <summary>Of 0 to 1, after halving the angle twice.</summary>
    private static BigInteger ArcTan(BigInteger t)
    {
        for (var k = 0; k < 2; k++) t = (t << Places) / (One + Root((One * One) + (t * t)));
        BigInteger square = (t * t) >> Places, power = t, sum = 0;
        for (var k = 1; !power.IsZero; k += 2, power = (power * square) >> Places) sum += (k & 2) == 0 ? power / k : -(power / k);
        return 4 * sum;
    }

    private static BigInteger ArTanh(BigInteger s)
    {
        BigInteger square = (s * s) >> Places, power = s, sum = 0;
        for (var k = 1; !power.IsZero && power != BigInteger.MinusOne; k += 2, power = (power * square) >> Places) sum += power / k;
        return sum;
    }

    /// <summary>Square root, rounded down, by Newton's iteration from above.</summary>
    private static BigInteger Root(BigInteger value)
    {
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }
}
