namespace Qratum.Chemistry;

/// <content>The electronic Hamiltonian, string by string.</content>
internal sealed partial class MajoranaStrings
{
    /// <summary>
    /// The Hamiltonian in Majorana operators. With B_pq = iγ_pγ̃_q of one spin and real symmetric integrals,
    /// H = c + ½ Σ_σ Σ_pq [h'_pq + Σ_r (pq|rr)] B^σ_pq + ¼ Σ (pq|rs) B^α_pq B^β_rs
    /// + ¼ Σ_σ Σ_{p&lt;r, q&lt;s} [(pq|rs) − (ps|rq)] γ_pγ_rγ̃_qγ̃_s, where h'_pq = h_pq − ½ Σ_r (pr|rq) and
    /// c = E_core + Σ_p h'_pp + ½ Σ_pr (pp|rr) + ¼ Σ_pq (pq|pq). Every product of Majorana operators occurs once, so every
    /// coefficient is final when it is formed (compare E. Koridon et al., Phys. Rev. Research 3, 033127 (2021)).
    /// </summary>
    public PauliSum Map(ElectronIntegrals integrals, double threshold)
    {
        var n = integrals.OrbitalCount;
        var builder = new PauliSumBuilder(2 * n);
        var (constant, single) = LowOrder(integrals);
        AddIfLarge(builder, constant, PauliString.Identity(2 * n), 0, threshold);
        var hops = new[] { Hops(0), Hops(n) };
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            foreach (var hop in hops) AddIfLarge(builder, single[p, q], hop[p, q].Pauli, hop[p, q].Power, threshold);
            for (var r = 0; r < n; r++)
            for (var s = 0; s < n; s++)
            {
                var value = Eri(integrals, p, q, r, s) / 4;
                if (!(Math.Abs(value) > threshold)) continue;
                var (power, product) = hops[0][p, q].Pauli.Multiply(hops[1][r, s].Pauli);
                AddIfLarge(builder, value, product, power + hops[0][p, q].Power + hops[1][r, s].Power, threshold);
            }
        }

        foreach (var offset in (ReadOnlySpan<int>)[0, n]) AddSameSpin(builder, integrals, offset, threshold);
        return builder.Build();

        // B_pq = iγ_pγ̃_q as i^Power · Pauli.
        (int Power, PauliString Pauli)[,] Hops(int offset)
        {
            var table = new (int, PauliString)[n, n];
            for (var p = 0; p < n; p++)
            for (var q = 0; q < n; q++)
            {
                var (power, product) = even[p + offset].Multiply(odd[q + offset]);
                table[p, q] = (power + 1, product);
            }

            return table;
        }
    }

    private void AddSameSpin(PauliSumBuilder builder, ElectronIntegrals integrals, int offset, double threshold)
    {
        var n = integrals.OrbitalCount;
        for (var p = 0; p < n; p++)
        for (var r = p + 1; r < n; r++)
        {
            var (leftPower, left) = even[p + offset].Multiply(even[r + offset]);
            for (var q = 0; q < n; q++)
            for (var s = q + 1; s < n; s++)
            {
                var value = (Eri(integrals, p, q, r, s) - Eri(integrals, p, s, r, q)) / 4;
                if (!(Math.Abs(value) > threshold)) continue;
                var (rightPower, right) = odd[q + offset].Multiply(odd[s + offset]);
                var (power, product) = left.Multiply(right);
                AddIfLarge(builder, value, product, power + leftPower + rightPower, threshold);
            }
        }
    }

    private static (double Constant, double[,] Single) LowOrder(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var constant = integrals.CoreEnergy;
        var single = new double[n, n];
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            double coulomb = 0, exchange = 0;
            for (var r = 0; r < n; r++)
            {
                coulomb += Eri(integrals, p, q, r, r);
                exchange += Eri(integrals, p, r, r, q);
            }

            var core = integrals.OneElectronSpan[(p * n) + q] - (exchange / 2);
            single[p, q] = (core + coulomb) / 2;
            if (p == q) constant += core + (coulomb / 2);
            constant += Eri(integrals, p, q, p, q) / 4;
        }

        return (constant, single);
    }

    /// <summary>Adds value · i^power · pauli. Hermitian products of Majorana operators have an even power.</summary>
    private static void AddIfLarge(PauliSumBuilder builder, double value, PauliString pauli, int power, double threshold)
    {
        System.Diagnostics.Debug.Assert((power & 1) == 0, "a Hermitian string has a real coefficient");
        if (Math.Abs(value) > threshold) builder.Add((power & 2) == 0 ? value : -value, pauli);
    }

    private static double Eri(ElectronIntegrals integrals, int p, int q, int r, int s) =>
        integrals.RepulsionSpan[(int)ElectronIntegrals.RepulsionIndex(p, q, r, s)];
}
