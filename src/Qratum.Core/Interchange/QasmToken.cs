namespace Qratum;

internal enum QasmTokenKind
{
    End,
    Identifier,
    Integer,
    Real,
    Text,
    Semicolon,
    Comma,
    LeftParenthesis,
    RightParenthesis,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    Plus,
    Minus,
    Star,
    Slash,
    Caret,
    Arrow,
    Equal,
}

/// <summary>A word of the text; strings stand without their quotes.</summary>
internal readonly record struct QasmToken(QasmTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}
