namespace Qratum;

/// <summary>How a simulator runs.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Arithmetic of amplitudes.</summary>
    public Precision Precision { get; init; } = Precision.Double;

    /// <summary>Greatest number of threads, at least 1; null for all processors. Results do not depend on it.</summary>
    public int? MaxThreads
    {
        get;
        init
        {
            if (value is { } threads) ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(MaxThreads));
            field = value;
        }
    }

    /// <summary>Greatest number of qubits accepted, 1 to 60; null for what memory allows.</summary>
    public int? MaximumQubits
    {
        get;
        init
        {
            if (value is { } qubits)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(qubits, 1, nameof(MaximumQubits));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(qubits, StateVector.MaximumQubits, nameof(MaximumQubits));
            }

            field = value;
        }
    }

    /// <summary>
    /// What visits and arithmetic take, for the order of work; null for <see cref="MachineCost.Default"/>. Results of other costs differ by rounding;
    /// they count in <see cref="RunIdentity.Fingerprint"/>.
    /// </summary>
    public MachineCost? Machine { get; init; }

    /// <summary>Seed of requests that bring none.</summary>
    public ulong Seed { get; init; }
}
