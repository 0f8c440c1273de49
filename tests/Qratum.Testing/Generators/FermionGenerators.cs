using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>Random fermion operators and Hamiltonians with shrinkers, for <c>[Properties(Arbitrary = [typeof(FermionGenerators)])]</c>.</summary>
public static class FermionGenerators
{
    /// <summary>Modes of the generated operators: few enough for dense matrices.</summary>
    public const int Modes = 4;

    /// <summary>Up to 5 terms of up to 5 factors on <see cref="Modes"/> modes; shrinks by dropping terms, then factors.</summary>
    public static Arbitrary<FermionOperator> Operators()
    {
        var ladder = from mode in Gen.Choose(0, Modes - 1)
                     from kind in Gen.Elements(true, false)
                     select kind ? LadderOperator.Creation(mode) : LadderOperator.Annihilation(mode);
        var number = Gen.Choose(-8, 8).Select(k => k / 4.0);
        var term = from length in Gen.Choose(0, 5)
                   from word in ladder.ArrayOf(length)
                   from re in number
                   from im in number
                   select (new Complex(re, im), word);
        var value = from count in Gen.Choose(0, 5)
                    from terms in term.ArrayOf(count)
                    select Sum(terms);
        return Arb.From(value, Shrink);
    }

    /// <summary>Hamiltonians of up to 4 orbitals with up to as many electrons of each spin.</summary>
    public static Arbitrary<ElectronIntegrals> Hamiltonians() => Arb.From(
        from orbitals in Gen.Choose(1, 4)
        from alpha in Gen.Choose(0, orbitals)
        from beta in Gen.Choose(0, orbitals)
        from seed in Gen.Choose(0, int.MaxValue)
        select RandomIntegrals.Create(orbitals, alpha, beta, (ulong)seed));

    private static FermionOperator Sum(IEnumerable<(Complex Coefficient, LadderOperator[] Word)> terms)
    {
        var builder = new FermionOperatorBuilder(Modes);
        foreach (var (coefficient, word) in terms) builder.Add(coefficient, word);
        return builder.Build();
    }

    private static IEnumerable<FermionOperator> Shrink(FermionOperator value)
    {
        var terms = new List<(Complex Coefficient, LadderOperator[] Word)>();
        foreach (var term in value) terms.Add((term.Coefficient, term.Operators.ToArray()));
        for (var i = 0; i < terms.Count; i++) yield return Sum(terms.Where((_, k) => k != i));
        for (var i = 0; i < terms.Count; i++)
        {
            var (coefficient, word) = terms[i];
            for (var j = 0; j < word.Length; j++)
            {
                LadderOperator[] shorter = [.. word[..j], .. word[(j + 1)..]];
                yield return Sum(terms.Select((t, k) => k == i ? (coefficient, shorter) : t));
            }
        }
    }
}
