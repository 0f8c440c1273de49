namespace Qratum.Cli;

/// <summary>Draws the panels that have two axes: grid, ticks, curves or bars, and a legend above the frame.</summary>
internal sealed class SvgAxesPanel(SvgWriter svg, Box box)
{
    private const double LegendRow = 20;
    private const double MostMarkers = 60;
    private Box _frame;

    public void Draw(XyPanel panel)
    {
        var x = AxisScale.Fit(panel.Series.SelectMany(s => s.Points).Select(p => p.X), panel.X);
        var y = AxisScale.Fit(panel.Series.SelectMany(s => s.Points).Select(p => p.Y), panel.Y);
        var legend = panel.Series.Select((s, i) => (s.Name, Symbol: (Action<double, double>)((px, py) => DrawSample(s.Style, i, px, py))));
        DrawFrame(x, y, panel.X.Label, panel.Y.Label, [.. legend]);
        for (var i = 0; i < panel.Series.Count; i++) DrawSeries(panel.Series[i], i, x, y);
    }

    public void Draw(BarPanel panel)
    {
        var width = BarWidth(panel.Bars);
        var x = FitBars(panel, width);
        var y = AxisScale.Fit(panel.Bars.Select(b => b.Height).Append(0), new Axis(panel.YLabel));
        List<(string, Action<double, double>)> legend = [];
        if (panel.Label is { } plain) legend.Add((plain, (px, py) => DrawSample(BarKind.Plain, px, py)));
        if (panel.HighlightLabel is { } best) legend.Add((best, (px, py) => DrawSample(BarKind.Highlighted, px, py)));
        DrawFrame(x, y, panel.XLabel, panel.YLabel, legend);
        foreach (var bar in panel.Bars)
        {
            var (left, right) = (PlaceX(x.Fraction(bar.X - (width * 0.42))), PlaceX(x.Fraction(bar.X + (width * 0.42))));
            var (top, bottom) = (PlaceY(y.Fraction(bar.Height)), PlaceY(y.Fraction(0)));
            svg.Element("rect", ("class", "bar"), ("x", left), ("y", top), ("width", Math.Max(right - left, 1)), ("height", bottom - top),
                ("fill", ColorOf(bar.Kind)), ("stroke", Palette.Ink), ("stroke-width", bar.Kind == BarKind.Highlighted ? 1.5 : 0.0));
        }
    }

    /// <summary>Distance between the closest bars; 1 when there is only one.</summary>
    internal static double BarWidth(IReadOnlyList<Bar> bars)
    {
        var places = bars.Select(b => b.X).Order().ToArray();
        var gaps = places.Zip(places.Skip(1), (a, b) => b - a).Where(gap => gap > 0).ToArray();
        return gaps.Length == 0 ? 1 : gaps.Min();
    }

    /// <summary>The axis below bars: wide enough for five, so that a lone bar does not fill the frame.</summary>
    internal static AxisScale FitBars(BarPanel panel, double width)
    {
        const int least = 5;
        if (panel.Bars.Count == 0) return AxisScale.Fit([], new Axis(panel.XLabel));
        var (low, high) = (panel.Bars.Min(b => b.X) - (width / 2), panel.Bars.Max(b => b.X) + (width / 2));
        var margin = Math.Max(0, ((least * width) - (high - low)) / 2);
        var whole = panel.Bars.All(b => b.X == Math.Round(b.X));
        return AxisScale.Fit([low - margin, high + margin], new Axis(panel.XLabel) { WholeNumbers = whole });
    }

    internal static string ColorOf(BarKind kind) => kind == BarKind.Highlighted ? Palette.Vermillion : Palette.Sky;

    /// <summary>Markers are thinned out where they would merge into a band: every how many points one is drawn.</summary>
    internal static int MarkerStride(int points) => Math.Max(1, (int)Math.Ceiling(points / MostMarkers));

    private double PlaceX(double fraction) => _frame.Left + (fraction * _frame.Width);

    private double PlaceY(double fraction) => _frame.Bottom - (fraction * _frame.Height);

