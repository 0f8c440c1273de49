using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// Normal order: creation operators left of annihilation operators, each kind with falling modes, as in <c>+_3 +_1 -_2 -_0</c>.
/// Equal operators have equal normal-ordered forms.
/// </summary>
public static class NormalOrder
{
    /// <summary>
    /// The same operator in normal order, by a_p a†_q = δ_pq − a†_q a_p and the anticommutation of like operators; products
    /// that contain one operator twice vanish. A product of L factors can give as many terms as it has contractions.
    /// </summary>
    /// <param name="value">Any operator.</param>
    public static FermionOperator Of(FermionOperator value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var builder = new FermionOperatorBuilder(value.ModeCount);
        var pending = new Stack<(LadderOperator[] Word, Complex Coefficient)>();
        foreach (var term in value)
        {
            pending.Push((term.Operators.ToArray(), term.Coefficient));
            while (pending.TryPop(out var next)) Sort(next.Word, next.Coefficient, pending, builder);
        }

        return builder.Build();
    }

    /// <summary>Whether every product is in normal order.</summary>
    /// <param name="value">Any operator.</param>
    public static bool IsOrdered(FermionOperator value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (var term in value)
        {
            var word = term.Operators.Span;
            for (var i = 1; i < word.Length; i++)
            {
                if (!InOrder(word[i - 1], word[i])) return false;
            }
        }

        return true;
    }

    /// <summary>Insertion sort by neighbour exchanges, each with a sign; a contraction leaves a shorter product behind.</summary>
    private static void Sort(
        LadderOperator[] word, Complex coefficient, Stack<(LadderOperator[], Complex)> pending, FermionOperatorBuilder result)
    {
        for (var i = 1; i < word.Length; i++)
        for (var j = i; j > 0 && !InOrder(word[j - 1], word[j]); j--)
        {
            if (word[j - 1] == word[j]) return;
            if (word[j - 1] == word[j].Adjoint())
                pending.Push(([.. word.AsSpan(0, j - 1), .. word.AsSpan(j + 1)], coefficient));
            (word[j - 1], word[j]) = (word[j], word[j - 1]);
            coefficient = -coefficient;
        }

        result.Add(coefficient, word);
    }

    private static bool InOrder(LadderOperator left, LadderOperator right) =>
        left.IsCreation != right.IsCreation ? left.IsCreation : left.Mode > right.Mode;
}
