namespace Qratum;

/// <summary>The names of backends that Qratum knows, and the package that brings each. No name ever stands for another silently.</summary>
public static class BackendNames
{
    /// <summary>The statevector simulator of Qratum.Core, the default.</summary>
    public const string Simulator = "simulator";

    /// <summary>The same plans on an NVIDIA GPU.</summary>
    public const string Cuda = "cuda";

    /// <summary>IBM's quantum computers over REST.</summary>
    public const string Ibm = "ibm";

    /// <summary>The cuStateVec adapter.</summary>
    public const string CuQuantum = "cuquantum";

    /// <summary>Other spellings of a name.</summary>
    internal static IReadOnlyDictionary<string, string> Aliases { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["ibmq"] = Ibm };

    /// <summary>Names kept for packages of their own, with what brings each.</summary>
    public static IReadOnlyDictionary<string, string> Reserved { get; } = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [Cuda] = "the package Qratum.Backends.Cuda brings it (AddCudaBackend)",
        [Ibm] = "the package Qratum.Backends.Ibm brings it (AddIbmBackend); ibmq is another spelling",
        [CuQuantum] = "an adapter to cuStateVec in the package Qratum.Backends.Cuda brings it",
    };

    /// <summary>The name itself, in lower case and without alias.</summary>
    internal static string Normalize(string name)
    {
#pragma warning disable CA1308 // names of backends are lower case by definition
        var lower = name.Trim().ToLowerInvariant();
#pragma warning restore CA1308
        return Aliases.GetValueOrDefault(lower, lower);
    }
}
