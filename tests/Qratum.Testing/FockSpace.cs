using System.Numerics;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>
/// Fermionic operators as dense matrices over all occupations of a few modes, from the definition alone:
/// a_k|b⟩ = (−1)^(occupied modes below k)|b without k⟩. Shares nothing with normal ordering or the qubit mappings.
/// </summary>
public static class FockSpace
{
    /// <summary>The matrix, entry [row, column] of occupations as bit masks, mode k being bit k.</summary>
    public static Complex[,] Matrix(FermionOperator value, int modes)
    {
        var dimension = 1 << modes;
        var matrix = new Complex[dimension, dimension];
        foreach (var term in value)
        for (var column = 0; column < dimension; column++)
        {
            var (state, sign) = Apply(term.Operators.Span, column);
            if (sign != 0) matrix[state, column] += sign * term.Coefficient;
        }

        return matrix;
    }

    /// <summary>A product of ladder operators on one occupation: the new occupation and its sign, 0 where it vanishes.</summary>
    public static (int State, int Sign) Apply(ReadOnlySpan<LadderOperator> word, int state)
    {
        var sign = 1;
        for (var i = word.Length - 1; i >= 0; i--)
        {
            var bit = 1 << word[i].Mode;
            if (((state & bit) != 0) == word[i].IsCreation) return (state, 0);
            if ((BitOperations.PopCount((uint)(state & (bit - 1))) & 1) != 0) sign = -sign;
            state ^= bit;
        }

        return (state, sign);
    }

    /// <summary>Largest magnitude of a difference of two matrices.</summary>
    public static double Distance(Complex[,] a, Complex[,] b)
    {
        var largest = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
        for (var j = 0; j < a.GetLength(1); j++)
            largest = Math.Max(largest, Complex.Abs(a[i, j] - b[i, j]));
        return largest;
    }
}
