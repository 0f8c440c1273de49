using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// Matrix elements of the electronic Hamiltonian, core energy left out, between determinants given as occupation masks of α
/// and β orbitals: the textbook rules (A. Szabo, N. S. Ostlund, Modern Quantum Chemistry, tables 2.5 and 2.6), one element at
/// a time. A determinant is the product of its creation operators in rising order, α before β.
/// </summary>
internal static class SlaterCondon
{
    public static double Element(ElectronIntegrals integrals, ulong alphaBra, ulong betaBra, ulong alphaKet, ulong betaKet)
    {
        var alphaMoves = BitOperations.PopCount(alphaBra ^ alphaKet) / 2;
        var betaMoves = BitOperations.PopCount(betaBra ^ betaKet) / 2;
        return (alphaMoves, betaMoves) switch
        {
            (0, 0) => Diagonal(integrals, alphaKet, betaKet),
            (1, 0) => Single(integrals, alphaBra, alphaKet, betaKet),
            (0, 1) => Single(integrals, betaBra, betaKet, alphaKet),
            (2, 0) => Double(integrals, alphaBra, alphaKet),
            (0, 2) => Double(integrals, betaBra, betaKet),
            (1, 1) => Mixed(integrals, alphaBra, alphaKet, betaBra, betaKet),
            _ => 0,
        };
    }

    /// <summary>Energy of a determinant: Σ h_ii + ½ Σ [(ii|jj) − (ij|ij)] for each spin and Σ (ii|jj) between the spins.</summary>
    public static double Diagonal(ElectronIntegrals integrals, ulong alpha, ulong beta)
    {
        var energy = SameSpin(integrals, alpha) + SameSpin(integrals, beta);
        for (var a = alpha; a != 0; a &= a - 1)
        for (var b = beta; b != 0; b &= b - 1)
        {
            int i = BitOperations.TrailingZeroCount(a), j = BitOperations.TrailingZeroCount(b);
            energy += Eri(integrals, i, i, j, j);
        }

        return energy;
    }

    /// <summary>Energy of electrons of one spin among themselves.</summary>
    public static double SameSpin(ElectronIntegrals integrals, ulong mask)
    {
        var energy = 0.0;
        for (var a = mask; a != 0; a &= a - 1)
        {
            var i = BitOperations.TrailingZeroCount(a);
            energy += integrals.OneElectronSpan[(i * integrals.OrbitalCount) + i];
            for (var b = a & (a - 1); b != 0; b &= b - 1)
            {
                var j = BitOperations.TrailingZeroCount(b);
                energy += Eri(integrals, i, i, j, j) - Eri(integrals, i, j, i, j);
            }
        }

        return energy;
    }

    /// <summary>One electron moved, i → a: ±(h_ai + Σ_j [(ai|jj) − (aj|ji)] over its own spin + Σ_j (ai|jj) over the other).</summary>
    public static double Single(ElectronIntegrals integrals, ulong bra, ulong ket, ulong otherSpin)
    {
        var i = BitOperations.TrailingZeroCount(ket & ~bra);
        var a = BitOperations.TrailingZeroCount(bra & ~ket);
        var value = integrals.OneElectronSpan[(a * integrals.OrbitalCount) + i];
        for (var rest = ket & bra; rest != 0; rest &= rest - 1)
        {
            var j = BitOperations.TrailingZeroCount(rest);
            value += Eri(integrals, a, i, j, j) - Eri(integrals, a, j, j, i);
        }

        for (; otherSpin != 0; otherSpin &= otherSpin - 1)
        {
            var j = BitOperations.TrailingZeroCount(otherSpin);
            value += Eri(integrals, a, i, j, j);
        }

        return DeterminantStrings.Sign(ket, a, i) * value;
    }

    /// <summary>Two electrons of one spin moved, i → a and j → b: ±[(ai|bj) − (aj|bi)].</summary>
    public static double Double(ElectronIntegrals integrals, ulong bra, ulong ket)
    {
        ulong gone = ket & ~bra, come = bra & ~ket;
        int i = BitOperations.TrailingZeroCount(gone), j = 63 - BitOperations.LeadingZeroCount(gone);
        int a = BitOperations.TrailingZeroCount(come), b = 63 - BitOperations.LeadingZeroCount(come);
        var middle = (ket & ~(1UL << i)) | (1UL << a);
        var sign = DeterminantStrings.Sign(ket, a, i) * DeterminantStrings.Sign(middle, b, j);
        return sign * (Eri(integrals, a, i, b, j) - Eri(integrals, a, j, b, i));
    }

    private static double Mixed(ElectronIntegrals integrals, ulong alphaBra, ulong alphaKet, ulong betaBra, ulong betaKet)
    {
        int i = BitOperations.TrailingZeroCount(alphaKet & ~alphaBra), a = BitOperations.TrailingZeroCount(alphaBra & ~alphaKet);
        int j = BitOperations.TrailingZeroCount(betaKet & ~betaBra), b = BitOperations.TrailingZeroCount(betaBra & ~betaKet);
        return DeterminantStrings.Sign(alphaKet, a, i) * DeterminantStrings.Sign(betaKet, b, j) * Eri(integrals, a, i, b, j);
    }

    private static double Eri(ElectronIntegrals integrals, int p, int q, int r, int s) =>
        integrals.RepulsionSpan[(int)ElectronIntegrals.RepulsionIndex(p, q, r, s)];
}
