using System.Numerics;

namespace Qratum;

/// <summary>A set of bit positions of any width: one word in line, more on the heap. The storage of Pauli and bit strings.</summary>
internal readonly struct BitMask : IEquatable<BitMask>, IComparable<BitMask>
{
    // Words above the lowest, without zero words at the end; null when there are none, so that equal sets have equal storage.
    private readonly ulong[]? _high;

    public BitMask(ulong low)
    {
        Low = low;
        _high = null;
    }

    public BitMask(ReadOnlySpan<ulong> words)
    {
        var length = words.Length;
        while (length > 1 && words[length - 1] == 0) length--;
        Low = length == 0 ? 0 : words[0];
        _high = length > 1 ? words[1..length].ToArray() : null;
    }

    /// <summary>Bits 0 to 63.</summary>
    public ulong Low { get; }

    /// <summary>Number of words that hold a bit, at least 1.</summary>
    public int WordCount => 1 + (_high?.Length ?? 0);

    public bool IsZero => Low == 0 && _high is null;

    public int PopCount
    {
        get
        {
            var count = BitOperations.PopCount(Low);
            if (_high is not null)
            {
                foreach (var word in _high) count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>Number of bits up to the highest one that is set.</summary>
    public int BitLength => (WordCount * 64) - BitOperations.LeadingZeroCount(Word(WordCount - 1));

    public bool this[int position] => ((Word(position >> 6) >> (position & 63)) & 1) != 0;

    public static BitMask Single(int position)
    {
        if (position < 64) return new BitMask(1UL << position);
        var words = new ulong[(position >> 6) + 1];
        words[position >> 6] = 1UL << (position & 63);
        return new BitMask(words);
    }

    /// <summary>The lowest <paramref name="count"/> bits.</summary>
    public static BitMask LowBits(int count)
    {
        if (count < 64) return new BitMask((1UL << count) - 1);
        var words = new ulong[(count + 63) >> 6];
        Array.Fill(words, ulong.MaxValue);
        if ((count & 63) != 0) words[^1] = (1UL << (count & 63)) - 1;
        return new BitMask(words);
    }

    public static BitMask operator ^(BitMask a, BitMask b) =>
        a._high is null && b._high is null ? new BitMask(a.Low ^ b.Low) : Combine(a, b, static (x, y) => x ^ y);

    public static BitMask operator &(BitMask a, BitMask b) =>
        a._high is null || b._high is null ? new BitMask(a.Low & b.Low) : Combine(a, b, static (x, y) => x & y);

    public static BitMask operator |(BitMask a, BitMask b) =>
        a._high is null && b._high is null ? new BitMask(a.Low | b.Low) : Combine(a, b, static (x, y) => x | y);

    public ulong Word(int index) => index == 0 ? Low : _high is not null && index <= _high.Length ? _high[index - 1] : 0;

    public BitMask With(int position, bool value)
    {
        if (this[position] == value) return this;
        return this ^ Single(position);
    }

    public bool Equals(BitMask other) => Low == other.Low && _high.AsSpan().SequenceEqual(other._high);

    public override bool Equals(object? obj) => obj is BitMask other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Low);
        if (_high is not null)
        {
            foreach (var word in _high) hash.Add(word);
        }

        return hash.ToHashCode();
    }

    /// <summary>Order as unsigned numbers.</summary>
    public int CompareTo(BitMask other)
    {
        for (var i = Math.Max(WordCount, other.WordCount) - 1; i >= 0; i--)
        {
            var order = Word(i).CompareTo(other.Word(i));
            if (order != 0) return order;
        }

        return 0;
    }

    private static BitMask Combine(BitMask a, BitMask b, Func<ulong, ulong, ulong> op)
    {
        var words = new ulong[Math.Max(a.WordCount, b.WordCount)];
        for (var i = 0; i < words.Length; i++) words[i] = op(a.Word(i), b.Word(i));
        return new BitMask(words);
    }
}
