using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// Satisfiability in conjunctive normal form, weighted or not: truth values that leave clauses of the least weight unsatisfied (MAX-SAT). The cost is a
/// polynomial of the degree of the longest clause, exact at every assignment.
/// </summary>
/// <remarks>QAOA takes <see cref="ToPolynomial"/> as it is; <see cref="ToQubo"/> reduces it to pairs. S. Boulebnane, A. Montanaro, PRX Quantum 5, 030348 (2024) for random k-SAT.</remarks>
public sealed partial class Satisfiability : IBinaryProblem<Assignment>
{
    /// <summary>A clause of more literals than this would write out more terms than any solver takes.</summary>
    private const int MostNegated = 24;

    private readonly Lazy<BinaryPolynomial> _polynomial;
    private readonly Lazy<Qubo> _qubo;

    /// <summary>Poses the problem.</summary>
    /// <param name="variableCount">Number of variables, 1 to <see cref="Graph.MaximumNodeCount"/>.</param>
    /// <param name="clauses">The clauses.</param>
    /// <exception cref="ArgumentException">A literal is 0 or names no variable, or a weight is not a positive number.</exception>
    public Satisfiability(int variableCount, IEnumerable<Clause> clauses)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        FormulaVariableCount = PolynomialTerms.CheckedCount(variableCount);
        Clauses = [.. clauses];
        for (var k = 0; k < Clauses.Length; k++)
        {
            foreach (var literal in Clauses[k].Literals)
            {
                if (literal == 0 || literal < -variableCount || literal > variableCount)
                    throw new ArgumentException($"Clause {k} has the literal {literal}; literals are ±1 to ±{variableCount}.", nameof(clauses));
            }

            if (!(Clauses[k].Weight > 0 && double.IsFinite(Clauses[k].Weight)))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Clause {k} has the weight {Clauses[k].Weight:R}; a positive number is expected."), nameof(clauses));
        }

        _polynomial = new Lazy<BinaryPolynomial>(Build);
        _qubo = new Lazy<Qubo>(() => ToPolynomial() is { Degree: > 2 } p ? p.Quadratize().Qubo : ToPolynomial().ToQubo());
    }

    /// <summary>Number of variables of the formula.</summary>
    public int FormulaVariableCount { get; }

    /// <summary>The clauses.</summary>
    public ImmutableArray<Clause> Clauses { get; }

    /// <summary>Number of bits of <see cref="ToQubo"/>: those of the formula and one for each product that the reduction to pairs needs.</summary>
    public int VariableCount => _qubo.Value.VariableCount;

    /// <summary>Random k-SAT: clauses of k different variables, each negated with probability 1/2, drawn independently.</summary>
    /// <param name="variableCount">Number of variables, at least k.</param>
    /// <param name="clauseCount">Number of clauses, at least 0.</param>
    /// <param name="clauseSize">k, at least 1.</param>
    /// <param name="seed">Seed.</param>
    public static Satisfiability Random(int variableCount, int clauseCount, int clauseSize, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clauseCount);
        var random = new PhiloxRandom(seed);
        return new Satisfiability(variableCount, [.. Enumerable.Range(0, clauseCount).Select(_ =>
            new Clause([.. Subsets.Draw(random, variableCount, clauseSize).Select(v => random.NextDouble() < 0.5 ? v + 1 : -v - 1)]))]);
    }

    /// <summary>The cost over the bits of the formula: Σ weight · Π (1 - literal).</summary>
    /// <exception cref="NotSupportedException">A clause has more than 24 positive literals.</exception>
    public BinaryPolynomial ToPolynomial() => _polynomial.Value;

    /// <inheritdoc/>
    public Qubo ToQubo() => _qubo.Value;

    /// <summary>What truth values leave unsatisfied. O(literals).</summary>
    /// <param name="bits">Bit k - 1 is variable k; those of <see cref="ToQubo"/> may follow.</param>
    /// <exception cref="ArgumentException">There are too few bits, or too many.</exception>
    public Assignment Interpret(BitString bits)
    {
        var set = PolynomialTerms.Unpack(bits, bits.Length == FormulaVariableCount ? bits.Length : VariableCount, nameof(bits)).AsSpan(0, FormulaVariableCount).ToArray();
        int[] unsatisfied = [.. Enumerable.Range(0, Clauses.Length).Where(k => !Clauses[k].Literals.Any(l => set[Math.Abs(l) - 1] == l > 0))];
        return new Assignment(BitString.FromBits(set), [.. unsatisfied], unsatisfied.Sum(k => Clauses[k].Weight));
    }

    private BinaryPolynomial Build()
    {
        var builder = new BinaryPolynomialBuilder(FormulaVariableCount);
        for (var k = 0; k < Clauses.Length; k++)
        {
            // The product of (1 - x) for positive literals, written out, and of x for negative ones; x (1 - x) is 0.
            int[] literals = [.. Clauses[k].Literals.Distinct()];
            if (literals.Any(l => literals.Contains(-l))) continue;
            int[] negative = [.. literals.Where(static l => l < 0).Select(static l => -l - 1)];
            int[] positive = [.. literals.Where(static l => l > 0).Select(static l => l - 1)];
            if (positive.Length > MostNegated)
                throw new NotSupportedException($"Clause {k} has {positive.Length} positive literals; its polynomial would have 2^{positive.Length} terms, at most 2^{MostNegated} are written out.");
            for (var subset = 0; subset < 1 << positive.Length; subset++)
            {
                int[] chosen = [.. negative, .. positive.Where((_, i) => (subset >> i & 1) != 0)];
                builder.Add((chosen.Length - negative.Length) % 2 == 0 ? Clauses[k].Weight : -Clauses[k].Weight, chosen);
            }
        }

        return builder.Build();
    }
}
