namespace Qratum.Chemistry;

/// <summary>Coupled cluster of electrons moved in pairs: k-UpCCGSD and pUCCD.</summary>
/// <remarks>J. Lee, W. J. Huggins, M. Head-Gordon, K. B. Whaley, J. Chem. Theory Comput. 15, 311 (2019).</remarks>
public static class PairedCoupledCluster
{
    /// <summary>Spread of random first parameters, radians: at zero the derivatives of most generalised excitations vanish.</summary>
    internal const double Spread = 0.2;

    /// <summary>
    /// pUCCD: pairs moved from filled to empty orbitals, iα iβ → aα aβ, loops over i, then a; started at first-order amplitudes. Every
    /// determinant has its orbitals empty or doubly filled (seniority 0) but for the unpaired electrons of an open shell, which stay.
    /// Singles are missing: orbitals are not relaxed.
    /// </summary>
    /// <param name="integrals">Orbitals, electrons and amplitudes.</param>
    /// <returns>(Pairs) · (empty orbitals) parameters, one for each excitation.</returns>
    /// <remarks>
    /// T. Stein, T. M. Henderson, G. E. Scuseria, J. Chem. Phys. 140, 214113 (2014) for pair coupled cluster; T. E. O'Brien et al., Nature
    /// Physics 19, 1787 (2023) for the unitary form.
    /// </remarks>
    public static FermionicAnsatz Doubles(ElectronIntegrals integrals)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        var pairs = Math.Min(integrals.AlphaElectrons, integrals.BetaElectrons);
        var excitations = new List<Excitation>();
        for (var i = 0; i < pairs; i++)
        for (var a = Math.Max(integrals.AlphaElectrons, integrals.BetaElectrons); a < integrals.OrbitalCount; a++)
            excitations.Add(new Excitation(SpinOrbital.Alpha(i), SpinOrbital.Alpha(a), SpinOrbital.Beta(i), SpinOrbital.Beta(a)));
        int[] numbers = [.. Enumerable.Range(0, excitations.Count)];
        return new FermionicAnsatz(excitations, numbers, start: Uccsd.Amplitudes(integrals, excitations, numbers));
    }

    /// <summary>
    /// k-UpCCGSD: in each layer all pair doubles q → p of both spins, p &gt; q, then all singles q → p, α and β with one parameter; loops over
    /// p, then q. k n(n − 1) parameters for n orbitals. Many local minima: the best of several seeds is the answer, see
    /// <see cref="GroundStateOptions.Starts"/>.
    /// </summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    /// <param name="layers">k, at least 1.</param>
    /// <param name="seed">Seed of the random start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static FermionicAnsatz Generalised(int orbitalCount, int layers, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        var (excitations, numbers, next) = (new List<Excitation>(), new List<int>(), 0);
        for (var layer = 0; layer < layers; layer++)
        {
            for (var p = 0; p < orbitalCount; p++)
            for (var q = 0; q < p; q++, next++)
            {
                excitations.Add(new Excitation(SpinOrbital.Alpha(q), SpinOrbital.Alpha(p), SpinOrbital.Beta(q), SpinOrbital.Beta(p)));
                numbers.Add(next);
            }

            for (var p = 0; p < orbitalCount; p++)
            for (var q = 0; q < p; q++, next++)
            {
                excitations.Add(new Excitation(SpinOrbital.Alpha(q), SpinOrbital.Alpha(p)));
                excitations.Add(new Excitation(SpinOrbital.Beta(q), SpinOrbital.Beta(p)));
                numbers.AddRange([next, next]);
            }
        }

        var random = new PhiloxRandom(seed, stream: 2);
        return new FermionicAnsatz(excitations, numbers, start: Enumerable.Range(0, next).Select(_ => Spread * random.NextGaussian()));
    }
}
