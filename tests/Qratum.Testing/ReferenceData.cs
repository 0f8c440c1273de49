using System.Text.Json;
using System.Text.Json.Serialization;
using Xunit;

namespace Qratum.Testing;

/// <summary>
/// The reference energies and integrals of <c>chemistry/reference.json</c> in <see cref="SharedData"/>: our own figures, PySCF
/// cross-checked with psi4. Energies in hartree, geometries in bohr.
/// </summary>
public static class ReferenceData
{
    private static readonly Lazy<ReferenceFile> File = new(() =>
    {
        using var stream = System.IO.File.OpenRead(SharedData.PathOf("chemistry", "reference.json"));
        return JsonSerializer.Deserialize<ReferenceFile>(stream) ?? throw new InvalidDataException("reference.json is empty");
    });

    /// <summary>All systems, in the order of the file.</summary>
    /// <exception cref="DirectoryNotFoundException">The data are absent; tests that come here are marked <see cref="SharedDataFactAttribute"/>.</exception>
    public static IReadOnlyList<ReferenceSystem> Systems => File.Value.Systems;

    /// <summary>Integrals over basis functions of three systems.</summary>
    public static IReadOnlyList<ReferenceIntegrals> Integrals => File.Value.AoIntegrals;

    /// <summary>Points of the STO-3G curves "LiH" and "N2".</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ReferenceCurvePoint>> Curves => File.Value.PotentialCurves;

    /// <summary>Energies of ansätze, all STO-3G, by molecule ("LiH", "H2O", "LiH/fc1" with one frozen orbital, ...).</summary>
    public static IReadOnlyDictionary<string, ReferenceVqe> Vqe => File.Value.Vqe;

    /// <summary>The system with an id such as "H2O/STO-3G".</summary>
    public static ReferenceSystem Get(string id) => Systems.Single(system => system.Id == id);

    /// <summary>Ids for a theory's member data; none where the data are absent, and then the theory is skipped.</summary>
    public static TheoryData<string> Ids(Func<ReferenceSystem, bool> choose)
    {
        var ids = new TheoryData<string>();
        if (SharedData.Root is null) return ids;
        foreach (var system in Systems.Where(choose)) ids.Add(system.Id);
        return ids;
    }

    private sealed class ReferenceFile
    {
        [JsonPropertyName("systems")]
        public required List<ReferenceSystem> Systems { get; init; }

        [JsonPropertyName("ao_integrals")]
        public required List<ReferenceIntegrals> AoIntegrals { get; init; }

        [JsonPropertyName("potential_curves")]
        public required Dictionary<string, IReadOnlyList<ReferenceCurvePoint>> PotentialCurves { get; init; }

        [JsonPropertyName("vqe")]
        public required Dictionary<string, ReferenceVqe> Vqe { get; init; }
    }
}
