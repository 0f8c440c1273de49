using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>
/// σ = H c within a <see cref="DeterminantSpace"/>: direct CI of the determinants of one label, with the integrals that symmetry allows. The core energy is left out.
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
    private readonly SectorTables _tables;
    private readonly AlphaPair[] _alphaPairs;
    private readonly int _threads;

    public SectorHamiltonian(ElectronIntegrals integrals, DeterminantSpace space, int maxThreads)
        : this(new SectorTables(integrals, space), space, maxThreads)
    {
    }

    /// <summary>With tables of the same strings.</summary>
    public SectorHamiltonian(SectorTables tables, DeterminantSpace space, int maxThreads)
    {
        (_tables, _space) = (tables, space);
        _threads = maxThreads < 0 ? Environment.ProcessorCount : maxThreads;
        if (space.Count < 1 << 15) _threads = 1;
        var labels = space.Labels;
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
        Threads.For(_threads, _threads, part =>
        {
            for (var label = 0; label < _space.Labels.Count; label++) SameSpin(c, sigma, label, part, withBeta: true);
            Mixed(c, sigma, part, Half.None, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>
    /// σ = H c for a vector that goes into ±c to the last bit when the spins, of as many electrons, are exchanged, as every spin state does:
    /// half of the work, and σ has the same symmetry to the last bit.
    /// </summary>
    /// <param name="c">The vector.</param>
    /// <param name="sigma">Gets the product.</param>
    /// <param name="parity">1 or −1.</param>
    /// <param name="cancellationToken">Checked between pairs of orbitals.</param>
    public void ApplyMirrored(double[] c, double[] sigma, int parity, CancellationToken cancellationToken)
    {
        if (_space.Label != 0)
        {
            // Of each block of rows and its mirror image, the one of the lower label.
            Threads.For(_threads, _threads, part =>
            {
                for (var label = 0; label < _space.Labels.Count; label++)
                    if (label < (label ^ _space.Label)) SameSpin(c, sigma, label, part, withBeta: true);
                Mixed(c, sigma, part, Half.LowerLabels, cancellationToken);
            }, cancellationToken);
        }
        else
        {
            // Columns from the diagonal on, which counts half, and α alone: the mirror image is the rest.
            Threads.For(_threads, _threads, part =>
            {
                for (var label = 0; label < _space.Labels.Count; label++) SameSpin(c, sigma, label, part, withBeta: false);
            }, cancellationToken);
            Threads.For(_threads, _threads, part => Mixed(c, sigma, part, Half.UpperTriangle, cancellationToken), cancellationToken);
        }

        _space.AddMirrorImage(sigma, parity);
    }

    /// <summary>Which elements of σ are summed.</summary>
    private enum Half
    {
        None,
        LowerLabels,
        UpperTriangle,
    }

    private int Widest => Enumerable.Range(0, _space.Labels.Count).Max(_space.Beta.CountOf);

    private void SameSpin(double[] c, double[] sigma, int label, int part, bool withBeta)
    {
        var (first, width) = (_space.Alpha.First[label], _space.Beta.CountOf(label ^ _space.Label));
        var (from, to) = Share(width, part);
        if (to == from) return;
        var rows = _space.Alpha.CountOf(label);
        for (var row = 0; row < rows; row++) Combine(c, sigma, first + row, from, to, width);
        if (!withBeta) return;
        var block = new Vector512<double>[2 * width];
        var source = block.AsSpan(0, width);
        var target = block.AsSpan(width, width);
        var numbers = new RowMove[Lanes];
        for (var row = 0; row < rows; row += Lanes)
        {
            var count = Math.Min(Lanes, rows - row);
            for (var k = 0; k < count; k++) numbers[k] = new(_space.RowStart[first + row + k], _space.RowStart[first + row + k], 1, 0);
            Gather(c, numbers.AsSpan(0, count), width, source);
            var (start, beta) = (_space.Beta.First[label ^ _space.Label], _tables.BetaPart);
            Product(source, target, beta.Starts.AsSpan(start + from, to - from + 1), beta.Columns, beta.Values, from);
            Scatter(sigma, numbers.AsSpan(0, count), target, from, to);
        }
    }

    private void Mixed(double[] c, double[] sigma, int part, Half half, CancellationToken cancellationToken)
    {
        var widest = Widest;
        var block = new Vector512<double>[2 * widest];
        var source = block.AsSpan(0, widest);
        var target = block.AsSpan(widest, widest);
        var values = new double[_tables.BetaMoves.Max(m => m.Columns.Length)];
        foreach (var pair in _alphaPairs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var moves = _tables.BetaMoves[pair.Label];
            var integrals = _tables.Repulsion[pair.Number];
            for (var beta = 0; beta < _space.Labels.Count; beta++)
            {
                var (from, to) = ShareOf(_space.Beta.CountOf(beta));
                var start = _space.Beta.First[beta];
                moves.Weigh(integrals, start + from, start + to, values);
            }

            for (var label = 0; label < _space.Labels.Count; label++)
            {
                var group = pair.Groups[label];
                var (sourceLabel, targetLabel) = (label ^ _space.Label, label ^ _space.Label ^ pair.Label);
                if (half == Half.LowerLabels && (label ^ pair.Label) > targetLabel) continue;
                var (from, to) = ShareOf(_space.Beta.CountOf(targetLabel));
                for (var at = 0; at < group.Length; at += Lanes)
                {
                    var lanes = group.AsSpan(at, Math.Min(Lanes, group.Length - at));
                    var begin = half == Half.UpperTriangle ? Math.Max(from, lanes[0].Column) : from;
                    if (begin >= to) break; // targets rise
                    Gather(c, lanes, _space.Beta.CountOf(sourceLabel), source);
                    var starts = moves.Starts.AsSpan(_space.Beta.First[targetLabel] + begin, to - begin + 1);
                    Product(source, target, starts, moves.Columns, values, begin);
                    if (half == Half.UpperTriangle) ScatterUpper(sigma, lanes, target, begin, to);
                    else Scatter(sigma, lanes, target, begin, to);
                }
            }
        }

        (int From, int To) ShareOf(int width) => half == Half.UpperTriangle ? UpperShare(width, part) : Share(width, part);
    }

    /// <summary>Columns from and to of a part.</summary>
    private (int From, int To) Share(int width, int part) => ((int)((long)width * part / _threads), (int)((long)width * (part + 1) / _threads));

    /// <summary>The same where column j has j + 1 elements.</summary>
    private (int From, int To) UpperShare(int width, int part)
    {
        return (Edge(part), Edge(part + 1));

        int Edge(int k) => k == _threads ? width : (int)(width * Math.Sqrt((double)k / _threads));
    }

    /// <summary>The same-spin part of α: σ row = Σ value · c row, for some columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Combine(double[] c, double[] sigma, int row, int from, int to, int width)
    {
        var first = _space.RowStart[_space.Alpha.First[_space.Alpha.LabelOf(row)]];
        ref var result = ref sigma[_space.RowStart[row]];
        ref var source = ref c[first];
        var (start, end) = (_tables.AlphaPart.Starts[row], _tables.AlphaPart.Starts[row + 1]);
        var k = from;
        for (; k + 16 <= to; k += 16)
        {
            Vector512<double> s0 = default, s1 = default;
            for (var at = start; at < end; at++)
            {
                var value = Vector512.Create(_tables.AlphaPart.Values[at]);
                var place = (nuint)((_tables.AlphaPart.Columns[at] * width) + k);
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
                sum = double.MultiplyAddEstimate(_tables.AlphaPart.Values[at], Unsafe.Add(ref source, (_tables.AlphaPart.Columns[at] * width) + k), sum);
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

    /// <summary>Adds the lanes to their rows, from the diagonal on and half of it.</summary>
    private static void ScatterUpper(double[] sigma, ReadOnlySpan<RowMove> moves, Span<Vector512<double>> block, int from, int to)
    {
        for (var lane = 0; lane < moves.Length; lane++)
        {
            var (row, column) = (moves[lane].Target, moves[lane].Column);
            if (column >= from && column < to) sigma[row + column] += block[column][lane] / 2;
            for (var j = Math.Max(from, column + 1); j < to; j++) sigma[row + j] += block[j][lane];
        }
    }

    /// <summary>A row of c and the row of σ that it goes to, by where they begin; number of the latter within its label.</summary>
    private readonly record struct RowMove(int Source, int Target, int Sign, int Column);

    /// <summary>E_pq + E_qp of α, or E_pp, by label of the source row and with rising targets.</summary>
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

                groups[space.Alpha.LabelOf(row)].Add(new RowMove(
                    space.RowStart[row], space.RowStart[target], sign, target - space.Alpha.First[space.Alpha.LabelOf(target)]));
            }

            Groups = Array.ConvertAll(groups, g => g.OrderBy(m => m.Column).ToArray());
        }

        public int Number { get; }

        public int Label { get; }

        public RowMove[][] Groups { get; }
    }
}
