using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>By which measure orbitals are chosen.</summary>
public enum ActiveSpaceMeasure
{
    /// <summary>Natural orbitals of second-order perturbation theory that are neither full nor empty.</summary>
    NaturalOccupation,

    /// <summary>Hartree-Fock orbitals of large entropy in a configuration interaction of singles and doubles.</summary>
    OrbitalEntropy,
}

/// <summary>A space that was chosen by a measure. Immutable.</summary>
/// <param name="Integrals">The Hamiltonian of the chosen orbitals.</param>
/// <param name="Orbitals">The chosen ones, from 0: by falling occupation for natural orbitals, by energy for others.</param>
/// <param name="Measures">Electrons of each natural orbital, or entropy of each orbital, of all; 0 for orbitals that were not looked at.</param>
public sealed record ChosenActiveSpace(ElectronIntegrals Integrals, IReadOnlyList<int> Orbitals, IReadOnlyList<double> Measures)
{
    /// <summary>Orbitals below that hold two electrons each.</summary>
    internal int[] Core { get; init; } = [];

    /// <summary>The orbitals over those of Hartree-Fock, where they are others.</summary>
    internal NaturalOrbitals? Rotation { get; init; }

    /// <summary>The density of a state of <see cref="Integrals"/> over all Hartree-Fock orbitals, frozen ones with two electrons each. O(n³).</summary>
    /// <param name="density">γ over the chosen orbitals.</param>
    /// <exception cref="ArgumentException">It is over another number of orbitals.</exception>
    public OneParticleDensity ToHartreeFockOrbitals(OneParticleDensity density)
    {
        ArgumentNullException.ThrowIfNull(density);
        if (density.OrbitalCount != Orbitals.Count)
            throw new ArgumentException($"The density is over {density.OrbitalCount} orbitals; the space has {Orbitals.Count}.", nameof(density));
        var n = Measures.Count;
        var matrix = new double[n * n];
        foreach (var c in Core) matrix[(c * n) + c] = 2;
        for (var p = 0; p < Orbitals.Count; p++)
        for (var q = 0; q < Orbitals.Count; q++)
            matrix[(Orbitals[p] * n) + Orbitals[q]] = density[p, q];
        if (Rotation is not { } rotation) return new OneParticleDensity(n, matrix);
        var u = MatrixView.RowMajor(rotation.CoefficientSpan, n, n);
        var (half, whole) = (new double[n * n], new double[n * n]);
        Gemm.Multiply(u, MatrixView.RowMajor(matrix, n, n), half);
        Gemm.Multiply(MatrixView.RowMajor(half, n, n), u.Transposed, whole);
        return new OneParticleDensity(n, whole);
    }

    /// <summary>Electrons and orbitals in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Integrals.ElectronCount} electrons in orbitals {string.Join(", ", Orbitals)}");
}

/// <summary>Chooses electrons and orbitals to correlate.</summary>
public static class AutomaticActiveSpace
{
    /// <summary>Determinants of singles and doubles that are looked at; above it, the highest empty orbitals are left out.</summary>
    private const int MostDeterminants = 30_000;

