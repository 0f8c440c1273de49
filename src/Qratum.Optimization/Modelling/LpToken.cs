namespace Qratum.Optimization;

internal enum LpTokenKind
{
    Number,
    Name,
    Symbol,
    End,
}

/// <summary>A word of an LP file with its place, both from 1. Text of symbols is one of + - * ^ / : [ ] and the signs &lt;= &gt;= =.</summary>
internal readonly record struct LpToken(LpTokenKind Kind, string Text, double Number, int Line, int Column)
{
    internal bool Is(string symbol) => Kind == LpTokenKind.Symbol && Text == symbol;

    internal bool IsRelation => Kind == LpTokenKind.Symbol && Text is "<=" or ">=" or "=";
}
