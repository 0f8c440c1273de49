using System.Text.Json.Serialization;

namespace Qratum.Testing;

/// <summary>Energies of variational ansätze in STO-3G, in hartree; null where one was not computed.</summary>
public sealed class ReferenceVqe
{
    [JsonPropertyName("rhf")]
    public required double Rhf { get; init; }

    [JsonPropertyName("fci")]
    public required double Fci { get; init; }

    /// <summary>Active orbitals.</summary>
    [JsonPropertyName("orbitals")]
    public required int Orbitals { get; init; }

    /// <summary>Active electrons with spin up, then down.</summary>
    [JsonPropertyName("electrons")]
    public required int[] ElectronsAlphaBeta { get; init; }

    [JsonPropertyName("determinants")]
    public required long Determinants { get; init; }

    /// <summary>Number of excitations: one parameter for each that conserves S_z.</summary>
    [JsonPropertyName("uccsd_params_unshared")]
    public int? UccsdParameters { get; init; }

    [JsonPropertyName("uccsd_singles")]
    public int? UccsdSingles { get; init; }

    [JsonPropertyName("uccsd_doubles")]
    public int? UccsdDoubles { get; init; }

    /// <summary>One Trotter step, doubles first, one parameter for each excitation.</summary>
    [JsonPropertyName("uccsd_trotter1_doubles_first_unshared")]
    public double? UccsdDoublesFirst { get; init; }

    /// <summary>One Trotter step, doubles first, α-β mirror images sharing a parameter.</summary>
    [JsonPropertyName("uccsd_trotter1_doubles_first_mirror_shared")]
    public double? UccsdDoublesFirstShared { get; init; }

    /// <summary>One Trotter step, singles first, one parameter for each excitation.</summary>
    [JsonPropertyName("uccsd_trotter1_singles_first_unshared")]
    public double? UccsdSinglesFirst { get; init; }

    /// <summary>exp of the whole generator, no Trotter step.</summary>
    [JsonPropertyName("uccsd_exact_exponential")]
    public double? UccsdExact { get; init; }

    /// <summary>1-UpCCGSD, best of a few starts: an upper bound of the minimum.</summary>
    [JsonPropertyName("kupccgsd_k1_best")]
    public double? OneLayerOfPairs { get; init; }

    /// <summary>2-UpCCGSD, best of a few starts: an upper bound of the minimum.</summary>
    [JsonPropertyName("kupccgsd_k2_best")]
    public double? TwoLayersOfPairs { get; init; }

    /// <summary>ADAPT-VQE from the shared excitations: number of operators and energy at the end.</summary>
    [JsonPropertyName("adapt_uccsd_pool_final")]
    public double[]? Adapt { get; init; }
}
