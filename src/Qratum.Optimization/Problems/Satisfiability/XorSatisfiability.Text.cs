using System.Globalization;

namespace Qratum.Optimization;

/// <content>DIMACS files.</content>
public sealed partial class XorSatisfiability
{
    /// <summary>
    /// Reads parity checks in the DIMACS format with <c>x</c> lines: <c>p cnf variables checks</c>, then for each check <c>x</c> and its literals, ended by 0. The exclusive or of the
    /// literals is to be true; a negated literal turns the parity round.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text holds no such checks; the message begins with line and column, both from 1.</exception>
    public static XorSatisfiability Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (variables, entries) = DimacsFormulas.Read(text);
        if (entries.Find(static e => !e.IsXor) is { } clause) throw TextRows.Error(clause.Row, clause.Column, "a parity check begins with 'x'");
        return new XorSatisfiability(variables, entries.Select(static e =>
            new ParityCheck([.. e.Literals.Select(Math.Abs)], e.Literals.Count(static l => l < 0) % 2 == 0)));
    }

    /// <summary>Reads a file in the format of <see cref="Parse"/>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="FormatException">The file holds no such checks; the message begins with the file's name, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static XorSatisfiability FromFile(string path) => TextRows.ReadFile(path, Parse);

    /// <summary>Writes the format that <see cref="Parse"/> reads; a check of even parity has its first literal negated.</summary>
    /// <param name="writer">Where the text goes; lines end with a line feed.</param>
    /// <exception cref="InvalidOperationException">A check without variables is to be even, which the format cannot say.</exception>
    public void WriteDimacs(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"p cnf {FormulaVariableCount} {Checks.Length}\n"));
        foreach (var check in Checks)
        {
            if (check.Variables.IsEmpty && !check.IsOdd) throw new InvalidOperationException("A check without variables is to be even, which the format cannot say.");
            writer.Write("x");
            for (var k = 0; k < check.Variables.Length; k++)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $" {(k == 0 && !check.IsOdd ? -check.Variables[k] : check.Variables[k])}"));
            writer.Write(" 0\n");
        }
    }
}
