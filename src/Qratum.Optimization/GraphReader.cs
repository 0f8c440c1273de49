using System.Globalization;
using System.Runtime.InteropServices;
using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>Reads the text formats described at <see cref="Graph.Parse"/>.</summary>
internal static class GraphReader
{
    internal static Graph Read(string text, DuplicateEdges duplicates)
    {
        var rows = Split(text);
        if (rows.Count == 0)
            throw Error(1, 1, "the text has no graph in it: expected a header 'n m', a number of nodes, or an edge 'i j [w]'");

        var first = rows[0];
        if (first.Tokens[0].Text == "p") return ReadDimacs(rows, duplicates);
        switch (first.Tokens.Length)
        {
            case 1:
                return ReadEdges(rows, first: 1, NodeCount(first, 0), numberedFrom: 0, duplicates);
            case 2 when IsHeader(rows, out var nodes, out var edges):
                CheckEdgeCount(rows, nodes, edges);
                return ReadEdges(rows, first: 1, NodeCount(first, 0), numberedFrom: 1, duplicates);
            default:
                CheckColumns(rows);
                var (least, greatest) = NodeRange(rows, first: 0);
                return ReadEdges(rows, first: 0, greatest + (least == 0 ? 1 : 0), Math.Min(least, 1), duplicates);
        }
    }

    /// <summary>'p edge n m', then m lines 'e i j [w]'; read as edges without the letter.</summary>
    private static Graph ReadDimacs(List<Row> rows, DuplicateEdges duplicates)
    {
        var header = rows[0];
        if (header.Tokens.Length != 4 || header.Tokens[1].Text is not ("edge" or "col"))
            throw Error(header, 1, "the header of a DIMACS graph is 'p edge n m' or 'p col n m'");
        var (nodes, edges) = (NodeCount(header, 2), Integer(header, 3, "the number of edges"));
        var plain = new List<Row> { new(header.Line, header.Tokens[2..]) };
        foreach (var row in CollectionsMarshal.AsSpan(rows)[1..])
        {
            if (row.Tokens[0].Text != "e") throw Error(row, 0, $"a line of a DIMACS graph is 'e i j' or 'e i j w', and this one begins with '{row.Tokens[0].Text}'");
            if (row.Tokens.Length == 1) throw Error(row, 0, "this edge has no nodes");
            plain.Add(new Row(row.Line, row.Tokens[1..]));
        }

        CheckEdgeCount(plain, nodes, edges);
        return ReadEdges(plain, first: 1, nodes, numberedFrom: 1, duplicates);
    }

    /// <summary>The rule of the remarks at <see cref="Graph.Parse"/> for a first line of two numbers.</summary>
    private static bool IsHeader(List<Row> rows, out int nodes, out long edges)
    {
        (nodes, edges) = (0, 0);
        var (n, m) = (rows[0].Tokens[0], rows[0].Tokens[1]);
        var integers = int.TryParse(n.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out nodes)
            & long.TryParse(m.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out edges);
        for (var k = 1; k < rows.Count; k++)
        {
            if (rows[k].Tokens.Length == 3)
            {
                // Only a header is shorter than the lines below it; parse again for the error of a header that is no pair of integers.
                nodes = NodeCount(rows[0], 0);
                edges = Integer(rows[0], 1, "the number of edges");
                return true;
            }
        }

        if (!integers || nodes < 1 || edges < 0) return false;
        if (nodes >= 2 || edges == 0)
        {
            var (least, greatest) = NodeRange(rows, first: 1);
            if (least >= 1 && greatest <= nodes) return true;
        }

        return edges == rows.Count - 1 && edges <= (long)nodes * (nodes - 1) / 2;
    }

