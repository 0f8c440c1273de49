using System.Globalization;

namespace Qratum.Optimization;

/// <content>TSPLIB files.</content>
public sealed partial class TravellingSalesman
{
    /// <summary>
    /// Reads an instance in the format of TSPLIB: types TSP and ATSP; weights EUC_2D, CEIL_2D, MAN_2D, MAX_2D, GEO, ATT, or EXPLICIT as FULL_MATRIX or a triangle (UPPER, LOWER; ROW, COL;
    /// with and without DIAG).
    /// </summary>
    /// <remarks>G. Reinelt, "TSPLIB 95" (1995), which also says how coordinates become whole distances; for GEO with π = 3.141592 and a radius of 6378.388 km.</remarks>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">
    /// The text is no such instance: a keyword or a type is unknown, numbers are missing or left over, a node comes twice; the message begins with line and column, both from 1.
    /// </exception>
    public static TravellingSalesman Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TspLibReader(text).Run();
    }

    /// <summary>Reads a file in the format of <see cref="Parse"/>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="FormatException">The file is no such instance; the message begins with the file's name, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TravellingSalesman FromFile(string path) => TextRows.ReadFile(path, Parse);

    /// <summary>Writes the distances in the format of TSPLIB as an explicit full matrix, every number with all its digits.</summary>
    /// <param name="writer">Where the text goes; lines end with a line feed.</param>
    public void WriteTspLib(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"NAME: {Name.ReplaceLineEndings(" ")}\nTYPE: {(IsSymmetric ? "TSP" : "ATSP")}\nDIMENSION: {CityCount}\n"));
        writer.Write("EDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n");
        for (var i = 0; i < CityCount; i++)
            writer.Write(string.Join(' ', Enumerable.Range(0, CityCount).Select(j => _distances[i, j].ToString("R", CultureInfo.InvariantCulture))) + "\n");
        writer.Write("EOF\n");
    }
}
