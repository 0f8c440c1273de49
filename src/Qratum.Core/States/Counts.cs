using System.Collections;

namespace Qratum;

/// <summary>How often each bit string came up in a number of shots. Immutable; enumerates by falling count, then by bit string.</summary>
public sealed class Counts : IReadOnlyCollection<KeyValuePair<BitString, long>>
{
    private readonly Dictionary<BitString, long> _counts;
    private readonly KeyValuePair<BitString, long>[] _sorted;

    /// <summary>Takes counts over.</summary>
    /// <param name="counts">Positive counts of strings of one length, each string once.</param>
    /// <exception cref="ArgumentException">A count is not positive, or lengths differ.</exception>
    public Counts(IEnumerable<KeyValuePair<BitString, long>> counts)
    {
        _counts = new Dictionary<BitString, long>(counts);
        foreach (var (bits, count) in _counts)
        {
            if (count <= 0) throw new ArgumentException($"The count of {bits} is {count}; it must be positive.", nameof(counts));
            if (Shots > 0 && bits.Length != Length) throw new ArgumentException($"Bit strings of {Length} and {bits.Length} bits are mixed.", nameof(counts));
            Length = bits.Length;
            Shots += count;
        }

        _sorted = [.. _counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key)];
    }

    /// <summary>Number of shots.</summary>
    public long Shots { get; }

    /// <summary>Number of bits of each string.</summary>
    public int Length { get; }

    /// <summary>Number of different strings.</summary>
    public int Count => _sorted.Length;

    /// <summary>How often a string came up; 0 if never.</summary>
    public long this[BitString bits] => _counts.GetValueOrDefault(bits);

    /// <summary>Fraction of the shots that gave a string.</summary>
    public double Frequency(BitString bits) => Shots == 0 ? 0 : (double)this[bits] / Shots;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<BitString, long>> GetEnumerator() => ((IEnumerable<KeyValuePair<BitString, long>>)_sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For example <c>00: 512, 11: 488</c>; at most 16 strings.</summary>
    public override string ToString() =>
        string.Join(", ", _sorted.Take(16).Select(c => $"{c.Key}: {c.Value}")) + (_sorted.Length > 16 ? $", ... ({_sorted.Length - 16} more)" : "");
}
