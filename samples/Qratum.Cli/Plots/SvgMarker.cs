namespace Qratum.Cli;

/// <summary>Draws the markers of series and the entries of legends.</summary>
internal static class SvgMarker
{
    public static void Draw(SvgWriter svg, Marker marker, double x, double y, double radius, string color, SeriesStyle style)
    {
        var (fill, stroke, width) = style == SeriesStyle.OpenMarkers ? ("none", color, 1.6) : (color, "#FFFFFF", 0.6);
        switch (marker)
        {
            case Marker.Circle:
                svg.Element("circle", ("class", "mark"), ("cx", x), ("cy", y), ("r", radius),
                    ("fill", fill), ("stroke", stroke), ("stroke-width", width));
                break;
            case Marker.Square:
                var side = radius * 1.8;
                svg.Element("rect", ("class", "mark"), ("x", x - (side / 2)), ("y", y - (side / 2)), ("width", side), ("height", side),
                    ("fill", fill), ("stroke", stroke), ("stroke-width", width));
                break;
            case Marker.Cross or Marker.Plus:
                svg.Element("path", ("class", "mark"), ("d", Path(marker, x, y, radius)),
                    ("fill", "none"), ("stroke", color), ("stroke-width", 2.0));
                break;
            default:
                svg.Element("path", ("class", "mark"), ("d", Path(marker, x, y, radius * 1.3)),
                    ("fill", fill), ("stroke", stroke), ("stroke-width", width));
                break;
        }
    }

    private static string Path(Marker marker, double x, double y, double r)
    {
        (double X, double Y)[] corners = marker switch
        {
            Marker.Diamond => [(0, -1), (1, 0), (0, 1), (-1, 0)],
            Marker.Triangle => [(0, -1), (0.87, 0.6), (-0.87, 0.6)],
            Marker.DownTriangle => [(0, 1), (0.87, -0.6), (-0.87, -0.6)],
            Marker.Cross => [(-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8)],
            Marker.Plus => [(-1, 0), (1, 0), (0, -1), (0, 1)],
            _ => throw new NotSupportedException($"Marker {marker} is not a path."),
        };
        var points = corners.Select(c => $"{SvgWriter.Number(x + (c.X * r))} {SvgWriter.Number(y + (c.Y * r))}").ToArray();
        return marker is Marker.Cross or Marker.Plus
            ? $"M{points[0]}L{points[1]}M{points[2]}L{points[3]}"
            : "M" + string.Join('L', points) + "Z";
    }
}
