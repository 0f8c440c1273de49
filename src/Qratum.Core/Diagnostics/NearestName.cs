namespace Qratum;

/// <summary>Finds what a misspelt name most likely meant.</summary>
internal static class NearestName
{
    // Longer words are no slip of the pen, and the distance costs their product.
    private const int LongestName = 100;

    /// <summary>For example <c> Did you mean 'cx'?</c>, with the blank in front; empty where nothing is close.</summary>
    public static string Hint(ReadOnlySpan<char> name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName) return "";
        var (best, least) = ("", 2 + (name.Length / 3));
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestName) continue;
            var distance = Distance(name, candidate);
            if (distance < least && distance < Math.Max(name.Length, candidate.Length)) (best, least) = (candidate, distance);
        }

        return best.Length == 0 ? "" : $" Did you mean '{best}'?";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours, letter case aside (F. J. Damerau, Commun. ACM 7, 171 (1964)).</summary>
    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
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
