using System.Text.Json;
using Qratum.Testing;

namespace Qratum.Chemistry.Tests;

/// <summary>The computed reference values of shared/data/chemistry/reference.json and the basis files they belong to.</summary>
internal static class ReferenceData
{
    private static readonly Lazy<JsonDocument> Document =
        new(() => JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("chemistry", "reference.json"))));

    public static IEnumerable<JsonElement> AtomicIntegrals => Document.Value.RootElement.GetProperty("ao_integrals").EnumerateArray();

    public static IEnumerable<JsonElement> Systems => Document.Value.RootElement.GetProperty("systems").EnumerateArray();

    public static JsonElement System(string id) => Systems.Single(s => s.GetProperty("id").GetString() == id);

    public static Molecule MoleculeOf(JsonElement entry)
    {
        var atoms = entry.GetProperty("geometry_bohr").EnumerateArray().Select(row =>
            new Atom(Element.Parse(row[0].GetString()!), row[1].GetDouble(), row[2].GetDouble(), row[3].GetDouble()));
        return new Molecule(
            atoms,
            entry.TryGetProperty("charge", out var charge) ? charge.GetInt32() : 0,
            entry.TryGetProperty("multiplicity", out var multiplicity) ? multiplicity.GetInt32() : 1);
    }

    public static BasisSet BasisOf(JsonElement entry)
    {
        var set = BasisSet.FromFile(SharedData.PathOf("basis", entry.GetProperty("basis_file").GetString()!));
        return entry.GetProperty("functions").GetString() == "spherical" ? set.WithSphericalFunctions() : set.WithCartesianFunctions();
    }

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];
}
