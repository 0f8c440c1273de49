namespace Qratum;

/// <summary>A row of bits of fixed length: the outcome of one shot, a partition, a basis state. Immutable; text shows bit 0 at the right.</summary>
public readonly struct BitString : IEquatable<BitString>, IComparable<BitString>
{
    private readonly BitMask _bits;

    internal BitString(int length, BitMask bits)
    {
        Length = length;
        _bits = bits;
    }

    /// <summary>The bits of a number.</summary>
    /// <param name="value">Bit k of the number is bit k of the string.</param>
    /// <param name="length">Number of bits; the number must fit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or the number does not fit.</exception>
    public BitString(ulong value, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length < 64 && value >> length != 0)
            throw new ArgumentOutOfRangeException(nameof(value), value, $"The number {value} needs more than {length} bits.");
        Length = length;
        _bits = new BitMask(value);
    }

    /// <summary>Number of bits.</summary>
    public int Length { get; }

    /// <summary>Number of ones.</summary>
    public int PopCount => _bits.PopCount;

    internal BitMask Bits => _bits;

    /// <summary>A bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0 .. Length − 1.</exception>
    public bool this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
            return _bits[index];
        }
    }

    /// <summary>Builds a string from bits, the first being bit 0.</summary>
    public static BitString FromBits(ReadOnlySpan<bool> bits)
    {
        var words = new ulong[(bits.Length + 63) / 64];
        for (var k = 0; k < bits.Length; k++)
        {
            if (bits[k]) words[k >> 6] |= 1UL << (k & 63);
        }

        return new BitString(bits.Length, new BitMask(words));
    }

    /// <summary>Reads zeros and ones, bit 0 at the right.</summary>
    /// <exception cref="FormatException">Another character occurs; the message gives its column.</exception>
    public static BitString Parse(ReadOnlySpan<char> text)
    {
        var bits = new bool[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            bits[text.Length - 1 - i] = text[i] switch
            {
                '0' => false,
                '1' => true,
                var other => throw new FormatException($"Column {i + 1}: '{other}' is no bit; allowed are 0 and 1."),
            };
        }

        return FromBits(bits);
    }

    /// <summary>Same length and bits.</summary>
    public static bool operator ==(BitString left, BitString right) => left.Equals(right);

    /// <summary>Other length or bits.</summary>
    public static bool operator !=(BitString left, BitString right) => !left.Equals(right);

    /// <summary>Order by length, then as numbers.</summary>
    public static bool operator <(BitString left, BitString right) => left.CompareTo(right) < 0;

    /// <summary>Order by length, then as numbers.</summary>
    public static bool operator >(BitString left, BitString right) => left.CompareTo(right) > 0;

    /// <summary>Order by length, then as numbers.</summary>
    public static bool operator <=(BitString left, BitString right) => left.CompareTo(right) <= 0;

    /// <summary>Order by length, then as numbers.</summary>
    public static bool operator >=(BitString left, BitString right) => left.CompareTo(right) >= 0;

    /// <summary>The bits as a number.</summary>
    /// <exception cref="OverflowException">A bit above 63 is set.</exception>
    public ulong ToUInt64() => _bits.WordCount == 1 ? _bits.Low
        : throw new OverflowException($"A bit string of length {Length} with bit {_bits.BitLength - 1} set does not fit 64 bits.");

    /// <inheritdoc/>
    public bool Equals(BitString other) => Length == other.Length && _bits.Equals(other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BitString other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Length, _bits);

    /// <inheritdoc/>
    public int CompareTo(BitString other)
    {
        var order = Length.CompareTo(other.Length);
        return order != 0 ? order : _bits.CompareTo(other._bits);
    }

    /// <summary>Zeros and ones, bit 0 at the right.</summary>
    public override string ToString() => string.Create(Length, _bits, static (text, bits) =>
    {
        for (var k = 0; k < text.Length; k++) text[text.Length - 1 - k] = bits[k] ? '1' : '0';
    });
}
