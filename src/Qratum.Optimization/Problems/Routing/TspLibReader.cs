using System.Collections.Immutable;
using System.Globalization;
using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>Reads the text format described at <see cref="TravellingSalesman.Parse"/>: a header of keys and values, then sections of numbers.</summary>
internal sealed class TspLibReader(string text)
{
    private const int MostCities = 5000;

    private static readonly string[] Keys =
        ["NAME", "TYPE", "COMMENT", "DIMENSION", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE", "CAPACITY", "EDGE_DATA_FORMAT"];

    private readonly Dictionary<string, (string Value, int Line, int Column)> _header = [];
    private readonly string[] _lines = text.TrimStart('\uFEFF').Split('\n');
    private (double X, double Y)[]? _points;
    private double[,]? _matrix;
    private int _line;

    internal TravellingSalesman Run()
    {
        for (var hasEnded = false; _line < _lines.Length && !hasEnded;)
        {
            var line = _lines[_line].Trim();
            if (line.Length == 0)
            {
                _line++;
                continue;
            }

            var word = line.Split([':', ' ', '\t'], 2)[0].ToUpperInvariant();
            switch (word)
            {
                case "EOF": hasEnded = true; break;
                case "NODE_COORD_SECTION": _points = ReadPoints(); break;
                case "DISPLAY_DATA_SECTION": ReadPoints(); break;
                case "EDGE_WEIGHT_SECTION": _matrix = ReadMatrix(); break;
                default: ReadKey(word, line); break;
            }
        }

        var type = Value("TYPE", "TSP").ToUpperInvariant();
        if (type is not ("TSP" or "ATSP")) throw At("TYPE", $"the type '{type}' is not TSP or ATSP");
        return new TravellingSalesman(_matrix ?? FromPoints(), Value("NAME", "tsp"), _points?.ToImmutableArray() ?? []);
    }

    private int Dimension()
    {
        if (!_header.TryGetValue("DIMENSION", out var entry)) throw Error(_line + 1, 1, "the number of cities, DIMENSION, is not given before this section");
        if (!int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 2 or > MostCities)
            throw Error(entry.Line, entry.Column, $"'{entry.Value}' is not a number of cities: 2 to {MostCities} are expected");
        return count;
    }

    private string Value(string key, string missing) => _header.TryGetValue(key, out var entry) && entry.Value.Length > 0 ? entry.Value : missing;

    private FormatException At(string key, string message) => _header.TryGetValue(key, out var entry) ? Error(entry.Line, entry.Column, message) : Error(1, 1, message);

    private void ReadKey(string word, string line)
    {
        var column = _lines[_line].Length - _lines[_line].TrimStart().Length + 1;
        if (!Keys.Contains(word)) throw Error(_line + 1, column, $"'{line.Split([':', ' ', '\t'], 2)[0]}' is no keyword of TSPLIB that is known here");
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) throw Error(_line + 1, column + word.Length, $"a colon is expected after {word}");
        var value = line[(colon + 1)..].Trim();
        if (word != "COMMENT" && !_header.TryAdd(word, (value, _line + 1, column + colon + 1))) throw Error(_line + 1, column, $"{word} is on line {_header[word].Line} already");
        _line++;
    }

    private (double X, double Y)[] ReadPoints()
    {
        var points = new (double, double)[Dimension()];
        var lines = new int[points.Length];
        foreach (var row in SectionRows(points.Length))
        {
            if (row.Tokens.Length != 3) throw Error(row, 3, $"a city is 'number x y', and this line has {row.Tokens.Length} words");
            var city = Integer(row, 0, "the number of a city");
            if (city < 1 || city > points.Length) throw Error(row, 0, $"city {city} is outside 1..{points.Length}");
            if (lines[city - 1] != 0) throw Error(row, 0, $"city {city} is on line {lines[city - 1]} already");
            (lines[city - 1], points[city - 1]) = (row.Line, (Weight(row, 1), Weight(row, 2)));
        }

        return points;
    }

