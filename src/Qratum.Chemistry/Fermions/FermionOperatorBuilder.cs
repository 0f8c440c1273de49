using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>Collects terms of a <see cref="FermionOperator"/> and adds up those with equal products. Not thread-safe.</summary>
public sealed class FermionOperatorBuilder
{
    private readonly Dictionary<LadderOperator[], Complex> _terms = new(WordComparer.Instance);
    private readonly Dictionary<LadderOperator[], Complex>.AlternateLookup<ReadOnlySpan<LadderOperator>> _bySpan;
    private int _modeCount;

    /// <summary>Starts with no terms.</summary>
    /// <param name="modeCount">Number of fermionic modes, at least 0; grows when a term needs more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public FermionOperatorBuilder(int modeCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(modeCount);
        _modeCount = modeCount;
        _bySpan = _terms.GetAlternateLookup<ReadOnlySpan<LadderOperator>>();
    }

    /// <summary>Number of different products added so far.</summary>
    public int Count => _terms.Count;

    /// <summary>Adds one term.</summary>
    /// <param name="coefficient">Factor, finite.</param>
    /// <param name="operators">The product, leftmost factor first; none for a multiple of the identity.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The coefficient is not finite.</exception>
    public FermionOperatorBuilder Add(Complex coefficient, params ReadOnlySpan<LadderOperator> operators)
    {
        if (!Complex.IsFinite(coefficient)) throw new ArgumentException($"The coefficient {coefficient} is not finite.", nameof(coefficient));
        foreach (var op in operators) _modeCount = Math.Max(_modeCount, op.Mode + 1);
        _bySpan[operators] = _bySpan.TryGetValue(operators, out var sum) ? sum + coefficient : coefficient;
        return this;
    }

    /// <summary>Adds all terms of an operator.</summary>
    /// <param name="value">What to add.</param>
    /// <param name="factor">Multiplies every coefficient.</param>
    /// <returns>This builder.</returns>
    public FermionOperatorBuilder Add(FermionOperator value, Complex factor)
    {
        ArgumentNullException.ThrowIfNull(value);
        _modeCount = Math.Max(_modeCount, value.ModeCount);
        foreach (var term in value) Add(term.Coefficient * factor, term.Operators.Span);
        return this;
    }

    /// <summary>Adds all terms of an operator.</summary>
    /// <param name="value">What to add.</param>
    /// <returns>This builder.</returns>
    public FermionOperatorBuilder Add(FermionOperator value) => Add(value, 1);

    /// <summary>The operator: terms sorted, those of coefficient zero left out. The builder may be used further.</summary>
    public FermionOperator Build()
    {
        var terms = new List<KeyValuePair<LadderOperator[], Complex>>(_terms.Count);
        foreach (var term in _terms)
        {
            if (term.Value != Complex.Zero) terms.Add(term);
        }

        terms.Sort(static (a, b) => Compare(a.Key, b.Key));
        var starts = new int[terms.Count + 1];
        for (var i = 0; i < terms.Count; i++) starts[i + 1] = checked(starts[i] + terms[i].Key.Length);
        var operators = new LadderOperator[starts[^1]];
        var coefficients = new Complex[terms.Count];
        for (var i = 0; i < terms.Count; i++)
        {
            terms[i].Key.CopyTo(operators, starts[i]);
            coefficients[i] = terms[i].Value;
        }

        return new FermionOperator(_modeCount, operators, starts, coefficients);
    }

    /// <summary>Order of the terms of an operator: shorter products first, then factor by factor from the left.</summary>
    internal static int Compare(ReadOnlySpan<LadderOperator> left, ReadOnlySpan<LadderOperator> right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);

    private sealed class WordComparer : IEqualityComparer<LadderOperator[]>,
        IAlternateEqualityComparer<ReadOnlySpan<LadderOperator>, LadderOperator[]>
    {
        public static readonly WordComparer Instance = new();

        public LadderOperator[] Create(ReadOnlySpan<LadderOperator> alternate) => alternate.ToArray();

        public bool Equals(LadderOperator[]? x, LadderOperator[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<LadderOperator> alternate, LadderOperator[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(LadderOperator[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<LadderOperator> alternate)
        {
            var hash = 17u;
            foreach (var op in alternate) hash = (hash * 0x9E3779B1u) ^ (uint)op.GetHashCode();
            return (int)hash;
        }
    }
}
