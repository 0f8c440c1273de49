using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Numbers parted in two.</summary>
/// <param name="First">Positions of the numbers of one part, from 0.</param>
/// <param name="Second">Positions of the others.</param>
/// <param name="Difference">Distance of the two sums.</param>
public sealed record NumberPartition(ImmutableArray<int> First, ImmutableArray<int> Second, double Difference)
{
    /// <summary>Difference and parts.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"difference {Difference:R}: {{{string.Join(", ", First)}}} and {{{string.Join(", ", Second)}}}");
}

/// <summary>Number partitioning: two parts whose sums are as close as can be. A spin for each number; the value is the squared difference.</summary>
/// <remarks>A. Lucas, Frontiers in Physics 2, 5 (2014), section 2.1.</remarks>
public sealed class NumberPartitioning : ModelledProblem<NumberPartition>
{
    private readonly double[] _numbers;

    /// <summary>Poses the problem.</summary>
    /// <param name="numbers">Finite numbers, at least one; negative ones are allowed.</param>
    /// <exception cref="ArgumentException">There is no number, or one is not finite.</exception>
    public NumberPartitioning(ReadOnlySpan<double> numbers)
        : base(new OptimizationModel("number-partitioning"))
    {
        if (numbers.IsEmpty) throw new ArgumentException("There are no numbers.", nameof(numbers));
        foreach (var number in numbers) ProblemInputs.CheckFinite(number, "A number", nameof(numbers));
        _numbers = numbers.ToArray();
        var difference = Expression.Sum(_numbers.Select((a, i) => a * Model.AddSpin($"number_{i}")));
        Model.Minimize(difference * difference);
    }

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<double> Numbers => _numbers;

    /// <summary>The parts where one of them is given.</summary>
    /// <param name="first">Positions of the numbers of one part, each at most once.</param>
    /// <exception cref="ArgumentException">A position does not exist or is named twice.</exception>
    public NumberPartition Evaluate(IEnumerable<int> first)
    {
        var chosen = ProblemInputs.Chosen(first, _numbers.Length, "number", nameof(first));
        int[] rest = [.. Enumerable.Range(0, _numbers.Length).Except(chosen)];
        return new NumberPartition([.. chosen], [.. rest], Math.Abs(chosen.Sum(i => _numbers[i]) - rest.Sum(i => _numbers[i])));
    }

    private protected override NumberPartition Interpret(ModelSolution solution) => Evaluate(Enumerable.Range(0, _numbers.Length).Where(i => solution.Values[i] == 1));
}
