using System.Globalization;

namespace Qratum.Optimization;

/// <content>DIMACS files.</content>
public sealed partial class Satisfiability
{
    /// <summary>
    /// Reads a formula in the DIMACS format: <c>p cnf variables clauses</c>, then the literals of each clause, ended by 0; or <c>p wcnf variables clauses [top]</c> with a
    /// weight before each clause. Lines that begin with <c>c</c> are comments.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is no such formula; the message begins with line and column, both from 1.</exception>
    public static Satisfiability Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (variables, entries) = DimacsFormulas.Read(text);
        if (entries.Find(static e => e.IsXor) is { } check) throw TextRows.Error(check.Row, check.Column, "'x' begins a parity check, which a formula of clauses has no place for");
        return new Satisfiability(variables, entries.Select(static e => new Clause([.. e.Literals], e.Weight)));
    }

    /// <summary>Reads a file in the format of <see cref="Parse"/>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="FormatException">The file is no such formula; the message begins with the file's name, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Satisfiability FromFile(string path) => TextRows.ReadFile(path, Parse);

    /// <summary>Writes the format that <see cref="Parse"/> reads, <c>wcnf</c> where a weight is not 1.</summary>
    /// <param name="writer">Where the text goes; lines end with a line feed.</param>
    public void WriteDimacs(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var isWeighted = Clauses.Any(static c => c.Weight != 1);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"p {(isWeighted ? "wcnf" : "cnf")} {FormulaVariableCount} {Clauses.Length}\n"));
        foreach (var clause in Clauses)
        {
            if (isWeighted) writer.Write(string.Create(CultureInfo.InvariantCulture, $"{clause.Weight:R} "));
            foreach (var literal in clause.Literals) writer.Write(string.Create(CultureInfo.InvariantCulture, $"{literal} "));
            writer.Write("0\n");
        }
    }
}
