using System.Numerics;

namespace Qratum.Core.Tests.Numerics;

/// <summary>Sine and cosine in integers of 1400 binary places: the slow twin of <see cref="SinCos"/>.</summary>
internal static class ExactSinCos
{
    public const int Places = 1400;
    private static readonly BigInteger One = BigInteger.One << Places;

    /// <summary>π by Machin's formula, π/4 = 4 arctan 1/5 − arctan 1/239.</summary>
    public static readonly BigInteger Pi = 4 * ((4 * ArcTanOfInverse(5)) - ArcTanOfInverse(239));

    public static BigInteger Exactly(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger((bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52));
        var shift = Math.Max(exponent, 1) - 1075 + Places;
        var value = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return bits < 0 ? -value : value;
    }

    public static (BigInteger Sin, BigInteger Cos) Of(double x)
    {
        var angle = Exactly(x) % (2 * Pi);
        BigInteger sin = 0, cos = 0, term = One;
        for (var k = 0; !term.IsZero; k++)
        {
            switch (k & 3)
            {
                case 0: cos += term; break;
                case 1: sin += term; break;
                case 2: cos -= term; break;
                default: sin -= term; break;
            }

            term = ((term * angle) >> Places) / (k + 1);
            // A shift rounds down: a negative term would stay at −1.
            if (term == BigInteger.MinusOne) term = 0;
        }

        return (sin, cos);
    }

    /// <summary>Distance of a computed value from the exact one in units of the last place of the computed one.</summary>
    public static double Error(double computed, BigInteger exact)
    {
        var unit = Math.Max(Math.BitIncrement(Math.Abs(computed)) - Math.Abs(computed), double.Epsilon);
        var difference = BigInteger.Abs(Exactly(computed) - exact);
        return (double)(difference * 1000 / Exactly(unit)) / 1000;
    }

    private static BigInteger ArcTanOfInverse(int n)
    {
        BigInteger sum = 0, power = One / n;
        for (var k = 1; !power.IsZero; k += 2, power /= n * n) sum += (k & 2) == 0 ? power / k : -(power / k);
        return sum;
    }
}
