namespace Qratum.Optimization;

/// <summary>
/// A polynomial of the variables of a model, written with + - * and numbers: <c>3 * x + 2 * x * y - 1</c>. Immutable. A sum is O(1) whatever
/// it adds, so <c>total += term</c> in a loop is as good as <see cref="Sum"/>; a product is multiplied out at once.
/// </summary>
public abstract class Expression
{
    /// <summary>Most terms of a product when multiplied out, 2^24.</summary>
    internal const int MaximumProductTerms = 1 << 24;

    private protected Expression()
    {
    }

    /// <summary>A constant.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public static implicit operator Expression(double value) => FromDouble(value);

    /// <summary>The sum.</summary>
    public static Expression operator +(Expression left, Expression right) => Add(left, right);

    /// <summary>The difference.</summary>
    public static Expression operator -(Expression left, Expression right) => Subtract(left, right);

    /// <summary>The negative.</summary>
    public static Expression operator -(Expression value) => Negate(value);

    /// <summary>The product. O(terms of one · terms of the other).</summary>
    /// <exception cref="NotSupportedException">More than 2^24 terms would be written out.</exception>
    public static Expression operator *(Expression left, Expression right) => Multiply(left, right);

    /// <summary>The constraint that the left side is at most the right one; <see cref="OptimizationModel.Require"/> adds it to a model.</summary>
    public static Constraint operator <=(Expression left, Expression right) => new("", left - right, ConstraintSense.AtMost);

    /// <summary>The constraint that the left side is at least the right one.</summary>
    public static Constraint operator >=(Expression left, Expression right) => new("", left - right, ConstraintSense.AtLeast);

    /// <summary>The constraint that both sides are equal. (C# needs the operator == for comparing references.)</summary>
    /// <param name="other">The other side.</param>
    public Constraint EqualTo(Expression other) => new("", this - other, ConstraintSense.Equal);

    /// <summary>A constant as an expression.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public static Expression FromDouble(double value)
    {
        PolynomialTerms.Check(value, [], 1);
        return new MonomialExpression(value, []);
    }

    /// <summary>The sum.</summary>
    /// <param name="left">A term.</param>
    /// <param name="right">The other.</param>
    public static Expression Add(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new SumExpression(left, right);
    }

    /// <summary>The difference.</summary>
    /// <param name="left">The minuend.</param>
    /// <param name="right">The subtrahend.</param>
    public static Expression Subtract(Expression left, Expression right) => Add(left, Negate(right));

    /// <summary>The negative.</summary>
    /// <param name="value">The expression.</param>
    public static Expression Negate(Expression value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value is MonomialExpression monomial ? new MonomialExpression(-monomial.Coefficient, monomial.Variables) : new ScaledExpression(value, -1);
    }

    /// <summary>The product. O(terms of one · terms of the other).</summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">The other.</param>
    /// <exception cref="NotSupportedException">More than 2^24 terms would be written out.</exception>
    public static Expression Multiply(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.AsMonomial() is { } a && right.AsMonomial() is { } b) return a.Times(b);
        if (left is MonomialExpression { Variables.Length: 0 } scale) return new ScaledExpression(right, scale.Coefficient);
        if (right is MonomialExpression { Variables.Length: 0 } other) return new ScaledExpression(left, other.Coefficient);
        var (first, second) = (left.Monomials(), right.Monomials());
        if ((long)first.Count * second.Count > MaximumProductTerms)
        {
            throw new NotSupportedException(
                $"A product of {first.Count} and {second.Count} terms writes out {(long)first.Count * second.Count} terms, more than {MaximumProductTerms}.");
        }

        var terms = new MonomialExpression[first.Count * second.Count];
        for (var i = 0; i < first.Count; i++)
        {
            for (var j = 0; j < second.Count; j++) terms[(i * second.Count) + j] = first[i].Times(second[j]);
        }

        return new TermsExpression(terms);
    }

    /// <summary>The sum of many. O(their number).</summary>
    /// <param name="terms">The terms, any number of them; none is 0.</param>
    public static Expression Sum(IEnumerable<Expression> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var copy = terms.ToArray();
        foreach (var term in copy) ArgumentNullException.ThrowIfNull(term, nameof(terms));
        return new TermsExpression(copy);
    }

    /// <summary>Calls for every monomial in the order in which it was written, with its coefficient; equal ones come each. Uses no recursion, so depth is no limit.</summary>
    internal void Visit(Action<double, Variable[]> visit)
    {
        var waiting = new Stack<(Expression Node, double Factor)>();
        waiting.Push((this, 1));
        while (waiting.TryPop(out var next))
        {
            switch (next.Node)
            {
                case MonomialExpression monomial:
                    visit(next.Factor * monomial.Coefficient, monomial.Variables);
                    break;
                case Variable variable:
                    visit(next.Factor, variable.Self);
                    break;
                case ScaledExpression scaled:
                    waiting.Push((scaled.Inner, next.Factor * scaled.Factor));
                    break;
                case SumExpression sum:
                    waiting.Push((sum.Right, next.Factor));
                    waiting.Push((sum.Left, next.Factor));
                    break;
                case TermsExpression terms:
                    for (var k = terms.Terms.Count - 1; k >= 0; k--) waiting.Push((terms.Terms[k], next.Factor));
                    break;
            }
        }
    }

    private MonomialExpression? AsMonomial() => this switch
    {
        MonomialExpression monomial => monomial,
        Variable variable => new MonomialExpression(1, variable.Self),
        _ => null,
    };

    private List<MonomialExpression> Monomials()
    {
        var list = new List<MonomialExpression>();
        Visit((coefficient, variables) => list.Add(new MonomialExpression(coefficient, variables)));
        return list;
    }
}

/// <summary>A number times a product of variables, in any order, repeated ones repeated.</summary>
internal sealed class MonomialExpression(double coefficient, Variable[] variables) : Expression
{
    internal double Coefficient => coefficient;

    internal Variable[] Variables => variables;

    internal MonomialExpression Times(MonomialExpression other) => new(coefficient * other.Coefficient,
        other.Variables.Length == 0 ? variables : variables.Length == 0 ? other.Variables : [.. variables, .. other.Variables]);
}

internal sealed class SumExpression(Expression left, Expression right) : Expression
{
    internal Expression Left => left;

    internal Expression Right => right;
}

internal sealed class ScaledExpression(Expression inner, double factor) : Expression
{
    internal Expression Inner => inner;

    internal double Factor => factor;
}

internal sealed class TermsExpression(IReadOnlyList<Expression> terms) : Expression
{
    internal IReadOnlyList<Expression> Terms => terms;
}
