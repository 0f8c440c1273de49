using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>Random Hamiltonians without any symmetry beyond the required one.</summary>
public static class RandomIntegrals
{
    /// <summary>Numbers of the size of molecular ones, fixed by the seed; diagonal energies rise so that a ground state stands out.</summary>
    public static ElectronIntegrals Create(int orbitals, int alpha, int beta, ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var h = new double[orbitals * orbitals];
        for (var p = 0; p < orbitals; p++)
        for (var q = 0; q <= p; q++)
            h[(p * orbitals) + q] = h[(q * orbitals) + p] = p == q ? p - 3 + random.NextDouble() : 0.3 * random.NextGaussian();
        var repulsion = new double[ElectronIntegrals.RepulsionCount(orbitals)];
        for (var i = 0; i < repulsion.Length; i++) repulsion[i] = 0.2 * random.NextGaussian();
        return new ElectronIntegrals(orbitals, alpha, beta, random.NextGaussian(), h, repulsion);
    }
}
