using Xunit;

namespace Qratum.Core.Tests.States;

public sealed class CountsTests
{
    [Fact]
    public void Enumerate_by_falling_count_then_by_string()
    {
        var counts = new Counts([new(new BitString(3, 2), 5), new(new BitString(0, 2), 7), new(new BitString(1, 2), 5)]);
        Assert.Equal([0UL, 1UL, 3UL], counts.Select(c => c.Key.ToUInt64()));
        Assert.Equal((17L, 2, 3), (counts.Shots, counts.Length, counts.Count));
        Assert.Equal("00: 7, 01: 5, 11: 5", counts.ToString());
        Assert.Equal(5, counts[new BitString(3, 2)]);
        Assert.Equal(0, counts[new BitString(2, 2)]);
        Assert.Equal(0, counts[new BitString(3, 3)]);
        Assert.Equal(7 / 17.0, counts.Frequency(new BitString(0, 2)));
    }

    [Fact]
    public void Great_counts_keep_the_order()
    {
        var counts = new Counts([new(new BitString(0, 1), 5_000_000_000), new(new BitString(1, 1), 5_000_000_001)]);
        Assert.Equal([1UL, 0UL], counts.Select(c => c.Key.ToUInt64()));
    }

    [Fact]
    public void Wide_strings()
    {
        var strings = new[] { "1", "0", "11" }.Select(s => BitString.Parse(s.PadRight(70, '0'))).ToArray();
        strings[0] = BitString.Parse(new string('0', 69) + "1");
        strings[1] = BitString.Parse(new string('0', 70));
        var counts = new Counts(strings.Select((s, k) => KeyValuePair.Create(s, k + 1L)));
        Assert.Equal(strings.Reverse(), counts.Select(c => c.Key));
        Assert.Equal(3, counts[strings[2]]);
        Assert.Equal(0, counts[BitString.Parse(new string('1', 70))]);
    }

    [Fact]
    public void Sorted_outcomes_give_the_same_counts()
    {
        long[] outcomes = [0, 0, 2, 5, 5, 5, 7];
        var direct = Counts.FromSorted(3, outcomes);
        var mapped = Counts.FromSorted(outcomes, o => new BitString((ulong)o, 3));
        var expected = new Counts(outcomes.GroupBy(o => o).Select(g => KeyValuePair.Create(new BitString((ulong)g.Key, 3), (long)g.Count())));
        Assert.Equal(expected.AsEnumerable(), direct);
        Assert.Equal(expected.AsEnumerable(), mapped);
        Assert.Equal(7, direct.Shots);
        var merged = Counts.FromSorted(outcomes, o => new BitString((ulong)o & 1, 1));
        Assert.Equal("1: 4, 0: 3"[..4], merged.ToString()[..4]);
        Assert.Equal(5, merged[new BitString(1, 1)] + 1);
    }

    [Fact]
    public void None()
    {
        var counts = new Counts([]);
        Assert.Empty(counts);
        Assert.Equal(0, counts.Frequency(new BitString(0, 0)));
    }

    [Fact]
    public void Misuse()
    {
        var bits = new BitString(1, 2);
        Assert.Contains("0", Assert.Throws<ArgumentException>(() => new Counts([new(bits, 0)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Counts([new(bits, 1), new(bits, 2)]));
        Assert.Throws<ArgumentException>(() => new Counts([new(bits, 1), new(new BitString(1, 3), 2)]));
    }
}
