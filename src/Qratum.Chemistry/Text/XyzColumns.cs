using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>Where in a line of an XYZ file the label and the first coordinate stand, counted from 0.</summary>
internal readonly record struct XyzColumns(int Label, int Position)
{
    public static XyzColumns Plain { get; } = new(0, 1);

    /// <summary>
    /// Reads `Properties=name:kind:columns:...` of an extended XYZ comment; any comment without it, or with a list that cannot be
    /// read, means the plain columns.
    /// </summary>
    public static XyzColumns FromComment(TextLine comment)
    {
        for (var word = 0; word < comment.Count; word++)
        {
            const string Key = "Properties=";
            if (comment[word].StartsWith(Key, StringComparison.OrdinalIgnoreCase))
                return FromProperties(comment[word][Key.Length..].Trim('"', '\'').Split(':')) ?? Plain;
        }

        return Plain;
    }

    private static XyzColumns? FromProperties(string[] fields)
    {
        int? species = null, number = null, position = null;
        var column = 0;
        for (var i = 0; i + 2 < fields.Length; i += 3)
        {
            if (!int.TryParse(fields[i + 2], NumberStyles.None, CultureInfo.InvariantCulture, out var width) || width is < 1 or > 1000) return null;
            if (fields[i].Equals("species", StringComparison.OrdinalIgnoreCase)) species ??= column;
            if (fields[i] == "Z") number ??= column;
            if (fields[i].Equals("pos", StringComparison.OrdinalIgnoreCase) && width == 3) position ??= column;
            column += width;
        }

        return (species ?? number) is { } label && position is { } first ? new XyzColumns(label, first) : null;
    }
}
