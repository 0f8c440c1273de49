namespace Qratum;

/// <summary>
/// Finds what a misspelt name most likely meant: gates, minimizers, backends here; compiled as it is into the packages and tools that name
/// elements, basis sets and options.
/// </summary>
internal static class NearestName
{
    // Longer words are no slip of the pen, and the distance costs their product.
    private const int LongestName = 100;

    /// <summary>For example <c> Did you mean 'cx'?</c>, with the blank in front; empty where nothing is close.</summary>
    public static string Hint(ReadOnlySpan<char> name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>
    /// The candidate with the fewest edits, the first of several, if these are at most a third of the letters, or one, and leave a letter;
    /// null otherwise.
    /// </summary>
    public static string? Find(ReadOnlySpan<char> name, IEnumerable<string> candidates) => Best(name, candidates, isCloseOnly: true);

    /// <summary>The candidate with the fewest edits, the first of several, however many these are; null where there is none, or for a long text.</summary>
    public static string? Closest(ReadOnlySpan<char> name, IEnumerable<string> candidates) => Best(name, candidates, isCloseOnly: false);

    private static string? Best(ReadOnlySpan<char> name, IEnumerable<string> candidates, bool isCloseOnly)
    {
        if (name.Length > LongestName) return null;
        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestName) continue;
            var (edits, length) = (Distance(name, candidate), Math.Max(name.Length, candidate.Length));
            if (isCloseOnly && (edits >= length || edits > Math.Max(1, length / 3))) continue;
            if (edits < least) (best, least) = (candidate, edits);
        }

        return best;
    }

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours from one word to the other, letter case aside (the restricted distance of
    /// F. J. Damerau, Commun. ACM 7, 171 (1964)). Time and memory O(|a||b|).
    /// </summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var (x, y) = (char.ToLowerInvariant(a[i - 1]), char.ToLowerInvariant(b[j - 1]));
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (x == y ? 0 : 1));
                if (i > 1 && j > 1 && x == char.ToLowerInvariant(b[j - 2]) && y == char.ToLowerInvariant(a[i - 2]))
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
