using System.Globalization;

namespace Qratum.Optimization;

/// <summary>What <see cref="Qubo"/> and <see cref="IsingModel"/> share: checks and sums of a pairwise function.</summary>
internal static class PairwiseTerms
{
    internal static double[] CheckedLinear(ReadOnlySpan<double> linear, int count, string parameter)
    {
        if (linear.IsEmpty) return new double[count];
        if (linear.Length != count)
            throw new ArgumentException($"There are {linear.Length} linear terms for {count} variables.", parameter);
        for (var i = 0; i < count; i++)
        {
            if (!double.IsFinite(linear[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The linear term of variable {i} is {linear[i]:R}; a finite number is expected."), parameter);
            }
        }

        return linear.ToArray();
    }

    internal static double CheckedConstant(double constant, string parameter) => double.IsFinite(constant) ? constant
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The constant is {constant:R}; a finite number is expected."), parameter);

    internal static void CheckLength(BitString bits, int count, string parameter)
    {
        if (bits.Length != count)
            throw new ArgumentException($"There are {bits.Length} bits for {count} variables.", parameter);
    }

    internal static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    internal static Graph Scale(Graph graph, double factor) =>
        new(graph.NodeCount, graph.Edges.Select(e => e with { Weight = factor * e.Weight }));

    /// <summary>
    /// A step that all energy differences are multiples of, or 0 when there is none that is easily seen: fields and couplings on a grid
    /// of g change the energy by multiples of 2g.
    /// </summary>
    internal static double Grid(Graph couplings, ReadOnlySpan<double> fields)
    {
        // Halves and quarters come from MaxCut and QUBO with whole numbers; above 2^40 sums could leave the exact range.
        for (var grid = 1.0; grid >= 0.25; grid /= 2)
        {
            if (IsOn(grid, fields)) return 2 * grid;
        }

        return 0;

        bool IsOn(double grid, ReadOnlySpan<double> fields)
        {
            var total = 0.0;
            foreach (var field in fields)
            {
                if (!double.IsInteger(field / grid)) return false;
                total += Math.Abs(field);
            }

            foreach (ref readonly var edge in couplings.EdgeSpan)
            {
                if (!double.IsInteger(edge.Weight / grid)) return false;
                total += Math.Abs(edge.Weight);
            }

            return total < 1L << 40;
        }
    }
}
