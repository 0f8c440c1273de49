using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Items in bins.</summary>
/// <param name="Bins">Positions of the items of each bin, from 0; empty bins are left out.</param>
/// <param name="Unplaced">Items that are in no bin or in several.</param>
/// <param name="Overfull">Bins, by their position in <paramref name="Bins"/>, whose items do not fit.</param>
public sealed record Packing(ImmutableArray<ImmutableArray<int>> Bins, ImmutableArray<int> Unplaced, ImmutableArray<int> Overfull)
{
    /// <summary>True where every item is in one bin and fits.</summary>
    public bool IsFeasible => Unplaced.IsEmpty && Overfull.IsEmpty;

    /// <summary>A bin in each line, then what is wrong.</summary>
    public override string ToString()
    {
        var lines = Bins.Select((items, b) => $"bin {b}: {string.Join(", ", items)}{(Overfull.Contains(b) ? " (too much)" : "")}").ToList();
        if (!Unplaced.IsEmpty) lines.Add($"not in one bin: {string.Join(", ", Unplaced)}");
        return string.Join('\n', lines);
    }
}

/// <summary>Bin packing: all items in the fewest bins.</summary>
/// <remarks>
/// A bit for each item and bin, items slowest, then a bit for each bin that is used, in order; slacks for the rooms left. Item k may only be in the first k + 1 bins, which
/// loses no packing: bins are alike and can be numbered by their first item.
/// </remarks>
public sealed class BinPacking : ModelledProblem<Packing>
{
    private readonly int[] _sizes;
    private readonly List<(int Item, int Bin)> _places = [];

    /// <summary>Poses the problem.</summary>
    /// <param name="sizes">Size of each item, 1 to the capacity.</param>
    /// <param name="capacity">What fits in a bin.</param>
    /// <param name="binCount">Most bins, at least 1; null for what first-fit in the order of decreasing sizes takes.</param>
    /// <exception cref="ArgumentException">There are no items, or a size or a number is out of range.</exception>
    public BinPacking(ReadOnlySpan<int> sizes, int capacity, int? binCount = null)
        : base(new OptimizationModel("bin-packing"))
    {
        _sizes = ProblemInputs.Sizes(sizes, "items", nameof(sizes));
        foreach (var size in _sizes)
        {
            if (size > capacity) throw new ArgumentOutOfRangeException(nameof(sizes), size, $"An item of size {size} fits in no bin of capacity {capacity}.");
        }

        Capacity = capacity;
        BinCount = binCount ?? FirstFit();
        ArgumentOutOfRangeException.ThrowIfLessThan(BinCount, 1, nameof(binCount));
        Pose();
    }

    /// <summary>What fits in a bin.</summary>
    public int Capacity { get; }

    /// <summary>Most bins.</summary>
    public int BinCount { get; }

    /// <summary>Items in bins, and what is wrong with them.</summary>
    /// <param name="bins">For each item its bin, from 0, or -1 for none.</param>
    /// <exception cref="ArgumentException">The number of bins is not that of the items, or there is no such bin.</exception>
    public Packing Evaluate(ReadOnlySpan<int> bins)
    {
        if (bins.Length != _sizes.Length) throw new ArgumentException($"There are {bins.Length} bins for {_sizes.Length} items.", nameof(bins));
        var places = bins.ToArray();
        foreach (var bin in places)
        {
            if (bin < -1 || bin >= BinCount) throw new ArgumentOutOfRangeException(nameof(bins), bin, $"Bins are 0 to {BinCount - 1}, or -1 for none.");
        }

        ImmutableArray<ImmutableArray<int>> filled = [.. places.Select(static (b, i) => (Bin: b, Item: i)).Where(static p => p.Bin >= 0).GroupBy(static p => p.Bin)
            .OrderBy(static g => g.Key).Select(static g => g.Select(static p => p.Item).ToImmutableArray())];
        return new Packing(filled, [.. Enumerable.Range(0, places.Length).Where(i => places[i] < 0)],
            [.. Enumerable.Range(0, filled.Length).Where(b => filled[b].Sum(i => (long)_sizes[i]) > Capacity)]);
    }

    private protected override Packing Interpret(ModelSolution solution)
    {
        var (bins, counts) = (new int[_sizes.Length], new int[_sizes.Length]);
        for (var k = 0; k < _places.Count; k++)
        {
            if (solution.Values[k] == 0) continue;
            bins[_places[k].Item] = _places[k].Bin;
            counts[_places[k].Item]++;
        }

        for (var i = 0; i < bins.Length; i++)
        {
            if (counts[i] != 1) bins[i] = -1;
        }

        return Evaluate(bins);
    }

    private void Pose()
    {
        var placed = Enumerable.Range(0, BinCount).Select(static _ => new List<Expression>()).ToArray();
        for (var i = 0; i < _sizes.Length; i++)
        {
            var own = new List<Expression>();
            for (var b = 0; b < Math.Min(i + 1, BinCount); b++)
            {
                var x = Model.AddBinary(string.Create(CultureInfo.InvariantCulture, $"item_{i}_bin_{b}"));
                _places.Add((i, b));
                own.Add(x);
                placed[b].Add(_sizes[i] * x);
            }

            Model.Require(Expression.Sum(own).EqualTo(1), $"item_{i}");
        }

        var used = Model.AddBinaries("bin", BinCount);
        Model.Minimize(Expression.Sum(used));
        for (var b = 0; b < BinCount; b++) Model.Require(Expression.Sum(placed[b]) <= Capacity * used[b], $"bin_{b}");
    }

    private int FirstFit()
    {
        var rooms = new List<int>();
        foreach (var size in _sizes.OrderDescending())
        {
            var bin = rooms.FindIndex(r => r >= size);
            if (bin < 0) rooms.Add(Capacity - size);
            else rooms[bin] -= size;
        }

        return rooms.Count;
    }
}
