using System.Globalization;
using System.Numerics;

namespace Qratum.Chemistry;

public sealed partial class FermionOperator
{
    /// <summary>
    /// Reads an operator: one term a line, the coefficient first (<c>0.5</c>, or <c>(re,im)</c> without blanks), then its
    /// factors (<c>+_3</c> for a†_3, <c>-_0</c> for a_0), separated by blanks. Empty lines are passed over.
    /// </summary>
    /// <param name="text">Text with any kind of line ends, at most 1024 modes.</param>
    /// <exception cref="FormatException">The text is malformed; the message names line and column.</exception>
    public static FermionOperator Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new FermionOperatorBuilder();
        var word = new List<LadderOperator>();
        var line = 0;
        foreach (var row in text.TrimStart('\uFEFF').EnumerateLines())
        {
            line++;
            word.Clear();
            Complex? coefficient = null;
            for (var column = 0; column < row.Length;)
            {
                if (char.IsWhiteSpace(row[column]))
                {
                    column++;
                    continue;
                }

                var end = column;
                while (end < row.Length && !char.IsWhiteSpace(row[end])) end++;
                var token = row[column..end];
                if (coefficient is null) coefficient = ParseCoefficient(token, line, column + 1);
                else word.Add(ParseLadder(token, line, column + 1));
                column = end;
            }

            if (coefficient is { } c) builder.Add(c, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(word));
        }

        return builder.Build();
    }

    private static Complex ParseCoefficient(ReadOnlySpan<char> token, int line, int column)
    {
        var parts = token;
        var imaginary = 0.0;
        if (token is ['(', .., ')'])
        {
            var comma = token.IndexOf(',');
            if (comma < 0 || !Number(token[(comma + 1)..^1], out imaginary)) throw Bad(token, line, column, "a coefficient such as (0.5,-1)");
            parts = token[1..comma];
        }

        return Number(parts, out var real) ? new Complex(real, imaginary) : throw Bad(token, line, column, "a coefficient such as 0.5 or (0.5,-1)");
    }

    private static LadderOperator ParseLadder(ReadOnlySpan<char> token, int line, int column)
    {
        const int modeLimit = 1024;
        if (token is not ['+' or '-', '_', ..]
            || !int.TryParse(token[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var mode) || mode >= modeLimit)
            throw Bad(token, line, column, $"a ladder operator such as +_3 or -_0 with a mode from 0 to {modeLimit - 1}");
        return token[0] == '+' ? LadderOperator.Creation(mode) : LadderOperator.Annihilation(mode);
    }

    private static bool Number(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static FormatException Bad(ReadOnlySpan<char> token, int line, int column, string wanted) =>
        new($"Line {line}, column {column}: found '{token}' where {wanted} was expected.");
}
