namespace Qratum.Chemistry;

/// <summary>Orbital-optimised VQE: after the search in given orbitals, parameters and orbitals are searched together, from where it ended.</summary>
/// <remarks>
/// W. Mizukami et al., Phys. Rev. Research 2, 033421 (2020); I. O. Sokolov et al., J. Chem. Phys. 152, 124107 (2020). A minimizer that never goes up
/// gives an energy that is never above that of the given orbitals.
/// </remarks>
internal static class OrbitalRelaxation
{
    /// <summary>Spread of random turns, radians times the root of a curvature of about one.</summary>
    private const double Spread = 0.5;

    /// <summary>First stream of the seed for random turns.</summary>
    private const ulong Stream = 1 << 16;

    public static async Task<RelaxedOutcome> RunAsync(
        GroundStateOptions options, ElectronIntegrals whole, SearchOutcome before, IMinimizer minimizer, IFermionMapper mapper,
        IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var ansatz = before.Ansatz.Excitations!;
        var (theta, space) = (before.Vqe.Parameters, options.ActiveSpace ?? ActiveSpace.Full);
        RelaxedObjective? best = null;
        VqeResult? found = null;
        var (evaluations, energies) = (0, new List<double>());
        for (var index = 0; index < options.Starts; index++)
        {
            // Turned at random, orbitals lose their symmetry, and may keep less: pairs prefer local ones.
            var objective = new RelaxedObjective(whole, space, ansatz, options.MaxThreads, isSymmetric: index == 0);
            var turns = objective.Dimension - ansatz.ParameterCount;
            var kick = index == 0 ? new double[turns] : AnsatzFactory.RandomStart(turns, Spread, options.Seed, Stream + (ulong)index);
            var next = await new Vqe(objective, minimizer, options.Seed) { Logger = options.Logger }
                .RunAsync(new VqeOptions { Start = (double[])[.. theta.Span, .. kick] }, progress, cancellationToken).ConfigureAwait(false);
            evaluations += next.Evaluations;
            energies.Add(next.Energy);
            if (found is null || next.Energy < found.Energy) (best, found) = (objective, next);
        }

        var isLower = found!.Energy < before.Vqe.Energy;
        var point = isLower ? found.Parameters : (double[])[.. theta.Span, .. new double[best!.Dimension - ansatz.ParameterCount]];
        var (rotation, _, active) = best!.OrbitalsAt(point.Span);
        var vqe = before.Vqe with
        {
            Energy = isLower ? found.Energy : before.Vqe.Energy,
            Parameters = point[..ansatz.ParameterCount],
            Iterations = before.Vqe.Iterations + found.Iterations,
            Evaluations = before.Vqe.Evaluations + evaluations,
            StopReason = found.StopReason,
            History = [.. before.Vqe.History, .. found.History.Select(h => new HistoryPoint(
                before.Vqe.Iterations + h.Iteration, Math.Min(h.Value, before.Vqe.Energy), before.Vqe.Evaluations + h.Evaluations))],
            Identity = before.Vqe.Identity?.Then("relaxed-orbitals", [DeterminantObjective.IntegralsDigest(whole), $"{options.ActiveSpace}"], options.Seed),
        };
        var relaxed = ansatz.WithStart(ansatz.Start.ToArray());
        return new RelaxedOutcome(before with { Vqe = vqe, StartEnergies = energies, Ansatz = new SearchAnsatz(relaxed, () => relaxed.ToCircuit(active, mapper)) }, active, rotation);
    }

    /// <summary>The density over all orbitals before the rotation: frozen ones hold two electrons, γ' → U γ' Uᵀ.</summary>
    public static OneParticleDensity Unrotated(OneParticleDensity active, ActiveOrbitals space, double[] rotation, int n)
    {
        var matrix = new double[n * n];
        foreach (var c in space.Core) Add(c, c, 2);
        for (var v = 0; v < space.Active.Length; v++)
        for (var w = 0; w < space.Active.Length; w++)
            Add(space.Active[v], space.Active[w], active[v, w]);
        return new OneParticleDensity(n, matrix);

        void Add(int k, int l, double value)
        {
            for (var p = 0; p < n; p++)
            for (var q = 0; q < n; q++)
                matrix[(p * n) + q] += rotation[(p * n) + k] * value * rotation[(q * n) + l];
        }
    }
}

/// <summary>What the search of orbitals ended in: the Hamiltonian of the active electrons in the relaxed orbitals, and U, n × n row-major.</summary>
internal sealed record RelaxedOutcome(SearchOutcome Outcome, ElectronIntegrals Active, double[] Rotation);
