using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// A polynomial of bits of any degree (PUBO, HUBO), f(x) = constant + Σ_T c_T Π_{i∈T} xᵢ with xᵢ = 0 or 1, to be <b>minimized</b>.
/// Terms are merged, without zeros, sorted by degree and then by variables. Immutable; made by a <see cref="BinaryPolynomialBuilder"/>.
/// </summary>
public sealed class BinaryPolynomial : IEquatable<BinaryPolynomial>
{
    internal BinaryPolynomial(int variableCount, double constant, TermTable terms)
    {
        VariableCount = variableCount;
        Constant = PolynomialTerms.CheckedSum(constant);
        Terms = terms;
    }

    /// <summary>Number of bits, those that occur in no term included.</summary>
    public int VariableCount { get; }

    /// <summary>The constant.</summary>
    public double Constant { get; }

    /// <summary>Number of terms, the constant not counted.</summary>
    public int TermCount => Terms.Count;

    /// <summary>Most variables in a term; 0 for a constant.</summary>
    public int Degree => Terms.Degree;

    internal TermTable Terms { get; }

    /// <summary>A term.</summary>
    /// <param name="index">Position, 0 to <see cref="TermCount"/> - 1: ascending degree, then variables.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such term.</exception>
    public PolynomialTerm this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, TermCount);
            return new PolynomialTerm(Terms.Coefficients[index], Terms.Variables(index));
        }
    }

    /// <summary>A quadratic problem as a polynomial; products of weight 0 are dropped.</summary>
    /// <param name="qubo">The problem.</param>
    public static BinaryPolynomial FromQubo(Qubo qubo)
    {
        ArgumentNullException.ThrowIfNull(qubo);
        var terms = new TermBuffer();
        for (var i = 0; i < qubo.VariableCount; i++)
        {
            if (qubo.Linear[i] != 0) terms.Append(qubo.Linear[i], [i]);
        }

        foreach (ref readonly var edge in qubo.Quadratic.EdgeSpan) terms.Append(edge.Weight, [edge.I, edge.J]);
        return new BinaryPolynomial(qubo.VariableCount, qubo.Constant, terms.Merge(qubo.VariableCount));
    }

    /// <summary>Value at an assignment. O(variables + sum of the degrees of all terms).</summary>
    /// <param name="bits">Bit i is xᵢ; one bit per variable.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the variables.</exception>
    public double Value(BitString bits)
    {
        var set = PolynomialTerms.Unpack(bits, VariableCount, nameof(bits));
        var value = Constant;
        for (var k = 0; k < Terms.Count; k++)
        {
            var all = true;
            foreach (var variable in Terms.Variables(k)) all &= set[variable];
            if (all) value += Terms.Coefficients[k];
        }

        return value;
    }

    /// <summary>
    /// The same value as an energy of spins, by xᵢ = (1 - sᵢ)/2: a product of d bits becomes 2^d products of spins. Factors are powers of two,
    /// so only sums round.
    /// </summary>
    /// <exception cref="NotSupportedException">More than 2^27 terms would be written out.</exception>
    public SpinPolynomial ToSpinPolynomial()
    {
        var (constant, terms) = PolynomialTerms.Substitute(Constant, Terms, VariableCount, shift: 0.5, slope: -0.5);
        return new SpinPolynomial(VariableCount, constant, terms);
    }

    /// <summary>The same problem where it is quadratic; <see cref="Quadratize"/> is for any degree.</summary>
    /// <exception cref="InvalidOperationException">The degree is above 2.</exception>
    public Qubo ToQubo()
    {
        var (linear, edges) = PolynomialTerms.Pairwise(Terms, VariableCount, nameof(Quadratize));
        return new Qubo(new Graph(VariableCount, edges), linear, Constant);
    }

    /// <summary>
    /// A quadratic problem with further bits that has the same minimum: a product xᵢxⱼ that occurs in terms of degree 3 and more becomes a new
    /// bit y, the most frequent product first (of equals the one of the least variables), with the penalty M(xᵢxⱼ - 2xᵢy - 2xⱼy + 3y), until
    /// the degree is 2.
    /// </summary>
    /// <remarks>
    /// <para>I. G. Rosenberg, "Reduction of bivalent maximization to the quadratic case", Cahiers du Centre d'Études de Recherche
    /// Opérationnelle 17 (1975) 71.</para>
    /// <para>M is the larger of the sums of |c| over the positive and over the negative of the terms that hold xᵢxⱼ. That suffices: the
    /// bracket is 0 for y = xᵢxⱼ and at least 1 otherwise, and a wrong y changes these terms by no more than M: y = 1 in place of 0 lowers them by
    /// at most the negative sum, y = 0 in place of 1 by at most the positive one. So the least value over y is the value before, for every x, and by
    /// induction over the new bits min_y g(x, y) = f(x).</para>
    /// <para>O(Σ d² log) for terms of degree d.</para>
    /// </remarks>
    public Quadratization Quadratize() => new RosenbergReduction(this).Run();

    /// <inheritdoc/>
    public bool Equals(BinaryPolynomial? other) => other is not null && VariableCount == other.VariableCount
        && Constant.Equals(other.Constant) && Terms.Equals(other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BinaryPolynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(VariableCount, Constant, Terms);

    /// <summary>The first terms and the constant, for example <c>2 x0 - x1 x2 + 3</c>.</summary>
    public override string ToString() => PolynomialTerms.Text(Constant, Terms, 'x');
}
