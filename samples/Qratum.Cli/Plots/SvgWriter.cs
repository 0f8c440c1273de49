using System.Globalization;
using System.Text;

namespace Qratum.Cli;

/// <summary>Writes SVG elements: attributes and text are escaped, numbers are invariant with two decimals.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = [];

    public SvgWriter Open(string element, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(element, attributes).Append(">\n");
        _open.Push(element);
        return this;
    }

    public SvgWriter Close()
    {
        var element = _open.Pop();
        _text.Append(' ', 2 * _open.Count).Append("</").Append(element).Append(">\n");
        return this;
    }

    public SvgWriter Element(string element, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(element, attributes).Append("/>\n");
        return this;
    }

    public SvgWriter Text(string element, string content, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(element, attributes).Append('>').Append(Escape(content)).Append("</").Append(element).Append(">\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    public static string Number(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Escapes what XML reserves and drops the control characters that XML 1.0 cannot hold.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\t' or '\n' or '\r': escaped.Append(' '); break;
                case < 0x20 or 0xFFFE or 0xFFFF: break;
                default: escaped.Append(rune.ToString()); break;
            }
        }

        return escaped.ToString();
    }

    private StringBuilder Start(string element, ReadOnlySpan<(string Name, object Value)> attributes)
    {
        _text.Append(' ', 2 * _open.Count).Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            var text = value switch
            {
                double number => Number(number),
                int number => number.ToString(CultureInfo.InvariantCulture),
                _ => Escape((string)value),
            };
            _text.Append(' ').Append(name).Append("=\"").Append(text).Append('"');
        }

        return _text;
    }
}
