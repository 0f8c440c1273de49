namespace Qratum.Optimization;

/// <summary>A <see cref="Qaoa"/> run between two steps, as plain data: resuming from it ends in the identical result.</summary>
public sealed record QaoaSnapshot
{
    /// <summary>Version of the format; 1.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>Which search is running, from 0.</summary>
    public required int StartIndex { get; init; }

    /// <summary>State of the running search.</summary>
    public required MinimizationSnapshot Search { get; init; }

    /// <summary>The searches that have ended, in order.</summary>
    public required IReadOnlyList<QaoaSearch> Ended { get; init; }

    /// <summary>Fingerprint of the whole run, which a resumed one keeps; null where the backend does not say.</summary>
    public string? Fingerprint { get; init; }
}

/// <summary>Outcome of one search of angles, as plain data.</summary>
public sealed record QaoaSearch
{
    /// <summary>Best parameters, all γ and then all β.</summary>
    public required double[] Parameters { get; init; }

    /// <summary>Energy there.</summary>
    public required double Value { get; init; }

    /// <summary>Iterations, as the minimizer counts them.</summary>
    public required int Iterations { get; init; }

    /// <summary>Points evaluated.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Why the search ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Best energy after each iteration.</summary>
    public required IReadOnlyList<HistoryPoint> History { get; init; }
}
