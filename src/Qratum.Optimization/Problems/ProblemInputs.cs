using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Checks of what problems are posed with, and weights of penalties with a proof of their own.</summary>
internal static class ProblemInputs
{
    internal static double[] Weights(ReadOnlySpan<double> weights, int count, string what, string parameter)
    {
        if (weights.IsEmpty)
        {
            var ones = new double[count];
            Array.Fill(ones, 1);
            return ones;
        }

        if (weights.Length != count) throw new ArgumentException($"There are {weights.Length} weights for {count} {what}.", parameter);
        foreach (var weight in weights) CheckFinite(weight, "A weight", parameter);
        return weights.ToArray();
    }

    internal static void CheckFinite(double value, string what, string parameter)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} is {value:R}; a finite number is expected."), parameter);
    }

    internal static int[] Sizes(ReadOnlySpan<int> sizes, string what, string parameter)
    {
        if (sizes.IsEmpty) throw new ArgumentException($"There are no {what}.", parameter);
        for (var k = 0; k < sizes.Length; k++)
        {
            if (sizes[k] < 1) throw new ArgumentOutOfRangeException(parameter, sizes[k], $"The size of item {k} is {sizes[k]}; a whole number of at least 1 is expected.");
        }

        return sizes.ToArray();
    }

    /// <summary>Indices 0 to count - 1, each at most once, ascending.</summary>
    internal static int[] Chosen(IEnumerable<int> indices, int count, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(indices, parameter);
        var chosen = indices.Order().ToArray();
        for (var k = 0; k < chosen.Length; k++)
        {
            if (chosen[k] < 0 || chosen[k] >= count) throw new ArgumentOutOfRangeException(parameter, chosen[k], $"There is no {what} {chosen[k]}: they are 0 to {count - 1}.");
            if (k > 0 && chosen[k] == chosen[k - 1]) throw new ArgumentException($"The {what} {chosen[k]} is named twice.", parameter);
        }

        return chosen;
    }

    /// <summary>A weight above a change of the objective, by one where weights are whole numbers and by a thousandth of the largest otherwise.</summary>
    internal static double Above(double change, ReadOnlySpan<double> weights)
    {
        var (isWhole, largest) = (true, 0.0);
        foreach (var weight in weights)
        {
            isWhole &= double.IsInteger(weight);
            largest = Math.Max(largest, Math.Abs(weight));
        }

        return Math.Max(0, change) + (isWhole || largest == 0 ? 1 : largest / 1024);
    }
}
