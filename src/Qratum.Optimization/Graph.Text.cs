using System.Globalization;

namespace Qratum.Optimization;

public sealed partial class Graph
{
    /// <summary>Reads a graph from text, in one of four formats told apart by the first line; see the remarks.</summary>
    /// <remarks>
    /// <para>A line holds numbers separated by blanks or tabs. Empty lines, lines that begin with <c>#</c>, <c>%</c> or the word
    /// <c>c</c>, and everything after a <c>#</c> are passed over. A semicolon ends a line, so a graph fits on one: <c>1 2; 2 3; 3 1</c>.
    /// Line feeds with or without carriage returns and a byte-order mark are accepted. Numbers have a decimal point.</para>
    /// <para>1. One integer <c>n</c> on the first line: the number of nodes; then edges <c>i j [w]</c> with nodes 0 to n - 1.</para>
    /// <para>2. Two integers <c>n m</c> on the first line, the header of the rudy and Gset files: n nodes and m edges;
    /// then exactly m edges <c>i j [w]</c> with nodes <b>1 to n</b>.</para>
    /// <para>3. Otherwise a plain list of edges <c>i j</c>, or of edges <c>i j w</c>, one form for all lines. Nodes are numbered
    /// from 0 if a 0 occurs as a node and <b>from 1</b> if none does; the largest node named is the last one.</para>
    /// <para>4. The header <c>p edge n m</c> or <c>p col n m</c> of a DIMACS graph; then exactly m lines <c>e i j [w]</c> with nodes 1 to n.</para>
    /// <para>A first line of two integers can be a header or an edge. It is a header if any later line has three numbers; or if it could be one
    /// (n at least 2, or m = 0) and all later nodes are in 1..n; or if exactly m lines follow and m is at most n(n - 1)/2.
    /// In all other cases it is an edge. A missing weight is 1.</para>
    /// </remarks>
    /// <param name="text">The text.</param>
    /// <param name="duplicates">What to do with a pair of nodes that comes twice.</param>
    /// <exception cref="FormatException">
    /// The text is not a graph; the message begins with line and column, both from 1. Refused are: a node out of range, a self-loop,
    /// a pair that comes twice (unless summed), a weight that is not a finite number, a decimal comma, a wrong number of edges, an empty text.
    /// </exception>
    public static Graph Parse(string text, DuplicateEdges duplicates = DuplicateEdges.Refuse)
    {
        ArgumentNullException.ThrowIfNull(text);
        return GraphReader.Read(text, duplicates);
    }

    /// <summary>Reads a graph file; the formats are those of <see cref="Parse"/>.</summary>
    /// <param name="path">Path of the file, UTF-8 with or without a byte-order mark.</param>
    /// <param name="duplicates">What to do with a pair of nodes that comes twice.</param>
    /// <exception cref="FormatException">The file is not a graph; the message begins with the file's name, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Graph FromFile(string path, DuplicateEdges duplicates = DuplicateEdges.Refuse) =>
        TextRows.ReadFile(path, text => GraphReader.Read(text, duplicates));

    /// <summary>
    /// Writes the graph in the Gset format: <c>n m</c>, then <c>i j w</c> per edge with nodes from 1. <see cref="Parse"/> gives back an
    /// equal graph, weights to the last bit.
    /// </summary>
    /// <param name="writer">Where the text goes; lines end with a line feed.</param>
    public void WriteGset(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{NodeCount} {EdgeCount}\n"));
        foreach (var edge in _edges)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{edge.I + 1} {edge.J + 1} {edge.Weight:R}\n"));
    }

    /// <summary>The graph as text in the Gset format; see <see cref="WriteGset"/>.</summary>
    public string ToGset()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WriteGset(writer);
        return writer.ToString();
    }

    /// <summary>Writes the graph in the DIMACS format: <c>p edge n m</c>, then <c>e i j</c> per edge with nodes from 1, and the weight where it is not 1.</summary>
    /// <param name="writer">Where the text goes; lines end with a line feed.</param>
    public void WriteDimacs(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"p edge {NodeCount} {EdgeCount}\n"));
        foreach (var edge in _edges)
        {
            var weight = edge.Weight == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {edge.Weight:R}");
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"e {edge.I + 1} {edge.J + 1}{weight}\n"));
        }
    }
}
