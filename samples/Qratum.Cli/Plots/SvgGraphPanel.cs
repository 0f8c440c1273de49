using System.Globalization;

namespace Qratum.Cli;

/// <summary>Draws a graph with its two sides as circles and squares; edges of the cut are dashed.</summary>
internal static class SvgGraphPanel
{
    /// <summary>Above this many nodes numbers no longer fit into them.</summary>
    internal const int MostNumberedNodes = 60;

    public static void Draw(SvgWriter svg, GraphPanel panel, Box box)
    {
        var radius = NodeRadius(panel.Sides.Count);
        var side = Math.Min(box.Width - 40, box.Height - 44) - (2 * radius);
        var (left, top) = (box.Left + ((box.Width - side) / 2), box.Top + radius + 6);
        var places = GraphLayout.Place(panel.Sides.Count, panel.Edges).Select(p => (X: left + (p.X * side), Y: top + (p.Y * side))).ToArray();
        svg.Open("g", ("class", "edges"));
        foreach (var (from, to) in panel.Edges)
        {
            var cut = panel.Sides[from] != panel.Sides[to];
            svg.Element("line", ("class", cut ? "edge cut" : "edge"),
                ("x1", places[from].X), ("y1", places[from].Y), ("x2", places[to].X), ("y2", places[to].Y),
                ("stroke", cut ? Palette.Vermillion : Palette.Grey), ("stroke-width", EdgeWidth(panel.Edges.Count)),
                ("stroke-dasharray", cut ? "6 4" : "none"));
        }

        svg.Close().Open("g", ("class", "nodes"));
        for (var i = 0; i < places.Length; i++)
        {
            DrawNode(svg, panel.Sides[i], places[i].X, places[i].Y, radius);
            if (places.Length > MostNumberedNodes) continue;
            svg.Text("text", (i + 1).ToString(CultureInfo.InvariantCulture), ("x", places[i].X), ("y", places[i].Y + (radius * 0.35)),
                ("text-anchor", "middle"), ("font-size", radius * 0.95), ("fill", panel.Sides[i] ? "#000000" : "#FFFFFF"));
        }

        svg.Close();
        DrawLegend(svg, box);
    }

    internal static double NodeRadius(int nodes) => Math.Clamp(100 / Math.Sqrt(Math.Max(nodes, 1)), 3, 15);

    internal static double EdgeWidth(int edges) => Math.Clamp(40.0 / Math.Max(edges, 1), 0.5, 1.8);

    internal static string ColorOf(bool side) => side ? Palette.Orange : Palette.Blue;

    private static void DrawNode(SvgWriter svg, bool side, double x, double y, double radius)
    {
        if (side)
        {
            var half = radius * 0.92;
            svg.Element("rect", ("class", "node"), ("x", x - half), ("y", y - half), ("width", 2 * half), ("height", 2 * half),
                ("fill", ColorOf(side)), ("stroke", Palette.Ink), ("stroke-width", 1.0));
        }
        else
        {
            svg.Element("circle", ("class", "node"), ("cx", x), ("cy", y), ("r", radius),
                ("fill", ColorOf(side)), ("stroke", Palette.Ink), ("stroke-width", 1.0));
        }
    }

    private static void DrawLegend(SvgWriter svg, Box box)
    {
        var (x, y) = (box.Left + (box.Width / 2) - 190, box.Bottom - 16);
        svg.Open("g", ("class", "legend"));
        svg.Element("circle", ("cx", x), ("cy", y), ("r", 7), ("fill", ColorOf(false)), ("stroke", Palette.Ink));
        svg.Text("text", "side 0", ("x", x + 14), ("y", y + 4.5), ("fill", Palette.Ink));
        svg.Element("rect", ("x", x + 83), ("y", y - 7), ("width", 14), ("height", 14), ("fill", ColorOf(true)), ("stroke", Palette.Ink));
        svg.Text("text", "side 1", ("x", x + 104), ("y", y + 4.5), ("fill", Palette.Ink));
        svg.Element("line", ("x1", x + 170), ("y1", y), ("x2", x + 200), ("y2", y),
            ("stroke", Palette.Vermillion), ("stroke-width", 1.8), ("stroke-dasharray", "6 4"));
        svg.Text("text", "cut", ("x", x + 207), ("y", y + 4.5), ("fill", Palette.Ink));
        svg.Element("line", ("x1", x + 255), ("y1", y), ("x2", x + 285), ("y2", y), ("stroke", Palette.Grey), ("stroke-width", 1.8));
        svg.Text("text", "within a side", ("x", x + 292), ("y", y + 4.5), ("fill", Palette.Ink));
        svg.Close();
    }
}
