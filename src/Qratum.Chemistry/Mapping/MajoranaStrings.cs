using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// A mapping given by Pauli strings for the Majorana operators γ_k = a_k + a†_k (even) and γ̃_k = −i(a_k − a†_k) (odd), which
/// anticommute with each other and square to 1. Everything a mapping does follows from these strings.
/// </summary>
internal sealed partial class MajoranaStrings(PauliString[] even, PauliString[] odd)
{
    private readonly PauliString[] _even = even, _odd = odd;

    /// <summary>The image of an operator; parts of coefficients up to the threshold are dropped.</summary>
    public PauliSum Map(FermionOperator value, double threshold)
    {
        var builder = new PauliSumBuilder(_even.Length);
        foreach (var term in value)
            Expand(term.Operators.Span, PauliString.Identity(_even.Length), term.Coefficient, builder);
        return WithoutSmallParts(builder.Build(), threshold);
    }

    /// <summary>Multiplies a string from the right by a = (γ + iγ̃)/2 or a† = (γ − iγ̃)/2, factor after factor.</summary>
    private void Expand(ReadOnlySpan<LadderOperator> word, PauliString left, Complex coefficient, PauliSumBuilder result)
    {
        if (word.IsEmpty)
        {
            result.Add(coefficient, left);
            return;
        }

        var op = word[0];
        var half = coefficient / 2;
        var (power, product) = left.Multiply(_even[op.Mode]);
        Expand(word[1..], product, Turn(half, power), result);
        (power, product) = left.Multiply(_odd[op.Mode]);
        Expand(word[1..], product, Turn(half, power + (op.IsCreation ? 3 : 1)), result);
    }

    /// <summary>c · i^power, exactly.</summary>
    private static Complex Turn(Complex c, int power) => (power & 3) switch
    {
        0 => c,
        1 => new Complex(-c.Imaginary, c.Real),
        2 => -c,
        _ => new Complex(c.Imaginary, -c.Real),
    };

    private static PauliSum WithoutSmallParts(PauliSum sum, double threshold)
    {
        var builder = new PauliSumBuilder(sum.QubitCount);
        foreach (var (c, pauli) in sum)
            builder.Add(new Complex(Large(c.Real), Large(c.Imaginary)), pauli);
        return builder.Build();

        double Large(double part) => Math.Abs(part) > threshold ? part : 0;
    }
}
