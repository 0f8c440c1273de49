using System.Text.Json.Serialization;

namespace Qratum.Chemistry;

/// <summary>
/// ADAPT-VQE: the excitation of largest derivative joins the ansatz, all parameters are searched anew, until no derivative is large.
/// H. R. Grimsley, S. E. Economou, E. Barnes, N. J. Mayhall, Nature Communications 10, 3007 (2019).
/// </summary>
/// <remarks>
/// The derivatives of the whole pool are those of the ansatz with the pool appended at zero angles: one gradient. A checkpoint is written
/// after each operator; a resumed search repeats the unfinished step from its beginning, and so ends in the same bits.
/// </remarks>
internal sealed class AdaptSearch(GroundStateOptions options, SearchProblem problem)
{
    private const string Kind = "adapt-vqe";

    /// <summary>Derivatives that differ by less, relatively, are equal: then the first of the pool is taken, whatever the rounding.</summary>
    private const double Tie = 1e-9;

    public async Task<SearchOutcome> RunAsync(IAdaptPool pool, IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        var file = options.CheckpointFile;
        var fingerprint = file is null ? "" : problem.FingerprintOf(pool.Of([.. Enumerable.Range(0, pool.Count)]));
        var state = options.Resume ? CheckpointFile.Read(file!, Kind, fingerprint, AdaptJson.Default.AdaptState) : new AdaptState([], [], [], 0, 0);
        if (state.Operators.Length != state.Parameters.Length || state.Operators.Any(k => k < 0 || k >= pool.Count) || state.Parameters.Any(x => !double.IsFinite(x)))
            throw new FormatException($"{file}: operators and parameters do not fit a pool of {pool.Count}.");
        VqeResult? last = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ansatz = pool.Of(state.Operators);
            var extended = pool.Of([.. state.Operators, .. Enumerable.Range(0, pool.Count)]);
            double[] point = [.. state.Parameters, .. new double[pool.Count]];
            var found = await problem.EvaluateAsync(extended, point, cancellationToken).ConfigureAwait(false);
            var derivatives = found.Gradient.ToArray().AsSpan(state.Operators.Length).ToArray();
            var best = 0;
            for (var k = 1; k < derivatives.Length; k++)
                if (Math.Abs(derivatives[k]) > Math.Abs(derivatives[best]) * (1 + Tie)) best = k;
            var isDone = derivatives.Length == 0 || Math.Abs(derivatives[best]) < options.AdaptTolerance;
            if (isDone || state.Operators.Length >= options.MaximumOperators)
            {
                // Without an operator, or after a resumption, nothing has been searched yet: a search that begins at its end takes no step.
                last ??= await problem.VqeOf(ansatz).RunAsync(new VqeOptions { Start = state.Parameters }, null, cancellationToken).ConfigureAwait(false);
                var result = last with
                {
                    Energy = found.Value, Parameters = state.Parameters, Iterations = state.Iterations, Evaluations = state.Evaluations,
                    StopReason = isDone ? StopReason.GradientTolerance : StopReason.IterationLimit, History = state.History,
                };
                return new SearchOutcome(ansatz, new double[state.Operators.Length], result, [result.Energy]);
            }

            int[] operators = [.. state.Operators, best];
            var vqe = problem.VqeOf(pool.Of(operators));
            last = await vqe.RunAsync(new VqeOptions { Start = (double[])[.. state.Parameters, 0] }, null, cancellationToken).ConfigureAwait(false);
            var (iterations, evaluations) = (state.Iterations + last.Iterations, state.Evaluations + last.Evaluations + 1);
            var entry = new HistoryPoint(operators.Length, last.Energy, evaluations);
            state = new AdaptState(operators, last.Parameters.ToArray(), [.. state.History, entry], iterations, evaluations);
            if (file is not null) CheckpointFile.Write(file, Kind, fingerprint, state, AdaptJson.Default.AdaptState);
            progress?.Report(entry);
        }
    }
}

/// <summary>ADAPT-VQE between two operators, as plain data: numbers of the operators in the pool, their parameters, energies so far.</summary>
internal sealed record AdaptState(int[] Operators, double[] Parameters, HistoryPoint[] History, int Iterations, int Evaluations);

/// <summary>Serialisation made at compile time.</summary>
[JsonSerializable(typeof(AdaptState))]
internal sealed partial class AdaptJson : JsonSerializerContext;
