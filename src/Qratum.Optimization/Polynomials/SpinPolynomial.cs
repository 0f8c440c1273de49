namespace Qratum.Optimization;

/// <summary>
/// A polynomial of spins of any degree, E(s) = constant + Σ_T J_T Π_{i∈T} sᵢ with sᵢ = ±1, to be <b>minimized</b>. Bit 0 means spin +1, bit 1 spin -1.
/// Terms are merged, without zeros, sorted by degree and then by spins. Immutable; made by a <see cref="SpinPolynomialBuilder"/>.
/// </summary>
public sealed class SpinPolynomial : IEquatable<SpinPolynomial>
{
    internal SpinPolynomial(int spinCount, double constant, TermTable terms)
    {
        SpinCount = spinCount;
        Constant = PolynomialTerms.CheckedSum(constant);
        Terms = terms;
    }

    /// <summary>Number of spins, those that occur in no term included.</summary>
    public int SpinCount { get; }

    /// <summary>The constant.</summary>
    public double Constant { get; }

    /// <summary>Number of terms, the constant not counted.</summary>
    public int TermCount => Terms.Count;

    /// <summary>Most spins in a term; 0 for a constant.</summary>
    public int Degree => Terms.Degree;

    internal TermTable Terms { get; }

    /// <summary>A term.</summary>
    /// <param name="index">Position, 0 to <see cref="TermCount"/> - 1: ascending degree, then spins.</param>
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

    /// <summary>An Ising model as a polynomial; couplings of weight 0 are dropped.</summary>
    /// <param name="model">The model.</param>
    public static SpinPolynomial FromIsing(IsingModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var terms = new TermBuffer();
        for (var i = 0; i < model.SpinCount; i++)
        {
            if (model.Fields[i] != 0) terms.Append(model.Fields[i], [i]);
        }

        foreach (ref readonly var edge in model.Couplings.EdgeSpan) terms.Append(edge.Weight, [edge.I, edge.J]);
        return new SpinPolynomial(model.SpinCount, model.Constant, terms.Merge(model.SpinCount));
    }

    /// <summary>Energy of a configuration. O(spins + sum of the degrees of all terms).</summary>
    /// <param name="bits">Bit i is 0 for spin i up (+1), 1 for down (-1); one bit per spin.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the spins.</exception>
    public double Energy(BitString bits)
    {
        var down = PolynomialTerms.Unpack(bits, SpinCount, nameof(bits));
        var energy = Constant;
        for (var k = 0; k < Terms.Count; k++)
        {
            var odd = false;
            foreach (var spin in Terms.Variables(k)) odd ^= down[spin];
            energy += odd ? -Terms.Coefficients[k] : Terms.Coefficients[k];
        }

        return energy;
    }

    /// <summary>
    /// The same energy as a function of bits, by sᵢ = 1 - 2xᵢ: a product of d spins becomes 2^d products of bits. Factors are powers of two,
    /// so only sums round.
    /// </summary>
    /// <exception cref="NotSupportedException">More than 2^27 terms would be written out.</exception>
    public BinaryPolynomial ToBinaryPolynomial()
    {
        var (constant, terms) = PolynomialTerms.Substitute(Constant, Terms, SpinCount, shift: 1, slope: -2);
        return new BinaryPolynomial(SpinCount, constant, terms);
    }

    /// <summary>The same energy where it is pairwise.</summary>
    /// <exception cref="InvalidOperationException">The degree is above 2.</exception>
    public IsingModel ToIsing()
    {
        var (fields, edges) = PolynomialTerms.Pairwise(Terms, SpinCount, $"{nameof(ToBinaryPolynomial)} and {nameof(BinaryPolynomial.Quadratize)}");
        return new IsingModel(new Graph(SpinCount, edges), fields, Constant);
    }

    /// <summary>The energy as an operator: spin i becomes Z on qubit i, whose eigenvalue is +1 for bit 0.</summary>
    public PauliSum ToPauliSum()
    {
        var builder = new PauliSumBuilder(SpinCount);
        var identity = PauliString.Identity(SpinCount);
        if (Constant != 0) builder.Add(Constant, identity);
        for (var k = 0; k < Terms.Count; k++)
        {
            var product = identity;
            foreach (var spin in Terms.Variables(k)) product = product.With(spin, Pauli.Z);
            builder.Add(Terms.Coefficients[k], product);
        }

        return builder.Build();
    }

    /// <inheritdoc/>
    public bool Equals(SpinPolynomial? other) => other is not null && SpinCount == other.SpinCount
        && Constant.Equals(other.Constant) && Terms.Equals(other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpinPolynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SpinCount, Constant, Terms);

    /// <summary>The first terms and the constant, for example <c>2 s0 - s1 s2 + 3</c>.</summary>
    public override string ToString() => PolynomialTerms.Text(Constant, Terms, 's');
}
