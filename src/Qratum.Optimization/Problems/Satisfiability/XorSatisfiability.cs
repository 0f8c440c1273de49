using System.Collections.Immutable;

namespace Qratum.Optimization;

/// <summary>A parity check: satisfied where the sum of its variables is odd, or even.</summary>
/// <param name="Variables">Variables from 1; one that comes twice plays no part.</param>
/// <param name="IsOdd">Which parity satisfies it.</param>
public sealed record ParityCheck(ImmutableArray<int> Variables, bool IsOdd)
{
    /// <summary>For example <c>1 + 4 + 7 odd</c>.</summary>
    public override string ToString() => $"{string.Join(" + ", Variables)} {(IsOdd ? "odd" : "even")}";
}

/// <summary>
/// Satisfiability of parity checks (XOR-SAT): truth values that leave the fewest checks unsatisfied. A check is one product of spins, so the cost Σ (1 ± Π s)/2 has as
/// many terms as there are checks.
/// </summary>
/// <remarks>M. Mézard, A. Montanari, Information, Physics, and Computation (2009), chapter 18. Whether all can be satisfied, elimination says.</remarks>
public sealed partial class XorSatisfiability : IBinaryProblem<Assignment>
{
    private readonly Lazy<Qubo> _qubo;

    /// <summary>Poses the problem.</summary>
    /// <param name="variableCount">Number of variables, 1 to <see cref="Graph.MaximumNodeCount"/>.</param>
    /// <param name="checks">The checks.</param>
    /// <exception cref="ArgumentException">A check names no variable.</exception>
    public XorSatisfiability(int variableCount, IEnumerable<ParityCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        FormulaVariableCount = PolynomialTerms.CheckedCount(variableCount);
        Checks = [.. checks];
        for (var k = 0; k < Checks.Length; k++)
        {
            foreach (var variable in Checks[k].Variables)
            {
                if (variable < 1 || variable > variableCount)
                    throw new ArgumentException($"Check {k} has the variable {variable}; variables are 1 to {variableCount}.", nameof(checks));
            }
        }

        _qubo = new Lazy<Qubo>(() => ToSpinPolynomial().ToBinaryPolynomial() is var p && p.Degree > 2 ? p.Quadratize().Qubo : p.ToQubo());
    }

    /// <summary>Number of variables of the formula.</summary>
    public int FormulaVariableCount { get; }

    /// <summary>The checks.</summary>
    public ImmutableArray<ParityCheck> Checks { get; }

    /// <summary>Number of bits of <see cref="ToQubo"/>.</summary>
    public int VariableCount => _qubo.Value.VariableCount;

    /// <summary>Random k-XOR-SAT: checks of k different variables, odd with probability 1/2, drawn independently.</summary>
    /// <param name="variableCount">Number of variables, at least k.</param>
    /// <param name="checkCount">Number of checks, at least 0.</param>
    /// <param name="checkSize">k, at least 1.</param>
    /// <param name="seed">Seed.</param>
    public static XorSatisfiability Random(int variableCount, int checkCount, int checkSize, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(checkCount);
        var random = new PhiloxRandom(seed);
        return new XorSatisfiability(variableCount, [.. Enumerable.Range(0, checkCount).Select(_ =>
            new ParityCheck([.. Subsets.Draw(random, variableCount, checkSize).Select(static v => v + 1)], random.NextDouble() < 0.5))]);
    }

    /// <summary>The number of unsatisfied checks as a polynomial of spins, spin k - 1 down for a true variable k.</summary>
    public SpinPolynomial ToSpinPolynomial()
    {
        var builder = new SpinPolynomialBuilder(FormulaVariableCount);
        foreach (var check in Checks)
        {
            // The product of the spins is 1 for an even sum and -1 for an odd one.
            builder.Add(0.5);
            builder.Add(check.IsOdd ? 0.5 : -0.5, [.. check.Variables.Select(static v => v - 1)]);
        }

        return builder.Build();
    }

    /// <inheritdoc/>
    public Qubo ToQubo() => _qubo.Value;

    /// <summary>What truth values leave unsatisfied.</summary>
    /// <param name="bits">Bit k - 1 is variable k; those of <see cref="ToQubo"/> may follow.</param>
    /// <exception cref="ArgumentException">There are too few bits, or too many.</exception>
    public Assignment Interpret(BitString bits)
    {
        var set = PolynomialTerms.Unpack(bits, bits.Length == FormulaVariableCount ? bits.Length : VariableCount, nameof(bits)).AsSpan(0, FormulaVariableCount).ToArray();
        int[] unsatisfied = [.. Enumerable.Range(0, Checks.Length).Where(k => (Checks[k].Variables.Count(v => set[v - 1]) % 2 == 1) != Checks[k].IsOdd)];
        return new Assignment(BitString.FromBits(set), [.. unsatisfied], unsatisfied.Length);
    }

    /// <summary>Truth values that satisfy all checks, by elimination modulo 2, free variables false; null where there are none. O(checks² · variables / 64).</summary>
    public Assignment? FindSatisfying()
    {
        var rows = Checks.Select(Row).ToList();
        var pivots = new List<(int Row, int Variable)>();
        for (var (variable, next) = (0, 0); variable < FormulaVariableCount && next < rows.Count; variable++)
        {
            var (word, bit) = (variable / 64, 1UL << (variable % 64));
            var pivot = rows.FindIndex(next, r => (r[word] & bit) != 0);
            if (pivot < 0) continue;
            (rows[next], rows[pivot]) = (rows[pivot], rows[next]);
            for (var k = 0; k < rows.Count; k++)
            {
                if (k == next || (rows[k][word] & bit) == 0) continue;
                for (var w = 0; w < rows[k].Length; w++) rows[k][w] ^= rows[next][w];
            }

            pivots.Add((next++, variable));
        }

        var values = new bool[FormulaVariableCount];
        foreach (var (row, variable) in pivots) values[variable] = IsOdd(rows[row]);
        return rows.Skip(pivots.Count).Any(IsOdd) ? null : Interpret(BitString.FromBits(values));
    }

    private ulong[] Row(ParityCheck check)
    {
        // One bit more than variables for the parity.
        var row = new ulong[(FormulaVariableCount / 64) + 1];
        foreach (var variable in check.Variables) row[(variable - 1) / 64] ^= 1UL << ((variable - 1) % 64);
        if (check.IsOdd) row[FormulaVariableCount / 64] ^= 1UL << (FormulaVariableCount % 64);
        return row;
    }

    private bool IsOdd(ulong[] row) => (row[FormulaVariableCount / 64] >> (FormulaVariableCount % 64) & 1) != 0;
}
