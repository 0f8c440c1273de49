namespace Qratum.Chemistry;

/// <summary>Words in messages: quotes them, and finds what a misspelt one most likely meant.</summary>
internal static class Spelling
{
    // A message should stay readable when the text is not what it should be at all.
    private const int LongestQuote = 60;

    /// <summary>The text in quotes, cut where it is long.</summary>
    public static string Quote(string text) => text.Length <= LongestQuote ? $"'{text}'" : $"'{text[..LongestQuote]}...'";

    /// <summary>The candidate with the least edit distance; the first of several.</summary>
    public static string Nearest(string word, IEnumerable<string> candidates)
    {
        var best = "";
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Distance(word, candidate);
            if (distance < least) (best, least) = (candidate, distance);
        }

        return best;
    }

    /// <summary>
    /// Number of insertions, deletions, replacements and swaps of neighbours from one word to the other, letter case aside
    /// (the restricted distance of F. J. Damerau, Commun. ACM 7, 171 (1964)). Time and memory O(|a||b|).
    /// </summary>
    public static int Distance(string a, string b)
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
