using System.Globalization;

namespace Qratum.Cli;

/// <summary>Draws a graph with its groups of nodes as circles and squares of their own colours; marked edges are dashed.</summary>
internal static class SvgGraphPanel
{
    /// <summary>Above this many nodes numbers no longer fit into them.</summary>
    internal const int MostNumberedNodes = 60;

    /// <summary>More groups than this are not named one by one.</summary>
    internal const int MostNamedGroups = 6;

    private const double LetterWidth = 7.2, LegendGap = 22, SwatchWidth = 20, LineWidth = 34;

    private static readonly string[] Colors = [Palette.Blue, Palette.Orange, Palette.Green, Palette.Purple, Palette.Sky, Palette.Black];

    public static void Draw(SvgWriter svg, GraphPanel panel, Box box)
    {
        var radius = NodeRadius(panel.Groups.Count);
        var side = Math.Min(box.Width - 40, box.Height - 44) - (2 * radius);
        var (left, top) = (box.Left + ((box.Width - side) / 2), box.Top + radius + 6);
        var places = panel.Place().Select(p => (X: left + (p.X * side), Y: top + (p.Y * side))).ToArray();
        svg.Open("g", ("class", "edges"));
        foreach (var (from, to, isMarked) in panel.Edges)
        {
            svg.Element("line", ("class", isMarked ? "edge cut" : "edge"),
                ("x1", places[from].X), ("y1", places[from].Y), ("x2", places[to].X), ("y2", places[to].Y),
                ("stroke", isMarked ? Palette.Vermillion : Palette.Grey), ("stroke-width", EdgeWidth(panel.Edges.Count)),
                ("stroke-dasharray", isMarked ? "6 4" : "none"));
        }

        svg.Close().Open("g", ("class", "nodes"));
        for (var i = 0; i < places.Length; i++)
        {
            DrawNode(svg, panel.Groups[i], places[i].X, places[i].Y, radius);
            if (places.Length > MostNumberedNodes) continue;
            svg.Text("text", (i + 1).ToString(CultureInfo.InvariantCulture), ("x", places[i].X), ("y", places[i].Y + (radius * 0.35)),
                ("text-anchor", "middle"), ("font-size", radius * 0.95), ("fill", InkOn(panel.Groups[i])));
        }

        svg.Close();
        DrawLegend(svg, panel, box);
    }

    internal static double NodeRadius(int nodes) => Math.Clamp(100 / Math.Sqrt(Math.Max(nodes, 1)), 3, 15);

    internal static double EdgeWidth(int edges) => Math.Clamp(40.0 / Math.Max(edges, 1), 0.5, 1.8);

    internal static string ColorOf(int group) => group < 0 ? Palette.Faint : Colors[group % Colors.Length];

    /// <summary>Odd groups are squares, so that two groups are told apart without colour.</summary>
    internal static bool IsSquare(int group) => group > 0 && group % 2 == 1;

    internal static string InkOn(int group) => ColorOf(group) is Palette.Blue or Palette.Green or Palette.Black ? "#FFFFFF" : "#000000";

    private static void DrawNode(SvgWriter svg, int group, double x, double y, double radius, string cssClass = "node")
    {
        if (IsSquare(group))
        {
            var half = radius * 0.92;
            svg.Element("rect", ("class", cssClass), ("x", x - half), ("y", y - half), ("width", 2 * half), ("height", 2 * half),
                ("fill", ColorOf(group)), ("stroke", Palette.Ink), ("stroke-width", 1.0));
        }
        else
        {
            svg.Element("circle", ("class", cssClass), ("cx", x), ("cy", y), ("r", radius),
                ("fill", ColorOf(group)), ("stroke", Palette.Ink), ("stroke-width", 1.0));
        }
    }

    private static void DrawLegend(SvgWriter svg, GraphPanel panel, Box box)
    {
        var names = panel.GroupNames.Take(MostNamedGroups).ToArray();
        (string Label, string Color, string Dashes)[] lines =
            [.. new[] { (panel.MarkedEdges, Palette.Vermillion, "6 4"), (panel.PlainEdges, Palette.Grey, "none") }.Where(static l => l.Item1 is not null).Select(static l => (l.Item1!, l.Item2, l.Item3))];
        var width = names.Sum(static n => SwatchWidth + (n.Length * LetterWidth) + LegendGap) + lines.Sum(static l => LineWidth + (l.Label.Length * LetterWidth) + LegendGap) - LegendGap;
        var (x, y) = (box.Left + ((box.Width - width) / 2), box.Bottom - 16);
        svg.Open("g", ("class", "legend"));
        for (var group = 0; group < names.Length; group++)
        {
            DrawNode(svg, group, x + 7, y, 7, "swatch");
            svg.Text("text", names[group], ("x", x + SwatchWidth), ("y", y + 4.5), ("fill", Palette.Ink));
            x += SwatchWidth + (names[group].Length * LetterWidth) + LegendGap;
        }

        foreach (var (label, color, dashes) in lines)
        {
            svg.Element("line", ("x1", x), ("y1", y), ("x2", x + LineWidth - 6), ("y2", y), ("stroke", color), ("stroke-width", 1.8), ("stroke-dasharray", dashes));
            svg.Text("text", label, ("x", x + LineWidth), ("y", y + 4.5), ("fill", Palette.Ink));
            x += LineWidth + (label.Length * LetterWidth) + LegendGap;
        }

        svg.Close();
    }
}
