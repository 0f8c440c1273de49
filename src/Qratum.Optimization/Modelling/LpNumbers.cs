using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>Numbers with a sign, and infinity, in LP files.</summary>
internal static class LpNumbers
{
    internal static bool IsInfinity(string word) => word.ToUpperInvariant() is "INF" or "INFINITY";

    internal static double Signed(List<LpToken> tokens, ref int position)
    {
        var sign = 1;
        while (tokens[position].Is("+") || tokens[position].Is("-"))
        {
            if (tokens[position++].Is("-")) sign = -sign;
        }

        var token = tokens[position];
        if (token.Kind == LpTokenKind.Name && IsInfinity(token.Text))
        {
            position++;
            return sign * double.PositiveInfinity;
        }

        if (token.Kind != LpTokenKind.Number) throw Error(token.Line, token.Column, $"a number is expected, not '{token.Text}'");
        position++;
        return sign * token.Number;
    }
}
