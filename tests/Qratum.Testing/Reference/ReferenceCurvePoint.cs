using System.Text.Json.Serialization;

namespace Qratum.Testing;

/// <summary>A point of a curve of a diatomic molecule in STO-3G; energies in hartree.</summary>
public sealed class ReferenceCurvePoint
{
    /// <summary>Distance in ångström.</summary>
    [JsonPropertyName("r_angstrom")]
    public required double Angstrom { get; init; }

    [JsonPropertyName("nuclear_repulsion")]
    public required double NuclearRepulsion { get; init; }

    /// <summary>Lowest real RHF solution.</summary>
    [JsonPropertyName("rhf")]
    public required double Rhf { get; init; }

    /// <summary>RHF solution that keeps the symmetry of the molecule.</summary>
    [JsonPropertyName("rhf_symmetry_adapted")]
    public required double RhfSymmetryAdapted { get; init; }

    [JsonPropertyName("mp2_corr")]
    public double? Mp2Correlation { get; init; }

    [JsonPropertyName("ccsd")]
    public double? Ccsd { get; init; }

    [JsonPropertyName("fci")]
    public required double Fci { get; init; }
}
