namespace Qratum.Optimization;

/// <summary>A term of a <see cref="BinaryPolynomial"/> or a <see cref="SpinPolynomial"/>: a coefficient times a product of different variables.</summary>
public readonly ref struct PolynomialTerm
{
    internal PolynomialTerm(double coefficient, ReadOnlySpan<int> variables)
    {
        Coefficient = coefficient;
        Variables = variables;
    }

    /// <summary>The coefficient, finite and not zero.</summary>
    public double Coefficient { get; }

    /// <summary>The variables, numbers from 0, ascending and each once; at least one.</summary>
    public ReadOnlySpan<int> Variables { get; }
}
