using System.Runtime.InteropServices;

namespace Qratum.Chemistry;

/// <summary>Two strings, or rows, that an excitation joins, by their places.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct StringPair(int From, int To);

/// <summary>What the operators of one spin in an excitation do to the strings of that spin: T|from⟩ = ±|to⟩.</summary>
internal static class StringMoves
{
    /// <summary>Every pair, by rising from, with its sign; indices are those of the strings.</summary>
    public static List<(int From, int To, int Sign)> List(LabelledStrings strings, IReadOnlyList<int> annihilated, IReadOnlyList<int> created)
    {
        ulong gone = 0, come = 0;
        foreach (var p in annihilated) gone |= 1UL << p;
        foreach (var p in created) come |= 1UL << p;
        var list = new List<(int, int, int)>();
        for (var index = 0; index < strings.Count; index++)
        {
            var mask = strings[index];
            if ((mask & gone) != gone || (mask & come) != 0) continue;
            var sign = 1;
            // a†_a a_i a†_b a_j …: the last factor acts first.
            for (var k = created.Count - 1; k >= 0; k--)
            {
                sign *= DeterminantStrings.Sign(mask, created[k], annihilated[k]);
                mask = (mask & ~(1UL << annihilated[k])) | (1UL << created[k]);
            }

            list.Add((index, strings.IndexOf(mask), sign));
        }

        return list;
    }
}

/// <summary>Pairs of β strings within a row, for each label of the source, those of positive sign first.</summary>
internal sealed class ColumnPairs
{
    private readonly StringPair[][] _positive, _negative;

    public ColumnPairs(LabelledStrings strings, IReadOnlyList<int> annihilated, IReadOnlyList<int> created)
    {
        var labels = strings.First.Length - 1;
        var (positive, negative) = (new List<StringPair>[labels], new List<StringPair>[labels]);
        for (var label = 0; label < labels; label++) (positive[label], negative[label]) = ([], []);
        foreach (var (from, to, sign) in StringMoves.List(strings, annihilated, created))
        {
            var label = strings.LabelOf(from);
            (sign > 0 ? positive : negative)[label].Add(new StringPair(from - strings.First[label], to - strings.First[strings.LabelOf(to)]));
        }

        _positive = Array.ConvertAll(positive, l => l.ToArray());
        _negative = Array.ConvertAll(negative, l => l.ToArray());
    }

    public ReadOnlySpan<StringPair> Positive(int label) => _positive[label];

    public ReadOnlySpan<StringPair> Negative(int label) => _negative[label];
}
