using System.Buffers.Binary;
using System.Numerics;

namespace Qratum;

/// <summary>
/// SHA-256 of FIPS 180-4, fed piece by piece. The platform's own needs a native library that small containers lack, and megabytes of
/// memory to load it; a fingerprint must cost neither.
/// </summary>
internal sealed class Sha256
{
    private static readonly uint[] Constants = FirstBitsOfRoots(64, 3);
    private readonly uint[] _hash = FirstBitsOfRoots(8, 2);
    private readonly uint[] _schedule = new uint[64];
    private readonly byte[] _block = new byte[64];
    private int _filled;
    private ulong _length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, 64 - _filled)];
            part.CopyTo(_block.AsSpan(_filled));
            bytes = bytes[part.Length..];
            _filled = (_filled + part.Length) % 64;
            if (_filled == 0) Mix();
        }
    }

    /// <summary>Ends the message; the object is used up.</summary>
    public byte[] Finish()
    {
        var bits = 8 * _length;
        Span<byte> padding = stackalloc byte[72];
        padding.Clear();
        padding[0] = 0x80;
        var zeros = (119 - _filled) % 64;
        BinaryPrimitives.WriteUInt64BigEndian(padding[(1 + zeros)..], bits);
        Add(padding[..(9 + zeros)]);
        var result = new byte[32];
        for (var k = 0; k < 8; k++) BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(4 * k), _hash[k]);
        return result;
    }

    private static uint[] FirstBitsOfRoots(int count, int degree)
    {
        var values = new uint[count];
        for (var (n, k) = (2, 0); k < count; n++)
        {
            if (Enumerable.Range(2, n - 2).Any(d => n % d == 0)) continue;
            values[k++] = FirstBitsOfRoot(n, degree);
        }

        return values;
    }

    /// <summary>The first 32 bits of the fraction of the square or cube root, in whole numbers: no rounding of a platform's pow.</summary>
    private static uint FirstBitsOfRoot(int n, int degree)
    {
        var target = (BigInteger)n << (32 * degree);
        ulong root = 0;
        for (var bit = 1UL << 40; bit > 0; bit >>= 1)
        {
            if (BigInteger.Pow(root | bit, degree) <= target) root |= bit;
        }

        return (uint)root;
    }

    private void Mix()
    {
        var w = _schedule;
        for (var k = 0; k < 16; k++) w[k] = BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(4 * k));
        for (var k = 16; k < 64; k++)
        {
            var (x, y) = (w[k - 15], w[k - 2]);
            w[k] = w[k - 16] + (BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3))
                + w[k - 7] + (BitOperations.RotateRight(y, 17) ^ BitOperations.RotateRight(y, 19) ^ (y >> 10));
        }

        var (a, b, c, d, e, f, g, h) = (_hash[0], _hash[1], _hash[2], _hash[3], _hash[4], _hash[5], _hash[6], _hash[7]);
        for (var k = 0; k < 64; k++)
        {
            var first = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25)) + ((e & f) ^ (~e & g)) + Constants[k] + w[k];
            var second = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        uint[] mixed = [a, b, c, d, e, f, g, h];
        for (var k = 0; k < 8; k++) _hash[k] += mixed[k];
    }
}
