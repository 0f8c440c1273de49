using System.Globalization;
using System.Numerics;

namespace Qratum;

public sealed partial class PauliSum
{
    /// <summary>
    /// Reads one <c>coefficient PAULISTRING</c> per line, as <see cref="ToString"/> writes it. Blank lines and lines from
    /// <c>#</c> on are skipped; a coefficient is real (<c>-0.5</c>) or complex (<c>0.5+0.25i</c>).
    /// </summary>
    /// <exception cref="FormatException">A line is malformed; the message gives line and column.</exception>
    public static PauliSum Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        PauliSumBuilder? builder = null;
        var number = 0;
        foreach (var raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            var comment = raw.IndexOf('#');
            var line = (comment < 0 ? raw : raw[..comment]).TrimEnd();
            var start = line.Length - line.TrimStart().Length;
            if (start == line.Length) continue;
            var space = line[start..].IndexOfAny(' ', '\t');
            if (space < 0)
                throw new FormatException($"Line {number}, column {line.Length + 1}: a Pauli string is missing after the coefficient.");
            if (!TryParseComplex(line.Slice(start, space), out var coefficient))
                throw new FormatException($"Line {number}, column {start + 1}: '{line.Slice(start, space)}' is no finite coefficient such as -0.5 or 0.5+0.25i.");
            var rest = line[(start + space)..].TrimStart();
            var column = line.Length - rest.Length + 1;
            var bad = rest.IndexOfAnyExcept("IXYZ");
            if (bad >= 0)
                throw new FormatException($"Line {number}, column {column + bad}: '{rest[bad]}' is no Pauli letter; allowed are I, X, Y, Z.");
            builder ??= new PauliSumBuilder(rest.Length);
            if (rest.Length != builder.QubitCount)
                throw new FormatException($"Line {number}, column {column}: the string has {rest.Length} letters, those before it {builder.QubitCount}.");
            builder.Add(coefficient, PauliString.Parse(rest));
        }

        return builder?.Build() ?? throw new FormatException("Line 1, column 1: there is no term.");
    }

    private static bool TryParseComplex(ReadOnlySpan<char> text, out Complex value)
    {
        value = default;
        if (!text.EndsWith("i")) return TryParseReal(text, out var real) && Complex.IsFinite(value = real);
        text = text[..^1];
        // The sign that splits the parts is the last one that does not belong to an exponent.
        var split = text.Length - 1;
        while (split > 0 && (text[split] is not ('+' or '-') || text[split - 1] is 'e' or 'E')) split--;
        var realPart = 0.0;
        if (split > 0 && !TryParseReal(text[..split], out realPart)) return false;
        if (!TryParseReal(text[split..], out var imaginary)) return false;
        value = new Complex(realPart, imaginary);
        return Complex.IsFinite(value);
    }

    private static bool TryParseReal(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
