namespace Qratum.Cli;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Nearest
{
    /// <summary>
    /// The candidate with the fewest edits (Damerau, Communications of the ACM 7, 171, 1964), if these are at most a third of the
    /// letters, or one; null otherwise.
    /// </summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var candidate in candidates)
        {
            var edits = Edits(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (edits <= Math.Max(1, Math.Max(candidate.Length, word.Length) / 3) && edits < least) (best, least) = (candidate, edits);
        }

        return best;
    }

    /// <summary>Letters inserted, left out, replaced or exchanged with their neighbour.</summary>
    private static int Edits(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
