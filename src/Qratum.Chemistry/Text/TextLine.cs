namespace Qratum.Chemistry;

/// <summary>A line, or a part of one between separators, cut into words that remember where they stand.</summary>
internal sealed class TextLine
{
    private readonly string? _source;
    private readonly int _number;
    private readonly string _text;
    private readonly List<Range> _words = [];
    private readonly int _end;

    private TextLine(string? source, int number, string text, int start, int end)
    {
        (_source, _number, _text) = (source, number, text);
        var at = start;
        while (at < end)
        {
            while (at < end && char.IsWhiteSpace(text[at])) at++;
            var first = at;
            while (at < end && !char.IsWhiteSpace(text[at])) at++;
            if (at > first) _words.Add(first..at);
        }

        // Errors about something missing point behind the last word.
        _end = _words.Count > 0 ? _words[^1].End.Value : start;
    }

    public int Count => _words.Count;

    public string Text => _text;

    public string this[int word] => _text[_words[word]];

    public TextLocation End => new(_source, _number, _end + 1);

    public TextLocation LocationOf(int word) => new(_source, _number, _words[word].Start.Value + 1);

    public double Number(int word) => NumberText.Parse(this[word], LocationOf(word));

    /// <summary>The lines of a text; LF, CRLF and CR end a line, a byte-order mark is dropped.</summary>
    public static List<TextLine> Split(string text, string? source)
    {
        var lines = new List<TextLine>();
        var number = 0;
        foreach (var line in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var content = line.ToString();
            lines.Add(new TextLine(source, ++number, content, 0, content.Length));
        }

        return lines;
    }

    /// <summary>The parts of this line between separators, each with its place in the whole line.</summary>
    public IEnumerable<TextLine> SplitAt(char separator)
    {
        var start = 0;
        for (var at = 0; at <= _text.Length; at++)
        {
            if (at < _text.Length && _text[at] != separator) continue;
            yield return new TextLine(_source, _number, _text, start, at);
            start = at + 1;
        }
    }
}
