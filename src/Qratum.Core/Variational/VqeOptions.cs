namespace Qratum;

/// <summary>How a <see cref="Vqe"/> run starts and what it does between steps.</summary>
public sealed record VqeOptions
{
    /// <summary>First parameters; null for all zero.</summary>
    public ReadOnlyMemory<double>? Start { get; init; }

    /// <summary>Box that the parameters stay in; null for none.</summary>
    public Bounds? Bounds { get; init; }

    /// <summary>A saved search to go on from; start and bounds are then those of the search.</summary>
    public MinimizationSnapshot? Resume { get; init; }

    /// <summary>Called after every step, for example to write <see cref="MinimizationLoop.Save"/> to a file.</summary>
    public Action<MinimizationLoop>? AfterStep { get; init; }
}
