namespace Qratum.Chemistry;

public sealed partial class ElectronIntegrals
{
    /// <summary>
    /// The Hamiltonian of the active electrons: the frozen orbitals' energy Σ_c [2h_cc + Σ_d (2(cc|dd) − (cd|dc))] joins the
    /// core energy and their field Σ_c [2(pq|cc) − (pc|cq)] joins h_pq.
    /// </summary>
    /// <param name="space">Which orbitals stay.</param>
    /// <exception cref="ArgumentException">The space does not fit these electrons and orbitals; the message gives the allowed range.</exception>
    public ElectronIntegrals Select(ActiveSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        var chosen = space.Fit(OrbitalCount, AlphaElectrons, BetaElectrons);
        var (core, active) = (chosen.Core, chosen.Active);
        var energy = CoreEnergy;
        foreach (var c in core) energy += OneElectronAt(c, c) + Field(core, c, c);

        var m = active.Length;
        var one = new double[m * m];
        var two = new double[RepulsionCount(m)];
        for (var p = 0; p < m; p++)
        for (var q = 0; q <= p; q++)
        {
            one[(p * m) + q] = one[(q * m) + p] = Field(core, active[p], active[q]);
            for (var r = 0; r <= p; r++)
            for (var s = 0; s <= r; s++)
                two[RepulsionIndex(p, q, r, s)] = _repulsion[RepulsionIndex(active[p], active[q], active[r], active[s])];
        }

        return new ElectronIntegrals(energy, m, chosen.AlphaElectrons, chosen.BetaElectrons, one, two);
    }

    /// <summary>h_pq in the field of doubly occupied orbitals.</summary>
    private double Field(int[] core, int p, int q)
    {
        var value = OneElectronAt(p, q);
        foreach (var c in core) value += (2 * _repulsion[RepulsionIndex(p, q, c, c)]) - _repulsion[RepulsionIndex(p, c, c, q)];
        return value;
    }
}
