namespace Qratum.Cli;

/// <summary>Draws a <see cref="Figure"/> as an SVG document of its own: no script, no style sheet, no font inside.</summary>
internal static class SvgFigure
{
    internal const double TextSize = 13;
    private const double PanelWidth = 640;
    private const double PanelHeight = 430;
    private const double TitleHeight = 42;

    public static string Draw(Figure figure)
    {
        var (width, height) = (PanelWidth * figure.Panels.Count, PanelHeight + TitleHeight);
        var svg = new SvgWriter().Open("svg",
            ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
            ("viewBox", $"0 0 {SvgWriter.Number(width)} {SvgWriter.Number(height)}"),
            ("role", "img"), ("aria-labelledby", "title desc"),
            ("font-family", "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"), ("font-size", TextSize));
        svg.Text("title", figure.Title, ("id", "title"));
        svg.Text("desc", figure.Description, ("id", "desc"));
        svg.Element("rect", ("width", width), ("height", height), ("fill", "#FFFFFF"));
        svg.Text("text", Shorten(figure.Title, width - 40, 17), ("x", width / 2), ("y", 28.0), ("text-anchor", "middle"),
            ("font-size", 17), ("font-weight", "bold"), ("fill", Palette.Ink));
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            var box = new Box(PanelWidth * i, TitleHeight, PanelWidth, PanelHeight);
            svg.Open("g", ("class", "panel"));
            var heading = figure.Panels.Count > 1 ? 22 : 0;
            if (heading > 0)
            {
                svg.Text("text", figure.Panels[i].Title, ("x", box.Left + (box.Width / 2)), ("y", box.Top + 14),
                    ("text-anchor", "middle"), ("font-size", 14), ("fill", Palette.Ink));
            }

            DrawPanel(svg, figure.Panels[i], box with { Top = box.Top + heading, Height = box.Height - heading });
            svg.Close();
        }

        return svg.Close().ToString();
    }

    private static void DrawPanel(SvgWriter svg, Panel panel, Box box)
    {
        switch (panel)
        {
            case XyPanel xy: new SvgAxesPanel(svg, box).Draw(xy); break;
            case BarPanel bars: new SvgAxesPanel(svg, box).Draw(bars); break;
            case GraphPanel graph: SvgGraphPanel.Draw(svg, graph, box); break;
            default: throw new NotSupportedException($"{panel.GetType().Name} has no SVG drawing.");
        }
    }

    /// <summary>Width of a text as a fair guess: there is no font to measure with.</summary>
    internal static double TextWidth(string text, double size = TextSize) => text.Length * size * 0.56;

    private static string Shorten(string text, double width, double size)
    {
        var characters = (int)(width / (size * 0.58));
        return text.Length <= characters ? text : text[..(characters - 1)] + "…";
    }
}

/// <summary>A rectangle in user units, y downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;
}
