using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>
/// Consecutive factors that move α electrons among a few orbitals only. Rows that differ elsewhere never meet, so the batch is done block
/// by block, each block a few rows that stay in the cache while all factors act on them; blocks are independent.
/// </summary>
internal sealed class RotationBatch
{
    private readonly DeterminantSpace _space;
    private readonly Factor[] _factors;
    private readonly RowJoin[][] _joins; // of each factor, by block
    private readonly int[][] _joinStarts;
    private readonly int[] _rows, _rowStarts; // all rows by block

    public RotationBatch(DeterminantSpace space, IReadOnlyList<Factor> factors)
    {
        (_space, _factors) = (space, [.. factors]);
        var moving = factors.Aggregate(0UL, (mask, f) => mask | f.AlphaOrbitals);
        var numbers = new Dictionary<ulong, int>();
        var blockOf = new int[space.Alpha.Count];
        for (var row = 0; row < blockOf.Length; row++)
        {
            var key = space.Alpha[row] & ~moving;
            if (!numbers.TryGetValue(key, out blockOf[row])) numbers.Add(key, blockOf[row] = numbers.Count);
        }

        BlockCount = numbers.Count;
        (_rows, _rowStarts) = ByBlock(Enumerable.Range(0, blockOf.Length).ToArray(), row => blockOf[row]);
        _joins = new RowJoin[_factors.Length][];
        _joinStarts = new int[_factors.Length][];
        for (var f = 0; f < _factors.Length; f++)
        {
            if (_factors[f].Rows is not { } rows) (_joins[f], _joinStarts[f]) = ([], []);
            else (_joins[f], _joinStarts[f]) = ByBlock([.. rows.Select(r => Join(r.From, r.To, r.Sign))], join => blockOf[join.FromRow]);
        }
    }

    public int BlockCount { get; }

    public int FactorCount => _factors.Length;

    public int NumberOf(int factor) => _factors[factor].Number;

    /// <summary>Applies the factors in order to one block of ψ.</summary>
    public void Forward(int block, Span<double> c, ReadOnlySpan<double> cos, ReadOnlySpan<double> sin)
    {
        for (var f = 0; f < _factors.Length; f++)
        {
            var factor = _factors[f];
            var (co, si) = (cos[factor.Number], sin[factor.Number]);
            if (si == 0 && co == 1) continue;
            if (factor.Rows is null)
            {
                foreach (var row in Rows(block))
                {
                    var line = c.Slice(_space.RowStart[row], _space.RowLength(row));
                    var label = _space.BetaLabel(row);
                    RotationKernel.Pairs(line, line, factor.Columns!.Positive(label), co, si);
                    RotationKernel.Pairs(line, line, factor.Columns.Negative(label), co, -si);
                }

                continue;
            }

            foreach (ref readonly var join in Joins(f, block))
            {
                var from = c.Slice(join.From, join.FromLength);
                var to = c.Slice(join.To, join.ToLength);
                if (factor.Columns is not { } columns)
                {
                    RotationKernel.Rows(from, to, co, join.Sign * si);
                    continue;
                }

                RotationKernel.Pairs(from, to, columns.Positive(join.Label), co, join.Sign * si);
                RotationKernel.Pairs(from, to, columns.Negative(join.Label), co, -join.Sign * si);
            }
        }
    }

    /// <summary>Undoes the factors, last first, on one block of (ψ, λ), and gives each one's share of ⟨λ|G|ψ⟩.</summary>
    public void Backward(int block, Span<Vector128<double>> both, ReadOnlySpan<double> cos, ReadOnlySpan<double> sin, Span<double> shares)
    {
        for (var f = _factors.Length - 1; f >= 0; f--)
        {
            var factor = _factors[f];
            var (co, si) = (cos[factor.Number], sin[factor.Number]);
            Vector128<double> plus = default, minus = default;
            if (factor.Rows is null)
            {
                foreach (var row in Rows(block))
                {
                    var line = both.Slice(_space.RowStart[row], _space.RowLength(row));
                    var label = _space.BetaLabel(row);
                    plus = RotationKernel.PairsBack(line, line, factor.Columns!.Positive(label), co, si, plus);
                    minus = RotationKernel.PairsBack(line, line, factor.Columns.Negative(label), co, -si, minus);
                }
            }

            foreach (ref readonly var join in Joins(f, block))
            {
                var from = both.Slice(join.From, join.FromLength);
                var to = both.Slice(join.To, join.ToLength);
                var (same, other) = join.Sign > 0 ? (plus, minus) : (minus, plus);
                if (factor.Columns is not { } columns)
                {
                    same = RotationKernel.RowsBack(from, to, co, join.Sign * si, same);
                }
                else
                {
                    same = RotationKernel.PairsBack(from, to, columns.Positive(join.Label), co, join.Sign * si, same);
                    other = RotationKernel.PairsBack(from, to, columns.Negative(join.Label), co, -join.Sign * si, other);
                }

                (plus, minus) = join.Sign > 0 ? (same, other) : (other, same);
            }

            plus -= minus;
            shares[f] = plus[0] - plus[1];
        }
    }

