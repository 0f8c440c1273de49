using System.Collections;
using System.Runtime.InteropServices;

namespace Qratum;

/// <summary>How often each bit string came up in a number of shots. Immutable; enumerates by falling count, then by bit string.</summary>
/// <remarks>
/// Kept as a sorted list of strings, 16 bytes for each different one of up to 64 bits; a look-up is a binary search. The order by
/// counts is made when it is first asked for.
/// </remarks>
public sealed class Counts : IReadOnlyCollection<KeyValuePair<BitString, long>>
{
    // Strings in rising order: as numbers up to 64 bits, else as they are; one of the two is null.
    private readonly ulong[]? _numbers;
    private readonly BitString[]? _strings;
    private readonly long[] _counts;
    private int[]? _order;

    /// <summary>Takes counts over.</summary>
    /// <param name="counts">Positive counts of strings of one length, each string once.</param>
    /// <exception cref="ArgumentException">A count is not positive, lengths differ, or a string occurs twice.</exception>
    public Counts(IEnumerable<KeyValuePair<BitString, long>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        KeyValuePair<BitString, long>[] all = [.. counts];
        foreach (var (bits, count) in all)
        {
            if (count <= 0) throw new ArgumentException($"The count of {bits} is {count}; it must be positive.", nameof(counts));
            if (bits.Length != all[0].Key.Length) throw new ArgumentException($"Bit strings of {all[0].Key.Length} and {bits.Length} bits are mixed.", nameof(counts));
            Shots += count;
        }

        Length = all.Length == 0 ? 0 : all[0].Key.Length;
        Array.Sort(all, static (a, b) => a.Key.CompareTo(b.Key));
        for (var k = 1; k < all.Length; k++)
        {
            if (all[k].Key == all[k - 1].Key) throw new ArgumentException($"The string {all[k].Key} occurs twice.", nameof(counts));
        }

        _counts = Array.ConvertAll(all, c => c.Value);
        if (Length <= 64) _numbers = Array.ConvertAll(all, c => c.Key.Bits.Low);
        else _strings = Array.ConvertAll(all, c => c.Key);
    }

    private Counts(int length, ulong[] numbers, long[] counts, long shots)
    {
        Length = length;
        Shots = shots;
        _numbers = numbers;
        _counts = counts;
    }

    /// <summary>Number of shots.</summary>
    public long Shots { get; }

    /// <summary>Number of bits of each string.</summary>
    public int Length { get; }

    /// <summary>Number of different strings.</summary>
    public int Count => _counts.Length;

    /// <summary>How often a string came up; 0 if never.</summary>
    public long this[BitString bits]
    {
        get
        {
            if (bits.Length != Length) return 0;
            var place = _numbers is not null ? Array.BinarySearch(_numbers, bits.Bits.Low) : Array.BinarySearch(_strings!, bits);
            return place < 0 ? 0 : _counts[place];
        }
    }

    /// <summary>Fraction of the shots that gave a string.</summary>
    public double Frequency(BitString bits) => Shots == 0 ? 0 : (double)this[bits] / Shots;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<BitString, long>> GetEnumerator()
    {
        foreach (var k in Order()) yield return new(At(k), _counts[k]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For example <c>00: 512, 11: 488</c>; at most 16 strings.</summary>
    public override string ToString() =>
        string.Join(", ", this.Take(16).Select(c => $"{c.Key}: {c.Value}")) + (Count > 16 ? $", ... ({Count - 16} more)" : "");

    /// <summary>Counts of outcomes in rising order, equal ones side by side; strings are the outcomes themselves.</summary>
    internal static Counts FromSorted(int length, ReadOnlySpan<long> outcomes)
    {
        var different = 0;
        for (var k = 0; k < outcomes.Length; k++)
        {
            if (k == 0 || outcomes[k] != outcomes[k - 1]) different++;
        }

        var numbers = GC.AllocateUninitializedArray<ulong>(different);
        var counts = GC.AllocateUninitializedArray<long>(different);
        for (int k = 0, place = -1; k < outcomes.Length; k++)
        {
            if (k == 0 || outcomes[k] != outcomes[k - 1])
            {
                numbers[++place] = (ulong)outcomes[k];
                counts[place] = 1;
            }
            else
            {
                counts[place]++;
            }
        }

        return new Counts(length, numbers, counts, outcomes.Length);
    }

    /// <summary>Counts of outcomes in rising order whose strings another function gives; two outcomes may give the same.</summary>
    internal static Counts FromSorted(ReadOnlySpan<long> outcomes, Func<long, BitString> toString)
    {
        var counts = new Dictionary<BitString, long>();
        AddSorted(counts, outcomes, toString);
        return new Counts(counts);
    }

    /// <summary>Adds outcomes, equal ones side by side, to counts.</summary>
    internal static void AddSorted(Dictionary<BitString, long> counts, ReadOnlySpan<long> outcomes, Func<long, BitString> toString)
    {
        for (int k = 0, run; k < outcomes.Length; k = run)
        {
            run = k + 1;
            while (run < outcomes.Length && outcomes[run] == outcomes[k]) run++;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, toString(outcomes[k]), out _) += run - k;
        }
    }

    private BitString At(int place) => _numbers is not null ? new BitString(Length, new BitMask(_numbers[place])) : _strings![place];

    private int[] Order()
    {
        if (Volatile.Read(ref _order) is { } known) return known;
        var order = new int[Count];
        for (var k = 0; k < order.Length; k++) order[k] = k;
        if (Shots <= int.MaxValue)
        {
            // Falling count, then place, in one number.
            var keys = new long[order.Length];
            for (var k = 0; k < keys.Length; k++) keys[k] = ((int.MaxValue - _counts[k]) << 32) | (uint)k;
            Array.Sort(keys);
            for (var k = 0; k < keys.Length; k++) order[k] = (int)keys[k];
        }
        else
        {
            Array.Sort(order, (a, b) => _counts[a] != _counts[b] ? _counts[b].CompareTo(_counts[a]) : a.CompareTo(b));
        }

        Volatile.Write(ref _order, order);
        return order;
    }
}
