using System.Text.Json.Serialization;

namespace Qratum.Testing;

/// <summary>Figures of a qubit Hamiltonian that do not depend on the order of spin orbitals.</summary>
public sealed class ReferenceHamiltonian
{
    [JsonPropertyName("qubits")]
    public required int Qubits { get; init; }

    /// <summary>Terms with |coefficient| above 1e-8, identity included.</summary>
    [JsonPropertyName("pauli_terms")]
    public required int PauliTerms { get; init; }

    /// <summary>Terms by threshold: "1e-6", "1e-8", "1e-10", "1e-12".</summary>
    [JsonPropertyName("pauli_terms_by_threshold")]
    public required IReadOnlyDictionary<string, int> PauliTermsByThreshold { get; init; }

    [JsonPropertyName("one_norm_with_identity")]
    public required double OneNormWithIdentity { get; init; }

    [JsonPropertyName("one_norm_without_identity")]
    public required double OneNormWithoutIdentity { get; init; }

    /// <summary>Contains the nuclear repulsion and the energy of frozen orbitals.</summary>
    [JsonPropertyName("identity_coefficient")]
    public required double IdentityCoefficient { get; init; }

    [JsonPropertyName("largest_other_coefficient")]
    public required double LargestOtherCoefficient { get; init; }
}
