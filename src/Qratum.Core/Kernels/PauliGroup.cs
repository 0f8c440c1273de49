using System.Numerics;

namespace Qratum.Kernels;

/// <summary>
/// The Pauli strings of one X mask and one parity of their number of Y: products ψ*_{i⊕x} ψ_i formed once serve all of them.
/// Bits of an index: 3 lane bits, 3 line bits within a block of 64 amplitudes, then the block.
/// </summary>
internal sealed class PauliGroup
{
    public const int LaneBits = 3, LineBits = 3, BlockBits = LaneBits + LineBits;

    // Coefficient of each line part of a Z mask: which of the first masks it is the sum of; −1 where it is no such sum.
    private readonly int[] _index = [0, -1, -1, -1, -1, -1, -1, -1];

    /// <param name="x">The X mask.</param>
    /// <param name="isOdd">Whether the strings have an odd number of Y.</param>
    /// <param name="firstTerm">Place of the first string in the list of all.</param>
    /// <param name="z">Z masks.</param>
    public PauliGroup(long x, bool isOdd, int firstTerm, ReadOnlySpan<long> z)
    {
        X = x;
        IsOdd = isOdd;
        FirstTerm = firstTerm;
        Count = z.Length;
        Span<int> basis = stackalloc int[LineBits];
        foreach (var mask in z)
        {
            var part = LinePart(mask);
            if (_index[part] >= 0) continue;
            for (var other = 0; other < 8; other++)
            {
                if (_index[other] >= 0 && _index[other] < 1 << Rank) _index[other ^ part] = _index[other] | (1 << Rank);
            }

            basis[Rank++] = part;
        }

        // Lines in the order of their class: the parities with the basis masks.
        Span<int> filled = stackalloc int[8];
        var size = 8 >> Rank;
        for (var line = 0; line < 8; line++)
        {
            var parities = 0;
            for (var k = 0; k < Rank; k++) parities |= (BitOperations.PopCount((uint)(basis[k] & line)) & 1) << k;
            Lines[(parities * size) + filled[parities]++] = line;
        }
    }

    public long X { get; }

    /// <summary>The sums are of ar bi − ai br with a = ψ_i, b = ψ_{i⊕x}, instead of ar br + ai bi.</summary>
    public bool IsOdd { get; }

    public int FirstTerm { get; }

    public int Count { get; }

    /// <summary>Independent line parts among the Z masks, 0 to 3: within each of 2^rank classes of lines every term has one sign.</summary>
    public int Rank { get; }

    /// <summary>The 8 lines of a block, class after class.</summary>
    public int[] Lines { get; } = new int[8];

    public static int LanePart(long mask) => (int)mask & 7;

    public static int LinePart(long mask) => (int)(mask >> LaneBits) & 7;

    public static long BlockPart(long mask) => mask >> BlockBits;

    /// <summary>Doubles from the start of a block to each line, class after class, then those to its partner.</summary>
    public unsafe void WriteOffsets(nint* offsets)
    {
        for (var k = 0; k < 8; k++)
        {
            offsets[k] = Lines[k] * 16;
            offsets[8 + k] = (Lines[k] ^ LinePart(X)) * 16;
        }
    }

    /// <summary>Place of the Walsh-Hadamard coefficient over the classes that a Z mask needs.</summary>
    public int IndexOf(long z) => _index[LinePart(z)];

    /// <summary>Blocks of a tile that are visited for a mask that stays in the tile are those without its highest bit: the bits below it, all ones where there is none.</summary>
    public static long BitsBelowPivot(long blockX) => blockX == 0 ? -1 : (long)(BitOperations.RoundUpToPowerOf2((ulong)blockX + 1) >> 1) - 1;
}
