namespace Qratum.Chemistry;

public sealed partial class ElectronIntegrals
{
    /// <summary>
    /// Energy of the reference determinant, in hartree, core energy included: the lowest orbitals filled. In Hartree-Fock
    /// orbitals this is the Hartree-Fock energy.
    /// </summary>
    public double ReferenceEnergy
    {
        get
        {
            var energy = CoreEnergy;
            for (var i = 0; i < AlphaElectrons; i++) energy += (OneElectronAt(i, i) + Fock(Spin.Alpha, i, i)) / 2;
            for (var i = 0; i < BetaElectrons; i++) energy += (OneElectronAt(i, i) + Fock(Spin.Beta, i, i)) / 2;
            return energy;
        }
    }

    /// <summary>
    /// Element of the Fock matrix of the reference determinant, in hartree: h_pq + Σ_j (pq|jj) over the electrons of both
    /// spins − Σ_j (pj|jq) over those of the same spin. O(electrons).
    /// </summary>
    /// <param name="spin">Which of the two Fock matrices.</param>
    /// <param name="p">Orbital, 0 to n − 1.</param>
    /// <param name="q">Orbital, 0 to n − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An orbital is out of range.</exception>
    public double Fock(Spin spin, int p, int q)
    {
        ThrowIfNoOrbital(p);
        ThrowIfNoOrbital(q);
        var own = spin == Spin.Alpha ? AlphaElectrons : BetaElectrons;
        var value = OneElectronAt(p, q);
        for (var j = 0; j < Math.Max(AlphaElectrons, BetaElectrons); j++)
        {
            var electrons = (j < AlphaElectrons ? 1 : 0) + (j < BetaElectrons ? 1 : 0);
            value += electrons * _repulsion[RepulsionIndex(p, q, j, j)];
            if (j < own) value -= _repulsion[RepulsionIndex(p, j, j, q)];
        }

        return value;
    }

    private double OneElectronAt(int p, int q) => _oneElectron[(p * OrbitalCount) + q];
}
