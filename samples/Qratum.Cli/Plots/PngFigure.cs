using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Qratum.Cli;

/// <summary>Draws a <see cref="Figure"/> as a PNG through ScottPlot, with the ticks, colours and markers of the SVG.</summary>
internal static class PngFigure
{
    private const int PanelWidth = 800;
    private const int PanelHeight = 540;
    private const int TitleHeight = 44;

    public static byte[] Draw(Figure figure)
    {
        var family = FontFamily();
        var plots = new Multiplot();
        plots.AddPlots(figure.Panels.Count);
        plots.Layout = new ScottPlot.MultiplotLayouts.Columns();
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            var plot = plots.GetPlot(i);
            Draw(plot, figure.Panels[i]);
            if (figure.Panels.Count > 1) plot.Title(figure.Panels[i].Title, 15);
            Tidy(plot, family);
        }

        var (width, height) = (PanelWidth * figure.Panels.Count, PanelHeight + TitleHeight);
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.White);
        using (var typeface = SKTypeface.FromFamilyName(family, SKFontStyle.Bold))
        using (var font = new SKFont(typeface, 20))
        using (var paint = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true })
            surface.Canvas.DrawText(figure.Title, width / 2f, 30, SKTextAlign.Center, font, paint);
        using (var panels = SKImage.FromEncodedData(plots.Render(width, PanelHeight).GetImageBytes(ImageFormat.Png)))
            surface.Canvas.DrawImage(panels, 0, TitleHeight);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>A plain sans-serif family that this machine has; null for the system's own choice.</summary>
    private static string? FontFamily()
    {
        var present = SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] wanted = ["Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans", "Noto Sans"];
        return wanted.FirstOrDefault(present.Contains);
    }

    private static void Tidy(Plot plot, string? family)
    {
        if (family is not null)
        {
            plot.Font.Set(family);
            plot.Legend.FontName = family;
            foreach (var item in plot.Legend.ManualItems) item.LabelFontName = family;
            foreach (var text in plot.GetPlottables<ScottPlot.Plottables.Text>()) text.LabelFontName = family;
        }

        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = new Color(Palette.Faint);
        plot.Legend.Orientation = Orientation.Horizontal;
    }

    private static void Draw(Plot plot, Panel panel)
    {
        switch (panel)
        {
            case XyPanel xy: Draw(plot, xy); break;
            case BarPanel bars: Draw(plot, bars); break;
            case GraphPanel graph: Draw(plot, graph); break;
            default: throw new NotSupportedException($"{panel.GetType().Name} has no PNG drawing.");
        }
    }

    private static void Draw(Plot plot, XyPanel panel)
    {
        var x = AxisScale.Fit(panel.Series.SelectMany(s => s.Points).Select(p => p.X), panel.X);
        var y = AxisScale.Fit(panel.Series.SelectMany(s => s.Points).Select(p => p.Y), panel.Y);
        for (var i = 0; i < panel.Series.Count; i++)
        {
            var series = panel.Series[i];
            DataPoint[] points = [.. series.Points.Where(p => x.CanShow(p.X) && y.CanShow(p.Y)).Select(p => new DataPoint(x.Place(p.X), y.Place(p.Y)))];
            var line = plot.Add.ScatterLine(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray(), new Color(Palette.Color(i)));
            line.LineWidth = series.Style == SeriesStyle.Markers ? 0 : 2;
            line.LinePattern = series.Style == SeriesStyle.Reference ? LinePattern.Dashed : LinePattern.Solid;
            if (series.Style != SeriesStyle.Reference) AddMarkers(plot, points, i, series.Style);
            plot.Legend.ManualItems.Add(LegendEntry(series, i));
        }

        SetAxes(plot, x, y, panel.X.Label, panel.Y.Label);
        if (panel.Series.Count > 0) plot.ShowLegend(ScottPlot.Edge.Bottom);
    }

    private static void AddMarkers(Plot plot, DataPoint[] points, int series, SeriesStyle style)
    {
        var stride = SvgAxesPanel.MarkerStride(points.Length);
        var shown = points.Where((_, k) => k % stride == 0).ToArray();
        var markers = plot.Add.Markers(shown.Select(p => p.X).ToArray(), shown.Select(p => p.Y).ToArray(),
            ShapeOf(Palette.MarkerOf(series), style), style == SeriesStyle.OpenMarkers ? 13 : 9, new Color(Palette.Color(series)));
        markers.MarkerLineWidth = 2;
        markers.MarkerLineColor = new Color(Palette.Color(series));
    }

    private static LegendItem LegendEntry(Series series, int index)
    {
        var color = new Color(Palette.Color(index));
        var item = new LegendItem
        {
            LabelText = series.Name,
            LineColor = color,
            LineWidth = series.Style == SeriesStyle.Markers ? 0 : 2,
            LinePattern = series.Style == SeriesStyle.Reference ? LinePattern.Dashed : LinePattern.Solid,
        };
        if (series.Style != SeriesStyle.Reference)
        {
            item.MarkerShape = ShapeOf(Palette.MarkerOf(index), series.Style);
            item.MarkerSize = 8;
            item.MarkerFillColor = color;
            item.MarkerLineColor = color;
            item.MarkerLineWidth = 2;
        }

        return item;
    }

    private static void Draw(Plot plot, BarPanel panel)
    {
        var width = SvgAxesPanel.BarWidth(panel.Bars);
        var x = SvgAxesPanel.FitBars(panel, width);
        var y = AxisScale.Fit(panel.Bars.Select(b => b.Height).Append(0), new Axis(panel.YLabel));
        plot.Add.Bars(panel.Bars.Select(b => new ScottPlot.Bar
        {
            Position = b.X,
            Value = b.Height,
            Size = width * 0.84,
            FillColor = new Color(SvgAxesPanel.ColorOf(b.Kind)),
            LineWidth = b.Kind == BarKind.Highlighted ? 2 : 0,
        }).ToArray());
        AddSwatch(plot, panel.Label, BarKind.Plain);
        AddSwatch(plot, panel.HighlightLabel, BarKind.Highlighted);
        SetAxes(plot, x, y, panel.XLabel, panel.YLabel);
        if (plot.Legend.ManualItems.Count > 0) plot.ShowLegend(ScottPlot.Edge.Bottom);
    }

    private static void AddSwatch(Plot plot, string? label, BarKind kind)
    {
        if (label is null) return;
        plot.Legend.ManualItems.Add(new LegendItem { LabelText = label, FillColor = new Color(SvgAxesPanel.ColorOf(kind)) });
    }

    private static void Draw(Plot plot, GraphPanel panel)
    {
        var places = panel.Place();
        foreach (var (from, to, isMarked) in panel.Edges)
        {
            var line = plot.Add.Line(places[from].X, -places[from].Y, places[to].X, -places[to].Y);
            line.LineColor = new Color(isMarked ? Palette.Vermillion : Palette.Grey);
            line.LinePattern = isMarked ? LinePattern.Dashed : LinePattern.Solid;
            line.LineWidth = (float)SvgGraphPanel.EdgeWidth(panel.Edges.Count) * 1.2f;
        }

        var size = (float)SvgGraphPanel.NodeRadius(places.Count) * 2.4f;
        for (var i = 0; i < places.Count; i++)
        {
            var marker = plot.Add.Marker(places[i].X, -places[i].Y, ShapeOf(panel.Groups[i]), size, new Color(SvgGraphPanel.ColorOf(panel.Groups[i])));
            marker.MarkerLineColor = new Color(Palette.Ink);
            marker.MarkerLineWidth = 1;
            if (places.Count <= SvgGraphPanel.MostNumberedNodes) AddNumber(plot, places[i], i + 1, panel.Groups[i], size);
        }

        for (var group = 0; group < Math.Min(panel.GroupNames.Count, SvgGraphPanel.MostNamedGroups); group++) plot.Legend.ManualItems.Add(NodeEntry(panel.GroupNames[group], group));
        if (panel.MarkedEdges is { } marked) plot.Legend.ManualItems.Add(EdgeEntry(marked, Palette.Vermillion, LinePattern.Dashed));
        if (panel.PlainEdges is { } plain) plot.Legend.ManualItems.Add(EdgeEntry(plain, Palette.Grey, LinePattern.Solid));
        plot.ShowLegend(ScottPlot.Edge.Bottom);
        plot.HideAxesAndGrid();
        plot.Axes.Title.IsVisible = true;
        plot.Axes.SetLimits(-0.08, 1.08, -1.08, 0.08);
    }

    private static MarkerShape ShapeOf(int group) => SvgGraphPanel.IsSquare(group) ? MarkerShape.FilledSquare : MarkerShape.FilledCircle;

    private static void AddNumber(Plot plot, DataPoint place, int number, int group, float size)
    {
        var text = plot.Add.Text(number.ToString(CultureInfo.InvariantCulture), place.X, -place.Y);
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelFontSize = size * 0.45f;
        text.LabelFontColor = new Color(SvgGraphPanel.InkOn(group));
    }

    private static LegendItem NodeEntry(string label, int group) => new()
    {
        LabelText = label,
        MarkerShape = ShapeOf(group),
        MarkerSize = 12,
        MarkerFillColor = new Color(SvgGraphPanel.ColorOf(group)),
        MarkerLineColor = new Color(Palette.Ink),
        MarkerLineWidth = 1,
    };

    private static LegendItem EdgeEntry(string label, string color, LinePattern pattern) =>
        new() { LabelText = label, LineColor = new Color(color), LineWidth = 2, LinePattern = pattern };

    private static void SetAxes(Plot plot, AxisScale x, AxisScale y, string xLabel, string yLabel)
    {
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        plot.Axes.Bottom.TickGenerator = TicksOf(x);
        plot.Axes.Left.TickGenerator = TicksOf(y);
        plot.XLabel(xLabel);
        plot.YLabel(yLabel);
    }

    private static NumericManual TicksOf(AxisScale scale) =>
        new([.. scale.Ticks.Select(t => t.Position)], [.. scale.Ticks.Select(t => t.Label)]);

    private static MarkerShape ShapeOf(Marker marker, SeriesStyle style) => (marker, style == SeriesStyle.OpenMarkers) switch
    {
        (Marker.Circle, true) => MarkerShape.OpenCircle,
        (Marker.Circle, false) => MarkerShape.FilledCircle,
        (Marker.Square, true) => MarkerShape.OpenSquare,
        (Marker.Square, false) => MarkerShape.FilledSquare,
        (Marker.Diamond, true) => MarkerShape.OpenDiamond,
        (Marker.Diamond, false) => MarkerShape.FilledDiamond,
        (Marker.Triangle, true) => MarkerShape.OpenTriangleUp,
        (Marker.Triangle, false) => MarkerShape.FilledTriangleUp,
        (Marker.DownTriangle, true) => MarkerShape.OpenTriangleDown,
        (Marker.DownTriangle, false) => MarkerShape.FilledTriangleDown,
        (Marker.Cross, _) => MarkerShape.Eks,
        _ => MarkerShape.Cross,
    };
}
