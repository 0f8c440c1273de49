using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum;

/// <summary>
/// Sine and cosine that have the same bits on every machine: only +, −, · and fused multiply-add, so that angles of gates do not
/// depend on the mathematical library of the system. Error below 0.75 units in the last place for every finite argument.
/// </summary>
/// <remarks>
/// Up to <see cref="CodyWaiteLimit"/> the nearest multiple of π/2 is subtracted in three parts, the first of them exactly
/// (W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", 1980); beyond, the product with the bits of 2/π that
/// matter is formed in 192-bit integers (M. H. Payne and R. N. Hanek, ACM SIGNUM Newsletter 18 (1983) 19). Then Taylor series on
/// [−π/4, π/4], whose first neglected term is below 2^-58 of the result, with what the rounded argument lacks as a correction.
/// </remarks>
internal static partial class SinCos
{
    /// <summary>Greatest |x| reduced by three parts of π/2: beyond 2^20 π.</summary>
    public const double CodyWaiteLimit = 3.3e6;

    // π/2 as a sum of three numbers of 53 bits: error below 2^-163.
    private const double HalfPiHigh = 1.5707963267948966, HalfPiMiddle = 6.123233995736766e-17, HalfPiLow = -1.4973849048591698e-33;
    private const double TwoOverPi = 0.6366197723675814;

    // Adding 1.5 · 2^52 rounds to the nearest integer and leaves it in the low bits.
    private const double Rounder = 6755399441055744.0;

    // Below 2^-27 the sine is its argument and the cosine 1, to the last bit; keeps −0 and subnormal numbers.
    private const double Tiny = 7.450580596923828e-09;

    private const double S1 = -1.0 / 6, S2 = 1.0 / 120, S3 = -1.0 / 5040, S4 = 1.0 / 362880, S5 = -1.0 / 39916800,
        S6 = 1.0 / 6227020800, S7 = -1.0 / 1307674368000, S8 = 1.0 / 355687428096000;

    private const double C2 = 1.0 / 24, C3 = -1.0 / 720, C4 = 1.0 / 40320, C5 = -1.0 / 3628800, C6 = 1.0 / 479001600,
        C7 = -1.0 / 87178291200, C8 = 1.0 / 20922789888000;