    /// <summary>y += Σ_k θ_k G_k x for one block.</summary>
    public void Accumulate(int block, ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> theta)
    {
        for (var f = 0; f < _factors.Length; f++)
        {
            var (columns, angle) = (_factors[f].Columns, theta[_factors[f].Number]);
            if (angle == 0) continue;
            if (_factors[f].Rows is null)
            {
                foreach (var row in Rows(block))
                {
                    var (start, length, label) = (_space.RowStart[row], _space.RowLength(row), _space.BetaLabel(row));
                    GeneratorKernel.Pairs(x.Slice(start, length), x.Slice(start, length), y.Slice(start, length), y.Slice(start, length), columns!.Positive(label), angle);
                    GeneratorKernel.Pairs(x.Slice(start, length), x.Slice(start, length), y.Slice(start, length), y.Slice(start, length), columns.Negative(label), -angle);
                }
            }

            foreach (ref readonly var join in Joins(f, block))
            {
                var xFrom = x.Slice(join.From, join.FromLength);
                var xTo = x.Slice(join.To, join.ToLength);
                var yFrom = y.Slice(join.From, join.FromLength);
                var yTo = y.Slice(join.To, join.ToLength);
                if (columns is null)
                {
                    GeneratorKernel.Rows(xFrom, xTo, yFrom, yTo, join.Sign * angle);
                    continue;
                }

                GeneratorKernel.Pairs(xFrom, xTo, yFrom, yTo, columns.Positive(join.Label), join.Sign * angle);
                GeneratorKernel.Pairs(xFrom, xTo, yFrom, yTo, columns.Negative(join.Label), -join.Sign * angle);
            }
        }
    }

    /// <summary>sums[k] += scale · ⟨a|G_k|v⟩ for each factor.</summary>
    public void AddOverlaps(double[] a, double[] v, double scale, double[] sums, int maxThreads, CancellationToken cancellationToken) =>
        Threads.ForCheap(_factors.Length, maxThreads, f =>
        {
            var (columns, sum) = (_factors[f].Columns, 0.0);
            for (var block = 0; block < BlockCount; block++)
            {
                if (_factors[f].Rows is null)
                {
                    foreach (var row in Rows(block))
                    {
                        var label = _space.BetaLabel(row);
                        var aRow = a.AsSpan(_space.RowStart[row], _space.RowLength(row));
                        var vRow = v.AsSpan(_space.RowStart[row], _space.RowLength(row));
                        sum += GeneratorKernel.Overlap(aRow, aRow, vRow, vRow, columns!.Positive(label));
                        sum -= GeneratorKernel.Overlap(aRow, aRow, vRow, vRow, columns.Negative(label));
                    }
                }

                foreach (ref readonly var join in Joins(f, block))
                {
                    var aFrom = a.AsSpan(join.From, join.FromLength);
                    var aTo = a.AsSpan(join.To, join.ToLength);
                    var vFrom = v.AsSpan(join.From, join.FromLength);
                    var vTo = v.AsSpan(join.To, join.ToLength);
                    var part = columns is null
                        ? OrderedSums.Dot(aTo, vFrom) - OrderedSums.Dot(aFrom, vTo)
                        : GeneratorKernel.Overlap(aFrom, aTo, vFrom, vTo, columns.Positive(join.Label))
                            - GeneratorKernel.Overlap(aFrom, aTo, vFrom, vTo, columns.Negative(join.Label));
                    sum += join.Sign * part;
                }
            }

            sums[_factors[f].Number] += scale * sum;
        }, cancellationToken);

    private ReadOnlySpan<int> Rows(int block) => _rows.AsSpan(_rowStarts[block], _rowStarts[block + 1] - _rowStarts[block]);

    private ReadOnlySpan<RowJoin> Joins(int factor, int block)
    {
        var starts = _joinStarts[factor];
        return starts.Length == 0 ? [] : _joins[factor].AsSpan(starts[block], starts[block + 1] - starts[block]);
    }

    private RowJoin Join(int from, int to, int sign) => new(
        from, _space.RowStart[from], _space.RowLength(from), _space.RowStart[to], _space.RowLength(to), _space.BetaLabel(from), sign);

    /// <summary>Stable counting sort.</summary>
    private (T[] Items, int[] Starts) ByBlock<T>(T[] items, Func<T, int> block)
    {
        var starts = new int[BlockCount + 1];
        foreach (var item in items) starts[block(item) + 1]++;
        for (var b = 0; b < BlockCount; b++) starts[b + 1] += starts[b];
        var next = starts[..^1];
        var sorted = new T[items.Length];
        foreach (var item in items) sorted[next[block(item)]++] = item;
        return (sorted, starts);
    }

    private readonly record struct RowJoin(int FromRow, int From, int FromLength, int To, int ToLength, int Label, int Sign);
}
