using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>
/// σ = H c within a <see cref="DeterminantSpace"/>: direct CI as in <see cref="DirectHamiltonian"/>, of the determinants of one label and
/// with integrals that symmetry allows only. The core energy is left out.
/// </summary>
/// <remarks>
/// J. Olsen, B. O. Roos, P. Jørgensen, H. J. Aa. Jensen, J. Chem. Phys. 89, 2185 (1988). For each pair of α orbitals, eight rows that the
/// pair moves are transposed into a block of vectors, one a β string; a sparse matrix over β strings, the same for all eight, combines
/// them in the first cache. Every element of σ is summed in an order that does not depend on the number of threads.
/// </remarks>
internal sealed class SectorHamiltonian
{
    private const int Lanes = 8;

    private readonly DeterminantSpace _space;
    private readonly SparseRows _alphaPart, _betaPart;
    private readonly BetaMoves[] _betaMoves; // by label of the pair
    private readonly double[][] _integrals;
    private readonly AlphaPair[] _alphaPairs;
    private readonly int _threads;

    public SectorHamiltonian(ElectronIntegrals integrals, DeterminantSpace space, int maxThreads)
    {
        _space = space;
        _threads = maxThreads < 0 ? Environment.ProcessorCount : maxThreads;
        if (space.Count < 1 << 15) _threads = 1;
        _alphaPart = SparseRows.SameSpin(integrals, space.Alpha);
        _betaPart = space.Beta == space.Alpha ? _alphaPart : SparseRows.SameSpin(integrals, space.Beta);
        var labels = space.Labels;
        _betaMoves = [.. Enumerable.Range(0, labels.Count).Select(label => new BetaMoves(space, label))];
        _integrals = Repulsion(integrals);
        var pairs = new List<AlphaPair>();
        for (var p = 0; p < labels.OrbitalCount; p++)
        for (var q = 0; q <= p; q++)
            pairs.Add(new AlphaPair(space, p, q));
        _alphaPairs = [.. pairs.Where(p => p.Groups.Any(g => g.Length > 0))];
    }

    public DeterminantSpace Space => _space;

    /// <summary>σ = H c.</summary>
    public void Apply(double[] c, double[] sigma, CancellationToken cancellationToken)
    {
        // Parts of the β strings: each thread reads all of c and writes columns of its own.
        Threads.For(_threads, _threads, part => ApplyPart(c, sigma, part, cancellationToken), cancellationToken);
    }

    private void ApplyPart(double[] c, double[] sigma, int part, CancellationToken cancellationToken)
    {
        var widest = Enumerable.Range(0, _space.Labels.Count).Max(_space.Beta.CountOf);
        var block = new Vector512<double>[2 * widest];
        var source = block.AsSpan(0, widest);
        var target = block.AsSpan(widest, widest);
        for (var label = 0; label < _space.Labels.Count; label++)
        {
            var (first, width) = (_space.Alpha.First[label], _space.Beta.CountOf(label ^ _space.Label));
            var (from, to) = Share(width, part);
            if (to == from) continue;
            var rows = _space.Alpha.CountOf(label);
            for (var row = 0; row < rows; row++) Combine(c, sigma, first + row, from, to, width);
            var numbers = new RowMove[Lanes];
            for (var row = 0; row < rows; row += Lanes)
            {
                var count = Math.Min(Lanes, rows - row);
                for (var k = 0; k < count; k++) numbers[k] = new(_space.RowStart[first + row + k], _space.RowStart[first + row + k], 1);
                Gather(c, numbers.AsSpan(0, count), width, source);
                var (start, beta) = (_space.Beta.First[label ^ _space.Label], _betaPart);
                Product(source, target, beta.Starts.AsSpan(start + from, to - from + 1), beta.Columns, beta.Values, from);
                Scatter(sigma, numbers.AsSpan(0, count), target, from, to);
            }
        }

        var values = new double[_betaMoves.Max(m => m.Columns.Length)];
        foreach (var pair in _alphaPairs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var moves = _betaMoves[pair.Label];
            var integrals = _integrals[pair.Number];
            for (var beta = 0; beta < _space.Labels.Count; beta++)
            {
                var (from, to) = Share(_space.Beta.CountOf(beta), part);
                var start = _space.Beta.First[beta];
                moves.Weigh(integrals, start + from, start + to, values);
            }

            for (var label = 0; label < _space.Labels.Count; label++)
            {
                var group = pair.Groups[label];
                var (sourceLabel, targetLabel) = (label ^ _space.Label, label ^ _space.Label ^ pair.Label);
                var (from, to) = Share(_space.Beta.CountOf(targetLabel), part);
                if (to == from) continue;
                var starts = moves.Starts.AsSpan(_space.Beta.First[targetLabel] + from, to - from + 1);
                for (var at = 0; at < group.Length; at += Lanes)
                {
                    var lanes = group.AsSpan(at, Math.Min(Lanes, group.Length - at));
                    Gather(c, lanes, _space.Beta.CountOf(sourceLabel), source);
                    Product(source, target, starts, moves.Columns, values, from);
                    Scatter(sigma, lanes, target, from, to);
                }
            }
        }
    }

