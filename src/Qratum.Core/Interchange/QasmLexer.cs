namespace Qratum;

/// <summary>Cuts OpenQASM text into words.</summary>
internal sealed class QasmLexer
{
    private readonly string _text;
    private int _at;

    public QasmLexer(QasmSource source)
    {
        Source = source;
        _text = source.Text;
        Advance();
    }

    public QasmSource Source { get; }

    /// <summary>The word that is read next.</summary>
    public QasmToken Token { get; private set; }

    /// <summary>End of the word before <see cref="Token"/>: where something that is missing should have stood.</summary>
    public int PreviousEnd { get; private set; }

    public ReadOnlySpan<char> Word => TextOf(Token);

    public ReadOnlySpan<char> TextOf(QasmToken token) => _text.AsSpan(token.Start, token.Length);

    public FormatException Error(string message) => Source.Error(Token.Start, message);

    public QasmToken Advance()
    {
        var taken = Token;
        PreviousEnd = taken.Kind == QasmTokenKind.Text ? taken.End + 1 : taken.End;
        SkipSpace();
        Token = _at >= _text.Length ? new QasmToken(QasmTokenKind.End, _text.Length, 0) : Scan();
        return taken;
    }

    /// <summary>What stands here, for a message.</summary>
    public string Describe() => Token.Kind switch
    {
        QasmTokenKind.End => "the text ends",
        QasmTokenKind.Text => $"there is \"{Word}\"",
        _ => $"there is {QasmSource.Quote(Word)}",
    };

    private void SkipSpace()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }
            else if (_text[_at] == '/' && _at + 1 < _text.Length && _text[_at + 1] == '/')
            {
                var rest = _text.AsSpan(_at).IndexOfAny('\n', '\r');
                _at = rest < 0 ? _text.Length : _at + rest;
            }
            else
            {
                return;
            }
        }
    }

    private QasmToken Scan()
    {
        var first = _text[_at];
        if (char.IsAsciiLetter(first) || first == '_') return Identifier();
        if (char.IsAsciiDigit(first) || (first == '.' && IsDigit(_at + 1))) return Number();
        if (first == '"') return Quoted();
        var next = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        return (first, next) switch
        {
            ('-', '>') => Take(QasmTokenKind.Arrow, 2),
            ('=', '=') => Take(QasmTokenKind.Equal, 2),
            (';', _) => Take(QasmTokenKind.Semicolon, 1),
            (',', _) => Take(QasmTokenKind.Comma, 1),
            ('(', _) => Take(QasmTokenKind.LeftParenthesis, 1),
            (')', _) => Take(QasmTokenKind.RightParenthesis, 1),
            ('[', _) => Take(QasmTokenKind.LeftBracket, 1),
            (']', _) => Take(QasmTokenKind.RightBracket, 1),
            ('{', _) => Take(QasmTokenKind.LeftBrace, 1),
            ('}', _) => Take(QasmTokenKind.RightBrace, 1),
            ('+', _) => Take(QasmTokenKind.Plus, 1),
            ('-', _) => Take(QasmTokenKind.Minus, 1),
            ('/', '*') => throw Source.Error(_at, "OpenQASM 2 knows no '/*'; comments start with '//' and end with the line."),
            ('*', '*') => throw Source.Error(_at, "OpenQASM 2 writes powers with '^', not '**'."),
            ('*', _) => Take(QasmTokenKind.Star, 1),
            ('/', _) => Take(QasmTokenKind.Slash, 1),
            ('^', _) => Take(QasmTokenKind.Caret, 1),
            ('=', _) => throw Source.Error(_at, "a comparison is written '=='."),
            _ => throw Source.Error(_at, $"the character '{first}' (U+{(int)first:X4}) has no meaning here."),
        };
    }

    private QasmToken Take(QasmTokenKind kind, int length)
    {
        var token = new QasmToken(kind, _at, length);
        _at += length;
        return token;
    }

    private QasmToken Identifier()
    {
        var end = _at + 1;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_')) end++;
        return Take(QasmTokenKind.Identifier, end - _at);
    }

    private QasmToken Number()
    {
        var end = Digits(_at);
        var kind = QasmTokenKind.Integer;
        if (end < _text.Length && _text[end] == '.') (end, kind) = (Digits(end + 1), QasmTokenKind.Real);
        if (end < _text.Length && _text[end] is 'e' or 'E')
        {
            var digits = end + 1 < _text.Length && _text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (!IsDigit(digits)) throw Source.Error(_at, $"the exponent of {QasmSource.Quote(_text.AsSpan(_at, digits - _at))} has no digits.");
            (end, kind) = (Digits(digits), QasmTokenKind.Real);
        }

        if (end < _text.Length && (char.IsAsciiLetter(_text[end]) || _text[end] is '_' or '.'))
            throw Source.Error(end, $"'{_text[end]}' stands right behind the number {QasmSource.Quote(_text.AsSpan(_at, end - _at))}; a product needs '*'.");
        return Take(kind, end - _at);
    }

    private QasmToken Quoted()
    {
        var length = _text.AsSpan(_at + 1).IndexOfAny('"', '\n', '\r');
        if (length < 0 || _text[_at + 1 + length] != '"') throw Source.Error(_at, "the quote that opens here is not closed in its line.");
        var token = new QasmToken(QasmTokenKind.Text, _at + 1, length);
        _at += length + 2;
        return token;
    }

    private int Digits(int at)
    {
        while (IsDigit(at)) at++;
        return at;
    }

    private bool IsDigit(int at) => at < _text.Length && char.IsAsciiDigit(_text[at]);
}
