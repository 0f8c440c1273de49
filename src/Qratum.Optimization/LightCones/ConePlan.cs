namespace Qratum.Optimization;

/// <summary>
/// How the sum over the bits of a cone is done: bit after bit is summed away, each leaving a table over the bits that it shared a factor or
/// a table with. A bucket is what one bit takes part in. Made once, used at any angles.
/// </summary>
/// <remarks>R. Dechter, "Bucket elimination: a unifying framework for reasoning", Artificial Intelligence 113 (1999) 41.</remarks>
internal sealed class ConePlan
{
    private ConePlan(int layers, int width, double cost, ConeBucket[] buckets)
    {
        (Layers, Width, Cost, Buckets) = (layers, width, cost, buckets);
        foreach (var bucket in buckets)
        {
            Entries += 1L << bucket.Width;
            WorkEntries = Math.Max(WorkEntries, (2L * (bucket.Children.Length + 2)) << bucket.Width);
        }
    }

    internal int Layers { get; }

    /// <summary>Binary logarithm of the size of the largest table.</summary>
    internal int Width { get; }

    /// <summary>Multiplications of one evaluation, roughly.</summary>
    internal double Cost { get; }

    internal ConeBucket[] Buckets { get; }

    /// <summary>Numbers in all tables together.</summary>
    internal long Entries { get; }

    /// <summary>Numbers of working memory.</summary>
    internal long WorkEntries { get; }

    /// <summary>Plans a cone.</summary>
    /// <returns>The plan, or null where it is wider than allowed; the width in any case.</returns>
    internal static (ConePlan? Plan, int Width) Make(Cone cone, int maximumWidth)
    {
        var factors = new ConeFactors(cone);
        var order = new EliminationOrder(factors.Count, factors.Factors.Where(static f => f.B >= 0).Select(static f => (f.A, f.B))).Find(maximumWidth);
        if (order.Width > maximumWidth) return (null, order.Width);

        var place = new int[factors.Count];
        for (var k = 0; k < place.Length; k++) place[order.Variables[k]] = k;
        var scopes = Array.ConvertAll(order.Scopes, s => Array.ConvertAll(s, v => place[v]));
        foreach (var scope in scopes) Array.Sort(scope);
        var uses = new List<ConeFactorUse>[place.Length];
        var children = new List<int>[place.Length];
        for (var k = 0; k < place.Length; k++) (uses[k], children[k]) = ([], []);
        foreach (var factor in factors.Factors)
        {
            var (a, b) = (place[factor.A], factor.B < 0 ? int.MaxValue : place[factor.B]);
            var (first, second) = (Math.Min(a, b), Math.Max(a, b));
            var slot = factor.B < 0 ? -1 : Array.BinarySearch(scopes[first], second);
            uses[first].Add(new(slot, factor.Kind, factor.Layer, factor.Coefficient, b < a));
        }

        var buckets = new ConeBucket[place.Length];
        var (offset, cost) = (0L, 0.0);
        for (var k = 0; k < buckets.Length; k++)
        {
            if (scopes[k].Length > 0) children[scopes[k][0]].Add(k);
            buckets[k] = new ConeBucket
            {
                Width = scopes[k].Length,
                Offset = checked((int)offset),
                IsHalved = factors.IsHalved[order.Variables[k]],
                Uses = [.. uses[k]],
                Children = [.. children[k].Select(c => new ConeChild(buckets[c].Offset, scopes[c], scopes[k]))],
            };
            offset += 1L << scopes[k].Length;
            cost += Math.ScaleB(2.0 * (children[k].Count + 1), scopes[k].Length);
        }

        return (new ConePlan(cone.Layers, order.Width, cost, buckets), order.Width);
    }
}

/// <summary>One bit that is summed away, with its factors and the tables that contain it.</summary>
internal sealed class ConeBucket
{
    /// <summary>Number of bits of the table that is left.</summary>
    internal required int Width { get; init; }

    /// <summary>Where the table lies among all.</summary>
    internal required int Offset { get; init; }

    internal required bool IsHalved { get; init; }

    internal required ConeFactorUse[] Uses { get; init; }

    internal required ConeChild[] Children { get; init; }
}

/// <summary>A factor in a bucket.</summary>
/// <param name="Slot">Place of its other bit in the scope; -1 for a factor of one bit.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">Layer of its angle.</param>
/// <param name="Coefficient">Coefficient of a phase.</param>
/// <param name="IsSwapped">Whether the bit of the bucket is the factor's second.</param>
internal readonly record struct ConeFactorUse(int Slot, ConeFactorKind Kind, int Layer, double Coefficient, bool IsSwapped);

/// <summary>
/// A table that a bucket takes in: where it lies, and where each entry of the bucket's table finds its own in it, by the low and the high half
/// of the index. The bit of the bucket is the table's lowest.
/// </summary>
internal sealed class ConeChild
{
    internal ConeChild(int offset, int[] own, int[] scope)
    {
        (Offset, Width) = (offset, own.Length);
        LowBits = scope.Length / 2;
        Low = Map(scope.AsSpan(0, LowBits));
        High = Map(scope.AsSpan(LowBits));

        int[] Map(ReadOnlySpan<int> bits)
        {
            var map = new int[1 << bits.Length];
            for (var i = 0; i < bits.Length; i++)
            {
                var place = Array.BinarySearch(own, bits[i]);
                var bit = place >= 0 ? 1 << place : 0;
                for (var index = 0; index < 1 << i; index++) map[(1 << i) | index] = map[index] | bit;
            }

            return map;
        }
    }

    internal int Offset { get; }

    internal int Width { get; }

    internal int LowBits { get; }

    internal int[] Low { get; }

    internal int[] High { get; }
}
