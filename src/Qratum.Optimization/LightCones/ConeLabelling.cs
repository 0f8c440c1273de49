namespace Qratum.Optimization;

/// <summary>
/// A common form of cones: spins in an order, and with signs, that do not depend on how the model numbers or signs them, so that cones which
/// differ in nothing else become equal and are computed once.
/// </summary>
/// <remarks>
/// <para>Turning a spin over, sᵢ → -sᵢ, changes the signs of its field and couplings and, at a root, of the value; the mixer does not notice.
/// Signs are chosen such that couplings along a spanning forest are positive, and the first field of each part as well.</para>
/// <para>The order comes from colours: distance and size of the field to begin with, refined by the colours of the neighbours as long as that
/// tells more spins apart (B. Weisfeiler and A. Leman, 1968). Where spins stay alike, one of the first class of them is singled out and the
/// rest refined again. On trees that is a canonical form; elsewhere two cones that are alike may rarely be told apart, and cost a
/// computation more. Never are different cones taken for one: the whole cone is compared, not its colours.</para>
/// </remarks>
internal static class ConeLabelling
{
    /// <summary>Spins above which alike ones are not singled out: that takes a refinement for each.</summary>
    private const int MostSingledOut = 256;

    internal static (Cone Cone, int Sign) Normalize(int layers, int[] distances, double[] fields, (int A, int B, double Weight)[] couplings)
    {
        var count = distances.Length;
        var (starts, ends) = Rows(count, couplings);
        var colours = new ulong[count];
        for (var i = 0; i < count; i++) colours[i] = Mix(Mix((ulong)distances[i]) + Bits(fields[i]));
        var weights = Array.ConvertAll(couplings, static c => Mix(Bits(c.Weight)));
        var order = Order(colours, starts, ends, weights);
        var place = new int[count];
        for (var k = 0; k < count; k++) place[order[k]] = k;

        var signs = Signs(order, place, starts, ends, couplings, fields);
        var sign = 1;
        for (var i = 0; i < count; i++)
        {
            if (distances[i] == 0) sign *= signs[i];
        }

        var moved = new (int A, int B, double Weight)[couplings.Length];
        for (var k = 0; k < moved.Length; k++)
        {
            var (a, b, weight) = couplings[k];
            moved[k] = (Math.Min(place[a], place[b]), Math.Max(place[a], place[b]), signs[a] * signs[b] * weight);
        }

        Array.Sort(moved, static (x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        var cone = new Cone(layers, Array.ConvertAll(order, i => distances[i]), Array.ConvertAll(order, i => fields[i] == 0 ? 0 : signs[i] * fields[i]), moved);
        return (cone, sign);
    }

    /// <summary>For each spin the couplings at it and their other ends, one row after the other.</summary>
    private static (int[] Starts, (int Coupling, int Other)[] Ends) Rows(int count, (int A, int B, double Weight)[] couplings)
    {
        var starts = new int[count + 1];
        foreach (var (a, b, _) in couplings)
        {
            starts[a + 1]++;
            starts[b + 1]++;
        }

        for (var i = 0; i < count; i++) starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, count).ToArray();
        var ends = new (int, int)[2 * couplings.Length];
        for (var k = 0; k < couplings.Length; k++)
        {
            ends[next[couplings[k].A]++] = (k, couplings[k].B);
            ends[next[couplings[k].B]++] = (k, couplings[k].A);
        }

        return (starts, ends);
    }

    private static int[] Order(ulong[] colours, int[] starts, (int Coupling, int Other)[] ends, ulong[] weights)
    {
        var count = colours.Length;
        var order = new int[count];
        var sorted = new ulong[count];
        for (var singled = 1UL; ; singled++)
        {
            var classes = Refine(colours, sorted, starts, ends, weights);
            for (var i = 0; i < count; i++) order[i] = i;
            colours.CopyTo(sorted, 0);
            Array.Sort(sorted, order);
            if (classes == count || count > MostSingledOut) return order;
            var first = 0;
            while (sorted[first] != sorted[first + 1]) first++;
            colours[order[first]] = Mix(sorted[first] + singled);
        }
    }

    /// <summary>Refines until the number of classes stays as it is, and returns it.</summary>
    private static int Refine(ulong[] colours, ulong[] sorted, int[] starts, (int Coupling, int Other)[] ends, ulong[] weights)
    {
        var next = new ulong[colours.Length];
        var before = 0;
        while (true)
        {
            colours.CopyTo(sorted, 0);
            Array.Sort(sorted);
            var classes = 1;
            for (var k = 1; k < sorted.Length; k++) classes += sorted[k] != sorted[k - 1] ? 1 : 0;
            if (classes == before || classes == colours.Length) return classes;
            before = classes;
            for (var i = 0; i < next.Length; i++)
            {
                // A sum, so that the order of the neighbours does not matter.
                var sum = 0UL;
                for (var k = starts[i]; k < starts[i + 1]; k++) sum += Mix(colours[ends[k].Other] ^ weights[ends[k].Coupling]);
                next[i] = Mix(colours[i] + (3 * sum));
            }

            next.CopyTo(colours, 0);
        }
    }

    private static int[] Signs(
        int[] order, int[] place, int[] starts, (int Coupling, int Other)[] ends, (int A, int B, double Weight)[] couplings, double[] fields)
    {
        var signs = new int[order.Length];
        var part = new List<int>();
        foreach (var root in order)
        {
            if (signs[root] != 0) continue;
            part.Clear();
            part.Add(root);
            signs[root] = 1;
            for (var k = 0; k < part.Count; k++)
            {
                // Breadth first; the neighbours of a spin by their place.
                var row = ends.AsSpan(starts[part[k]]..starts[part[k] + 1]);
                row.Sort((a, b) => place[a.Other].CompareTo(place[b.Other]));
                foreach (var (coupling, other) in row)
                {
                    if (signs[other] != 0) continue;
                    signs[other] = couplings[coupling].Weight < 0 ? -signs[part[k]] : signs[part[k]];
                    part.Add(other);
                }
            }

            var first = part.Where(i => fields[i] != 0).Select(i => (Place: place[i], Spin: i)).DefaultIfEmpty((Place: 0, Spin: -1)).Min().Spin;
            if (first < 0 || signs[first] * fields[first] > 0) continue;
            foreach (var i in part) signs[i] = -signs[i];
        }

        return signs;
    }

    /// <summary>The bits of the size of a number.</summary>
    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(Math.Abs(value));

    /// <summary>A bijection of 64-bit words in which every bit depends on every bit (the finalizer of SplitMix64).</summary>
    private static ulong Mix(ulong word)
    {
        word += 0x9E3779B97F4A7C15;
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
