namespace Qratum;

/// <summary>Something that runs circuits, registered by name.</summary>
public interface IQuantumBackend : ISampler, IEstimator
{
    /// <summary>Name in configuration and on the command line, for example <c>simulator</c>.</summary>
    string Name { get; }

    /// <summary>What it can do.</summary>
    BackendCapabilities Capabilities { get; }
}

/// <summary>What a backend can do.</summary>
public sealed record BackendCapabilities
{
    /// <summary>Greatest number of qubits.</summary>
    public required int MaximumQubits { get; init; }

    /// <summary>Whether expectation values are exact rather than sampled.</summary>
    public required bool IsExact { get; init; }

    /// <summary>Whether the backend implements <see cref="IGradientEstimator"/>.</summary>
    public required bool HasGradients { get; init; }

    /// <summary>Whether measurements may be followed by other instructions, conditions and resets.</summary>
    public required bool HasMidCircuitMeasurement { get; init; }

    /// <summary>Arithmetic of amplitudes.</summary>
    public Precision Precision { get; init; } = Precision.Double;
}
