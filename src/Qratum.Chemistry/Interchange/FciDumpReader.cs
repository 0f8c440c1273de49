using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>Reads one FCIDUMP line by line: files of many orbitals are larger than their integrals.</summary>
internal sealed class FciDumpReader(TextReader reader, string? source)
{
    public const string Start = "&FCI";

    /// <summary>Orbitals beyond any file: integrals of so many fill 50 TB.</summary>
    private const int MostOrbitals = 3000;

    /// <summary>How far equal integrals in one file may differ, in hartree.</summary>
    private const double Tolerance = 1e-8;

    private int _line;
    private string _text = "";

    public ElectronIntegrals Read()
    {
        var header = ReadHeader();
        var n = Whole(header, "NORB", 1, MostOrbitals) ?? throw Here(1).Error("the header has no NORB, the number of orbitals.");
        var electrons = Whole(header, "NELEC", 0, 2 * n) ?? throw Here(1).Error("the header has no NELEC, the number of electrons.");
        var excess = Whole(header, "MS2", -n, n) ?? 0;
        if (Math.Abs(excess) > electrons || (electrons + excess) % 2 != 0 || (electrons + Math.Abs(excess)) / 2 > n)
            throw Here(1).Error($"NELEC={electrons} electrons with MS2={excess} more of spin up than down do not exist in {n} orbitals.");
        MemoryCheck.ThrowIfAbsent(ElectronIntegrals.RepulsionCount(n), $"The two-electron integrals of {n} orbitals");

        // What has not been read yet is no number.
        var (core, one, two) = (double.NaN, new double[n * n], new double[ElectronIntegrals.RepulsionCount(n)]);
        Array.Fill(one, double.NaN);
        Array.Fill(two, double.NaN);
        Span<int> index = stackalloc int[4];
        while (NextLine())
        {
            if (!TryReadLine(n, index, out var value)) continue;
            var (i, j, k, l) = (index[0], index[1], index[2], index[3]);
            switch (i > 0, j > 0, k > 0, l > 0)
            {
                case (true, true, true, true): Set(ref two[ElectronIntegrals.RepulsionIndex(i - 1, j - 1, k - 1, l - 1)], value); break;
                case (true, true, false, false): Set(ref one[(Math.Max(i, j) - 1) * n + Math.Min(i, j) - 1], value); break;
                case (true, false, false, false): break;
                case (false, false, false, false): Set(ref core, value); break;
                default: throw Here(1).Error($"the indices {i} {j} {k} {l} name no integral; they are i j k l, i j 0 0, i 0 0 0 or 0 0 0 0.");
            }
        }

        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
            one[(p * n) + q] = one[(q * n) + p] = Known(one[(p * n) + q]);
        for (var k = 0; k < two.Length; k++) two[k] = Known(two[k]);
        return new ElectronIntegrals(n, (electrons + excess) / 2, (electrons - excess) / 2, Known(core), one, two);
    }

    private static double Known(double value) => double.IsNaN(value) ? 0 : value;

    private void Set(ref double place, double value)
    {
        if (!double.IsNaN(place) && Math.Abs(place - value) > Tolerance)
            throw Here(1).Error(string.Create(CultureInfo.InvariantCulture, $"this integral is {value:R}, but {place:R} earlier in the file."));
        if (double.IsNaN(place)) place = value;
    }