    private static void CheckEdgeCount(List<Row> rows, int nodes, long edges)
    {
        var found = rows.Count - 1;
        if (found == edges) return;
        var header = rows[0];
        if (found > edges)
        {
            throw Error(rows[(int)Math.Max(edges, 0) + 1], 0,
                $"the header on line {header.Line} says {edges} edges, but {found} lines follow it");
        }

        var hint = rows.TrueForAll(static r => r.Tokens.Length == 2)
            ? $"; if line {header.Line} is meant as an edge, put a line '{nodes} {found + 1}' with your numbers of nodes and edges above it" : "";
        throw Error(rows[^1], 0, $"the header on line {header.Line} says {edges} edges, but only {found} follow: the text is cut short{hint}");
    }

    private static void CheckColumns(List<Row> rows)
    {
        foreach (var row in rows)
        {
            if (row.Tokens.Length != rows[0].Tokens.Length)
            {
                throw Error(row, 0,
                    $"this edge has {row.Tokens.Length} numbers and the one on line {rows[0].Line} has {rows[0].Tokens.Length}; " +
                    "in a list of edges without a header either all lines have a weight or none");
            }
        }
    }

    private static (int Least, int Greatest) NodeRange(List<Row> rows, int first)
    {
        var (least, greatest) = (int.MaxValue, 0);
        foreach (var row in CollectionsMarshal.AsSpan(rows)[first..])
        {
            CheckLength(row);
            for (var column = 0; column < 2; column++)
            {
                var node = Integer(row, column, "a node");
                if (node is < 0 or >= Graph.MaximumNodeCount)
                    throw Error(row, column, $"node {node} is outside 0..{Graph.MaximumNodeCount - 1}");
                least = Math.Min(least, (int)node);
                greatest = Math.Max(greatest, (int)node);
            }
        }

        return (least, greatest);
    }

    private static Graph ReadEdges(List<Row> rows, int first, int nodeCount, int numberedFrom, DuplicateEdges duplicates)
    {
        var edges = new List<Edge>(rows.Count - first);
        var seen = new Dictionary<(int, int), int>(rows.Count - first);
        foreach (var row in CollectionsMarshal.AsSpan(rows)[first..])
        {
            CheckLength(row);
            var i = Node(row, 0, nodeCount, numberedFrom);
            var j = Node(row, 1, nodeCount, numberedFrom);
            if (i == j) throw Error(row, 1, $"the edge joins node {i + numberedFrom} to itself; self-loops are not allowed");
            var weight = row.Tokens.Length == 3 ? Weight(row, 2) : 1;
            if (!seen.TryAdd((Math.Min(i, j), Math.Max(i, j)), row.Line) && duplicates == DuplicateEdges.Refuse)
            {
                throw Error(row, 0,
                    $"nodes {i + numberedFrom} and {j + numberedFrom} are already joined on line {seen[(Math.Min(i, j), Math.Max(i, j))]}; " +
                    "an edge may come once");
            }

            edges.Add(new Edge(i, j, weight));
        }

        return new Graph(nodeCount, edges, duplicates);
    }

    private static void CheckLength(Row row)
    {
        if (row.Tokens.Length is 2 or 3) return;
        throw row.Tokens.Length == 1
            ? Error(row, 0, "an edge is 'i j' or 'i j w', and this line has one number")
            : Error(row, 3, $"an edge is 'i j' or 'i j w', and this line has {row.Tokens.Length} entries");
    }

    private static int NodeCount(Row row, int column)
    {
        var count = Integer(row, column, "the number of nodes");
        return count is >= 1 and <= Graph.MaximumNodeCount
            ? (int)count
            : throw Error(row, column, $"a graph has 1 to {Graph.MaximumNodeCount} nodes, not {count}");
    }

    private static int Node(Row row, int column, int nodeCount, int numberedFrom)
    {
        var node = Integer(row, column, "a node");
        if (node >= numberedFrom && node < nodeCount + numberedFrom) return (int)node - numberedFrom;
        var hint = node == 0 && numberedFrom == 1 ? "; below a header 'n m' nodes are numbered from 1"
            : node == nodeCount && numberedFrom == 0 ? "; below a line with the number of nodes alone they are numbered from 0" : "";
        throw Error(row, column, $"node {node} is outside {numberedFrom}..{nodeCount - 1 + numberedFrom}{hint}");
    }
}
