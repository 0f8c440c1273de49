namespace Qratum.Optimization;

/// <summary>Collects terms over spins and merges equal products; <see cref="Build"/> gives the immutable polynomial. Adding is O(1) a spin.</summary>
public sealed class SpinPolynomialBuilder
{
    private readonly TermBuffer _terms = new();

    /// <summary>Starts the polynomial 0.</summary>
    /// <param name="spinCount">Number of spins, 1 to <see cref="Graph.MaximumNodeCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of spins is out of range.</exception>
    public SpinPolynomialBuilder(int spinCount) => SpinCount = PolynomialTerms.CheckedCount(spinCount);

    /// <summary>Number of spins.</summary>
    public int SpinCount { get; }

    /// <summary>Adds a coefficient times a product of spins. Two equal spins cancel, because s² = 1.</summary>
    /// <param name="coefficient">A finite number.</param>
    /// <param name="spins">Spins 0 to <see cref="SpinCount"/> - 1 in any order; none adds to the constant.</param>
    /// <exception cref="ArgumentException">The coefficient is not finite or a spin is out of range.</exception>
    public SpinPolynomialBuilder Add(double coefficient, params ReadOnlySpan<int> spins)
    {
        PolynomialTerms.Check(coefficient, spins, SpinCount);
        if (spins.Length < 2)
        {
            _terms.Append(coefficient, spins);
            return this;
        }

        var sorted = spins.Length <= 32 ? stackalloc int[spins.Length] : new int[spins.Length];
        spins.CopyTo(sorted);
        PolynomialTerms.Sort(sorted);
        var kept = 0;
        foreach (var spin in sorted)
        {
            // A spin equal to the last one kept takes it away again.
            if (kept > 0 && sorted[kept - 1] == spin) kept--;
            else sorted[kept++] = spin;
        }

        _terms.Append(coefficient, sorted[..kept]);
        return this;
    }

    /// <summary>Adds every term of a polynomial times a factor.</summary>
    /// <param name="polynomial">A polynomial of at most <see cref="SpinCount"/> spins.</param>
    /// <param name="factor">A finite number.</param>
    /// <exception cref="ArgumentException">The polynomial has more spins, or the factor is not finite.</exception>
    public SpinPolynomialBuilder Add(SpinPolynomial polynomial, double factor = 1)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        PolynomialTerms.Check(factor, [], SpinCount);
        if (polynomial.SpinCount > SpinCount)
            throw new ArgumentException($"The polynomial has {polynomial.SpinCount} spins, the sum {SpinCount}.", nameof(polynomial));
        _terms.Constant += factor * polynomial.Constant;
        _terms.Append(factor, polynomial.Terms);
        return this;
    }

    /// <summary>The polynomial: equal products merged in the order in which they came, exact zeros dropped, sorted. O(m log m) for m terms.</summary>
    /// <exception cref="InvalidOperationException">Coefficients add up to infinity.</exception>
    public SpinPolynomial Build() => new(SpinCount, _terms.Constant, _terms.Merge(SpinCount));
}
