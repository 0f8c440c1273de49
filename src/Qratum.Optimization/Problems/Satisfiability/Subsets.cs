namespace Qratum.Optimization;

/// <summary>Random subsets.</summary>
internal static class Subsets
{
    /// <summary>Different numbers below a count, each set of them with equal probability, ascending. O(size²).</summary>
    internal static int[] Draw(PhiloxRandom random, int count, int size)
    {
        if (size < 1 || size > count) throw new ArgumentOutOfRangeException(nameof(size), size, $"1 to {count} different variables can be drawn, not {size}.");

        // R. W. Floyd's method (Commun. ACM 30, 754 (1987)): one draw for each element.
        var chosen = new List<int>(size);
        for (var last = count - size; last < count; last++)
        {
            var draw = (int)(random.NextDouble() * (last + 1));
            chosen.Add(chosen.Contains(draw) ? last : draw);
        }

        chosen.Sort();
        return [.. chosen];
    }
}
