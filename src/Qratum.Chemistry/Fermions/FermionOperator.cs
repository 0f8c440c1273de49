using System.Globalization;
using System.Numerics;
using System.Text;

namespace Qratum.Chemistry;

/// <summary>
/// A sum of products of fermionic creation and annihilation operators with complex coefficients. Immutable; every product
/// occurs once, shorter products first.
/// </summary>
/// <remarks>
/// Two operators that differ by an anticommutation, such as <c>-_0 +_0</c> and <c>1 - +_0 -_0</c>, are the same operator but
/// not the same value here; <see cref="NormalOrder.Of"/> brings both to one form.
/// </remarks>
public sealed partial class FermionOperator : IEquatable<FermionOperator>
{
    private const int ShownTerms = 40;

    private readonly LadderOperator[] _operators;
    private readonly int[] _starts;
    private readonly Complex[] _coefficients;

    /// <summary>Takes the arrays over: products sorted and distinct, term i in starts[i] to starts[i + 1], coefficients not zero.</summary>
    internal FermionOperator(int modeCount, LadderOperator[] operators, int[] starts, Complex[] coefficients) =>
        (ModeCount, _operators, _starts, _coefficients) = (modeCount, operators, starts, coefficients);

    /// <summary>The operator 0.</summary>
    public static FermionOperator Zero { get; } = new(0, [], [0], []);

    /// <summary>The operator 1.</summary>
    public static FermionOperator Identity { get; } = Term(1);

    /// <summary>Number of fermionic modes the operator lives on, at least 1 + the largest mode in it.</summary>
    public int ModeCount { get; }

    /// <summary>Number of terms.</summary>
    public int Count => _coefficients.Length;

