using System.Globalization;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary>A result as lines of name and value.</summary>
internal sealed class Facts
{
    private readonly Grid _grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();

    public Facts Add(string name, string value)
    {
        _grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        return this;
    }

    /// <summary>The line that matters most.</summary>
    public Facts AddMain(string name, string value)
    {
        _grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(value, new Style(Color.Green, decoration: Decoration.Bold)));
        return this;
    }

    /// <summary>Something doubtful.</summary>
    public Facts AddWarning(string value)
    {
        _grid.AddRow(new Text("warning", new Style(Color.Yellow)), new Text(value, new Style(Color.Yellow)));
        return this;
    }

    public void Write(Terminal terminal) => terminal.Results.Write(_grid);

    public static string Hartree(double energy) => string.Create(CultureInfo.InvariantCulture, $"{energy:F9} hartree");

    public static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:F3} s");

    public static string Real(double number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
