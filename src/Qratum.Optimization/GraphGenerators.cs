namespace Qratum.Optimization;

/// <summary>Graphs to try things on. A seed fixes the graph on every machine (<see cref="PhiloxRandom"/>).</summary>
public static class GraphGenerators
{
    /// <summary>A random simple graph whose nodes all have the same degree.</summary>
    /// <remarks>
    /// The pairing of A. Steger and N. C. Wormald, "Generating random regular graphs quickly", Combinatorics, Probability and
    /// Computing 8 (1999) 377: stubs are joined at random where that makes neither a loop nor a double edge, from the start
    /// again when nothing fits. Asymptotically uniform for small degrees. O(n·degree) expected.
    /// </remarks>
    /// <param name="degree">Degree of every node, 0 to <paramref name="nodeCount"/> - 1.</param>
    /// <param name="nodeCount">Number of nodes; degree times nodes must be even.</param>
    /// <param name="seed">Seed of the random choice.</param>
    /// <param name="weights">Draws the weight of each edge, in the order of <see cref="Graph.Edges"/>; null for weights of 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degree is out of range.</exception>
    /// <exception cref="ArgumentException">Degree times nodes is odd.</exception>
    public static Graph RandomRegular(int degree, int nodeCount, ulong seed, Func<PhiloxRandom, double>? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodeCount, 1);
        if (degree < 0 || degree >= nodeCount)
        {
            throw new ArgumentOutOfRangeException(nameof(degree), degree,
                $"The degree in a simple graph of {nodeCount} nodes is 0 to {nodeCount - 1}, not {degree}.");
        }

        if ((long)degree * nodeCount % 2 != 0)
            throw new ArgumentException($"No graph has {nodeCount} nodes of degree {degree}: the product must be even.", nameof(degree));

        // The complement of a regular graph is regular: pair the sparser one, where a try rarely fails.
        var complement = 2 * degree > nodeCount - 1;
        var paired = complement ? nodeCount - 1 - degree : degree;
        var random = new PhiloxRandom(seed);
        HashSet<(int, int)>? pairs;
        do pairs = TryPair(paired, nodeCount, random);
        while (pairs is null);
        IEnumerable<(int I, int J)> edges = complement ? AllPairs(nodeCount).Where(e => !pairs.Contains(e)) : pairs;
        return Weighted(nodeCount, edges, random, weights);
    }

    /// <summary>The random graph G(n, p): every pair of nodes is joined with the same probability, independently.</summary>
    /// <param name="nodeCount">Number of nodes, at least 1.</param>
    /// <param name="probability">Probability of each edge, 0 to 1.</param>
    /// <param name="seed">Seed of the random choice.</param>
    /// <param name="weights">Draws the weight of each edge, in the order of <see cref="Graph.Edges"/>; null for weights of 1.</param>
    /// <remarks>O(n²).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Graph ErdosRenyi(int nodeCount, double probability, ulong seed, Func<PhiloxRandom, double>? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodeCount, 1);
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability of an edge is 0 to 1.");
        var random = new PhiloxRandom(seed);
        var edges = AllPairs(nodeCount).Where(_ => random.NextDouble() < probability).ToList();
        return Weighted(nodeCount, edges, random, weights);
    }

    /// <summary>The complete graph: every pair of nodes is joined.</summary>
    /// <param name="nodeCount">Number of nodes, at least 1.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="weights">Draws the weight of each edge, in the order of <see cref="Graph.Edges"/>; null for weights of 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no nodes.</exception>
    public static Graph Complete(int nodeCount, ulong seed = 0, Func<PhiloxRandom, double>? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodeCount, 1);
        return Weighted(nodeCount, AllPairs(nodeCount), new PhiloxRandom(seed), weights);
    }

    /// <summary>The ring (cycle): node i is joined to i + 1, and the last to the first.</summary>
    /// <param name="nodeCount">Number of nodes, at least 3.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="weights">Draws the weight of each edge, in the order of <see cref="Graph.Edges"/>; null for weights of 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 3 nodes.</exception>
    public static Graph Ring(int nodeCount, ulong seed = 0, Func<PhiloxRandom, double>? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodeCount, 3);
        return Weighted(nodeCount, Enumerable.Range(0, nodeCount).Select(i => (i, (i + 1) % nodeCount)), new PhiloxRandom(seed), weights);
    }

    private static IEnumerable<(int I, int J)> AllPairs(int nodeCount)
    {
        for (var i = 0; i < nodeCount; i++)
        {
            for (var j = i + 1; j < nodeCount; j++) yield return (i, j);
        }
    }

    private static Graph Weighted(int nodeCount, IEnumerable<(int I, int J)> edges, PhiloxRandom random, Func<PhiloxRandom, double>? weights)
    {
        // Sorted first, so that the weights do not depend on how the edges were found.
        var sorted = edges.Select(static e => e.I < e.J ? e : (I: e.J, J: e.I)).OrderBy(static e => e.I).ThenBy(static e => e.J).ToList();
        return new Graph(nodeCount, sorted.Select(e => new Edge(e.I, e.J, weights?.Invoke(random) ?? 1)));
    }

    private static HashSet<(int, int)>? TryPair(int degree, int nodeCount, PhiloxRandom random)
    {
        var pairs = new HashSet<(int, int)>(degree * nodeCount / 2);
        var stubs = new List<int>(degree * nodeCount);
        for (var k = 0; k < degree * nodeCount; k++) stubs.Add(k / degree);
        while (stubs.Count > 0)
        {
            // Shuffle and join neighbours; stubs that would make a loop or a double edge wait for the next round.
            Shuffle(stubs, random);
            var left = new List<int>();
            for (var k = 0; k + 1 < stubs.Count; k += 2)
            {
                var (i, j) = (Math.Min(stubs[k], stubs[k + 1]), Math.Max(stubs[k], stubs[k + 1]));
                if (i == j || !pairs.Add((i, j))) left.AddRange([i, j]);
            }

            if (left.Count > 0 && !CanJoin(left, pairs)) return null;
            stubs = left;
        }

        return pairs;
    }

    private static bool CanJoin(List<int> stubs, HashSet<(int, int)> pairs)
    {
        var nodes = stubs.Distinct().Order().ToArray();
        for (var a = 0; a < nodes.Length; a++)
        {
            for (var b = a + 1; b < nodes.Length; b++)
            {
                if (!pairs.Contains((nodes[a], nodes[b]))) return true;
            }
        }

        return false;
    }

    private static void Shuffle(List<int> items, PhiloxRandom random)
    {
        for (var k = items.Count - 1; k > 0; k--)
        {
            var other = random.Next(k + 1);
            (items[k], items[other]) = (items[other], items[k]);
        }
    }
}
