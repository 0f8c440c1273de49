using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>A place in a text, both numbers from 1; the one maker of "line L, column C" messages in this package.</summary>
/// <param name="Source">Name of the file, or null for text given directly.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-16 units, from 1.</param>
internal readonly record struct TextLocation(string? Source, int Line, int Column)
{
    public FormatException Error(string message) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{(Source is null ? "" : Source + ", ")}line {Line}, column {Column}: {message}"));
}
