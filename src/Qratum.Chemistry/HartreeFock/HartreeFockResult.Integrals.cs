namespace Qratum.Chemistry;

public sealed partial class HartreeFockResult
{
    /// <summary>
    /// The electronic Hamiltonian in these orbitals. Frozen orbitals are folded into the core energy and h before the
    /// transformation, so only active ones cost: O(n⁴ m + n³ m²) for n basis functions and m active orbitals.
    /// </summary>
    /// <param name="space">Active orbitals; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The space does not fit the electrons and orbitals; the message gives the allowed range.</exception>
    /// <exception cref="InsufficientMemoryException">The result does not fit; the message says how many bytes it needs.</exception>
    public ElectronIntegrals ToElectronIntegrals(ActiveSpace? space = null, CancellationToken cancellationToken = default)
    {
        var chosen = (space ?? ActiveSpace.Full).Fit(OrbitalCount, Molecule.AlphaElectrons, Molecule.BetaElectrons);
        int[] orbitals = [.. chosen.Core, .. chosen.Active];
        var n = Integrals.FunctionCount;
        var coefficients = new double[n * orbitals.Length];
        for (var i = 0; i < n; i++)
        for (var k = 0; k < orbitals.Length; k++)
            coefficients[(i * orbitals.Length) + k] = CoefficientArray[(i * OrbitalCount) + orbitals[k]];

        var (frozen, active) = (chosen.Core.Length, chosen.Active.Length);
        var transformed = IntegralTransform.Transform(
            Integrals, coefficients, frozen, active, frozen, cancellationToken: cancellationToken);
        return new ElectronIntegrals(active, chosen.AlphaElectrons, chosen.BetaElectrons,
            NuclearRepulsion + transformed.FrozenEnergy, transformed.OneElectron, transformed.PackedRepulsion);
    }
}
