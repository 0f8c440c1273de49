namespace Qratum.Optimization;

/// <summary>Collects terms over bits and merges equal products; <see cref="Build"/> gives the immutable polynomial. Adding is O(1) a variable.</summary>
public sealed class BinaryPolynomialBuilder
{
    private readonly TermBuffer _terms = new();

    /// <summary>Starts the polynomial 0.</summary>
    /// <param name="variableCount">Number of bits, 1 to <see cref="Graph.MaximumNodeCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of variables is out of range.</exception>
    public BinaryPolynomialBuilder(int variableCount) => VariableCount = PolynomialTerms.CheckedCount(variableCount);

    /// <summary>Number of bits.</summary>
    public int VariableCount { get; }

    /// <summary>Adds a coefficient times a product of bits. A bit that comes twice counts once, because x² = x.</summary>
    /// <param name="coefficient">A finite number.</param>
    /// <param name="variables">Variables 0 to <see cref="VariableCount"/> - 1 in any order; none adds to the constant.</param>
    /// <exception cref="ArgumentException">The coefficient is not finite or a variable is out of range.</exception>
    public BinaryPolynomialBuilder Add(double coefficient, params ReadOnlySpan<int> variables)
    {
        PolynomialTerms.Check(coefficient, variables, VariableCount);
        if (variables.Length < 2)
        {
            _terms.Append(coefficient, variables);
            return this;
        }

        var sorted = variables.Length <= 32 ? stackalloc int[variables.Length] : new int[variables.Length];
        variables.CopyTo(sorted);
        PolynomialTerms.Sort(sorted);
        var kept = 1;
        for (var k = 1; k < sorted.Length; k++)
        {
            if (sorted[k] != sorted[kept - 1]) sorted[kept++] = sorted[k];
        }

        _terms.Append(coefficient, sorted[..kept]);
        return this;
    }

    /// <summary>Adds every term of a polynomial times a factor.</summary>
    /// <param name="polynomial">A polynomial of at most <see cref="VariableCount"/> variables.</param>
    /// <param name="factor">A finite number.</param>
    /// <exception cref="ArgumentException">The polynomial has more variables, or the factor is not finite.</exception>
    public BinaryPolynomialBuilder Add(BinaryPolynomial polynomial, double factor = 1)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        PolynomialTerms.Check(factor, [], VariableCount);
        if (polynomial.VariableCount > VariableCount)
            throw new ArgumentException($"The polynomial has {polynomial.VariableCount} variables, the sum {VariableCount}.", nameof(polynomial));
        _terms.Constant += factor * polynomial.Constant;
        _terms.Append(factor, polynomial.Terms);
        return this;
    }

    /// <summary>The polynomial: equal products merged in the order in which they came, exact zeros dropped, sorted. O(m log m) for m terms.</summary>
    /// <exception cref="InvalidOperationException">Coefficients add up to infinity.</exception>
    public BinaryPolynomial Build() => new(VariableCount, _terms.Constant, _terms.Merge(VariableCount));
}
