namespace Qratum;

/// <summary>Runs circuits and returns measured bit strings: what hardware does.</summary>
public interface ISampler
{
    /// <summary>Counts of the circuit's classical bits for each parameter set, in order.</summary>
    /// <exception cref="ArgumentException">A parameter set has the wrong length, or the circuit measures nothing.</exception>
    /// <exception cref="NotSupportedException">The backend cannot run the circuit; thrown before any work.</exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    ValueTask<Samples> SampleAsync(SamplerPub pub, CancellationToken cancellationToken = default);
}

/// <summary>One request to a sampler: a circuit, the points to run it at, and the shots at each.</summary>
/// <param name="Circuit">A circuit with at least one measurement.</param>
/// <param name="ParameterSets">Points in the order of <see cref="Qratum.Circuit.Parameters"/>; one empty set for a circuit without parameters.</param>
/// <param name="Shots">Shots at each point, at least 1.</param>
/// <param name="Seed">Fixes every sample on a simulator; null takes the backend's own. Set k of the batch draws from stream k.</param>
public sealed record SamplerPub(Circuit Circuit, IReadOnlyList<ReadOnlyMemory<double>> ParameterSets, int Shots, ulong? Seed = null)
{
    /// <summary>A request for a circuit without parameters.</summary>
    public SamplerPub(Circuit circuit, int shots, ulong? seed = null)
        : this(circuit, [ReadOnlyMemory<double>.Empty], shots, seed)
    {
    }
}

/// <summary>The answer of a sampler.</summary>
/// <param name="Counts">Counts for each parameter set; bit k of a string is classical bit k.</param>
/// <param name="Seed">The seed that was used; null on hardware.</param>
public sealed record Samples(IReadOnlyList<Counts> Counts, ulong? Seed)
{
    /// <summary>What fixes the bits of the answer; null where the sampler does not say.</summary>
    public RunIdentity? Identity { get; init; }
}
