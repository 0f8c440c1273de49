namespace Qratum.Optimization;

/// <summary>The distances of TSPLIB in whole numbers, from the coordinates of two cities (G. Reinelt, "TSPLIB 95", section 2).</summary>
internal static class TspLibDistance
{
    private const double Pi = 3.141592, EarthRadius = 6378.388;

    /// <summary>The rule of a type; null for one that is unknown.</summary>
    internal static Func<(double X, double Y), (double X, double Y), double>? Of(string type) => type switch
    {
        "EUC_2D" => static (a, b) => Nearest(Length(a, b)),
        "CEIL_2D" => static (a, b) => Math.Ceiling(Length(a, b)),
        "MAN_2D" => static (a, b) => Nearest(Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y)),
        "MAX_2D" => static (a, b) => Math.Max(Nearest(Math.Abs(a.X - b.X)), Nearest(Math.Abs(a.Y - b.Y))),
        "ATT" => Pseudo,
        "GEO" => OnEarth,
        _ => null,
    };

    private static double Length((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    private static double Nearest(double value) => Math.Floor(value + 0.5);

    private static double Pseudo((double X, double Y) a, (double X, double Y) b)
    {
        var length = Length(a, b) / Math.Sqrt(10);
        var nearest = Nearest(length);
        return nearest < length ? nearest + 1 : nearest;
    }

    private static double OnEarth((double X, double Y) a, (double X, double Y) b)
    {
        var q1 = Math.Cos(Radians(a.Y) - Radians(b.Y));
        var q2 = Math.Cos(Radians(a.X) - Radians(b.X));
        var q3 = Math.Cos(Radians(a.X) + Radians(b.X));
        return Math.Floor((EarthRadius * Math.Acos(0.5 * (((1 + q1) * q2) - ((1 - q1) * q3)))) + 1);
    }

    /// <summary>Degrees and, behind the point, minutes.</summary>
    private static double Radians(double coordinate)
    {
        var degrees = Math.Truncate(coordinate);
        return Pi * (degrees + (5 * (coordinate - degrees) / 3)) / 180;
    }
}
