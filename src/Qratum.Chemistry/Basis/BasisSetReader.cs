using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>Reads the Gaussian94 layout described at <see cref="BasisSet.Read"/>.</summary>
internal sealed class BasisSetReader
{
    // The letter j is left out by custom.
    private const string Letters = "SPDFGHIKLMN";
    private const string NameComment = "! Basis set:";

    private readonly List<TextLine> _lines = [];
    private readonly Dictionary<Element, IReadOnlyList<Shell>> _elements = [];
    private readonly string? _source;
    private string? _nameInText;
    private bool _isSpherical = true;
    private int _next;

    private BasisSetReader(string text, string? source)
    {
        _source = source;
        foreach (var line in TextLine.Split(text, source))
        {
            if (line.Count == 0) continue;
            if (line[0][0] != '!') _lines.Add(line);
            else if (line.Count > 3 && line.Text.StartsWith(NameComment, StringComparison.OrdinalIgnoreCase)) _nameInText ??= line[3];
        }
    }

    public static BasisSet Read(string text, string? name, string? source)
    {
        var reader = new BasisSetReader(text, source);
        reader.ReadKeywords();
        while (reader._next < reader._lines.Count) reader.ReadElement();
        if (reader._elements.Count == 0) throw new TextLocation(source, 1, 1).Error("there is no element in the basis set.");
        name ??= reader._nameInText ?? Path.GetFileNameWithoutExtension(source) ?? "custom";
        return new BasisSet(name, reader._isSpherical, reader._elements);
    }

    private void ReadKeywords()
    {
        while (_next < _lines.Count && _lines[_next].Count == 1)
        {
            var word = _lines[_next][0];
            if (word.Equals("spherical", StringComparison.OrdinalIgnoreCase)) _isSpherical = true;
            else if (word.Equals("cartesian", StringComparison.OrdinalIgnoreCase)) _isSpherical = false;
            else if (!IsSeparator(_lines[_next])) throw _lines[_next].LocationOf(0).Error($"{Spelling.Quote(word)} is neither spherical nor cartesian nor a line of asterisks.");
            _next++;
        }
    }

    private void ReadElement()
    {
        var head = _lines[_next++];
        var location = head.LocationOf(0);
        if (IsSeparator(head)) return;
        if (head.Count != 2 || head[1] != "0") throw location.Error($"{Spelling.Quote(head.Text.Trim())} does not start an element; a line such as 'H 0' must.");

        // A leading minus marks sets that may be absent from a calculation; it says nothing about the numbers.
        var element = Element.FromLabel(head[0].TrimStart('-'), location);
        var shells = new List<Shell>();
        while (_next < _lines.Count && !IsSeparator(_lines[_next])) ReadShell(shells);
        if (shells.Count == 0) throw head.End.Error($"element {element} has no shells.");
        if (!_elements.TryAdd(element, Array.AsReadOnly(shells.OrderBy(s => s.AngularMomentum).ToArray())))
            throw location.Error($"element {element} appears twice.");
        if (_next < _lines.Count) _next++;
    }

    private void ReadShell(List<Shell> shells)
    {
        var head = _lines[_next++];
        var momenta = ReadMomenta(head);
        if (head.Count < 2) throw head.End.Error("the number of primitives is missing.");
        if (!int.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 1000)
            throw head.LocationOf(1).Error($"{Spelling.Quote(head[1])} is not a number of primitives; it must be 1 to 1000.");
        var scale = head.Count > 2 ? head.Number(2) : 1;
        if (scale <= 0) throw head.LocationOf(2).Error($"the scale factor {Spelling.Quote(head[2])} must be positive.");

        var exponents = new double[count];
        var coefficients = momenta.Select(_ => new double[count]).ToArray();
        for (var k = 0; k < count; k++)
        {
            if (_next >= _lines.Count || IsSeparator(_lines[_next]))
            {
                var end = _next < _lines.Count ? _lines[_next].LocationOf(0) : _lines[^1].End;
                throw end.Error($"the shell ends after {k} of its {count} primitives.");
            }

            var line = _lines[_next++];
            if (line.Count != momenta.Length + 1)
            {
                throw (line.Count < momenta.Length + 1 ? line.End : line.LocationOf(momenta.Length + 1))
                    .Error($"a primitive of this {head[0]} shell has an exponent and {momenta.Length} coefficient{(momenta.Length > 1 ? "s" : "")}.");
            }

            exponents[k] = line.Number(0) * scale * scale;
            if (!(exponents[k] > 0) || !double.IsFinite(exponents[k])) throw line.LocationOf(0).Error($"the exponent {Spelling.Quote(line[0])} must be positive.");
            for (var m = 0; m < momenta.Length; m++) coefficients[m][k] = line.Number(m + 1);
        }

        for (var m = 0; m < momenta.Length; m++) shells.Add(new Shell(momenta[m], _isSpherical, exponents, coefficients[m]));
    }

    private static int[] ReadMomenta(TextLine head)
    {
        var word = head[0].ToUpperInvariant();
        if (word == "SP") return [0, 1];
        var momentum = word.Length == 1 ? Letters.IndexOf(word[0], StringComparison.Ordinal) : -1;
        if (momentum >= 0) return [momentum];
        var hint = word.Contains("ECP", StringComparison.Ordinal) ? "; effective core potentials are not supported" : "";
        throw head.LocationOf(0).Error($"{Spelling.Quote(head[0])} is not a shell; it must be S, P, SP, D, F, G, ...{hint}");
    }

    private static bool IsSeparator(TextLine line) => line[0].Length >= 4 && line[0].All(c => c == '*');
}
