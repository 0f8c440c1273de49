using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Qratum.Chemistry;

/// <summary>
/// Molecules and results in QCSchema, the JSON of the Molecular Sciences Software Institute that many programs of quantum chemistry read and
/// write (<c>qcschema_molecule</c> version 2, <c>qcschema_input</c> and <c>qcschema_output</c> version 1). Coordinates are in bohr, energies in hartree.
/// </summary>
public static class QcSchema
{
    /// <summary>Reads the molecule of a document: a molecule, an input or an output.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="FormatException">It is no JSON, which is told with line and column, or it lacks something; the message names the key.</exception>
    /// <exception cref="ArgumentException">Charge and multiplicity do not fit the atoms.</exception>
    public static Molecule ReadMolecule(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(json, null);
    }

    /// <summary>Reads the molecule of a file; see <see cref="ReadMolecule"/>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">It is no such document; the message names the file.</exception>
    public static Molecule ReadMoleculeFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(File.ReadAllText(path, Encoding.UTF8), path);
    }

    /// <summary>Writes a result as <c>qcschema_output</c>.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="result">The Hartree-Fock state.</param>
    /// <param name="method">The method whose energy is returned, in lower case: that of the state, or one that follows it such as mp2.</param>
    /// <param name="correlation">Energy of the method less that of the state, in hartree; 0 for the state itself.</param>
    public static void Write(Stream stream, MeanFieldResult result, string method, double correlation = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrEmpty(method);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("schema_name", "qcschema_output");
        writer.WriteNumber("schema_version", 1);
        Write(writer, result.Molecule);
        writer.WriteString("driver", "energy");
        writer.WriteStartObject("model");
        writer.WriteString("method", method);
        writer.WriteString("basis", result.BasisSet.Name);
        writer.WriteEndObject();
        writer.WriteStartObject("keywords");
        writer.WriteEndObject();
        WriteProperties(writer, result, method, correlation);
        writer.WriteNumber("return_result", result.Energy + correlation);
        writer.WriteBoolean("success", result.Converged);
        writer.WriteStartObject("provenance");
        writer.WriteString("creator", "Qratum");
        writer.WriteString("version", typeof(QcSchema).Assembly.GetName().Version?.ToString(3));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Molecule molecule)
    {
        writer.WriteStartObject("molecule");
        writer.WriteString("schema_name", "qcschema_molecule");
        writer.WriteNumber("schema_version", 2);
        writer.WriteStartArray("symbols");
        foreach (var atom in molecule.Atoms) writer.WriteStringValue(atom.Element.Symbol);
        writer.WriteEndArray();
        writer.WriteStartArray("geometry");
        foreach (var atom in molecule.Atoms)
        {
            writer.WriteNumberValue(atom.X);
            writer.WriteNumberValue(atom.Y);
            writer.WriteNumberValue(atom.Z);
        }

        writer.WriteEndArray();
        writer.WriteNumber("molecular_charge", molecule.Charge);
        writer.WriteNumber("molecular_multiplicity", molecule.Multiplicity);
        writer.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter writer, MeanFieldResult result, string method, double correlation)
    {
        writer.WriteStartObject("properties");
        writer.WriteNumber("calcinfo_nbasis", result.Integrals.FunctionCount);
        writer.WriteNumber("calcinfo_nalpha", result.Molecule.AlphaElectrons);
        writer.WriteNumber("calcinfo_nbeta", result.Molecule.BetaElectrons);
        writer.WriteNumber("calcinfo_natom", result.Molecule.Atoms.Count);
        writer.WriteNumber("nuclear_repulsion_energy", result.NuclearRepulsion);
        writer.WriteNumber("scf_total_energy", result.Energy);
        writer.WriteNumber("scf_iterations", result.Iterations);
        writer.WriteStartArray("scf_dipole_moment");
        foreach (var component in result.Dipole) writer.WriteNumberValue(component);
        writer.WriteEndArray();
        if (method is "mp2" or "ccsd")
        {
            writer.WriteNumber(method + "_correlation_energy", correlation);
            writer.WriteNumber(method + "_total_energy", result.Energy + correlation);
        }

        writer.WriteNumber("return_energy", result.Energy + correlation);
        writer.WriteEndObject();
    }

    private static Molecule Read(string json, string? source)
    {
        var place = source is null ? "" : source + ": ";
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new FormatException("the document is no object");
            var molecule = root.TryGetProperty("molecule", out var inner) ? inner : root;
            return ReadAtoms(molecule);
        }
        catch (JsonException e)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"{place}line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: this is no JSON."), e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new FormatException($"{place}{e.Message}.", e);
        }
    }

    private static Molecule ReadAtoms(JsonElement molecule)
    {
        var symbols = Items(molecule, "symbols");
        var geometry = Items(molecule, "geometry");
        if (geometry.Length != 3 * symbols.Length)
            throw new FormatException($"geometry has {geometry.Length} numbers; {symbols.Length} symbols need {3 * symbols.Length}");
        if (molecule.TryGetProperty("real", out var real) && real.EnumerateArray().Any(r => !r.GetBoolean()))
            throw new FormatException("real: ghost atoms are not supported");
        var atoms = new Atom[symbols.Length];
        for (var k = 0; k < atoms.Length; k++)
        {
            var symbol = symbols[k].ValueKind == JsonValueKind.String ? symbols[k].GetString()! : throw new FormatException($"symbols[{k}] is no text");
            if (!Element.TryParse(symbol, out var element)) throw new FormatException($"symbols[{k}]: there is no element {Spelling.Quote(symbol)}");
            atoms[k] = new Atom(element, Number(geometry, 3 * k), Number(geometry, (3 * k) + 1), Number(geometry, (3 * k) + 2));
        }

        return new Molecule(atoms, Whole(molecule, "molecular_charge", 0), Whole(molecule, "molecular_multiplicity", 1));
    }

    private static JsonElement[] Items(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : throw new FormatException($"there is no list {key}");

    private static double Number(JsonElement[] list, int place) =>
        list[place].ValueKind == JsonValueKind.Number ? list[place].GetDouble() : throw new FormatException($"geometry[{place}] is no number");

    /// <summary>Charges are written as 0.0 too.</summary>
    private static int Whole(JsonElement parent, string key, int standard)
    {
        if (!parent.TryGetProperty(key, out var value)) return standard;
        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && number == Math.Round(number) && Math.Abs(number) <= 1000) return (int)number;
        throw new FormatException($"{key}: {value.GetRawText()} is not a whole number from -1000 to 1000");
    }
}
