namespace Qratum.Chemistry;

/// <summary>All electron-repulsion integrals of a set of basis functions, (ij|kl) once for each of its eight permutations.</summary>
internal static class Repulsion
{
    /// <summary>
    /// Integrals of pairs whose Schwarz bound √(ij|ij) √(kl|kl) is below this are left at zero. Their number times this stays
    /// below the 1e-10 hartree that energies promise.
    /// </summary>
    internal const double Negligible = 1e-13;

    /// <summary>Bytes of the packed integrals of n functions.</summary>
    public static long PackedBytes(long functions) => checked(sizeof(double) * PackedSymmetric.Count(PackedSymmetric.Count(functions)));

    /// <summary>Fills the packed integrals; the same bits for any number of threads.</summary>
    /// <param name="basis">The functions.</param>
    /// <param name="packed">Zeros; receives (ij|kl) at the packed index of the packed pairs.</param>
    /// <param name="threads">Upper limit of threads, or -1.</param>
    /// <param name="cancellationToken">Checked between pairs.</param>
    public static void Fill(BasisFunctions basis, double[] packed, int threads, CancellationToken cancellationToken)
    {
        var groups = Groups(ContractionFamily.Group(basis.Shells));
        var tasks = new List<(int Group, int Pair)>();
        for (var g = 0; g < groups.Length; g++)
        {
            for (var i = 0; i < groups[g].Pairs.Length; i++) tasks.Add((g, i));
        }

        // Every task writes places of its own: which thread runs it does not matter.
        Threads.For(tasks.Count, threads, static () => new RepulsionKernel(), (index, kernel) =>
        {
            var (group, pair) = tasks[index];
            var bra = groups[group].Pairs[pair];
            var sink = new PackedSink(packed);
            for (var g = group; g < groups.Length; g++)
            {
                var first = g == group ? pair : 0;
                kernel.Evaluate(bra, groups[g], first, groups[g].EndOfSignificant(first, Negligible / bra.Schwarz), RepulsionKernel.NegligiblePrimitives, ref sink);
            }
        }, cancellationToken);
    }

    /// <summary>Pairs by pattern, those of low degree first; within a group by falling Schwarz bound.</summary>
    internal static PairGroup[] Groups(ContractionFamily[] families)
    {
        var patterns = new Dictionary<string, (PairPattern Pattern, List<HermitePair> Pairs)>();
        for (var i = 0; i < families.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var (a, b) = (families[i], families[j]);
                if (string.CompareOrdinal(a.Kind, b.Kind) < 0) (a, b) = (b, a); // so that both orders make one kind
                var kind = PairPattern.KindOf(a, b);
                if (!patterns.TryGetValue(kind, out var entry)) patterns.Add(kind, entry = (PairPattern.Of(a, b), []));
                var pair = new HermitePair(a, b, entry.Pattern);
                if (pair.Primitives.Length > 0) entry.Pairs.Add(pair);
            }
        }

        var kernel = new RepulsionKernel();
        var groups = new List<PairGroup>();
        foreach (var (pattern, pairs) in patterns.Values.OrderBy(e => e.Pattern.Degree).ThenBy(e => e.Pattern.EntryCount))
        {
            var unordered = new PairGroup(pattern, [.. pairs]);
            var sink = default(DiagonalSink);
            for (var i = 0; i < pairs.Count; i++) kernel.Evaluate(pairs[i], unordered, i, i + 1, negligible: 0, ref sink);
            groups.Add(new PairGroup(pattern, [.. pairs.OrderByDescending(p => p.Schwarz)]));
        }

        return [.. groups];
    }

    private readonly struct DiagonalSink : IRepulsionSink
    {
        public void Accept(HermitePair bra, HermitePair ket, ReadOnlySpan<double> values)
        {
            var rows = bra.PackedIndices.Length;
            var largest = 0.0;
            for (var r = 0; r < rows; r++) largest = Math.Max(largest, values[(r * rows) + r]);
            bra.Schwarz = Math.Sqrt(largest);
        }
    }

    private readonly struct PackedSink(double[] packed) : IRepulsionSink
    {
        public void Accept(HermitePair bra, HermitePair ket, ReadOnlySpan<double> values)
        {
            var columns = ket.PackedIndices;
            var n = 0;
            foreach (var ij in bra.PackedIndices)
            {
                var row = ((long)ij * (ij + 1)) / 2;
                foreach (var kl in columns)
                {
                    packed[ij >= kl ? row + kl : (((long)kl * (kl + 1)) / 2) + ij] = values[n++];
                }
            }
        }
    }
}
