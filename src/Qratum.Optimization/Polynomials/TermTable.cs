namespace Qratum.Optimization;

/// <summary>
/// Terms of a polynomial in three flat arrays: merged, without zero coefficients, sorted by degree and then by variables. Variables of a term
/// ascend; the constant is no term.
/// </summary>
internal sealed class TermTable(int[] offsets, int[] variables, double[] coefficients) : IEquatable<TermTable>
{
    internal int Count => coefficients.Length;

    internal int Degree => Count == 0 ? 0 : offsets[Count] - offsets[Count - 1];

    internal ReadOnlySpan<double> Coefficients => coefficients;

    internal ReadOnlySpan<int> Variables(int term) => variables.AsSpan(offsets[term]..offsets[term + 1]);

    public bool Equals(TermTable? other) => other is not null && Coefficients.SequenceEqual(other.Coefficients)
        && offsets.AsSpan().SequenceEqual(other.Offsets) && variables.AsSpan().SequenceEqual(other.AllVariables);

    public override bool Equals(object? obj) => Equals(obj as TermTable);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var variable in variables) hash.Add(variable);
        foreach (var coefficient in coefficients) hash.Add(coefficient);
        return hash.ToHashCode();
    }

    private ReadOnlySpan<int> Offsets => offsets;

    private ReadOnlySpan<int> AllVariables => variables;
}