    /// <summary>The rows of a section, of which there are exactly so many.</summary>
    private List<Row> SectionRows(int count)
    {
        var (start, rows) = (_line + 1, new List<Row>());
        while (rows.Count < count)
        {
            if (NextRow() is not { } row) throw Error(Math.Min(_line + 1, _lines.Length), 1, $"the section that begins on line {start} has {rows.Count} lines for {count} cities: the text is cut short");
            rows.Add(row);
        }

        if (NextRow() is { } extra) throw Error(extra, 0, $"the section that begins on line {start} has more lines than {count} cities");
        return rows;
    }

    /// <summary>The next line that begins with a number; null at a keyword or the end. The line of the section's own name is passed over.</summary>
    private Row? NextRow()
    {
        for (_line++; _line < _lines.Length; _line++)
        {
            var rows = Split(_lines[_line]);
            if (rows.Count == 0) continue;
            if (char.IsLetter(rows[0].Tokens[0].Text[0]) && !rows[0].Tokens[0].Text.StartsWith("nan", StringComparison.OrdinalIgnoreCase)) return null;
            return rows[0] with { Line = _line + 1 };
        }

        return null;
    }

    private double[,] ReadMatrix()
    {
        var (n, start) = (Dimension(), _line + 1);
        var format = Value("EDGE_WEIGHT_FORMAT", "FULL_MATRIX").ToUpperInvariant();
        var places = Places(format, n);
        var (matrix, next) = (new double[n, n], 0);
        while (NextRow() is { } row)
        {
            for (var k = 0; k < row.Tokens.Length; k++, next++)
            {
                if (next == places.Count) throw Error(row, k, $"{places.Count} numbers make a matrix of {n} cities as {format}, and here is one more");
                var (i, j) = places[next];
                matrix[i, j] = Weight(row, k);
                if (format != "FULL_MATRIX") matrix[j, i] = matrix[i, j];
            }
        }

        if (next < places.Count)
            throw Error(Math.Min(_line + 1, _lines.Length), 1, $"the section that begins on line {start} has {next} numbers of the {places.Count} that make a matrix of {n} cities as {format}: the text is cut short");
        return matrix;
    }

    private List<(int I, int J)> Places(string format, int n)
    {
        var all = from a in Enumerable.Range(0, n) from b in Enumerable.Range(0, n) select (a, b);

        // By columns a triangle has the order of its mirror image by rows.
        return [.. format switch
        {
            "FULL_MATRIX" => all,
            "UPPER_ROW" or "LOWER_COL" => all.Where(static p => p.a < p.b),
            "UPPER_DIAG_ROW" or "LOWER_DIAG_COL" => all.Where(static p => p.a <= p.b),
            "LOWER_ROW" or "UPPER_COL" => all.Where(static p => p.a > p.b),
            "LOWER_DIAG_ROW" or "UPPER_DIAG_COL" => all.Where(static p => p.a >= p.b),
            _ => throw At("EDGE_WEIGHT_FORMAT", $"the format '{format}' of explicit weights is not known"),
        }];
    }

    private double[,] FromPoints()
    {
        var type = Value("EDGE_WEIGHT_TYPE", "").ToUpperInvariant();
        if (type == "EXPLICIT") throw Error(_lines.Length, 1, "the weights are EXPLICIT and there is no EDGE_WEIGHT_SECTION: the text is cut short");
        var rule = TspLibDistance.Of(type) ?? throw At("EDGE_WEIGHT_TYPE", type.Length == 0 ? "the text has no EDGE_WEIGHT_TYPE" : $"the weight type '{type}' is not known");
        if (_points is null) throw Error(_lines.Length, 1, "the text has no NODE_COORD_SECTION: it is cut short");
        var matrix = new double[_points.Length, _points.Length];
        for (var i = 0; i < _points.Length; i++)
        {
            for (var j = 0; j < _points.Length; j++) matrix[i, j] = i == j ? 0 : rule(_points[i], _points[j]);
        }

        return matrix;
    }
}
