namespace Qratum.Chemistry;

/// <summary>
/// One U for several inputs with falling weights, so that the first comes to the lowest state; at the end the Hamiltonian is diagonalised among the
/// outputs of each symmetry, which only lowers the sum of the lowest energies.
/// </summary>
internal sealed class SubspaceSearch(StateProblem problem, ExcitedStatesOptions options, IMinimizer minimizer)
{
    public async Task<FoundStates> RunAsync(IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var wanted = options.Count + 1;
        var chosen = problem.Sectors.SelectMany(sector => sector.Configurations.Take(wanted).Select(c => (Sector: sector, Configuration: c)))
            .OrderBy(c => c.Configuration.Energy).ThenBy(c => c.Sector.Space.Label).Take(Math.Max(wanted, wanted * options.Starts)).ToArray();
        var inputs = chosen.Select((c, k) => new EnsembleInput(c.Sector, c.Configuration, (double)(chosen.Length - k) / chosen.Length, [])).ToArray();
        var objective = new EnsembleObjective(problem, inputs, 0);
        var start = AnsatzFactory.RandomStart(problem.ParameterCount, ExcitedStates.Spread, options.Seed, ExcitedStates.Stream);
        var found = await new Vqe(objective, minimizer, options.Seed).RunAsync(new VqeOptions { Start = start }, progress, cancellationToken).ConfigureAwait(false);
        var states = new List<ExcitedState>();
        foreach (var group in inputs.GroupBy(i => i.Sector))
        {
            var vectors = group.Select(i => objective.State(i, found.Parameters.Span, cancellationToken)).ToArray();
            states.AddRange(Ritz(group.Key, vectors, cancellationToken).Select(v => problem.Measure(group.Key.Space.ToFull(v), null, found.Converged, cancellationToken)));
        }

        return new FoundStates([.. states.OrderBy(s => s.Energy).Take(wanted)], found.Evaluations);
    }

    /// <summary>Eigenvectors of H among orthonormal vectors.</summary>
    private static IEnumerable<double[]> Ritz(StateSector sector, double[][] vectors, CancellationToken cancellationToken)
    {
        var size = vectors.Length;
        var images = Array.ConvertAll(vectors, v => sector.Apply(v, cancellationToken));
        var matrix = new double[size * size];
        for (var i = 0; i < size; i++)
        for (var j = 0; j <= i; j++)
            matrix[(i * size) + j] = matrix[(j * size) + i] = OrderedSums.Dot(vectors[i], images[j]);
        var (_, rotation) = Orbitals.Eigen(matrix, size);
        for (var k = 0; k < size; k++)
        {
            var state = new double[vectors[0].Length];
            for (var i = 0; i < size; i++)
            for (var d = 0; d < state.Length; d++)
                state[d] += rotation[(i * size) + k] * vectors[i][d];
            yield return state;
        }
    }
}