    private void DrawFrame(AxisScale x, AxisScale y, string xLabel, string yLabel, IReadOnlyList<(string Name, Action<double, double> Symbol)> legend)
    {
        var left = 34 + y.Ticks.Max(t => SvgFigure.TextWidth(t.Label));
        var rows = LegendRows(legend, box.Width - left - 20);
        var top = (rows * LegendRow) + 8;
        _frame = new Box(box.Left + left, box.Top + top, box.Width - left - 20, box.Height - top - 50);
        DrawLegend(legend);
        foreach (var tick in x.Ticks)
        {
            var place = PlaceX((tick.Position - x.Low) / (x.High - x.Low));
            Line(place, _frame.Top, place, _frame.Bottom, Palette.Faint);
            svg.Text("text", tick.Label, ("class", "tick"), ("x", place), ("y", _frame.Bottom + 18), ("text-anchor", "middle"), ("fill", Palette.Ink));
        }

        foreach (var tick in y.Ticks)
        {
            var place = PlaceY((tick.Position - y.Low) / (y.High - y.Low));
            Line(_frame.Left, place, _frame.Right, place, Palette.Faint);
            svg.Text("text", tick.Label, ("class", "tick"), ("x", _frame.Left - 8), ("y", place + 4.5), ("text-anchor", "end"), ("fill", Palette.Ink));
        }

        svg.Element("rect", ("x", _frame.Left), ("y", _frame.Top), ("width", _frame.Width), ("height", _frame.Height),
            ("fill", "none"), ("stroke", Palette.Ink), ("stroke-width", 1.0));
        svg.Text("text", xLabel, ("x", _frame.Left + (_frame.Width / 2)), ("y", _frame.Bottom + 40), ("text-anchor", "middle"), ("fill", Palette.Ink));
        var (labelX, labelY) = (SvgWriter.Number(box.Left + 16), SvgWriter.Number(_frame.Top + (_frame.Height / 2)));
        svg.Text("text", yLabel, ("transform", $"translate({labelX} {labelY}) rotate(-90)"), ("text-anchor", "middle"), ("fill", Palette.Ink));
    }

    private void Line(double x1, double y1, double x2, double y2, string color) =>
        svg.Element("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke", color), ("stroke-width", 1.0));

    private void DrawSeries(Series series, int index, AxisScale x, AxisScale y)
    {
        var color = Palette.Color(index);
        (double X, double Y)[] points = [.. series.Points.Where(p => x.CanShow(p.X) && y.CanShow(p.Y))
            .Select(p => (PlaceX(x.Fraction(p.X)), PlaceY(y.Fraction(p.Y))))];
        svg.Open("g", ("class", "series"));
        if (series.Style != SeriesStyle.Markers && points.Length > 1)
        {
            var text = string.Join(' ', points.Select(p => $"{SvgWriter.Number(p.X)},{SvgWriter.Number(p.Y)}"));
            svg.Element("polyline", ("points", text), ("fill", "none"), ("stroke", color), ("stroke-width", 1.8),
                ("stroke-linejoin", "round"), ("stroke-dasharray", series.Style == SeriesStyle.Reference ? "7 5" : "none"));
        }

        if (series.Style != SeriesStyle.Reference)
        {
            var stride = MarkerStride(points.Length);
            for (var i = 0; i < points.Length; i += stride)
                SvgMarker.Draw(svg, Palette.MarkerOf(index), points[i].X, points[i].Y, Radius(series.Style), color, series.Style);
        }

        svg.Close();
    }

    private static double Radius(SeriesStyle style) => style == SeriesStyle.OpenMarkers ? 6 : 4;

    private static double EntryWidth(string name) => 44 + SvgFigure.TextWidth(name);

    private static int LegendRows(IReadOnlyList<(string Name, Action<double, double> Symbol)> legend, double width)
    {
        if (legend.Count == 0) return 0;
        var (rows, used) = (1, 0.0);
        foreach (var (name, _) in legend)
        {
            if (used > 0 && used + EntryWidth(name) > width) (rows, used) = (rows + 1, 0);
            used += EntryWidth(name);
        }

        return rows;
    }

    private void DrawLegend(IReadOnlyList<(string Name, Action<double, double> Symbol)> legend)
    {
        var (x, y) = (_frame.Left, box.Top + (LegendRow / 2));
        svg.Open("g", ("class", "legend"));
        foreach (var (name, symbol) in legend)
        {
            if (x > _frame.Left && x + EntryWidth(name) > _frame.Right) (x, y) = (_frame.Left, y + LegendRow);
            symbol(x, y);
            svg.Text("text", name, ("x", x + 32), ("y", y + 4.5), ("fill", Palette.Ink));
            x += EntryWidth(name);
        }

        svg.Close();
    }

    private void DrawSample(SeriesStyle style, int index, double x, double y)
    {
        var color = Palette.Color(index);
        if (style != SeriesStyle.Markers)
        {
            svg.Element("line", ("x1", x), ("y1", y), ("x2", x + 26), ("y2", y), ("stroke", color), ("stroke-width", 1.8),
                ("stroke-dasharray", style == SeriesStyle.Reference ? "7 5" : "none"));
        }

        if (style != SeriesStyle.Reference) SvgMarker.Draw(svg, Palette.MarkerOf(index), x + 13, y, Radius(style), color, style);
    }

    private void DrawSample(BarKind kind, double x, double y) => svg.Element("rect", ("x", x + 8), ("y", y - 7), ("width", 14), ("height", 14),
        ("fill", ColorOf(kind)), ("stroke", Palette.Ink), ("stroke-width", kind == BarKind.Highlighted ? 1.5 : 0.0));
}
