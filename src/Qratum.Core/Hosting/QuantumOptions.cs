using System.Globalization;

namespace Qratum;

/// <summary>How circuits are run, bound from configuration (section <c>Quantum</c> by custom). Every default works.</summary>
public sealed class QuantumOptions
{
    /// <summary>Name of the backend that the un-keyed <see cref="IQuantumBackend"/> is.</summary>
    public string Backend { get; set; } = BackendNames.Simulator;

    /// <summary>Shots of each energy and sample; null for exact energies where the backend has them.</summary>
    public int? Shots { get; set; }

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; set; }

    /// <summary>Arithmetic of amplitudes.</summary>
    public Precision Precision { get; set; } = Precision.Double;

    /// <summary>Greatest number of qubits accepted; null for what memory allows.</summary>
    public int? MaximumQubits { get; set; }

    /// <summary>Greatest number of threads; null for all processors.</summary>
    public int? MaximumThreads { get; set; }

    /// <summary>The first thing that is wrong, with the allowed range; null when all is well.</summary>
    internal string? FindError()
    {
        static string? AtLeastOne(string name, int? value) => value is < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be at least 1.") : null;
        return string.IsNullOrWhiteSpace(Backend) ? "Backend is empty; name one, for example 'simulator'."
            : AtLeastOne(nameof(Shots), Shots)
            ?? AtLeastOne(nameof(MaximumQubits), MaximumQubits)
            ?? AtLeastOne(nameof(MaximumThreads), MaximumThreads)
            ?? (Enum.IsDefined(Precision) ? null : $"Precision is {(int)Precision}; allowed are Double and Single.");
    }
}
