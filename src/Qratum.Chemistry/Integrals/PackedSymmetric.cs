namespace Qratum.Chemistry;

/// <summary>Lower triangle by rows: the pair (i, j) with i ≥ j is at i(i+1)/2 + j.</summary>
internal static class PackedSymmetric
{
    /// <summary>Place of (i, j) = (j, i).</summary>
    public static int IndexOf(int i, int j) => i >= j ? (i * (i + 1) / 2) + j : (j * (j + 1) / 2) + i;

    /// <summary>Place of (i, j) = (j, i) among more pairs than an int can count.</summary>
    public static long LongIndexOf(int i, int j) => i >= j ? ((long)i * (i + 1) / 2) + j : ((long)j * (j + 1) / 2) + i;

    /// <summary>The pair (i, j) with i ≥ j at a place.</summary>
    public static (int I, int J) PairAt(int index)
    {
        var i = (int)((Math.Sqrt((8.0 * index) + 1) - 1) / 2);
        while (Count(i) > index) i--;
        while (Count(i + 1) <= index) i++;
        return (i, index - (int)Count(i));
    }

    /// <summary>Number of pairs of n things.</summary>
    public static long Count(long n) => n * (n + 1) / 2;
}
