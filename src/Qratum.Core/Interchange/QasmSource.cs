using System.Globalization;

namespace Qratum;

/// <summary>A text being read; turns an offset into line and column, and is the one maker of messages with a place.</summary>
internal sealed class QasmSource(string? name, string? fullPath, string text)
{
    // A message should stay readable when the text is not what it should be at all.
    private const int LongestQuote = 40;

    public string? FullPath { get; } = fullPath;

    public string Text { get; } = text.StartsWith('\uFEFF') ? text[1..] : text;

    public FormatException Error(int offset, string message) => new($"{Place(offset)}: {message}");

    /// <summary>For example <c>bell.qasm, line 3, column 1</c>; columns count UTF-16 units.</summary>
    public string Place(int offset)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < offset; i++)
        {
            if (Text[i] != '\n' && (Text[i] != '\r' || (i + 1 < Text.Length && Text[i + 1] == '\n'))) continue;
            line++;
            start = i + 1;
        }

        var where = string.Create(CultureInfo.InvariantCulture, $"line {line}, column {offset - start + 1}");
        return name is null ? where : $"{name}, {where}";
    }

    public static string Quote(ReadOnlySpan<char> word) => word.Length <= LongestQuote ? $"'{word}'" : $"'{word[..LongestQuote]}...'";
}
