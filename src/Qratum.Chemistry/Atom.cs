using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>A nucleus at a place in space.</summary>
/// <param name="Element">The element.</param>
/// <param name="X">x coordinate in bohr.</param>
/// <param name="Y">y coordinate in bohr.</param>
/// <param name="Z">z coordinate in bohr.</param>
public readonly record struct Atom(Element Element, double X, double Y, double Z)
{
    /// <summary>An atom at a place given by lengths, so that the unit is said.</summary>
    /// <param name="element">The element.</param>
    /// <param name="x">x coordinate.</param>
    /// <param name="y">y coordinate.</param>
    /// <param name="z">z coordinate.</param>
    public static Atom At(Element element, Length x, Length y, Length z) => new(element, x.Bohr, y.Bohr, z.Bohr);

    /// <summary>The distance between two nuclei.</summary>
    /// <param name="other">The other atom.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not finite.</exception>
    public Length DistanceTo(Atom other) => Length.FromBohr(DistanceToBohr(other));

    /// <summary>Symbol and coordinates in ångström to six decimals, such as "H 0.000000 0.000000 0.735000".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Element} {ShownInAngstrom(X):F6} {ShownInAngstrom(Y):F6} {ShownInAngstrom(Z):F6}");

    internal double DistanceToBohr(Atom other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }

    // Rounded here, and the sign of zero dropped, so that no "-0.000000" is shown.
    internal static double ShownInAngstrom(double bohr) => Math.Round(bohr * PhysicalConstants.BohrInAngstrom, 6) + 0.0;
}
