namespace Qratum.Chemistry;

/// <summary>
/// Unitary coupled cluster with generalised singles and doubles: electrons move between any two orbitals, filled or not. Far more parameters
/// than <see cref="Uccsd"/>, of order n⁴, and close to full CI where that fails, at stretched bonds.
/// </summary>
/// <remarks>
/// J. Lee, W. J. Huggins, M. Head-Gordon, K. B. Whaley, J. Chem. Theory Comput. 15, 311 (2019). T and T† are counted once, and only excitations
/// of four different spin orbitals are doubles: a†a with a spectator follows from commutators of the others.
/// </remarks>
public static class Uccgsd
{
    /// <summary>
    /// The product in this order, first acting first: doubles of <see cref="Uccsd"/> by falling first-order amplitude, its singles, then the
    /// generalised doubles and singles in the order of <see cref="ExcitationPool"/>. Started at first-order amplitudes. Excitations that the
    /// symmetry of the integrals forbids are left out: their derivatives vanish.
    /// </summary>
    /// <param name="integrals">Orbitals, electrons, amplitudes and symmetry.</param>
    /// <param name="sharing">
    /// <see cref="ParameterSharing.SpinMirror"/> gives mirror images one parameter and leaves out the exchanges of a pair's spins, which no singlet
    /// has a use for; null for that in closed shells and <see cref="ParameterSharing.None"/> in open ones.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sharing"/> is undefined.</exception>
    public static FermionicAnsatz Ansatz(ElectronIntegrals integrals, ParameterSharing? sharing = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        var shared = sharing ?? (integrals.AlphaElectrons == integrals.BetaElectrons ? ParameterSharing.SpinMirror : ParameterSharing.None);
        var options = new UccsdOptions { Sharing = shared };
        var (n, alpha, beta) = (integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons);
        var labels = OrbitalLabels.Find(integrals);
        var doubles = Uccsd.ByFallingAmplitude(integrals, ExcitationPool.Doubles(n, alpha, beta));
        List<Excitation> proper = [.. doubles, .. ExcitationPool.Singles(n, alpha, beta)];
        var known = proper.ToHashSet();
        var others = ExcitationPool.GeneralisedDoubles(n).Concat(ExcitationPool.GeneralisedSingles(n))
            .Where(e => !known.Contains(e) && !(shared == ParameterSharing.SpinMirror && ExchangesSpins(e)));
        Excitation[] excitations = [.. proper.Concat(others).Where(labels.Conserves)];
        var numbers = Uccsd.ParameterNumbers(excitations, options);
        var start = new double[numbers.Length == 0 ? 0 : numbers.Max() + 1];
        for (var k = excitations.Length - 1; k >= 0; k--)
        {
            if (!known.Contains(excitations[k])) continue;
            var amplitude = Uccsd.FirstOrder(integrals, excitations[k]);
            start[numbers[k]] = Math.Abs(amplitude) < Uccsd.Vanishing ? 0 : amplitude;
        }

        return new FermionicAnsatz(excitations, numbers, start: start);
    }

    /// <summary>qα pβ → pα qβ: its mirror image is its inverse, so a shared parameter would be zero.</summary>
    private static bool ExchangesSpins(Excitation e) =>
        e.Annihilated.Count == 2 && e.Annihilated[0].Orbital == e.Created[1].Orbital && e.Annihilated[1].Orbital == e.Created[0].Orbital
        && e.Annihilated[0].Spin != e.Annihilated[1].Spin;
}
