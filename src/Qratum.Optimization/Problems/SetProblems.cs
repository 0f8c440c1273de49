using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Some of the given sets.</summary>
/// <param name="Sets">Their positions, from 0, ascending.</param>
/// <param name="Weight">Sum of their weights.</param>
/// <param name="Violations">Elements that are in too many or too few of them, ascending; empty for a feasible selection.</param>
public sealed record SetSelection(ImmutableArray<int> Sets, double Weight, ImmutableArray<int> Violations)
{
    /// <summary>True where every element is in as many sets as the problem asks for.</summary>
    public bool IsFeasible => Violations.IsEmpty;

    /// <summary>Weight, sets and violated elements.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"weight {Weight:R}, sets {{{string.Join(", ", Sets)}}}{(IsFeasible ? "" : $"; violated elements: {string.Join(", ", Violations)}")}");
}

/// <summary>What packing, cover and exact cover share: a bit for each set, and a rule for the number of chosen sets that hold an element.</summary>
public abstract class SetProblem : ModelledProblem<SetSelection>
{
    private readonly int[][] _sets;
    private readonly double[] _weights;
    private readonly ConstraintSense _sense;

    private protected SetProblem(string name, int elementCount, IEnumerable<IEnumerable<int>> sets, ReadOnlySpan<double> weights, ConstraintSense sense)
        : base(new OptimizationModel(name))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elementCount, 1);
        ArgumentNullException.ThrowIfNull(sets);
        (ElementCount, _sense) = (elementCount, sense);
        _sets = [.. sets.Select(s => ProblemInputs.Chosen(s, elementCount, "element", nameof(sets)))];
        if (_sets.Length == 0) throw new ArgumentException("There are no sets.", nameof(sets));
        _weights = ProblemInputs.Weights(weights, _sets.Length, "sets", nameof(weights));
        Pose();
    }

    /// <summary>Number of elements; they are 0 to this, exclusive.</summary>
    public int ElementCount { get; }

    /// <summary>Weights of the sets.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>What some of the sets are worth and which elements they violate.</summary>
    /// <param name="sets">Positions of sets, each at most once.</param>
    /// <exception cref="ArgumentException">A set does not exist or is named twice.</exception>
    public SetSelection Evaluate(IEnumerable<int> sets)
    {
        var chosen = ProblemInputs.Chosen(sets, _sets.Length, "set", nameof(sets));
        var counts = new int[ElementCount];
        foreach (var set in chosen)
        {
            foreach (var element in _sets[set]) counts[element]++;
        }

        return new SetSelection([.. chosen], chosen.Sum(s => _weights[s]), [.. Enumerable.Range(0, ElementCount).Where(e => _sense switch
        {
            ConstraintSense.AtMost => counts[e] > 1,
            ConstraintSense.AtLeast => counts[e] < 1,
            _ => counts[e] != 1,
        })]);
    }

    private protected override SetSelection Interpret(ModelSolution solution) => Evaluate(Enumerable.Range(0, _sets.Length).Where(s => solution.Values[s] == 1));

    private void Pose()
    {
        var x = Model.AddBinaries("set", _sets.Length);
        var total = Expression.Sum(x.Select((v, s) => _weights[s] * v));
        _ = _sense == ConstraintSense.AtMost ? Model.Maximize(total) : Model.Minimize(total);
        var holders = new List<int>[ElementCount];
        for (var e = 0; e < ElementCount; e++) holders[e] = [];
        for (var s = 0; s < _sets.Length; s++)
        {
            foreach (var element in _sets[s]) holders[element].Add(s);
        }

        for (var e = 0; e < ElementCount; e++)
        {
            if (holders[e].Count == 0 && _sense == ConstraintSense.AtMost) continue;
            var sum = Expression.Sum(holders[e].Select(s => x[s]));
            var name = string.Create(CultureInfo.InvariantCulture, $"element_{e}");
            var weights = holders[e].Select(s => _weights[s]).Order().ToArray();
            switch (_sense)
            {
                // Leaving out the lighter of two sets that share the element mends the pair and harms nothing; it weighs at most as much as the second heaviest.
                case ConstraintSense.AtMost: Model.RequireProven(sum <= 1, name, ProblemInputs.Above(weights.Length > 1 ? weights[^2] : 0, _weights)); break;

                // Adding the lightest set that holds the element mends it and, slacks following, harms nothing.
                case ConstraintSense.AtLeast: Model.RequireProven(sum >= 1, name, ProblemInputs.Above(weights.Length > 0 ? weights[0] : 0, _weights)); break;
                default: Model.Require(sum.EqualTo(1), name); break;
            }
        }
    }
}

/// <summary>Set packing: sets of the largest weight, no two of them with an element in common.</summary>
/// <remarks>A. Lucas, Frontiers in Physics 2, 5 (2014), section 4.2.</remarks>
public sealed class SetPacking : SetProblem
{
    /// <summary>Poses the problem.</summary>
    /// <param name="elementCount">Number of elements, at least 1.</param>
    /// <param name="sets">The elements of each set, from 0.</param>
    /// <param name="weights">Weights of the sets; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no sets, an element does not exist or comes twice in a set, or weights do not fit.</exception>
    public SetPacking(int elementCount, IEnumerable<IEnumerable<int>> sets, ReadOnlySpan<double> weights = default)
        : base("set-packing", elementCount, sets, weights, ConstraintSense.AtMost)
    {
    }
}

/// <summary>Set cover: sets of the least weight that hold every element.</summary>
/// <remarks>A. Lucas, Frontiers in Physics 2, 5 (2014), section 5.1; the bits of slack count how often an element is covered.</remarks>
public sealed class SetCover : SetProblem
{
    /// <summary>Poses the problem.</summary>
    /// <param name="elementCount">Number of elements, at least 1.</param>
    /// <param name="sets">The elements of each set, from 0.</param>
    /// <param name="weights">Weights of the sets; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no sets, an element does not exist or comes twice in a set, or weights do not fit.</exception>
    public SetCover(int elementCount, IEnumerable<IEnumerable<int>> sets, ReadOnlySpan<double> weights = default)
        : base("set-cover", elementCount, sets, weights, ConstraintSense.AtLeast)
    {
    }
}

/// <summary>Exact cover: sets of the least weight that hold every element once.</summary>
/// <remarks>A. Lucas, Frontiers in Physics 2, 5 (2014), section 4.1.</remarks>
public sealed class ExactCover : SetProblem
{
    /// <summary>Poses the problem.</summary>
    /// <param name="elementCount">Number of elements, at least 1.</param>
    /// <param name="sets">The elements of each set, from 0.</param>
    /// <param name="weights">Weights of the sets; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no sets, an element does not exist or comes twice in a set, or weights do not fit.</exception>
    public ExactCover(int elementCount, IEnumerable<IEnumerable<int>> sets, ReadOnlySpan<double> weights = default)
        : base("exact-cover", elementCount, sets, weights, ConstraintSense.Equal)
    {
    }
}