    /// <summary>Chooses by a measure at its customary threshold.</summary>
    /// <inheritdoc cref="ByNaturalOccupation"/>
    public static ChosenActiveSpace Choose(HartreeFockResult state, ActiveSpaceMeasure measure, CancellationToken cancellationToken = default) => measure switch
    {
        ActiveSpaceMeasure.NaturalOccupation => ByNaturalOccupation(state, cancellationToken: cancellationToken),
        ActiveSpaceMeasure.OrbitalEntropy => ByEntropy(state, cancellationToken: cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Allowed are NaturalOccupation and OrbitalEntropy."),
    };

    /// <summary>The natural orbitals of MP2 that hold between threshold and 2 − threshold electrons. O(n⁵).</summary>
    /// <param name="state">A closed-shell state.</param>
    /// <param name="threshold">Above 0 and below 1; by default 0.02.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">The state has open shells.</exception>
    /// <exception cref="InvalidOperationException">No orbital is that far from full and empty; the message tells the farthest.</exception>
    public static ChosenActiveSpace ByNaturalOccupation(HartreeFockResult state, double threshold = 0.02, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        var orbitals = MollerPlesset2.Density(state, cancellationToken: cancellationToken).ToNaturalOrbitals();
        var space = orbitals.ToActiveSpace(threshold);
        var fitted = space.Fit(orbitals.OrbitalCount, state.Molecule.AlphaElectrons, state.Molecule.BetaElectrons);
        var integrals = state.ToElectronIntegrals(cancellationToken: cancellationToken).Rotate(orbitals).Select(space);
        return new ChosenActiveSpace(integrals, Array.AsReadOnly(fitted.Active), Array.AsReadOnly(orbitals.Occupations.ToArray()))
        {
            Core = fitted.Core,
            Rotation = orbitals,
        };
    }

    /// <summary>
    /// The orbitals whose entropy is at least a fraction of the largest in a configuration interaction of singles and doubles, and all that hold a single
    /// electron; where these are more than allowed, those of largest entropy, orbitals of equal entropy together. C. J. Stein, M. Reiher, J. Chem. Theory Comput. 12, 1760 (2016) does so with another cheap wave function.
    /// </summary>
    /// <param name="state">A closed-shell or restricted open-shell state.</param>
    /// <param name="fraction">Above 0 and at most 1; by default 0.1.</param>
    /// <param name="maxOrbitals">Most orbitals, at least 2; by default 12, which full CI and the determinant engine take with any number of electrons.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction or the number of orbitals is not in its range.</exception>
    /// <exception cref="NotSupportedException">There are more orbitals than 64 below the limit of determinants.</exception>
    public static ChosenActiveSpace ByEntropy(HartreeFockResult state, double fraction = 0.1, int maxOrbitals = 12, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxOrbitals, 2);
        if (!(fraction > 0 && fraction <= 1)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction is above 0 and at most 1.");
        var (alpha, beta) = (state.Molecule.AlphaElectrons, state.Molecule.BetaElectrons);
        var seen = Math.Min(state.OrbitalCount, DeterminantStrings.MaximumOrbitals);
        while (seen > alpha + 1 && SinglesAndDoubles(seen, alpha, beta) > MostDeterminants) seen--;
        var window = state.ToElectronIntegrals(ActiveSpace.Of(alpha + beta, seen), cancellationToken);
        var found = SelectedConfigurationInteraction.Solve(window, SelectedConfigurationInteraction.SinglesAndDoubles(window), cancellationToken: cancellationToken);
        var entropies = found.OrbitalEntropies();
        int[] chosen = Entangled(entropies, fraction * entropies.Max(), p => p >= beta && p < alpha, maxOrbitals);
        var electrons = alpha + beta - (2 * Enumerable.Range(0, beta).Except(chosen).Count());
        var space = ActiveSpace.OfOrbitals(electrons, chosen);
        double[] measures = [.. entropies, .. Enumerable.Repeat(0.0, state.OrbitalCount - seen)];
        return new ChosenActiveSpace(state.ToElectronIntegrals(space, cancellationToken), Array.AsReadOnly(chosen), Array.AsReadOnly(measures))
        {
            Core = space.Fit(state.OrbitalCount, alpha, beta).Core,
        };
    }

    /// <summary>Those of at least so much entropy, the most entangled first where there are too many, and those that must be in.</summary>
    private static int[] Entangled(IReadOnlyList<double> entropies, double least, Func<int, bool> isNeeded, int most)
    {
        const double equal = 1e-6; // of degenerate orbitals, to the convergence of the search
        int[] needed = [.. Enumerable.Range(0, entropies.Count).Where(isNeeded)];
        int[] others = [.. Enumerable.Range(0, entropies.Count).Where(p => entropies[p] >= least).Except(needed).OrderByDescending(p => entropies[p])];
        var count = Math.Clamp(most - needed.Length, 0, others.Length);
        if (count < others.Length)
        {
            // Not a part of a degenerate set, unless it is all there is.
            var whole = count;
            while (whole > 0 && entropies[others[whole - 1]] - entropies[others[count]] < equal * entropies[others[count]]) whole--;
            if (whole > 0) count = whole;
        }

        return [.. needed.Concat(others.Take(count)).Order()];
    }

    private static double SinglesAndDoubles(int orbitals, int alpha, int beta)
    {
        double a = alpha * (double)(orbitals - alpha), b = beta * (double)(orbitals - beta);
        return 1 + a + b + (a * b) + Same(alpha) + Same(beta);

        double Same(double k) => k * (k - 1) / 2 * (orbitals - k) * (orbitals - k - 1) / 2;
    }
}
