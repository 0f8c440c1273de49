namespace Qratum.Chemistry;

/// <summary>What a search ended in.</summary>
internal sealed record SearchOutcome(FermionicAnsatz? Ansatz, ReadOnlyMemory<double> Start, VqeResult Vqe);

/// <summary>The search inside <see cref="GroundState"/>: start and checkpoint as the options say.</summary>
internal sealed class GroundStateSearch(GroundStateOptions options, SearchProblem problem)
{
    private const string Kind = "vqe";

    public async Task<SearchOutcome> RunAsync(
        FermionicAnsatz? ansatz, ElectronIntegrals integrals, IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        if (options.Resume && options.CheckpointFile is null) throw new ArgumentException("Nothing says which checkpoint to resume from.");
        if (options.Ansatz == AnsatzKind.Adapt) return await new AdaptSearch(options, problem).RunAsync(ansatz!, progress, cancellationToken).ConfigureAwait(false);
        var vqe = problem.VqeOf(ansatz);
        var start = ansatz?.Start ?? RandomStart(vqe.Dimension);
        var file = options.CheckpointFile;
        var fingerprint = file is null ? "" : problem.FingerprintOf(ansatz);
        var found = await vqe.RunAsync(new VqeOptions
        {
            Start = start,
            Resume = options.Resume ? CheckpointFile.Read(file!, Kind, fingerprint) : null,
            AfterStep = file is null ? null : loop => CheckpointFile.Write(file, Kind, fingerprint, loop.Save()),
        }, progress, cancellationToken).ConfigureAwait(false);
        return new SearchOutcome(ansatz, start, found);
    }

    /// <summary>Circuits that know nothing of chemistry start near zero but not there, where gradients can vanish by symmetry.</summary>
    private double[] RandomStart(int dimension)
    {
        const double spread = 0.1;
        var start = new double[dimension];
        var random = new PhiloxRandom(options.Seed, stream: 1);
        for (var k = 0; k < start.Length; k++) start[k] = spread * random.NextGaussian();
        return start;
    }
}
