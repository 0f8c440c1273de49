using System.Numerics;

namespace Qratum;

internal static partial class SinCos
{
    // 64 zeros, then the first 1280 bits of 2/π: a double reaches at most bit 1225.
    private static ReadOnlySpan<ulong> TwoOverPiBits =>
    [
        0,
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0,
        0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4,
        0x9C845F8BBDF9283B, 0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    /// <summary>
    /// Any finite x of at least 2^21. With x = m 2^e, bits of 2/π above 2^(2−e) add multiples of 2π; 192 bits below leave an error
    /// of 2^-137 quarter turns, and no double is nearer than 2^-62 to a multiple of π/2.
    /// </summary>
    private static (double Sin, double Cos) OfLarge(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var mantissa = (ulong)(bits & 0xFFFFFFFFFFFFF) | (1UL << 52);
        var position = (int)((bits >> 52) & 0x7FF) - 1075 - 2 + 64;
        ulong w2 = Window(position), w1 = Window(position + 64), w0 = Window(position + 128);

        // m · W modulo 2^192, in units of 2^-190 quarter turns.
        var carry = Math.BigMul(mantissa, w0, out var r0);
        var high = Math.BigMul(mantissa, w1, out var r1);
        r1 += carry;
        var r2 = (mantissa * w2) + high + (r1 < carry ? 1UL : 0);

        // Nearest quarter turn; what is left is a signed fraction of 190 bits, kept at 2^-192.
        var quadrant = (long)(r2 >> 62);
        (r2, r1, r0) = ((r2 << 2) | (r1 >> 62), (r1 << 2) | (r0 >> 62), r0 << 2);
        var isNegative = (r2 >> 63) != 0;
        if (isNegative)
        {
            quadrant++;
            r0 = ~r0 + 1;
            r1 = ~r1 + (r0 == 0 ? 1UL : 0);
            r2 = ~r2 + (r0 == 0 && r1 == 0 ? 1UL : 0);
        }

        // The leading 106 bits as a sum of two doubles, times π/2.
        var zeros = BitOperations.LeadingZeroCount(r2);
        if (zeros == 64) (r2, r1, r0, zeros) = (r1, r0, 0, 64 + BitOperations.LeadingZeroCount(r1));
        var shift = zeros & 63;
        if (shift != 0) (r2, r1) = ((r2 << shift) | (r1 >> (64 - shift)), (r1 << shift) | (r0 >> (64 - shift)));
        var first = (double)(r2 >> 11);
        var second = (double)(((r2 & 0x7FF) << 42) | (r1 >> 22));
        var unit = BitConverter.Int64BitsToDouble((1023L - 53 - zeros) << 52);
        first *= unit;
        second *= unit * (1.0 / (1L << 53));
        var product = first * HalfPiHigh;
        var rest = Math.FusedMultiplyAdd(first, HalfPiHigh, -product) + Math.FusedMultiplyAdd(first, HalfPiMiddle, second * HalfPiHigh);
        var angle = product + rest;
        var low = rest - (angle - product);
        // The sine of −x is that of x with the other sign: turn |x|, then mirror.
        var (sin, cos) = Turn(isNegative ? -angle : angle, isNegative ? -low : low, quadrant);
        return (bits < 0 ? -sin : sin, cos);
    }

    private static ulong Window(int position)
    {
        var (word, shift) = (position >> 6, position & 63);
        var bits = TwoOverPiBits;
        return shift == 0 ? bits[word] : (bits[word] << shift) | (bits[word + 1] >> (64 - shift));
    }
}
