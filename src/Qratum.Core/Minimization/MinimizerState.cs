namespace Qratum;

/// <summary>
/// A search as plain data: everything that decides its next step and nothing else, so that it can be written to a file and
/// resumed to the identical answer. Only the method that wrote it reads its numbers.
/// </summary>
public sealed record MinimizerState
{
    /// <summary>Version of the format; 1.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>Name of the method that wrote the state.</summary>
    public required string Method { get; init; }

    /// <summary>Number of parameters.</summary>
    public required int Dimension { get; init; }

    /// <summary>Named integers: counters, stages, seed and position of the random stream.</summary>
    public required IReadOnlyDictionary<string, long> Integers { get; init; }

    /// <summary>Named vectors; a matrix is stored row by row, a scalar as a vector of length 1.</summary>
    public required IReadOnlyDictionary<string, double[]> Vectors { get; init; }
}
