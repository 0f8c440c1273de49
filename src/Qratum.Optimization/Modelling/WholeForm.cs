using System.Globalization;
using System.Numerics;

namespace Qratum.Optimization;

/// <summary>
/// A constraint over bits in whole numbers without a common divisor: Σ_T k_T Π_{i∈T} xᵢ at most, or equal to, a bound. What is not met is missed by
/// at least 1, on which the proofs of penalties stand.
/// </summary>
internal sealed class WholeForm
{
    private const int MostDigits = 9;
    private const double Rounding = 1e-12;
    private const double Largest = 1L << 52;

    private WholeForm(long[] coefficients, TermTable terms, long bound, bool isEquality) =>
        (Coefficients, Terms, Bound, IsEquality) = (coefficients, terms, bound, isEquality);

    internal long[] Coefficients { get; }

    internal TermTable Terms { get; }

    internal long Bound { get; }

    internal bool IsEquality { get; }

    internal bool IsLinear => Terms.Degree <= 1;

    /// <summary>Bounds of the sum, exact where it is linear.</summary>
    internal (long Least, long Largest) Range() => (Coefficients.Sum(static k => Math.Min(k, 0)), Coefficients.Sum(static k => Math.Max(k, 0)));

    internal static WholeForm Of(Constraint constraint, double constant, TermTable terms)
    {
        var scale = Scale(constraint, constant, terms);
        var sign = constraint.Sense == ConstraintSense.AtLeast ? -1 : 1;
        var whole = new long[terms.Count];
        BigInteger divisor = 0;
        for (var k = 0; k < whole.Length; k++)
        {
            whole[k] = sign * (long)Math.Round(scale * terms.Coefficients[k]);
            divisor = BigInteger.GreatestCommonDivisor(divisor, whole[k]);
        }

        var bound = -sign * (long)Math.Round(scale * constant);
        if (!divisor.IsZero)
        {
            var common = (long)divisor;
            for (var k = 0; k < whole.Length; k++) whole[k] /= common;
            if (constraint.Sense == ConstraintSense.Equal && bound % common != 0)
                throw Impossible(constraint, string.Create(CultureInfo.InvariantCulture, $"its left side is a multiple of {common / scale:R} and is to be {bound / scale:R}"));
            bound = (bound / common) - (bound % common < 0 ? 1 : 0);
        }

        return new WholeForm(whole, terms, bound, constraint.Sense == ConstraintSense.Equal);
    }

    internal static InvalidOperationException Impossible(Constraint constraint, string reason) =>
        new($"No values meet the constraint '{constraint.Name}': {reason}.");

    internal long Value(ReadOnlySpan<bool> bits)
    {
        var sum = 0L;
        for (var k = 0; k < Coefficients.Length; k++)
        {
            var all = true;
            foreach (var bit in Terms.Variables(k)) all &= bits[bit];
            if (all) sum += Coefficients[k];
        }

        return sum;
    }

    /// <summary>The least power of ten that makes every coefficient whole.</summary>
    private static double Scale(Constraint constraint, double constant, TermTable terms)
    {
        var scale = 1.0;
        var (culprit, total) = (0.0, Math.Abs(constant));
        foreach (var coefficient in terms.Coefficients) total += Math.Abs(coefficient);
        for (var digits = 0; digits <= MostDigits && scale * total < Largest; digits++, scale *= 10)
        {
            if (AllWhole(scale, constant, terms, out culprit)) return scale;
        }

        throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
            $"The constraint '{constraint.Name}' has the coefficient {culprit:R}: coefficients are decimal numbers of at most {MostDigits} digits after the point whose sizes add up to less than 2^52 in their last digit; else no penalty can be proved to suffice. Scale or round them."));
    }

    private static bool AllWhole(double scale, double constant, TermTable terms, out double culprit)
    {
        culprit = constant;
        if (!IsWhole(scale * constant)) return false;
        foreach (var coefficient in terms.Coefficients)
        {
            culprit = coefficient;
            if (!IsWhole(scale * coefficient)) return false;
        }

        return true;
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) <= Rounding * Math.Max(1, Math.Abs(value));
}