    /// <summary>Sine and cosine of x in radians; NaN for what is not finite.</summary>
    public static (double Sin, double Cos) Compute(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude < Tiny) return (x, 1);
        if (!(magnitude <= CodyWaiteLimit)) return double.IsFinite(x) ? OfLarge(x) : (double.NaN, double.NaN);
        var shifted = (x * TwoOverPi) + Rounder;
        var k = shifted - Rounder;
        var r = Math.FusedMultiplyAdd(-k, HalfPiHigh, x);
        var p = k * HalfPiMiddle;
        var rest = Math.FusedMultiplyAdd(k, HalfPiMiddle, -p);
        var high = r - p;
        var back = high - r;
        var low = (r - (high - back)) - (p + back);
        low = Math.FusedMultiplyAdd(-k, HalfPiLow, low - rest);
        return Turn(high, low, BitConverter.DoubleToInt64Bits(shifted));
    }

    /// <summary>cos(θ/2) and tan(θ/2): what a rotation by θ is made of.</summary>
    public static (double Cos, double Tan) HalfAngle(double theta)
    {
        var (sin, cos) = Compute(0.5 * theta);
        return (cos, sin / cos);
    }

    /// <summary>Sine and cosine of each number, the same bits as <see cref="Compute(double)"/>.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Compute(ReadOnlySpan<double> x, Span<double> sin, Span<double> cos)
    {
        if (sin.Length != x.Length || cos.Length != x.Length)
            throw new ArgumentException($"{x.Length} angles need as many sines and cosines, not {sin.Length} and {cos.Length}.", nameof(sin));
        var i = 0;
        for (; i + Vector<double>.Count <= x.Length; i += Vector<double>.Count)
        {
            var angles = new Vector<double>(x[i..]);
            // Also false for NaN.
            if (!Vector.LessThanOrEqualAll(Vector.Abs(angles), new Vector<double>(CodyWaiteLimit)))
            {
                for (var k = i; k < i + Vector<double>.Count; k++) (sin[k], cos[k]) = Compute(x[k]);
                continue;
            }

            var (s, c) = Compute(angles);
            s.CopyTo(sin[i..]);
            c.CopyTo(cos[i..]);
        }

        for (; i < x.Length; i++) (sin[i], cos[i]) = Compute(x[i]);
    }

    /// <summary>Sine and cosine of angles up to <see cref="CodyWaiteLimit"/>: the steps of the scalar form, lane by lane.</summary>
    internal static (Vector<double> Sin, Vector<double> Cos) Compute(Vector<double> x)
    {
        var shifted = (x * TwoOverPi) + new Vector<double>(Rounder);
        var k = shifted - new Vector<double>(Rounder);
        var r = Fma(-k, new(HalfPiHigh), x);
        var p = k * HalfPiMiddle;
        var rest = Fma(k, new(HalfPiMiddle), -p);
        var high = r - p;
        var back = high - r;
        var low = (r - (high - back)) - (p + back);
        low = Fma(-k, new(HalfPiLow), low - rest);

        var z = high * high;
        var s = Fma(z, new(S8), new(S7));
        s = Fma(z, s, new(S6));
        s = Fma(z, s, new(S5));
        s = Fma(z, s, new(S4));
        s = Fma(z, s, new(S3));
        s = Fma(z, s, new(S2));
        s = Fma(z, s, new(S1));
        var c = Fma(z, new(C8), new(C7));
        c = Fma(z, c, new(C6));
        c = Fma(z, c, new(C5));
        c = Fma(z, c, new(C4));
        c = Fma(z, c, new(C3));
        c = Fma(z, c, new(C2));
        var half = new Vector<double>(0.5) * z;
        var sine = high + Fma(high * z, s, Fma(-half, low, low));
        var near = Vector<double>.One - half;
        var lost = Fma(high, high, -z);
        var tail = (Vector<double>.One - near) - half - Fma(high, low, new Vector<double>(0.5) * lost);
        var cosine = near + Fma(z * z, c, tail);

        var tiny = Vector.LessThan(Vector.Abs(x), new Vector<double>(Tiny));
        sine = Vector.ConditionalSelect(tiny, x, sine);
        cosine = Vector.ConditionalSelect(tiny, Vector<double>.One, cosine);
        var quadrant = Vector.AsVectorInt64(shifted);
        var one = Vector<long>.One;
        var swap = Vector.Equals(quadrant & one, one);
        var sign = (quadrant & new Vector<long>(2)) << 62;
        var otherSign = ((quadrant + one) & new Vector<long>(2)) << 62;
        return (Vector.AsVectorDouble(Vector.AsVectorInt64(Vector.ConditionalSelect(swap, cosine, sine)) ^ sign),
            Vector.AsVectorDouble(Vector.AsVectorInt64(Vector.ConditionalSelect(swap, sine, cosine)) ^ otherSign));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Fma(Vector<double> a, Vector<double> b, Vector<double> c) => Vector.FusedMultiplyAdd(a, b, c);

    /// <summary>Of high + low + quadrant · π/2, |high| at most about π/4 and low below its last bit.</summary>
    private static (double Sin, double Cos) Turn(double high, double low, long quadrant)
    {
        var z = high * high;
        var s = Math.FusedMultiplyAdd(z, S8, S7);
        s = Math.FusedMultiplyAdd(z, s, S6);
        s = Math.FusedMultiplyAdd(z, s, S5);
        s = Math.FusedMultiplyAdd(z, s, S4);
        s = Math.FusedMultiplyAdd(z, s, S3);
        s = Math.FusedMultiplyAdd(z, s, S2);
        s = Math.FusedMultiplyAdd(z, s, S1);
        var c = Math.FusedMultiplyAdd(z, C8, C7);
        c = Math.FusedMultiplyAdd(z, c, C6);
        c = Math.FusedMultiplyAdd(z, c, C5);
        c = Math.FusedMultiplyAdd(z, c, C4);
        c = Math.FusedMultiplyAdd(z, c, C3);
        c = Math.FusedMultiplyAdd(z, c, C2);

        // sin(r + l) ≈ sin r + l (1 − r²/2); cos(r + l) ≈ cos r − l r, with what 1 − r²/2 lost in rounding.
        var half = 0.5 * z;
        var sine = high + Math.FusedMultiplyAdd(high * z, s, Math.FusedMultiplyAdd(-half, low, low));
        var near = 1 - half;
        var lost = Math.FusedMultiplyAdd(high, high, -z);
        var tail = (1 - near) - half - Math.FusedMultiplyAdd(high, low, 0.5 * lost);
        var cosine = near + Math.FusedMultiplyAdd(z * z, c, tail);
        return (quadrant & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }
}
