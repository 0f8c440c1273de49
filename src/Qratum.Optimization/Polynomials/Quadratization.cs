using System.Collections.Immutable;

namespace Qratum.Optimization;

/// <summary>A <see cref="BinaryPolynomial"/> made quadratic by further bits, each standing for a product of two earlier ones. Immutable.</summary>
public sealed class Quadratization
{
    internal Quadratization(BinaryPolynomial original, Qubo qubo, ImmutableArray<(int I, int J)> products)
    {
        Original = original;
        Qubo = qubo;
        Products = products;
    }

    /// <summary>The polynomial f(x) that was reduced.</summary>
    public BinaryPolynomial Original { get; }

    /// <summary>
    /// The quadratic problem g(x, y): the bits of <see cref="Original"/> come first, then one per product. For each x the least value over y is f(x),
    /// and it is taken at <see cref="Extend"/>.
    /// </summary>
    public Qubo Qubo { get; }

    /// <summary>The products: bit <c>Original.VariableCount + k</c> stands for the product of the two bits of entry k, which both come before it.</summary>
    public ImmutableArray<(int I, int J)> Products { get; }

    /// <summary>A solution of the original problem: the first bits. Its value is never above that of the quadratic problem.</summary>
    /// <param name="bits">One bit per variable of <see cref="Qubo"/>.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the variables.</exception>
    public BitString Restrict(BitString bits)
    {
        var values = PolynomialTerms.Unpack(bits, Qubo.VariableCount, nameof(bits));
        return BitString.FromBits(values.AsSpan(0, Original.VariableCount));
    }

    /// <summary>The bits with every product at its own value, where g(x, y) = f(x).</summary>
    /// <param name="bits">One bit per variable of <see cref="Original"/>.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the variables.</exception>
    public BitString Extend(BitString bits)
    {
        var values = PolynomialTerms.Unpack(bits, Original.VariableCount, nameof(bits));
        Array.Resize(ref values, Qubo.VariableCount);
        for (var k = 0; k < Products.Length; k++) values[Original.VariableCount + k] = values[Products[k].I] && values[Products[k].J];
        return BitString.FromBits(values);
    }

    /// <summary>Sizes before and after.</summary>
    public override string ToString() =>
        $"degree {Original.Degree} on {Original.VariableCount} bits made quadratic on {Qubo.VariableCount}: {Products.Length} products";
}
