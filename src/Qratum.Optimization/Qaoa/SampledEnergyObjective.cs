namespace Qratum.Optimization;

/// <summary>Mean energy of the best fraction of sampled bit strings, as a function of the circuit's parameters.</summary>
internal sealed class SampledEnergyObjective(
    Func<BitString, double> energy, Circuit measured, ISampler sampler, int shots, double tailFraction, ulong seed, long evaluations) : IObjective
{
    private long _evaluations = evaluations;

    /// <summary>What fixes the bits of the first samples; null before them, and where the sampler does not say.</summary>
    public RunIdentity? Identity { get; private set; }

    /// <inheritdoc/>
    public int Dimension => measured.Parameters.Length;

    /// <inheritdoc/>
    public bool HasGradient => false;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        if (want == EvaluationKind.ValueAndGradient)
            throw new NotSupportedException("Energies of samples have no gradients; take a minimizer that needs none, such as cobyla or spsa.");

        // Each call draws from a stream of its own, named by the points evaluated before it: independent noise, and a resumed run is identical.
        var samples = await sampler.SampleAsync(
            new SamplerPub(measured, points, shots, new PhiloxRandom(seed, stream: 0, (ulong)_evaluations).NextUInt64()), cancellationToken)
            .ConfigureAwait(false);
        Identity ??= samples.Identity;
        _evaluations += points.Count;
        return [.. samples.Counts.Select(counts => new Evaluation(Mean(energy, counts, tailFraction)))];
    }

    /// <summary>Mean energy of the best <paramref name="tailFraction"/> of the shots.</summary>
    internal static double Mean(Func<BitString, double> energyOf, Counts counts, double tailFraction = 1)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(tailFraction * counts.Shots));
        var (sum, taken) = (0.0, 0L);
        foreach (var (energy, count) in counts.Select(c => (Energy: energyOf(c.Key), c.Value)).OrderBy(c => c.Energy))
        {
            var part = Math.Min(count, wanted - taken);
            sum += part * energy;
            taken += part;
            if (taken == wanted) break;
        }

        return sum / wanted;
    }
}
