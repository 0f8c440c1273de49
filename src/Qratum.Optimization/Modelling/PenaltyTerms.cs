namespace Qratum.Optimization;

/// <summary>
/// Penalties of constraints in whole numbers: each is a polynomial of the bits that is 0 for some slack where the constraint is met and at least 1 for
/// every slack where it is not. They are added to the terms of a model with a weight.
/// </summary>
internal static class PenaltyTerms
{
    /// <summary>Adds the penalty of a constraint; slack bits begin at <paramref name="firstFreeBit"/>.</summary>
    internal static (PenaltyForm Form, BitForm? Slack) Append(TermBuffer target, Constraint constraint, WholeForm form, double weight, int firstFreeBit)
    {
        var (least, largest) = form.Range();
        if (least > form.Bound || (form.IsEquality && largest < form.Bound))
            throw WholeForm.Impossible(constraint, $"its left side is {least} to {largest} in whole numbers and is to be {(form.IsEquality ? "" : "at most ")}{form.Bound}");
        if (!form.IsEquality && largest <= form.Bound) return (PenaltyForm.None, null);
        if (form.IsEquality && least == largest) return (PenaltyForm.None, null);
        if (least == form.Bound) return (Difference(target, form, weight), null);
        if (form.IsEquality && largest == form.Bound) return (Difference(target, form, -weight), null);
        if (!form.IsEquality && form.IsLinear && TryPairs(target, form, weight, form.Bound - least)) return (PenaltyForm.Pairs, null);
        if (form.IsEquality)
        {
            Square(target, form, null, weight);
            return (PenaltyForm.Square, null);
        }

        var slack = new BitForm(0, firstFreeBit, BitForm.Bounded(form.Bound - least));
        Square(target, form, slack, weight);
        return (PenaltyForm.SquareWithSlack, slack);
    }

    /// <summary>Adds weight · (1 - Σ xᵢ)² for the bits of a one-hot number.</summary>
    internal static void ExactlyOne(TermBuffer target, BitForm form, double weight)
    {
        target.Constant += weight;
        for (var i = 0; i < form.Weights.Length; i++)
        {
            target.Append(-weight, [form.FirstBit + i]);
            for (var j = i + 1; j < form.Weights.Length; j++) target.Append(2 * weight, [form.FirstBit + i, form.FirstBit + j]);
        }
    }

    private static PenaltyForm Difference(TermBuffer target, WholeForm form, double weight)
    {
        target.Constant -= weight * form.Bound;
        for (var k = 0; k < form.Coefficients.Length; k++) target.Append(weight * form.Coefficients[k], form.Terms.Variables(k));
        return PenaltyForm.Difference;
    }

    /// <summary>
    /// Where any two of the literals l (x for a positive coefficient, 1 - x for a negative one) are together above the bound, at most one may be 1: Σ lᵢlⱼ; one
    /// that is above it by itself may not be: lᵢ. False where some two fit.
    /// </summary>
    private static bool TryPairs(TermBuffer target, WholeForm form, double weight, long room)
    {
        var sizes = form.Coefficients.Select(Math.Abs).Order().Take(2).ToArray();
        if (sizes.Length == 2 && sizes[0] + sizes[1] <= room) return false;
        for (var i = 0; i < form.Coefficients.Length; i++)
        {
            var (a, first) = (form.Terms.Variables(i)[0], form.Coefficients[i]);
            if (Math.Abs(first) > room)
            {
                Literals(target, weight, a, first < 0);
                continue;
            }

            for (var j = i + 1; j < form.Coefficients.Length; j++)
            {
                var (b, second) = (form.Terms.Variables(j)[0], form.Coefficients[j]);
                if (Math.Abs(second) <= room) Literals(target, weight, a, first < 0, b, second < 0);
            }
        }

        return true;
    }

    private static void Literals(TermBuffer target, double weight, int bit, bool isNegated)
    {
        if (isNegated) target.Constant += weight;
        target.Append(isNegated ? -weight : weight, [bit]);
    }

    private static void Literals(TermBuffer target, double weight, int a, bool isFirstNegated, int b, bool isSecondNegated)
    {
        // (p + q a)(r + s b), with p = 1, q = -1 for a negated literal and 0, 1 for a plain one.
        if (isFirstNegated && isSecondNegated) target.Constant += weight;
        if (isSecondNegated) target.Append(isFirstNegated ? -weight : weight, [a]);
        if (isFirstNegated) target.Append(isSecondNegated ? -weight : weight, [b]);
        target.Append(isFirstNegated == isSecondNegated ? weight : -weight, [a, b]);
    }

    private static void Square(TermBuffer target, WholeForm form, BitForm? slack, double weight)
    {
        var (own, extra) = (form.Coefficients.Length, slack?.Weights.Length ?? 0);
        var count = own + extra;
        if ((long)count * count / 2 > PolynomialTerms.MaximumTerms)
            throw new NotSupportedException($"The square of a constraint of {count} terms writes out {(long)count * count / 2} terms, more than {PolynomialTerms.MaximumTerms}.");
        var (coefficients, products) = (new double[count], new int[count][]);
        for (var k = 0; k < own; k++) (coefficients[k], products[k]) = (form.Coefficients[k], form.Terms.Variables(k).ToArray());
        for (var k = 0; k < extra; k++) (coefficients[own + k], products[own + k]) = (slack!.Value.Weights[k], [slack.Value.FirstBit + k]);

        target.Constant += weight * form.Bound * form.Bound;
        Span<int> union = new int[2 * Math.Max(1, form.Terms.Degree)];
        for (var i = 0; i < count; i++)
        {
            target.Append(weight * coefficients[i] * (coefficients[i] - (2.0 * form.Bound)), products[i]);
            for (var j = i + 1; j < count; j++)
                target.Append(2 * weight * coefficients[i] * coefficients[j], union[..Union(products[i], products[j], union)]);
        }
    }

    /// <summary>Union of two ascending lists, ascending.</summary>
    private static int Union(ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> union)
    {
        var (i, j, count) = (0, 0, 0);
        while (i < a.Length || j < b.Length)
        {
            var takeFirst = j == b.Length || (i < a.Length && a[i] <= b[j]);
            var next = takeFirst ? a[i] : b[j];
            if (i < a.Length && a[i] == next) i++;
            if (j < b.Length && b[j] == next) j++;
            union[count++] = next;
        }

        return count;
    }
}
