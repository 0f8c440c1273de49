using System.Globalization;
using System.Text.Json.Serialization;

namespace Qratum.Testing;

/// <summary>Full CI in all orbitals or in an active space of canonical RHF (ROHF) orbitals.</summary>
public sealed class ReferenceFci
{
    /// <summary>"full", or a description of the space.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Total energy in hartree.</summary>
    [JsonPropertyName("energy")]
    public required double Energy { get; init; }

    /// <summary>⟨S²⟩; null where it was not computed.</summary>
    [JsonPropertyName("s2")]
    public double? SpinSquared { get; init; }

    /// <summary>Determinants with the S_z of the system.</summary>
    [JsonPropertyName("determinants")]
    public required long Determinants { get; init; }

    /// <summary>The lowest energies with this S_z, where they were computed.</summary>
    [JsonPropertyName("lowest_three_same_Ms")]
    public double[]? LowestThree { get; init; }

    /// <summary>Doubly occupied orbitals outside the active space; null for all orbitals.</summary>
    [JsonPropertyName("frozen")]
    public int? FrozenOrbitals { get; init; }

    /// <summary>Size of the active space; null for all orbitals.</summary>
    [JsonPropertyName("active_orbitals")]
    public int? ActiveOrbitals { get; init; }

    /// <summary>Active electrons with spin up, then down; null for all orbitals.</summary>
    [JsonPropertyName("active_electrons")]
    public int[]? ActiveElectronsAlphaBeta { get; init; }

    /// <summary>Whether all orbitals and electrons are active.</summary>
    [JsonIgnore]
    public bool IsFull => Kind == "full";

    /// <summary>Indices of the active orbitals from 0, by orbital energy; null for all orbitals.</summary>
    [JsonIgnore]
    public IReadOnlyList<int>? ActiveIndices
    {
        get
        {
            if (ActiveOrbitals is not { } active || FrozenOrbitals is not { } frozen) return null;
            var open = Kind.IndexOf('[', StringComparison.Ordinal);
            return open < 0
                ? [.. Enumerable.Range(frozen, active)]
                : [.. Kind[(open + 1)..Kind.IndexOf(']', StringComparison.Ordinal)].Split(',').Select(index => int.Parse(index, CultureInfo.InvariantCulture))];
        }
    }
}
