using System.Text.Json;
using System.Text.Json.Serialization;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>Reads the rows ["O", x, y, z] of a geometry in bohr.</summary>
internal sealed class ReferenceGeometry : JsonConverter<IReadOnlyList<Atom>>
{
    public override IReadOnlyList<Atom> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var rows = JsonDocument.ParseValue(ref reader);
        return [.. rows.RootElement.EnumerateArray().Select(row => new Atom(
            Element.Parse(row[0].GetString()!), row[1].GetDouble(), row[2].GetDouble(), row[3].GetDouble()))];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Atom> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("reference data are only read");
}
