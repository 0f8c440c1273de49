namespace Qratum.Chemistry;

/// <summary>States one after the other, each symmetry on its own, the lowest of the next ones first.</summary>
internal sealed class VariationalDeflation(StateProblem problem, ExcitedStatesOptions options, IMinimizer minimizer)
{
    /// <summary>The ground state and as many excited ones as are wanted or there are.</summary>
    public async Task<FoundStates> RunAsync(double[] ground, bool isGroundConverged, IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var (evaluations, states) = (0, new List<ExcitedState> { problem.Measure(ground, null, isGroundConverged, cancellationToken) });
        var lines = problem.Sectors.Select(sector => new Line(sector)).ToArray();
        foreach (var line in lines)
        {
            var part = line.Sector.Space.FromFull(ground);
            // The ground state is in the sector of the reference, but for what breaks the symmetry.
            if (OrderedSums.Dot(part, part) > 0.5) line.Accept(Normalised(part), ConfigurationOf(line.Sector, part));
        }

        while (states.Count <= options.Count)
        {
            foreach (var line in lines)
            {
                if (line.Next is null && line.Known.Count < line.Sector.Space.Count) evaluations += await SearchAsync(line, evaluations, progress, cancellationToken).ConfigureAwait(false);
            }

            var lowest = lines.Where(line => line.Next is not null).MinBy(line => line.Next!.Energy);
            if (lowest?.Next is not { } next) break;
            states.Add(problem.Measure(lowest.Sector.Space.ToFull(next.Vector), null, next.Converged, cancellationToken));
            lowest.Accept(next.Vector, next.Configuration);
        }

        return new FoundStates(states, evaluations);
    }

    private async Task<int> SearchAsync(Line line, int before, IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var evaluations = 0;
        foreach (var configuration in line.Sector.Configurations.Where(c => !line.Used.Contains(c)).Take(options.Starts))
        {
            var input = new EnsembleInput(line.Sector, configuration, 1, [.. line.Known]);
            var objective = new EnsembleObjective(problem, [input], options.Penalty);
            var start = AnsatzFactory.RandomStart(problem.ParameterCount, ExcitedStates.Spread, options.Seed, ExcitedStates.Stream + (ulong)configuration.Place);
            var found = await new Vqe(objective, minimizer, options.Seed).RunAsync(new VqeOptions { Start = start }, progress is null ? null : new Shifted(progress, before + evaluations), cancellationToken).ConfigureAwait(false);
            evaluations += found.Evaluations;
            var vector = objective.State(input, found.Parameters.Span, cancellationToken);
            // With the penalty: a state that has slid down into a known one is not taken for a low one.
            if (line.Next is null || found.Energy < line.Next.Energy) line.Next = new Candidate(found.Energy, vector, configuration, found.Converged);
        }

        return evaluations;
    }

    private static Configuration ConfigurationOf(StateSector sector, double[] vector)
    {
        var largest = 0;
        for (var k = 1; k < vector.Length; k++)
            if (Math.Abs(vector[k]) > Math.Abs(vector[largest])) largest = k;
        return sector.Configurations.First(c => c.Place == largest || c.Image == largest);
    }

    private static double[] Normalised(double[] vector)
    {
        var norm = OrderedSums.Norm(vector);
        return Array.ConvertAll(vector, c => c / norm);
    }

    private sealed record Candidate(double Energy, double[] Vector, Configuration Configuration, bool Converged);

    /// <summary>What is known of one symmetry.</summary>
    private sealed class Line(StateSector sector)
    {
        public StateSector Sector => sector;

        public List<double[]> Known { get; } = [];

        public HashSet<Configuration> Used { get; } = [];

        /// <summary>The lowest state after the known ones; null before it is searched.</summary>
        public Candidate? Next { get; set; }

        public void Accept(double[] state, Configuration configuration)
        {
            Known.Add(state);
            Used.Add(configuration);
            Next = null;
        }
    }

    /// <summary>Evaluations are counted on from search to search.</summary>
    private sealed class Shifted(IProgress<HistoryPoint> progress, int before) : IProgress<HistoryPoint>
    {
        public void Report(HistoryPoint value) => progress.Report(value with { Evaluations = before + value.Evaluations });
    }
}

/// <summary>States as a method found them.</summary>
internal sealed record FoundStates(IReadOnlyList<ExcitedState> States, int Evaluations);
