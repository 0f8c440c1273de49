using System.Globalization;
using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>Cuts the text of an LP file into words. Comments begin with \ and end with the line.</summary>
internal static class LpTokenizer
{
    private const string NameSymbols = "!\"#$%&(),.;?@_'`{}~";

    internal static List<LpToken> Run(string text)
    {
        var tokens = new List<LpToken>();
        var (line, start) = (1, 0);
        for (var k = text.StartsWith('\uFEFF') ? 1 : 0; k < text.Length;)
        {
            var c = text[k];
            var column = k - start + 1;
            if (c == '\n')
            {
                (line, start) = (line + 1, ++k);
            }
            else if (char.IsWhiteSpace(c))
            {
                k++;
            }
            else if (c == '\\')
            {
                while (k < text.Length && text[k] != '\n') k++;
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && k + 1 < text.Length && char.IsAsciiDigit(text[k + 1])))
            {
                var from = k;
                k = EndOfNumber(text, k);
                var digits = text[from..k];
                if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                    throw Error(line, column, $"'{digits}' is not a finite number");
                tokens.Add(new LpToken(LpTokenKind.Number, digits, number, line, column));
            }
            else if (IsNameSymbol(c))
            {
                var from = k;
                while (k < text.Length && (IsNameSymbol(text[k]) || char.IsAsciiDigit(text[k]))) k++;
                tokens.Add(new LpToken(LpTokenKind.Name, text[from..k], 0, line, column));
            }
            else
            {
                var symbol = Symbol(text, k, out var length) ?? throw Error(line, column, $"the character '{c}' has no meaning in an LP file");
                tokens.Add(new LpToken(LpTokenKind.Symbol, symbol, 0, line, column));
                k += length;
            }
        }

        tokens.Add(new LpToken(LpTokenKind.End, "the end of the text", 0, line, text.Length - start + 1));
        return tokens;
    }

    internal static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text[0] != '.'
        && text.All(static c => IsNameSymbol(c) || char.IsAsciiDigit(c));

    private static bool IsNameSymbol(char c) => char.IsLetter(c) || NameSymbols.Contains(c, StringComparison.Ordinal);

    private static string? Symbol(string text, int k, out int length)
    {
        var next = k + 1 < text.Length ? text[k + 1] : ' ';
        length = text[k] is '<' or '>' && next == '=' ? 2 : text[k] == '=' && next is '<' or '>' ? 2 : 1;
        return text[k] switch
        {
            '<' => "<=",
            '>' => ">=",
            '=' => next == '<' ? "<=" : next == '>' ? ">=" : "=",
            '+' or '-' or '*' or '^' or '/' or ':' or '[' or ']' => text[k].ToString(),
            _ => null,
        };
    }

    private static int EndOfNumber(string text, int k)
    {
        while (k < text.Length && (char.IsAsciiDigit(text[k]) || text[k] == '.')) k++;
        if (k >= text.Length || text[k] is not ('e' or 'E')) return k;

        // 'e' belongs to the number only where an exponent follows: 3 e1 may be three times a variable, 3e1 is thirty.
        var exponent = k + 1 < text.Length && text[k + 1] is '+' or '-' ? k + 2 : k + 1;
        if (exponent >= text.Length || !char.IsAsciiDigit(text[exponent])) return k;
        while (exponent < text.Length && char.IsAsciiDigit(text[exponent])) exponent++;
        return exponent;
    }
}
