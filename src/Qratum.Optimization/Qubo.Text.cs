using System.Globalization;

namespace Qratum.Optimization;

public sealed partial class Qubo
{
    /// <summary>
    /// Reads a problem in the sparse format of the Biq Mac library: a header <c>n m</c>, then m entries <c>i j q</c> of a symmetric matrix Q, variables from 1. The
    /// value to be minimized is xᵀQx, so an entry with i ≠ j, which stands for both halves of the matrix, makes the product 2q xᵢxⱼ.
    /// </summary>
    /// <remarks>
    /// Blanks, comments, semicolons and line ends are as at <see cref="Graph.Parse"/>. The convention is that of the listed minima of the gka problems. O(entries).
    /// </remarks>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">
    /// The text is no such problem; the message begins with line and column, both from 1. Refused are: another header, a wrong number of entries, a variable out of
    /// range, an entry that comes twice (also as its mirror image), a number that is not finite, a decimal comma, an empty text.
    /// </exception>
    public static Qubo Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QuboReader.Read(text);
    }

    /// <summary>Reads a file in the format of <see cref="Parse"/>.</summary>
    /// <param name="path">Path of the file, UTF-8 with or without a byte-order mark.</param>
    /// <exception cref="FormatException">The file is no such problem; the message begins with the file's name, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Qubo FromFile(string path) =>
        TextRows.ReadFile(path, QuboReader.Read);

    /// <summary>Writes the format that <see cref="Parse"/> reads, linear terms first, every number with all its digits; zeros are left out.</summary>
    /// <param name="writer">Where the text goes; lines end with a line feed.</param>
    /// <exception cref="InvalidOperationException">The problem has a constant, which the format has no place for.</exception>
    public void WriteSparse(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Constant != 0)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"The problem has the constant {Constant:R}; the sparse format has no place for it."));
        }

        var products = Quadratic.Edges.Where(static e => e.Weight != 0).ToArray();
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{VariableCount} {_linear.Count(static c => c != 0) + products.Length}\n"));
        for (var i = 0; i < _linear.Length; i++)
        {
            if (_linear[i] != 0) writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1} {i + 1} {_linear[i]:R}\n"));
        }

        foreach (var edge in products) writer.Write(string.Create(CultureInfo.InvariantCulture, $"{edge.I + 1} {edge.J + 1} {edge.Weight / 2:R}\n"));
    }
}
