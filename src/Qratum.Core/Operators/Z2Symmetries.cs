using System.Collections.Immutable;
using System.Numerics;

namespace Qratum;

/// <summary>
/// Pauli strings that commute with every term of an operator and with each other. Each takes one qubit off: where it has a known value,
/// +1 or −1, the operator acts on one qubit less (S. Bravyi, J. M. Gambetta, A. Mezzacapo and K. Temme, arXiv:1701.08213).
/// </summary>
public sealed class Z2Symmetries
{
    // The qubit that goes with a generator, and the one-qubit operator on it that anticommutes with this generator alone.
    private readonly ImmutableArray<(int Qubit, PauliString Single)> _removed;

    private Z2Symmetries(int qubitCount, ImmutableArray<PauliString> generators, ImmutableArray<(int, PauliString)> removed)
    {
        QubitCount = qubitCount;
        Generators = generators;
        _removed = removed;
    }

    /// <summary>Number of qubits of the operator.</summary>
    public int QubitCount { get; }

    /// <summary>Independent strings; none is the identity.</summary>
    public ImmutableArray<PauliString> Generators { get; }

    /// <summary>The qubits that tapering removes, one for each generator.</summary>
    public ImmutableArray<int> RemovedQubits => [.. _removed.Select(r => r.Qubit)];

    /// <summary>
    /// The symmetries of an operator: the kernel of the commutation with its terms over {0, 1}, cut down to strings that commute with each other.
    /// Deterministic. O(terms · qubits²/64 + qubits³).
    /// </summary>
    public static Z2Symmetries Find(PauliSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        var n = sum.QubitCount;
        var partners = PauliElimination.Partners(n, Commuting(PauliElimination.Kernel(n, sum.Terms)));
        return new Z2Symmetries(n, [.. partners.Select(p => p.Row)], [.. partners.Select(p => (p.Qubit, p.Single))]);
    }

    /// <summary>The operator where each generator has the value (−1)^bit of the sector, on the qubits that are left, in their order.</summary>
    /// <param name="sum">An operator that commutes with the generators.</param>
    /// <param name="sector">A bit for each generator, in the order of <see cref="Generators"/>.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, or a term anticommutes with a generator.</exception>
    public PauliSum Taper(PauliSum sum, BitString sector)
    {
        ArgumentNullException.ThrowIfNull(sum);
        if (sum.QubitCount != QubitCount) throw new ArgumentException($"The operator acts on {sum.QubitCount} qubits, the symmetries on {QubitCount}.", nameof(sum));
        if (sector.Length != Generators.Length)
            throw new ArgumentException($"The sector has {sector.Length} bits, there are {Generators.Length} symmetries.", nameof(sector));
        var builder = new PauliSumBuilder(QubitCount - Generators.Length);
        foreach (var (coefficient, pauli) in sum)
        {
            foreach (var generator in Generators)
            {
                if (!pauli.CommutesWith(generator)) throw new ArgumentException($"The term '{pauli}' does not commute with the symmetry '{generator}'.", nameof(sum));
            }

            builder.Add(TaperTerm(coefficient, pauli, sector, out var rest), rest);
        }

        return builder.Build();
    }

    /// <summary>The sector of a basis state.</summary>
    /// <exception cref="NotSupportedException">A generator is not made of Z alone, so that the state has no value of it.</exception>
    public BitString SectorOf(BitString state)
    {
        if (state.Length != QubitCount) throw new ArgumentException($"The state has {state.Length} bits, the symmetries act on {QubitCount} qubits.", nameof(state));
        var bits = new bool[Generators.Length];
        for (var k = 0; k < bits.Length; k++)
        {
            if (!Generators[k].IsDiagonal)
                throw new NotSupportedException($"The symmetry '{Generators[k]}' is not made of Z alone; a basis state has no value of it. Give the sector.");
            for (var q = 0; q < QubitCount; q++) bits[k] ^= state[q] && Generators[k][q] == Pauli.Z;
        }

        return BitString.FromBits(bits);
    }

    /// <summary>The strings with their qubits and removed ones.</summary>
    public override string ToString() => Generators.IsEmpty ? "no symmetry" : string.Join(", ", Generators.Select((g, k) => $"{g} (qubit {_removed[k].Qubit})"));

    /// <summary>
    /// The Clifford gate (σ + τ)/√2 turns the generator τ into σ on its qubit. It leaves a term that commutes with σ as it is, and multiplies one that
    /// anticommutes by τσ; either way only I or σ is left on the qubit, and σ has the value of the sector.
    /// </summary>
    private Complex TaperTerm(Complex coefficient, PauliString pauli, BitString sector, out PauliString rest)
    {
        var product = pauli;
        var power = 0;
        for (var k = 0; k < Generators.Length; k++)
        {
            var single = _removed[k].Single;
            if (product.CommutesWith(single)) continue;
            (var turn, product) = product.Multiply(Generators[k]);
            power += turn;
            (turn, product) = product.Multiply(single);
            power += turn;
        }

        for (var k = 0; k < Generators.Length; k++)
        {
            if (product[_removed[k].Qubit] != Pauli.I && sector[k]) power += 2;
        }

        rest = PauliElimination.Without(product, RemovedQubits);
        return coefficient * PauliString.PowerOfI(power);
    }

    /// <summary>Of strings, a largest set that commutes, by a symplectic elimination: of a pair that anticommutes the first is dropped and the rest is made to commute with it.</summary>
    private static List<PauliString> Commuting(List<PauliString> strings)
    {
        var kept = new List<PauliString>();
        while (strings.Count > 0)
        {
            var first = strings[0];
            var partner = strings.FindIndex(s => !s.CommutesWith(first));
            if (partner < 0)
            {
                kept.Add(first);
                strings.RemoveAt(0);
                continue;
            }

            // The pair is one free qubit of symmetry: one of the two can be kept; the others are made to commute with both.
            var second = strings[partner];
            kept.Add(first);
            strings.RemoveAt(partner);
            strings.RemoveAt(0);
            for (var k = 0; k < strings.Count; k++)
            {
                var (withFirst, withSecond) = (strings[k].CommutesWith(first), strings[k].CommutesWith(second));
                if (!withFirst) strings[k] = strings[k].Multiply(second).Product;
                if (!withSecond) strings[k] = strings[k].Multiply(first).Product;
            }
        }

        return kept;
    }
}
