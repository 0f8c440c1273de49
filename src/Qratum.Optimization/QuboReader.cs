using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>Reads the text format described at <see cref="Qubo.Parse"/>.</summary>
internal static class QuboReader
{
    internal static Qubo Read(string text)
    {
        var rows = Split(text);
        if (rows.Count == 0) throw Error(1, 1, "the text has no problem in it: expected a header 'n m', then m lines 'i j q'");
        var header = rows[0];
        if (header.Tokens.Length != 2) throw Error(header, 2, $"the header is 'n m', and this line has {header.Tokens.Length} entries");
        var count = Integer(header, 0, "the number of variables");
        if (count is < 1 or > Graph.MaximumNodeCount) throw Error(header, 0, $"a problem has 1 to {Graph.MaximumNodeCount} variables, not {count}");
        var entries = Integer(header, 1, "the number of entries");
        if (rows.Count - 1 < entries) throw Error(rows[^1], 0, $"the header on line {header.Line} says {entries} entries, but only {rows.Count - 1} follow: the text is cut short");
        if (rows.Count - 1 > entries) throw Error(rows[(int)Math.Max(0, entries) + 1], 0, $"the header on line {header.Line} says {entries} entries, but {rows.Count - 1} lines follow it");
        return ReadEntries(rows, (int)count);
    }

    private static Qubo ReadEntries(List<Row> rows, int count)
    {
        var linear = new double[count];
        var products = new List<Edge>(rows.Count - 1);
        var seen = new Dictionary<(int, int), int>(rows.Count - 1);
        for (var k = 1; k < rows.Count; k++)
        {
            var row = rows[k];
            if (row.Tokens.Length != 3) throw Error(row, 3, $"an entry is 'i j q', and this line has {row.Tokens.Length} words");
            var (i, j, value) = (Variable(row, 0, count), Variable(row, 1, count), Weight(row, 2));
            (i, j) = (Math.Min(i, j), Math.Max(i, j));
            if (!seen.TryAdd((i, j), row.Line)) throw Error(row, 0, $"the entry of {i + 1} and {j + 1} is on line {seen[(i, j)]} already");
            if (i == j) linear[i] = value;
            else products.Add(new Edge(i, j, 2 * value));
        }

        return new Qubo(new Graph(count, products), linear);
    }

    private static int Variable(Row row, int column, int count)
    {
        var variable = Integer(row, column, "a variable");
        return variable >= 1 && variable <= count ? (int)variable - 1 : throw Error(row, column, $"variable {variable} is outside 1..{count}");
    }
}