    /// <summary>Columns from and to of a part.</summary>
    private (int From, int To) Share(int width, int part) => ((int)((long)width * part / _threads), (int)((long)width * (part + 1) / _threads));

    /// <summary>The same-spin part of α: σ row = Σ value · c row, for some columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Combine(double[] c, double[] sigma, int row, int from, int to, int width)
    {
        var first = _space.RowStart[_space.Alpha.First[_space.Alpha.LabelOf(row)]];
        ref var result = ref sigma[_space.RowStart[row]];
        ref var source = ref c[first];
        var (start, end) = (_alphaPart.Starts[row], _alphaPart.Starts[row + 1]);
        var k = from;
        for (; k + 16 <= to; k += 16)
        {
            Vector512<double> s0 = default, s1 = default;
            for (var at = start; at < end; at++)
            {
                var value = Vector512.Create(_alphaPart.Values[at]);
                var place = (nuint)((_alphaPart.Columns[at] * width) + k);
                s0 = Vector512.MultiplyAddEstimate(value, Vector512.LoadUnsafe(ref source, place), s0);
                s1 = Vector512.MultiplyAddEstimate(value, Vector512.LoadUnsafe(ref source, place + 8), s1);
            }

            s0.StoreUnsafe(ref result, (nuint)k);
            s1.StoreUnsafe(ref result, (nuint)k + 8);
        }

        for (; k < to; k++)
        {
            var sum = 0.0;
            for (var at = start; at < end; at++)
                sum = double.MultiplyAddEstimate(_alphaPart.Values[at], Unsafe.Add(ref source, (_alphaPart.Columns[at] * width) + k), sum);
            Unsafe.Add(ref result, k) = sum;
        }
    }

    /// <summary>Eight rows of c, or fewer, with their signs, as vectors over the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(double[] c, ReadOnlySpan<RowMove> moves, int width, Span<Vector512<double>> block)
    {
        if (moves.Length < Lanes) block[..width].Clear();
        ref var numbers = ref Unsafe.As<Vector512<double>, double>(ref MemoryMarshal.GetReference(block[..width]));
        for (var lane = 0; lane < moves.Length; lane++)
        {
            var move = moves[lane];
            var row = c.AsSpan(move.Source, width);
            double sign = move.Sign;
            ref var place = ref Unsafe.Add(ref numbers, lane);
            for (var j = 0; j < row.Length; j++) Unsafe.Add(ref place, Lanes * j) = sign * row[j];
        }
    }

