namespace Qratum.Chemistry;

/// <summary>
/// Family pairs of one pattern in a fixed order with their primitive pairs laid side by side in blocks of
/// <see cref="LaneBlock.Lanes"/>, so that one vector instruction works on several of them.
/// </summary>
internal sealed class PairGroup
{
    public PairGroup(PairPattern pattern, HermitePair[] pairs)
    {
        Pattern = pattern;
        Pairs = pairs;
        Starts = new int[pairs.Length + 1];
        for (var i = 0; i < pairs.Length; i++) Starts[i + 1] = Starts[i] + pairs[i].Primitives.Length;
        var lanes = LaneBlock.Lanes;
        var blocks = (Starts[^1] + lanes - 1) / lanes;
        Exponents = new LaneBlock[blocks];
        X = new LaneBlock[blocks];
        Y = new LaneBlock[blocks];
        Z = new LaneBlock[blocks];
        Bounds = new double[blocks];
        Entries = new LaneBlock[blocks * pattern.EntryCount];
        var signs = new double[pattern.EntryCount];
        var degrees = HermiteIndex.All(pattern.Degree).Select(h => h.T + h.U + h.V).ToArray();
        for (var n = 0; n < signs.Length; n++) signs[n] = (degrees[pattern.Hermites[n]] & 1) == 0 ? 1 : -1;

        foreach (ref var exponent in Exponents.AsSpan()) LaneBlock.MutableScalars(ref exponent).Fill(1); // idle lanes
        for (var i = 0; i < pairs.Length; i++)
        {
            for (var k = 0; k < pairs[i].Primitives.Length; k++)
            {
                var (block, lane) = Math.DivRem(Starts[i] + k, lanes);
                var primitive = pairs[i].Primitives[k];
                LaneBlock.MutableScalars(ref Exponents[block])[lane] = primitive.P;
                LaneBlock.MutableScalars(ref X[block])[lane] = primitive.X;
                LaneBlock.MutableScalars(ref Y[block])[lane] = primitive.Y;
                LaneBlock.MutableScalars(ref Z[block])[lane] = primitive.Z;
                Bounds[block] = Math.Max(Bounds[block], primitive.Bound);
                for (var n = 0; n < signs.Length; n++)
                {
                    LaneBlock.MutableScalars(ref Entries[(block * signs.Length) + n])[lane] = signs[n] * pairs[i].Entries[(k * signs.Length) + n];
                }
            }
        }
    }

    public PairPattern Pattern { get; }

    public HermitePair[] Pairs { get; }

    /// <summary>The primitive pairs of pair i have the places Starts[i]..Starts[i+1].</summary>
    public int[] Starts { get; }

    /// <summary>Per block: exponents q (1 in idle lanes).</summary>
    public LaneBlock[] Exponents { get; }

    /// <summary>Per block: x of the centres.</summary>
    public LaneBlock[] X { get; }

    /// <summary>Per block: y of the centres.</summary>
    public LaneBlock[] Y { get; }

    /// <summary>Per block: z of the centres.</summary>
    public LaneBlock[] Z { get; }

    /// <summary>Per block: the largest estimate of a primitive.</summary>
    public double[] Bounds { get; }

    /// <summary>[block · EntryCount + entry]: Hermite coefficients with the sign (-1)^(t+u+v) of the second electron; 0 in idle lanes.</summary>
    public LaneBlock[] Entries { get; }

    /// <summary>Number of leading pairs, counted from <paramref name="first"/>, whose Schwarz bound is at least <paramref name="least"/>; the pairs must fall.</summary>
    public int EndOfSignificant(int first, double least)
    {
        var (low, high) = (first, Pairs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Pairs[middle].Schwarz >= least) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
