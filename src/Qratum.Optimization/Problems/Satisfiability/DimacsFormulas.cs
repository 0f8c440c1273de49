using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>Reads formulas in the DIMACS format: a header, then numbers that end each clause with 0, over lines as they please.</summary>
internal static class DimacsFormulas
{
    internal sealed record Entry(double Weight, bool IsXor, int[] Literals, Row Row, int Column);

    /// <summary>Number of variables and the clauses; weights are those of a wcnf file, or 1.</summary>
    internal static (int Variables, List<Entry> Entries) Read(string text)
    {
        var rows = Split(text);
        if (rows.Count == 0) throw Error(1, 1, "the text has no formula in it: expected a header 'p cnf variables clauses'");
        var header = rows[0];
        if (header.Tokens[0].Text != "p") throw Error(header, 0, $"'p cnf variables clauses' is expected, not '{header.Tokens[0].Text}'");
        var kind = header.Tokens.Length > 1 ? header.Tokens[1].Text : "";
        if (kind is not ("cnf" or "wcnf")) throw Error(header, 1, $"the format is 'cnf' or 'wcnf', not '{kind}'");
        var isWeighted = kind == "wcnf";
        if (header.Tokens.Length != 4 && !(isWeighted && header.Tokens.Length == 5))
            throw Error(header, 4, $"the header is 'p {kind} variables clauses{(isWeighted ? " [top]" : "")}', and this line has {header.Tokens.Length} words");
        var variables = Integer(header, 2, "the number of variables");
        if (variables is < 1 or > Graph.MaximumNodeCount) throw Error(header, 2, $"a formula has 1 to {Graph.MaximumNodeCount} variables, not {variables}");
        var count = Integer(header, 3, "the number of clauses");
        var entries = ReadEntries(rows, (int)variables, isWeighted);
        if (entries.Count < count) throw Error(rows[^1], 0, $"the header on line {header.Line} says {count} clauses, but only {entries.Count} follow: the text is cut short");
        if (entries.Count > count)
            throw Error(entries[(int)Math.Max(0, count)].Row, entries[(int)Math.Max(0, count)].Column, $"the header on line {header.Line} says {count} clauses, but {entries.Count} follow it");
        return ((int)variables, entries);
    }

    private static List<Entry> ReadEntries(List<Row> rows, int variables, bool isWeighted)
    {
        var entries = new List<Entry>();
        var literals = new List<int>();
        var (weight, isXor, begin) = (1.0, false, ((Row Row, int Column)?)null);
        foreach (var row in rows.Skip(1))
        {
            for (var k = 0; k < row.Tokens.Length; k++)
            {
                if (begin is null)
                {
                    begin = (row, k);
                    if (!isWeighted && row.Tokens[k].Text == "x")
                    {
                        isXor = true;
                        continue;
                    }

                    if (isWeighted)
                    {
                        weight = Weight(row, k);
                        if (weight <= 0) throw Error(row, k, $"the weight '{row.Tokens[k].Text}' of a clause is positive");
                        continue;
                    }
                }

                var literal = Integer(row, k, "a literal");
                if (literal < -variables || literal > variables) throw Error(row, k, $"the literal {literal} names no variable: they are 1 to {variables}");
                if (literal != 0)
                {
                    literals.Add((int)literal);
                    continue;
                }

                entries.Add(new Entry(weight, isXor, [.. literals], begin.Value.Row, begin.Value.Column));
                literals.Clear();
                (weight, isXor, begin) = (1, false, null);
            }
        }

        if (begin is { } open) throw Error(open.Row, open.Column, "the clause that begins here does not end with 0: the text is cut short");
        return entries;
    }
}
