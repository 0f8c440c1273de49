namespace Qratum.Chemistry;

/// <summary>Derivatives of an energy by rotations of the orbitals, from the density matrices of its active electrons.</summary>
/// <remarks>
/// T. Helgaker, P. Jørgensen, J. Olsen, Molecular Electronic-Structure Theory, sections 10.8 and 12.2: ∂E/∂κ_pq = 2(F_qp − F_pq) with the generalised
/// Fock matrix F_mn = Σ_q γ_mq h_nq + Σ_qrs Γ_mqrs (nq|rs), frozen orbitals holding two electrons each.
/// </remarks>
internal static class OrbitalGradient
{
    /// <summary>2(F_qp − F_pq) at p·n + q, antisymmetric.</summary>
    /// <param name="integrals">Over all orbitals, frozen and left-out ones included, in the orbitals of the state.</param>
    /// <param name="space">Frozen and active orbitals.</param>
    /// <param name="one">γ of the active ones.</param>
    /// <param name="two">Γ of the active ones.</param>
    public static double[] Of(ElectronIntegrals integrals, ActiveOrbitals space, OneParticleDensity one, TwoParticleDensity two)
    {
        var (n, active, m) = (integrals.OrbitalCount, space.Active, space.Active.Length);
        var fock = new double[n * n];
        var (gamma, pairs) = (one.Span.ToArray(), two.Span.ToArray());
        // Fields of the frozen and of the active electrons, F^I_pq and F^A_pq.
        var (inactive, field) = (new double[n * n], new double[n * n]);
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
        {
            var (core, valence) = (integrals.OneElectronSpan[(p * n) + q], 0.0);
            foreach (var i in space.Core) core += (2 * Eri(p, q, i, i)) - Eri(p, i, i, q);
            for (var v = 0; v < m; v++)
            for (var w = 0; w < m; w++)
                valence += gamma[(v * m) + w] * (Eri(p, q, active[v], active[w]) - (Eri(p, active[w], active[v], q) / 2));
            inactive[(p * n) + q] = inactive[(q * n) + p] = core;
            field[(p * n) + q] = field[(q * n) + p] = valence;
        }

        foreach (var i in space.Core)
            for (var q = 0; q < n; q++)
                fock[(i * n) + q] = 2 * (inactive[(q * n) + i] + field[(q * n) + i]);
        var block = new double[m * m * m];
        for (var q = 0; q < n; q++)
        {
            // (qw|xy) once for all v.
            for (int w = 0, at = 0; w < m; w++)
            for (var x = 0; x < m; x++)
            for (var y = 0; y < m; y++)
                block[at++] = Eri(q, active[w], active[x], active[y]);
            for (var v = 0; v < m; v++)
            {
                var sum = System.Numerics.Tensors.TensorPrimitives.Dot<double>(pairs.AsSpan(v * block.Length, block.Length), block);
                for (var w = 0; w < m; w++) sum += gamma[(v * m) + w] * inactive[(q * n) + active[w]];
                fock[(active[v] * n) + q] = sum;
            }
        }

        var gradient = new double[n * n];
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
            gradient[(p * n) + q] = 2 * (fock[(q * n) + p] - fock[(p * n) + q]);
        return gradient;

        double Eri(int p, int q, int r, int s) => integrals.RepulsionSpan[(int)ElectronIntegrals.RepulsionIndex(p, q, r, s)];
    }
}