    /// <summary>The value and its four indices; false for an empty line.</summary>
    private bool TryReadLine(int n, Span<int> index, out double value)
    {
        value = 0;
        var at = 0;
        if (!TryWord(ref at, out var word, out var column)) return false;
        if (word.StartsWith('(')) throw Here(column).Error($"{Spelling.Quote(word)} is a complex number; integrals over real orbitals are read.");
        value = NumberText.Parse(word, Here(column));
        for (var k = 0; k < 4; k++)
        {
            if (!TryWord(ref at, out word, out column)) throw Here(_text.TrimEnd().Length + 1).Error($"the line ends after {k} of 4 orbital indices.");
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out index[k]) || index[k] > n)
                throw Here(column).Error($"{Spelling.Quote(word)} is no orbital; allowed are 0 to {n}.");
        }

        return TryWord(ref at, out word, out column) ? throw Here(column).Error($"{Spelling.Quote(word)} follows the four orbital indices.") : true;
    }

    /// <summary>Names and their values, which are lists.</summary>
    private Dictionary<string, List<(string Word, TextLocation Location)>> ReadHeader()
    {
        var header = new Dictionary<string, List<(string, TextLocation)>>(StringComparer.OrdinalIgnoreCase);
        List<(string, TextLocation)>? values = null;
        var hasStart = false;
        while (NextLine())
        {
            var at = 0;
            while (TryHeaderWord(ref at, out var word, out var column))
            {
                if (!hasStart)
                {
                    if (!word.Equals(Start, StringComparison.OrdinalIgnoreCase)) throw Here(column).Error($"{Spelling.Quote(word)} does not start a FCIDUMP; {Start} must.");
                    hasStart = true;
                }
                else if (word is "/" || word.Equals("&END", StringComparison.OrdinalIgnoreCase) || word.Equals("$END", StringComparison.OrdinalIgnoreCase))
                {
                    return Checked(header);
                }
                else if (at < _text.Length && _text[at] == '=')
                {
                    at++;
                    values = [];
                    if (!header.TryAdd(word, values)) throw Here(column).Error($"{word} occurs twice in the header.");
                }
                else
                {
                    (values ?? throw Here(column).Error($"{Spelling.Quote(word)} stands where a name and '=' must.")).Add((word, Here(column)));
                }
            }
        }

        throw Here(1).Error(hasStart ? "the header does not end; &END or / must end it." : "the file is empty.");
    }

    private static Dictionary<string, List<(string Word, TextLocation Location)>> Checked(Dictionary<string, List<(string Word, TextLocation Location)>> header)
    {
        foreach (var name in (ReadOnlySpan<string>)["IUHF", "UHF"])
        {
            if (header.TryGetValue(name, out var values) && values is [var (word, location), ..] && word.Trim('.').ToUpperInvariant() is not ("0" or "FALSE" or "F"))
                throw location.Error("integrals over orbitals that differ by spin (UHF) are not read.");
        }

        return header;
    }

    private int? Whole(Dictionary<string, List<(string Word, TextLocation Location)>> header, string name, int least, int most)
    {
        if (!header.TryGetValue(name, out var values)) return null;
        if (values is not [var (word, location)]) throw (values is [_, var second, ..] ? second.Location : Here(1)).Error($"{name} must be one number.");
        return int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw location.Error($"{name}={Spelling.Quote(word)}; allowed are {least} to {most}.");
    }

    private bool NextLine()
    {
        if (reader.ReadLine() is not { } text) return false;
        _line++;
        _text = _line == 1 ? text.TrimStart('\uFEFF') : text;
        return true;
    }

    private bool TryWord(ref int at, out string word, out int column)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at])) at++;
        var first = at;
        while (at < _text.Length && !char.IsWhiteSpace(_text[at])) at++;
        (word, column) = (_text[first..at], first + 1);
        return at > first;
    }

    // Words of the header end at commas and '=' too; blanks may stand before '='.
    private bool TryHeaderWord(ref int at, out string word, out int column)
    {
        while (at < _text.Length && (char.IsWhiteSpace(_text[at]) || _text[at] == ',')) at++;
        var first = at;
        while (at < _text.Length && !char.IsWhiteSpace(_text[at]) && _text[at] is not (',' or '=')) at++;
        (word, column) = (_text[first..at], first + 1);
        if (at == first && at < _text.Length) throw Here(at + 1).Error("there is no name before '='.");
        var next = at;
        while (next < _text.Length && char.IsWhiteSpace(_text[next])) next++;
        if (next < _text.Length && _text[next] == '=') at = next;
        return word.Length > 0;
    }

    private TextLocation Here(int column) => new(source, Math.Max(1, _line), column);
}
