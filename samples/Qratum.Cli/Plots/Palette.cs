namespace Qratum.Cli;

/// <summary>
/// The colours of Okabe and Ito (Color Universal Design, 2008), told apart with every common form of colour vision; each
/// series also has a marker of its own, so that nothing rests on colour alone. Their yellow is left out: too pale for a
/// thin line on white.
/// </summary>
internal static class Palette
{
    public const string Blue = "#0072B2";
    public const string Vermillion = "#D55E00";
    public const string Green = "#009E73";
    public const string Orange = "#E69F00";
    public const string Purple = "#CC79A7";
    public const string Sky = "#56B4E9";
    public const string Black = "#000000";
    public const string Ink = "#222222";
    public const string Faint = "#DDDDDD";
    public const string Grey = "#8A8A8A";

    private static readonly string[] SeriesColors = [Blue, Vermillion, Green, Orange, Purple, Sky, Black];

    private static readonly Marker[] SeriesMarkers =
        [Marker.Circle, Marker.Square, Marker.Diamond, Marker.Triangle, Marker.Cross, Marker.DownTriangle, Marker.Plus];

    public static string Color(int series) => SeriesColors[series % SeriesColors.Length];

    public static Marker MarkerOf(int series) => SeriesMarkers[series % SeriesMarkers.Length];
}

internal enum Marker
{
    Circle,
    Square,
    Diamond,
    Triangle,
    DownTriangle,
    Cross,
    Plus,
}
