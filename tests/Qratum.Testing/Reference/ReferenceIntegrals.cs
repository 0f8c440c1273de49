using System.Text.Json.Serialization;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>
/// Integrals over basis functions. Order: atoms as given; within an atom shells by angular momentum; p as x, y, z; spherical d as
/// m = −2..2; Cartesian d as xx, xy, xz, yy, yz, zz. Every s, p and spherical function has norm 1; Cartesian d functions have the
/// norms listed in <see cref="OverlapDiagonal"/>.
/// </summary>
public sealed class ReferenceIntegrals
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("basis")]
    public required string BasisName { get; init; }

    [JsonPropertyName("functions")]
    public required string Functions { get; init; }

    /// <summary>Positions in bohr.</summary>
    [JsonPropertyName("geometry_bohr")]
    [JsonConverter(typeof(ReferenceGeometry))]
    public required IReadOnlyList<Atom> Geometry { get; init; }

    [JsonPropertyName("nao")]
    public required int FunctionCount { get; init; }

    [JsonPropertyName("overlap_diagonal")]
    public required double[] OverlapDiagonal { get; init; }

    /// <summary>S, row by row; null where only samples are listed.</summary>
    [JsonPropertyName("overlap")]
    public double[][]? Overlap { get; init; }

    /// <summary>T, row by row; null where only samples are listed.</summary>
    [JsonPropertyName("kinetic")]
    public double[][]? Kinetic { get; init; }

    /// <summary>V, row by row; null where only samples are listed.</summary>
    [JsonPropertyName("nuclear_attraction")]
    public double[][]? NuclearAttraction { get; init; }

    /// <summary>⟨i|x|j⟩, ⟨i|y|j⟩, ⟨i|z|j⟩ about the origin; null where absent.</summary>
    [JsonPropertyName("dipole_integrals_xyz_origin0")]
    public double[][][]? Dipole { get; init; }

    /// <summary>Rows i, j, S, T, V; null where the matrices are listed.</summary>
    [JsonPropertyName("one_electron_samples")]
    public double[][]? OneElectronSamples { get; init; }

    /// <summary>Rows i, j, k, l, (ij|kl).</summary>
    [JsonPropertyName("eri_samples")]
    public required double[][] RepulsionSamples { get; init; }

    /// <summary>Square root of the sum of squares of all (ij|kl).</summary>
    [JsonPropertyName("eri_frobenius")]
    public required double RepulsionFrobenius { get; init; }

    /// <summary>Sum of all (ij|kl).</summary>
    [JsonPropertyName("eri_sum")]
    public required double RepulsionSum { get; init; }

    /// <summary>Eigenvalues of T + V in the metric S, ascending.</summary>
    [JsonPropertyName("core_hamiltonian_eigenvalues_in_S")]
    public required double[] CoreEigenvalues { get; init; }

    [JsonPropertyName("nuclear_repulsion")]
    public required double NuclearRepulsion { get; init; }

    [JsonIgnore]
    public Molecule Molecule => new(Geometry);

    [JsonIgnore]
    public BasisSet Basis => Functions == "spherical"
        ? BasisSet.ByName(BasisName).WithSphericalFunctions()
        : BasisSet.ByName(BasisName).WithCartesianFunctions();

    /// <inheritdoc/>
    public override string ToString() => Id;
}
