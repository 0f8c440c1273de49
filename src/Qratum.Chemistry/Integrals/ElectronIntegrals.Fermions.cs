using System.Numerics;

namespace Qratum.Chemistry;

public sealed partial class ElectronIntegrals
{
    /// <summary>
    /// The Hamiltonian in second quantisation on 2n modes (numbered by <see cref="SpinOrbital"/>), core energy included, in
    /// normal order: E_core + Σ h_PQ a†_P a_Q + Σ_{P&gt;R, Q&gt;S} [(PS|RQ) − (PQ|RS)] a†_P a†_R a_Q a_S over spin orbitals.
    /// </summary>
    /// <returns>Terms that are exactly zero are left out; O(n⁴) terms.</returns>
    public FermionOperator ToFermionOperator()
    {
        var n = OrbitalCount;
        var words = new List<LadderOperator>();
        var starts = new List<int> { 0 };
        var coefficients = new List<Complex>();

        // The loops run through the products in the order in which an operator keeps its terms.
        Emit(CoreEnergy);
        for (var p = 0; p < 2 * n; p++)
        for (var q = 0; q < 2 * n; q++)
        {
            if (IsAlpha(p) == IsAlpha(q))
                Emit(_oneElectron[(Orbital(p) * n) + Orbital(q)], LadderOperator.Creation(p), LadderOperator.Annihilation(q));
        }

        for (var p = 0; p < 2 * n; p++)
        for (var r = 0; r < p; r++)
        for (var q = 0; q < 2 * n; q++)
        for (var s = 0; s < q; s++)
        {
            // Spin is kept: both pairs have as many α. (Of a pair the larger mode is β when the spins differ.)
            if (IsAlpha(p) != IsAlpha(q) || IsAlpha(r) != IsAlpha(s)) continue;
            var direct = _repulsion[RepulsionIndex(Orbital(p), Orbital(q), Orbital(r), Orbital(s))];
            var exchange = IsAlpha(p) == IsAlpha(r) ? _repulsion[RepulsionIndex(Orbital(p), Orbital(s), Orbital(r), Orbital(q))] : 0;
            Emit(exchange - direct, LadderOperator.Creation(p), LadderOperator.Creation(r), LadderOperator.Annihilation(q), LadderOperator.Annihilation(s));
        }

        return new FermionOperator(2 * n, [.. words], [.. starts], [.. coefficients]);

        bool IsAlpha(int mode) => SpinOrbital.FromMode(mode, n).Spin == Spin.Alpha;

        int Orbital(int mode) => SpinOrbital.FromMode(mode, n).Orbital;

        void Emit(double coefficient, params ReadOnlySpan<LadderOperator> word)
        {
            if (coefficient == 0) return;
            words.AddRange(word);
            starts.Add(words.Count);
            coefficients.Add(coefficient);
        }
    }
}
