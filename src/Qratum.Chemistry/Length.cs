using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// A length that knows its unit: made from ångström or bohr by name, read in either, never converted silently from a number.
/// </summary>
/// <remarks>Stored in bohr. Converting with <see cref="PhysicalConstants.BohrInAngstrom"/> (CODATA 2018).</remarks>
public readonly record struct Length : IComparable<Length>
{
    private Length(double bohr) => Bohr = bohr;

    /// <summary>The length in bohr.</summary>
    public double Bohr { get; }

    /// <summary>The length in ångström.</summary>
    public double Angstrom => Bohr * PhysicalConstants.BohrInAngstrom;

    /// <summary>A length given in ångström.</summary>
    /// <param name="value">Any finite number of ångström; negative for a coordinate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static Length FromAngstrom(double value) => From(value, LengthUnit.Angstrom);

    /// <summary>A length given in bohr.</summary>
    /// <param name="value">Any finite number of bohr; negative for a coordinate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static Length FromBohr(double value) => From(value, LengthUnit.Bohr);

    /// <summary>A length given in a unit chosen at run time.</summary>
    /// <param name="value">Any finite number of <paramref name="unit"/>.</param>
    /// <param name="unit">Ångström or bohr.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or the unit is unknown.</exception>
    public static Length From(double value, LengthUnit unit)
    {
        var bohr = unit switch
        {
            LengthUnit.Angstrom => value / PhysicalConstants.BohrInAngstrom,
            LengthUnit.Bohr => value,
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "The unit must be Angstrom or Bohr."),
        };
        return double.IsFinite(bohr)
            ? new Length(bohr)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A length must be a finite number of bohr.");
    }

    /// <summary>The number of <paramref name="unit"/> in this length.</summary>
    /// <param name="unit">Ångström or bohr.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit is unknown.</exception>
    public double In(LengthUnit unit) => unit switch
    {
        LengthUnit.Angstrom => Angstrom,
        LengthUnit.Bohr => Bohr,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "The unit must be Angstrom or Bohr."),
    };

    /// <inheritdoc/>
    public int CompareTo(Length other) => Bohr.CompareTo(other.Bohr);

    /// <summary>Sum of two lengths.</summary>
    public static Length operator +(Length left, Length right) => new(left.Bohr + right.Bohr);

    /// <summary>Difference of two lengths.</summary>
    public static Length operator -(Length left, Length right) => new(left.Bohr - right.Bohr);

    /// <summary>A multiple of a length.</summary>
    public static Length operator *(double factor, Length length) => new(factor * length.Bohr);

    /// <summary>Whether the left length is the shorter one.</summary>
    public static bool operator <(Length left, Length right) => left.Bohr < right.Bohr;

    /// <summary>Whether the left length is the longer one.</summary>
    public static bool operator >(Length left, Length right) => left.Bohr > right.Bohr;

    /// <summary>Whether the left length is not the longer one.</summary>
    public static bool operator <=(Length left, Length right) => left.Bohr <= right.Bohr;

    /// <summary>Whether the left length is not the shorter one.</summary>
    public static bool operator >=(Length left, Length right) => left.Bohr >= right.Bohr;

    /// <summary>The length in ångström to 12 significant digits, such as "0.735 angstrom"; the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Angstrom:G12} angstrom");
}
