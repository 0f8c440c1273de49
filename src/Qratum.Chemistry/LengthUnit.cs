namespace Qratum.Chemistry;

/// <summary>Unit of a length that enters or leaves the library; inside, lengths are in bohr.</summary>
public enum LengthUnit
{
    /// <summary>10⁻¹⁰ m; <see cref="PhysicalConstants.BohrInAngstrom"/> converts.</summary>
    Angstrom,

    /// <summary>The atomic unit of length.</summary>
    Bohr,
}
