using System.Globalization;
using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>A product of ladder operators with its coefficient, one summand of a <see cref="FermionOperator"/>.</summary>
/// <param name="Operators">The product, leftmost factor first; empty for a multiple of the identity.</param>
/// <param name="Coefficient">Complex factor.</param>
public readonly record struct FermionTerm(ReadOnlyMemory<LadderOperator> Operators, Complex Coefficient)
{
    /// <summary>Coefficient and product, such as <c>0.5 +_0 -_1</c> or <c>(0,-0.5) +_2</c> for an imaginary coefficient.</summary>
    public override string ToString()
    {
        var word = WordText(Operators.Span);
        return word.Length == 0 ? CoefficientText(Coefficient) : $"{CoefficientText(Coefficient)} {word}";
    }

    internal static string WordText(ReadOnlySpan<LadderOperator> word)
    {
        var parts = new string[word.Length];
        for (var i = 0; i < word.Length; i++) parts[i] = word[i].ToString();
        return string.Join(' ', parts);
    }

    private static string CoefficientText(Complex c) => c.Imaginary == 0
        ? c.Real.ToString("R", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"({c.Real:R},{c.Imaginary:R})");
}
