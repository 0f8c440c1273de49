namespace Qratum.Optimization;

/// <summary>
/// A weight M for penalties of at least 1: with f at least L everywhere and at most U at some feasible solution, any M &gt; U - L suffices. What violates a
/// constraint is worth at least L + M &gt; U, more than the best feasible solution.
/// </summary>
internal static class PenaltyWeight
{
    /// <summary>Room above U - L, relative, where the objective is on no grid of whole numbers.</summary>
    private const double Margin = 1.0 / 1024;
    private const double Rounding = 1e-9;

    internal static double Of(BinaryPolynomial objective, double? known)
    {
        var (least, largest) = Bounds(objective);
        var width = (known ?? largest) - least;
        if (width < -Rounding * Math.Max(1, Math.Abs(least)))
            throw new InvalidOperationException($"The known objective is {known}, below the least value {least} that any solution can have, in the sense that is minimized.");
        width = Math.Max(0, width);
        return width + Step(objective, width);
    }

    /// <summary>The tighter of the bounds by terms over bits and over spins.</summary>
    private static (double Least, double Largest) Bounds(BinaryPolynomial objective)
    {
        var (least, largest) = Bounds(objective.Constant, objective.Terms, isBinary: true);
        if (objective.Degree > 2) return (least, largest);
        var spins = objective.ToSpinPolynomial();
        var (spinLeast, spinLargest) = Bounds(spins.Constant, spins.Terms, isBinary: false);
        return (Math.Max(least, spinLeast), Math.Min(largest, spinLargest));
    }

    private static (double Least, double Largest) Bounds(double constant, TermTable terms, bool isBinary)
    {
        var (least, largest) = (constant, constant);
        foreach (var c in terms.Coefficients)
        {
            if (!isBinary || c < 0) least -= Math.Abs(c);
            if (!isBinary || c > 0) largest += Math.Abs(c);
        }

        return (least, largest);
    }

    private static double Step(BinaryPolynomial objective, double width)
    {
        var isWhole = double.IsInteger(objective.Constant);
        foreach (var c in objective.Terms.Coefficients) isWhole &= double.IsInteger(c);
        return isWhole ? 1 : Margin * Math.Max(width, 1);
    }
}
