using System.Text.Json.Serialization;

namespace Qratum.Chemistry;

/// <summary>What a search ended in.</summary>
internal sealed record SearchOutcome(SearchAnsatz Ansatz, ReadOnlyMemory<double> Start, VqeResult Vqe, IReadOnlyList<double> StartEnergies);

/// <summary>The search inside <see cref="GroundState"/>: starts and checkpoint as the options say.</summary>
internal sealed class GroundStateSearch(GroundStateOptions options, SearchProblem problem)
{
    private const string Kind = "vqe", StartsKind = "vqe-starts";

    /// <summary>Starts after the first draw from this stream of the seed, and those that follow it.</summary>
    private const ulong FirstStream = 16;

    public async Task<SearchOutcome> RunAsync(
        SearchAnsatz ansatz, IAdaptPool? pool, IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        if (options.Resume && options.CheckpointFile is null) throw new ArgumentException("Nothing says which checkpoint to resume from.");
        if (pool is not null) return await new AdaptSearch(options, problem).RunAsync(pool, progress, cancellationToken).ConfigureAwait(false);
        var fingerprint = options.CheckpointFile is null ? "" : problem.FingerprintOf(ansatz);
        if (options.Starts > 1) return await RunAllAsync(ansatz, fingerprint, progress, cancellationToken).ConfigureAwait(false);
        var file = options.CheckpointFile;
        var found = await problem.VqeOf(ansatz).RunAsync(new VqeOptions
        {
            Start = ansatz.Start,
            Resume = options.Resume ? CheckpointFile.Read(file!, Kind, fingerprint) : null,
            AfterStep = file is null ? null : loop => CheckpointFile.Write(file, Kind, fingerprint, loop.Save()),
        }, progress, cancellationToken).ConfigureAwait(false);
        return new SearchOutcome(ansatz, ansatz.Start, found, [found.Energy]);
    }

    /// <summary>One start after the other; a checkpoint holds the best of those that ended and the one under way.</summary>
    private async Task<SearchOutcome> RunAllAsync(
        SearchAnsatz ansatz, string fingerprint, IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var file = options.CheckpointFile;
        var state = options.Resume ? Checked(CheckpointFile.Read(file!, StartsKind, fingerprint, StartsJson.Default.StartsState), ansatz) : new StartsState([], 0, null, null);
        VqeResult? best = null;
        for (var index = state.Energies.Length; index < options.Starts; index++)
        {
            var (before, resume) = (state, state.Current);
            var found = await problem.VqeOf(ansatz).RunAsync(new VqeOptions
            {
                Start = StartOf(ansatz, index),
                Resume = resume,
                AfterStep = file is null ? null : loop => CheckpointFile.Write(file, StartsKind, fingerprint, before with { Current = loop.Save() }, StartsJson.Default.StartsState),
            }, progress, cancellationToken).ConfigureAwait(false);
            var isBest = state.Best is null || found.Energy < state.Best.Energy;
            if (isBest) best = found;
            state = new StartsState([.. state.Energies, found.Energy], state.Evaluations + found.Evaluations,
                isBest ? new EndedStart(index, found.Energy, found.Parameters.ToArray(), found.Iterations, found.StopReason, [.. found.History]) : state.Best, null);
        }

        var ended = state.Best!;
        // After a resumption the best start may have ended before: its identity comes from a search that begins at its end.
        best ??= await problem.VqeOf(ansatz).RunAsync(new VqeOptions { Start = ended.Parameters }, null, cancellationToken).ConfigureAwait(false);
        var result = best with
        {
            Energy = ended.Energy, Parameters = ended.Parameters, Iterations = ended.Iterations, Evaluations = state.Evaluations,
            StopReason = ended.StopReason, History = ended.History,
        };
        return new SearchOutcome(ansatz, StartOf(ansatz, ended.Index), result, state.Energies);
    }

    private ReadOnlyMemory<double> StartOf(SearchAnsatz ansatz, int index)
    {
        if (index == 0) return ansatz.Start;
        var start = AnsatzFactory.RandomStart(ansatz.Start.Length, PairedCoupledCluster.Spread, options.Seed, FirstStream + (ulong)index);
        if (ansatz.IsStartRandom) return start;
        for (var k = 0; k < start.Length; k++) start[k] += ansatz.Start.Span[k];
        return start;
    }

    private StartsState Checked(StartsState state, SearchAnsatz ansatz)
    {
        var isWhole = state.Energies is { } energies && energies.Length <= options.Starts && (energies.Length == 0) == (state.Best is null)
            && (state.Best is not { } best || (best.Parameters is { } p && p.Length == ansatz.Start.Length && best.History is not null && best.Index < energies.Length))
            && (state.Current is null || state.Energies.Length < options.Starts);
        return isWhole ? state : throw new FormatException($"{options.CheckpointFile}: no search from {options.Starts} starts in it.");
    }
}

/// <summary>A search from several starts as plain data: energies of those that ended, evaluations of them all, the best, and the one under way.</summary>
internal sealed record StartsState(double[] Energies, int Evaluations, EndedStart? Best, MinimizationSnapshot? Current);

/// <summary>A start that ended.</summary>
internal sealed record EndedStart(int Index, double Energy, double[] Parameters, int Iterations, StopReason StopReason, HistoryPoint[] History);

/// <summary>Serialisation made at compile time.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(StartsState))]
internal sealed partial class StartsJson : JsonSerializerContext;
