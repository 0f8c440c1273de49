using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Items in a knapsack.</summary>
/// <param name="Items">Their positions, from 0, ascending.</param>
/// <param name="Value">What they are worth together.</param>
/// <param name="Size">Sum of their sizes.</param>
/// <param name="Capacity">What the knapsack holds.</param>
public sealed record KnapsackLoad(ImmutableArray<int> Items, double Value, long Size, int Capacity)
{
    /// <summary>True where the items fit.</summary>
    public bool IsFeasible => Size <= Capacity;

    /// <summary>Value, items and size.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"value {Value:R}, items {{{string.Join(", ", Items)}}}, size {Size} of {Capacity}{(IsFeasible ? "" : ": too much")}");
}

/// <summary>Knapsack: items of the largest value that fit; with values of pairs the quadratic knapsack.</summary>
/// <remarks>The room left is a slack of ⌊log₂ capacity⌋ + 1 bits. A. Lucas, Frontiers in Physics 2, 5 (2014), section 5.2, with a slack of logarithmic size.</remarks>
public sealed class Knapsack : ModelledProblem<KnapsackLoad>
{
    private readonly double[] _values;
    private readonly int[] _sizes;
    private readonly Edge[] _pairs;

    /// <summary>Poses the problem.</summary>
    /// <param name="values">Value of each item.</param>
    /// <param name="sizes">Size of each item, at least 1.</param>
    /// <param name="capacity">What fits, at least 0.</param>
    /// <param name="pairs">Value of having two items together, as edges between items; null for none.</param>
    /// <exception cref="ArgumentException">Numbers of values and sizes differ, a size or the capacity is out of range, or a value is not finite.</exception>
    public Knapsack(ReadOnlySpan<double> values, ReadOnlySpan<int> sizes, int capacity, IEnumerable<Edge>? pairs = null)
        : base(new OptimizationModel("knapsack"))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _sizes = ProblemInputs.Sizes(sizes, "items", nameof(sizes));
        _values = ProblemInputs.Weights(values, sizes.Length, "items", nameof(values));

        // A graph checks and merges the pairs.
        _pairs = [.. new Graph(sizes.Length, pairs ?? []).Edges];
        Capacity = capacity;
        var x = Model.AddBinaries("item", sizes.Length);
        Model.Maximize(Expression.Sum([.. x.Select((v, i) => _values[i] * v), .. _pairs.Select(p => p.Weight * x[p.I] * x[p.J])]));
        Model.Require(Expression.Sum(x.Select((v, i) => _sizes[i] * v)) <= capacity, "capacity");
    }

    /// <summary>What fits.</summary>
    public int Capacity { get; }

    /// <summary>Value and size of some items.</summary>
    /// <param name="items">Their positions, each at most once.</param>
    /// <exception cref="ArgumentException">An item does not exist or is named twice.</exception>
    public KnapsackLoad Evaluate(IEnumerable<int> items)
    {
        var chosen = ProblemInputs.Chosen(items, _sizes.Length, "item", nameof(items));
        var isIn = chosen.ToHashSet();
        var value = chosen.Sum(i => _values[i]) + _pairs.Where(p => isIn.Contains(p.I) && isIn.Contains(p.J)).Sum(static p => p.Weight);
        return new KnapsackLoad([.. chosen], value, chosen.Sum(i => (long)_sizes[i]), Capacity);
    }

    private protected override KnapsackLoad Interpret(ModelSolution solution) => Evaluate(Enumerable.Range(0, _sizes.Length).Where(i => solution.Values[i] == 1));
}
