using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Text as rows of words with their places, and numbers in them: what every reader of problem files begins with.</summary>
internal static class TextRows
{
    internal static long Integer(Row row, int column, string what)
    {
        var text = row.Tokens[column].Text;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        throw Error(row, column, $"'{text}' is not {what}: a whole number is expected{CommaHint(text)}");
    }

    internal static double Weight(Row row, int column)
    {
        var text = row.Tokens[column].Text;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw Error(row, column, $"'{text}' is not a weight: a number is expected{CommaHint(text)}");
        return double.IsFinite(value) ? value : throw Error(row, column, $"the weight '{text}' is not a finite number");
    }

    private static string CommaHint(string text) =>
        text.Contains(',', StringComparison.Ordinal) ? "; write a decimal point, not a comma, and separate numbers by blanks" : "";

    internal static FormatException Error(Row row, int token, string message) =>
        Error(row.Line, row.Tokens[Math.Min(token, row.Tokens.Length - 1)].Column, message);

    internal static FormatException Error(int line, int column, string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {message}."));

    /// <summary>Reads a file by a reader of text; errors name the file.</summary>
    internal static T ReadFile<T>(string path, Func<string, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var text = File.ReadAllText(path);
        try
        {
            return read(text);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{path}, {exception.Message}", exception);
        }
    }

    internal static List<Row> Split(string text)
    {
        var rows = new List<Row>();
        var line = 1;
        for (var start = text.StartsWith('\uFEFF') ? 1 : 0; start <= text.Length; line++)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            AddRows(text.AsSpan(start, end - start), line, rows);
            start = end + 1;
        }

        return rows;
    }

    private static void AddRows(ReadOnlySpan<char> text, int line, List<Row> rows)
    {
        var hash = text.IndexOf('#');
        if (hash >= 0) text = text[..hash];
        var words = text.TrimStart();
        if (words.StartsWith("%") || words.TrimEnd() is "c" || words.StartsWith("c ") || words.StartsWith("c\t")) return;

        var tokens = new List<Token>();
        for (var k = 0; k <= text.Length;)
        {
            if (k == text.Length || text[k] == ';')
            {
                if (tokens.Count > 0) rows.Add(new Row(line, [.. tokens]));
                tokens.Clear();
                k++;
            }
            else if (char.IsWhiteSpace(text[k]))
            {
                k++;
            }
            else
            {
                var from = k;
                while (k < text.Length && text[k] != ';' && !char.IsWhiteSpace(text[k])) k++;
                tokens.Add(new Token(text[from..k].ToString(), from + 1));
            }
        }
    }

    internal readonly record struct Token(string Text, int Column);

    internal readonly record struct Row(int Line, Token[] Tokens);
}
