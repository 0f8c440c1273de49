using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// The lowest states of all symmetries: the determinants of each label, even and odd under exchange of the spins where there are as many of
/// each, are a problem of their own.
/// </summary>
internal sealed class StateSearch(ElectronIntegrals integrals, FullConfigurationInteractionOptions options)
{
    /// <summary>States found, lowest first.</summary>
    public sealed record Outcome(IReadOnlyList<State> States, int Iterations, bool Converged);

    /// <summary>A state: electronic energy, its vector over the determinants of its symmetry, and the norm of its residual.</summary>
    public sealed record State(DeterminantSpace Space, double Energy, double[] Vector, double Residual);

    public Outcome Run(CancellationToken cancellationToken)
    {
        var symmetries = Symmetries().OrderBy(s => s.Model.Values[0]).ToArray();
        // What stands above as many energies of small spaces as there are states wanted, each above a state of its own, is not wanted.
        var bounds = symmetries.SelectMany(s => s.Model.Values).Order().Take(options.RootCount).ToArray();
        var pool = new VectorPool(symmetries.Max(s => s.Space.Count));
        var found = new List<State>();
        var (iterations, converged) = (0, true);
        foreach (var symmetry in symmetries)
        {
            var ceiling = Ceiling(found, bounds);
            var hamiltonian = new SectorHamiltonian(symmetry.Tables, symmetry.Space, options.MaxThreads);
            var (space, parity) = (symmetry.Space, symmetry.Parity);
            var search = new Davidson(symmetry.Diagonal, symmetry.Model,
                parity == 0 ? (c, sigma) => hamiltonian.Apply(c, sigma, cancellationToken) : (c, sigma) => hamiltonian.ApplyMirrored(c, sigma, parity, cancellationToken),
                parity == 0 ? _ => { } : c => space.Symmetrise(c.AsSpan(0, space.Count), parity), options.RootCount, pool);
            var outcome = search.Solve(options.ResidualTolerance, ceiling, options.MaxIterations, cancellationToken);
            (iterations, converged) = (Math.Max(iterations, outcome.Iterations), converged && outcome.Converged);
            for (var k = 0; k < outcome.Values.Length; k++) found.Add(new State(space, outcome.Values[k], outcome.Vectors[k], outcome.Residuals[k]));
            State[] ranked = [.. found.OrderBy(s => s.Energy)]; // a stable order
            foreach (var state in ranked.Skip(options.RootCount)) pool.Return(state.Vector);
            found = [.. ranked.Take(options.RootCount)];
        }

        return new Outcome(found, iterations, converged);
    }

    /// <summary>Memory of the vectors and tables, in bytes.</summary>
    public static double EstimateBytes(ElectronIntegrals integrals, int roots)
    {
        int n = integrals.OrbitalCount, a = integrals.AlphaElectrons, b = integrals.BetaElectrons;
        var (alpha, beta) = ((double)DeterminantStrings.Binomial(n, a), (double)DeterminantStrings.Binomial(n, b));
        var labels = n <= DeterminantStrings.MaximumOrbitals ? OrbitalLabels.Find(integrals).Count : 1;
        // Search space and images, their successors while the space is collapsed, residuals and directions; the diagonals of all labels; the states found.
        var followed = roots + Davidson.GuardRoots;
        var vectors = (2.0 * Davidson.MaximumVectors(roots)) + (6 * followed) + 2;
        var pairs = n * (n + 1.0) / 2;
        return (8 * alpha * beta * ((vectors / labels) + 1 + (2 * roots))) + PerSpin(alpha, a) + (a == b ? 0 : PerSpin(beta, b)) + (8 * pairs * pairs);

        // 12 bytes for an element of the sparse matrix, 16 for a move of α and 8 of β.
        double PerSpin(double strings, int k) => strings * ((12.0 / labels * (1 + ((double)k * (n - k)) + (k * (k - 1.0) / 2 * (n - k) * (n - k - 1) / 2))) + (24.0 * k * (n - k + 1)));
    }

    /// <summary>The energy that as many known states as are wanted do not exceed.</summary>
    private double Ceiling(List<State> found, double[] bounds)
    {
        var highest = bounds.Length == options.RootCount ? bounds[^1] : double.PositiveInfinity;
        return found.Count == options.RootCount ? Math.Min(highest, found[^1].Energy) : highest;
    }

    private IEnumerable<Symmetry> Symmetries()
    {
        var first = new DeterminantSpace(OrbitalLabels.Find(integrals), integrals.AlphaElectrons, integrals.BetaElectrons);
        var tables = new SectorTables(integrals, first);
        for (var label = 0; label < first.Labels.Count; label++)
        {
            var space = label == first.Label ? first : first.WithLabel(label);
            if (space.Count == 0) continue;
            var diagonal = Diagonal(tables, space);
            foreach (var parity in space.HasMirror ? (int[])[1, -1] : [0])
            {
                if (ModelSpace.Solve(integrals, space, diagonal, parity, options.RootCount) is { } model)
                    yield return new Symmetry(tables, space, diagonal, parity, model);
            }
        }
    }

    /// <summary>Energies of the determinants.</summary>
    private static double[] Diagonal(SectorTables tables, DeterminantSpace space)
    {
        var diagonal = new double[space.Count];
        var coulomb = new double[space.Labels.OrbitalCount];
        for (var row = 0; row < space.Alpha.Count; row++)
        {
            Array.Clear(coulomb);
            for (var mask = space.Alpha[row]; mask != 0; mask &= mask - 1)
            {
                var integrals = tables.Repulsion[SingleReplacements.Pair(BitOperations.TrailingZeroCount(mask), BitOperations.TrailingZeroCount(mask))];
                for (var q = 0; q < coulomb.Length; q++) coulomb[q] += integrals[SingleReplacements.Pair(q, q)];
            }

            var (alpha, first) = (tables.AlphaEnergies[row], space.Beta.First[space.BetaLabel(row)]);
            for (var j = 0; j < space.RowLength(row); j++)
            {
                var energy = alpha + tables.BetaEnergies[first + j];
                for (var mask = space.Beta[first + j]; mask != 0; mask &= mask - 1) energy += coulomb[BitOperations.TrailingZeroCount(mask)];
                diagonal[space.RowStart[row] + j] = energy;
            }
        }

        return diagonal;
    }

    /// <summary>One problem; parity 0 where the spins cannot be exchanged.</summary>
    private sealed record Symmetry(SectorTables Tables, DeterminantSpace Space, double[] Diagonal, int Parity, ModelSpace Model);
}