    /// <summary>Term <paramref name="index"/>.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public FermionTerm this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"There is no term {index}; the operator has {Count}.");
            return new(_operators.AsMemory(_starts[index].._starts[index + 1]), _coefficients[index]);
        }
    }

    /// <summary>One product with its coefficient.</summary>
    /// <param name="coefficient">Factor, finite.</param>
    /// <param name="operators">The product, leftmost factor first; none for a multiple of the identity.</param>
    /// <exception cref="ArgumentException">The coefficient is not finite.</exception>
    public static FermionOperator Term(Complex coefficient, params ReadOnlySpan<LadderOperator> operators) =>
        new FermionOperatorBuilder().Add(coefficient, operators).Build();

    /// <summary>a†_k a_k, the number of fermions in a mode.</summary>
    /// <param name="mode">k, from 0.</param>
    public static FermionOperator Number(int mode) => Term(1, LadderOperator.Creation(mode), LadderOperator.Annihilation(mode));

    /// <summary>The terms, in order.</summary>
    public IEnumerator<FermionTerm> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    /// <summary>The same operator on more modes.</summary>
    /// <param name="modeCount">At least <see cref="ModeCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is smaller than <see cref="ModeCount"/>.</exception>
    public FermionOperator OnModes(int modeCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(modeCount, ModeCount);
        return new(modeCount, _operators, _starts, _coefficients);
    }

    /// <summary>The Hermitian conjugate: products reversed, a and a† exchanged, coefficients conjugated.</summary>
    public FermionOperator Adjoint()
    {
        var builder = new FermionOperatorBuilder(ModeCount);
        LadderOperator[] word = [];
        foreach (var term in this)
        {
            var source = term.Operators.Span;
            if (word.Length != source.Length) word = new LadderOperator[source.Length];
            for (var i = 0; i < word.Length; i++) word[i] = source[^(i + 1)].Adjoint();
            builder.Add(Complex.Conjugate(term.Coefficient), word);
        }

        return builder.Build();
    }

    /// <summary>This operator without the terms whose coefficient is at most <paramref name="threshold"/> in magnitude.</summary>
    /// <param name="threshold">At least 0.</param>
    public FermionOperator Simplify(double threshold = 1e-12)
    {
        if (!(threshold >= 0)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must be at least 0.");
        var builder = new FermionOperatorBuilder(ModeCount);
        foreach (var term in this)
        {
            if (Complex.Abs(term.Coefficient) > threshold) builder.Add(term.Coefficient, term.Operators.Span);
        }

        return builder.Build();
    }

    /// <summary>Whether the operator equals its adjoint, judged in normal order.</summary>
    /// <param name="tolerance">Largest magnitude of a coefficient of the difference that counts as zero.</param>
    public bool IsHermitian(double tolerance = 1e-12) => NormalOrder.Of(this - Adjoint()).Simplify(tolerance).Count == 0;

    /// <summary>[a, b] = ab − ba, in normal order.</summary>
    /// <param name="left">a.</param>
    /// <param name="right">b.</param>
    public static FermionOperator Commutator(FermionOperator left, FermionOperator right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return NormalOrder.Of((left * right) - (right * left));
    }

    /// <summary>Sum; it lives on the larger number of modes.</summary>
    public static FermionOperator operator +(FermionOperator left, FermionOperator right) => Sum(left, right, 1);

    /// <summary>Difference; it lives on the larger number of modes.</summary>
    public static FermionOperator operator -(FermionOperator left, FermionOperator right) => Sum(left, right, -1);

    /// <summary>Negative.</summary>
    public static FermionOperator operator -(FermionOperator value) => value * -1;

    /// <summary>Product: every term of the left with every term of the right, in that order.</summary>
    public static FermionOperator operator *(FermionOperator left, FermionOperator right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var builder = new FermionOperatorBuilder(Math.Max(left.ModeCount, right.ModeCount));
        var word = new List<LadderOperator>();
        foreach (var a in left)
        foreach (var b in right)
        {
            word.Clear();
            word.AddRange(a.Operators.Span);
            word.AddRange(b.Operators.Span);
            builder.Add(a.Coefficient * b.Coefficient, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(word));
        }

        return builder.Build();
    }

    /// <summary>Multiple.</summary>
    public static FermionOperator operator *(FermionOperator value, Complex factor)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new FermionOperatorBuilder(value.ModeCount).Add(value, factor).Build();
    }

    /// <summary>Multiple.</summary>
    public static FermionOperator operator *(Complex factor, FermionOperator value) => value * factor;

    /// <summary>Whether both have the same terms with equal coefficients on the same number of modes.</summary>
    public bool Equals(FermionOperator? other) => other is not null && ModeCount == other.ModeCount
        && _coefficients.AsSpan().SequenceEqual(other._coefficients)
        && _starts.AsSpan().SequenceEqual(other._starts)
        && _operators.AsSpan().SequenceEqual(other._operators);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FermionOperator);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(ModeCount);
        foreach (var op in _operators) hash.Add(op);
        foreach (var c in _coefficients) hash.Add(c);
        return hash.ToHashCode();
    }

    /// <summary>
    /// One term a line, such as <c>0.5 +_0 -_1</c>; of more than 40 terms the first 40 and the number of the others.
    /// <see cref="ToText"/> gives all.
    /// </summary>
    public override string ToString() => Text(ShownTerms);

    /// <summary>All terms, one a line, in the form <see cref="Parse"/> reads.</summary>
    public string ToText() => Text(int.MaxValue);

    private string Text(int limit)
    {
        if (Count == 0) return "0";
        var text = new StringBuilder();
        for (var i = 0; i < Math.Min(Count, limit); i++)
        {
            if (i > 0) text.Append('\n');
            text.Append(this[i].ToString());
        }

        if (Count > limit) text.Append(CultureInfo.InvariantCulture, $"\n... and {Count - limit} more terms");
        return text.ToString();
    }

    private static FermionOperator Sum(FermionOperator left, FermionOperator right, Complex factor)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new FermionOperatorBuilder().Add(left).Add(right, factor).Build();
    }
}
