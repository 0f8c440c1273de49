using System.Globalization;

namespace Qratum;

/// <summary>
/// Circuits that approximate exp(−iHt) by rotations about the strings of H. The identity of H becomes a phase of the whole state, so that
/// controlled evolutions are right.
/// </summary>
public static class TimeEvolution
{
    /// <summary>Greatest order: the number of rotations of a step grows fivefold for every two.</summary>
    public const int MaximumOrder = 8;

    /// <summary>
    /// Product formulas: order 1 is Π_k exp(−ic_k P_k t/r) repeated r times, error O(t²/r); order 2 takes half of each and comes back, O(t³/r²);
    /// even orders 2k are M. Suzuki's recursion S_2k(t) = S_2k−2(ut)² S_2k−2((1 − 4u)t) S_2k−2(ut)², u = 1/(4 − 4^{1/(2k−1)}) (Phys. Lett. A 146, 319
    /// (1990)), O(t^{2k+1}/r^{2k}).
    /// </summary>
    /// <remarks>
    /// Strings come in the order of falling |coefficient|, equal ones in that of the sum; equal neighbours are one rotation. For m strings
    /// r·m rotations at order 1, about 2·5^{k−1}·r·m at order 2k.
    /// </remarks>
    /// <param name="hamiltonian">H, with real coefficients.</param>
    /// <param name="time">t in the inverse unit of H; may be a parameter.</param>
    /// <param name="steps">r, at least 1.</param>
    /// <param name="order">1, or an even number from 2 to <see cref="MaximumOrder"/>.</param>
    /// <exception cref="ArgumentException">H is not Hermitian or has no qubit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Steps or order are out of range.</exception>
    public static Circuit Trotter(PauliSum hamiltonian, Angle time, int steps, int order = 1)
    {
        var (terms, identity) = Split(hamiltonian);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (order != 1 && (order < 2 || order % 2 != 0 || order > MaximumOrder))
            throw new ArgumentOutOfRangeException(nameof(order), order, $"The order of a product formula is 1, or an even number from 2 to {MaximumOrder}.");

        var rotations = new List<(int Term, double Share)>();
        for (var step = 0; step < steps; step++) Formula(terms.Length, order, 1.0 / steps, rotations);
        var builder = Start(hamiltonian, identity, time);
        foreach (var (term, share) in rotations) builder.Rotation(terms[term].Pauli, time * (2 * terms[term].Coefficient.Real * share));
        return builder.Build();
    }

    /// <summary>
    /// The random product formula qDRIFT (E. Campbell, Phys. Rev. Lett. 123, 070503 (2019)): every rotation turns by the same λt/N, λ = Σ|c_k|, about a string
    /// that is drawn in proportion to |c_k|. On average over circuits the error is at most 2λ²t²/N, whatever the number of strings.
    /// </summary>
    /// <param name="hamiltonian">H, with real coefficients.</param>
    /// <param name="time">t in the inverse unit of H; may be a parameter.</param>
    /// <param name="rotations">N, at least 1.</param>
    /// <param name="seed">Fixes the circuit.</param>
    /// <exception cref="ArgumentException">H is not Hermitian or has no qubit.</exception>
    public static Circuit QDrift(PauliSum hamiltonian, Angle time, int rotations, ulong seed)
    {
        var (terms, identity) = Split(hamiltonian);
        ArgumentOutOfRangeException.ThrowIfLessThan(rotations, 1);
        var builder = Start(hamiltonian, identity, time);
        if (terms.Length == 0) return builder.Build();
        var sums = new double[terms.Length];
        var norm = 0.0;
        for (var k = 0; k < terms.Length; k++) sums[k] = norm += Math.Abs(terms[k].Coefficient.Real);
        var random = new PhiloxRandom(seed);
        for (var k = 0; k < rotations; k++)
        {
            var drawn = Array.BinarySearch(sums, random.NextDouble() * norm);
            var (coefficient, pauli) = terms[Math.Min(drawn < 0 ? ~drawn : drawn + 1, terms.Length - 1)];
            builder.Rotation(pauli, time * (2 * Math.Sign(coefficient.Real) * norm / rotations));
        }

        return builder.Build();
    }

    /// <summary>Adds the formula of a part of the time; a rotation that follows its equal joins it.</summary>
    private static void Formula(int count, int order, double share, List<(int Term, double Share)> rotations)
    {
        if (order <= 2)
        {
            for (var k = 0; k < count; k++) Add(k, order == 1 ? share : share / 2);
            for (var k = count - 1; order == 2 && k >= 0; k--) Add(k, share / 2);
            return;
        }

        var u = 1 / (4 - Math.Pow(4, 1.0 / (order - 1)));
        foreach (var part in (ReadOnlySpan<double>)[u, u, 1 - (4 * u), u, u]) Formula(count, order - 2, part * share, rotations);

        void Add(int term, double part)
        {
            if (rotations.Count > 0 && rotations[^1].Term == term) rotations[^1] = (term, rotations[^1].Share + part);
            else rotations.Add((term, part));
        }
    }

    private static (PauliTerm[] Terms, double Identity) Split(PauliSum hamiltonian)
    {
        ArgumentNullException.ThrowIfNull(hamiltonian);
        if (hamiltonian.QubitCount == 0) throw new ArgumentException("The operator acts on no qubit; there is nothing to evolve.", nameof(hamiltonian));
        foreach (var (coefficient, pauli) in hamiltonian)
        {
            if (coefficient.Imaginary != 0)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The coefficient {coefficient} of '{pauli}' is not real: the operator is not Hermitian."), nameof(hamiltonian));
        }

        var terms = hamiltonian.Where(t => !t.Pauli.IsIdentity).OrderByDescending(t => Math.Abs(t.Coefficient.Real)).ToArray();
        return (terms, hamiltonian.IdentityCoefficient.Real);
    }

    private static CircuitBuilder Start(PauliSum hamiltonian, double identity, Angle time)
    {
        var builder = new CircuitBuilder(hamiltonian.QubitCount);
        if (identity != 0) builder.Rotation(PauliString.Identity(1), time * (2 * identity), 0);
        return builder;
    }
}