    /// <summary>target[j] = Σ value · source[column] for some rows of a sparse matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Product(
        Span<Vector512<double>> source, Span<Vector512<double>> target, ReadOnlySpan<int> starts, int[] columns, double[] values, int from)
    {
        ref var x = ref MemoryMarshal.GetReference(source);
        ref var y = ref MemoryMarshal.GetReference(target[from..]);
        ref var column = ref MemoryMarshal.GetArrayDataReference(columns);
        ref var value = ref MemoryMarshal.GetArrayDataReference(values);
        for (var j = 0; j + 1 < starts.Length; j++)
        {
            Vector512<double> s0 = default, s1 = default;
            int at = starts[j], end = starts[j + 1];
            for (; at + 2 <= end; at += 2)
            {
                s0 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref value, at)), Unsafe.Add(ref x, Unsafe.Add(ref column, at)), s0);
                s1 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref value, at + 1)), Unsafe.Add(ref x, Unsafe.Add(ref column, at + 1)), s1);
            }

            if (at < end)
                s0 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref value, at)), Unsafe.Add(ref x, Unsafe.Add(ref column, at)), s0);
            Unsafe.Add(ref y, j) = s0 + s1;
        }
    }

    /// <summary>Adds the lanes to their rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(double[] sigma, ReadOnlySpan<RowMove> moves, Span<Vector512<double>> block, int from, int to)
    {
        ref var numbers = ref Unsafe.As<Vector512<double>, double>(ref MemoryMarshal.GetReference(block[from..to]));
        for (var lane = 0; lane < moves.Length; lane++)
        {
            var row = sigma.AsSpan(moves[lane].Target + from, to - from);
            ref var place = ref Unsafe.Add(ref numbers, lane);
            for (var j = 0; j < row.Length; j++) row[j] += Unsafe.Add(ref place, Lanes * j);
        }
    }

    private static double[][] Repulsion(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var rows = new double[n * (n + 1) / 2][];
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
        {
            var row = rows[SingleReplacements.Pair(p, q)] = new double[rows.Length];
            for (var r = 0; r < n; r++)
            for (var s = 0; s <= r; s++)
                row[SingleReplacements.Pair(r, s)] = integrals.RepulsionSpan[(int)ElectronIntegrals.RepulsionIndex(p, q, r, s)];
        }

        return rows;
    }

    /// <summary>A row of c and the row of σ that it goes to, by where they begin.</summary>
    private readonly record struct RowMove(int Source, int Target, int Sign);

    /// <summary>E_pq + E_qp of α, or E_pp, by label of the source row.</summary>
    private sealed class AlphaPair
    {
        public AlphaPair(DeterminantSpace space, int p, int q)
        {
            Number = SingleReplacements.Pair(p, q);
            Label = space.Labels[p] ^ space.Labels[q];
            var groups = new List<RowMove>[space.Labels.Count];
            for (var label = 0; label < groups.Length; label++) groups[label] = [];
            for (var row = 0; row < space.Alpha.Count; row++)
            {
                var mask = space.Alpha[row];
                var hasP = ((mask >> p) & 1) != 0;
                var hasQ = ((mask >> q) & 1) != 0;
                var target = row;
                var sign = 1;
                if (p == q && !hasP) continue;
                if (p != q)
                {
                    if (hasP == hasQ) continue;
                    var (to, from) = hasQ ? (p, q) : (q, p);
                    sign = DeterminantStrings.Sign(mask, to, from);
                    target = space.Alpha.IndexOf((mask & ~(1UL << from)) | (1UL << to));
                }

                groups[space.Alpha.LabelOf(row)].Add(new RowMove(space.RowStart[row], space.RowStart[target], sign));
            }

            Groups = Array.ConvertAll(groups, g => g.ToArray());
        }

        public int Number { get; }

        public int Label { get; }

        public RowMove[][] Groups { get; }
    }

    /// <summary>Every way a pair of orbitals of one label leads to each β string: column, and the pair with its sign.</summary>
    private sealed class BetaMoves
    {
        private readonly int[] _codes; // 2 · pair + (negative), or −1 for staying

        private readonly ulong[] _masks;

        public BetaMoves(DeterminantSpace space, int pairLabel)
        {
            var (strings, n) = (space.Beta, space.Labels.OrbitalCount);
            _masks = [.. Enumerable.Range(0, strings.Count).Select(j => strings[j])];
            Starts = new int[strings.Count + 1];
            var (columns, codes) = (new List<int>(), new List<int>());
            for (var j = 0; j < strings.Count; j++)
            {
                var mask = strings[j];
                var first = strings.First[strings.LabelOf(j) ^ pairLabel];
                if (pairLabel == 0)
                {
                    columns.Add(j - first);
                    codes.Add(-1);
                }

                for (var p = 0; p < n; p++)
                for (var q = 0; q < n; q++)
                {
                    // E_pq: the target holds p, the source q.
                    if (p == q || ((mask >> p) & 1) == 0 || ((mask >> q) & 1) != 0 || (space.Labels[p] ^ space.Labels[q]) != pairLabel) continue;
                    var source = (mask & ~(1UL << p)) | (1UL << q);
                    columns.Add(strings.IndexOf(source) - first);
                    codes.Add((2 * SingleReplacements.Pair(p, q)) + (DeterminantStrings.Sign(source, p, q) < 0 ? 1 : 0));
                }

                Starts[j + 1] = columns.Count;
            }

            (Columns, _codes) = ([.. columns], [.. codes]);
        }

        public int[] Starts { get; }

        public int[] Columns { get; }

        /// <summary>Fills in the integrals of one α pair for some β strings.</summary>
        public void Weigh(double[] integrals, int from, int to, double[] values)
        {
            for (var j = from; j < to; j++)
            for (var at = Starts[j]; at < Starts[j + 1]; at++)
            {
                var code = _codes[at];
                if (code >= 0)
                {
                    var value = integrals[code >> 1];
                    values[at] = (code & 1) != 0 ? -value : value;
                    continue;
                }

                var stay = 0.0;
                for (var mask = _masks[j]; mask != 0; mask &= mask - 1)
                {
                    var p = System.Numerics.BitOperations.TrailingZeroCount(mask);
                    stay += integrals[SingleReplacements.Pair(p, p)];
                }

                values[at] = stay;
            }
        }
    }
}
