using System.Text.Json.Serialization;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>One molecule in one basis set with its energies in hartree; null where a figure does not exist.</summary>
public sealed class ReferenceSystem
{
    /// <summary>Such as "H2O/STO-3G".</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Name of the molecule in the file, such as "H2O".</summary>
    [JsonPropertyName("molecule")]
    public required string MoleculeName { get; init; }

    [JsonPropertyName("charge")]
    public required int Charge { get; init; }

    [JsonPropertyName("multiplicity")]
    public required int Multiplicity { get; init; }

    /// <summary>Name of the basis set, such as "6-31G*".</summary>
    [JsonPropertyName("basis")]
    public required string BasisName { get; init; }

    /// <summary>Name of its file in <c>data/basis</c>.</summary>
    [JsonPropertyName("basis_file")]
    public required string BasisFile { get; init; }

    /// <summary>"spherical" or "cartesian"; a few systems depart from the custom of their set.</summary>
    [JsonPropertyName("functions")]
    public required string Functions { get; init; }

    /// <summary>Positions in bohr.</summary>
    [JsonPropertyName("geometry_bohr")]
    [JsonConverter(typeof(ReferenceGeometry))]
    public required IReadOnlyList<Atom> Geometry { get; init; }

    /// <summary>Number of basis functions.</summary>
    [JsonPropertyName("nao")]
    public required int FunctionCount { get; init; }

    /// <summary>Electrons with spin up, then down.</summary>
    [JsonPropertyName("electrons_alpha_beta")]
    public required int[] ElectronsAlphaBeta { get; init; }

    [JsonPropertyName("nuclear_repulsion")]
    public required double NuclearRepulsion { get; init; }

    /// <summary>RHF energy, closed shells only.</summary>
    [JsonPropertyName("rhf")]
    public double? Rhf { get; init; }

    /// <summary>UHF energy, open shells only.</summary>
    [JsonPropertyName("uhf")]
    public double? Uhf { get; init; }

    /// <summary>⟨S²⟩ of the UHF state, open shells only.</summary>
    [JsonPropertyName("uhf_s2")]
    public double? UhfSpinSquared { get; init; }

    /// <summary>ROHF energy, open shells only.</summary>
    [JsonPropertyName("rohf")]
    public double? Rohf { get; init; }

    /// <summary>Kinetic energy of the SCF density.</summary>
    [JsonPropertyName("scf_kinetic")]
    public required double ScfKinetic { get; init; }

    /// <summary>Attraction of the SCF density by the nuclei.</summary>
    [JsonPropertyName("scf_nuclear_attraction")]
    public required double ScfNuclearAttraction { get; init; }

    /// <summary>Dipole moment of the SCF density, x, y, z in atomic units, about the origin of the coordinates.</summary>
    [JsonPropertyName("dipole_au")]
    public required double[] Dipole { get; init; }

    /// <summary>MP2 correlation energy, all electrons, on the RHF (or UHF) reference.</summary>
    [JsonPropertyName("mp2_corr")]
    public double? Mp2Correlation { get; init; }

    /// <summary>CCSD total energy, all electrons; good to 1e-9.</summary>
    [JsonPropertyName("ccsd")]
    public double? Ccsd { get; init; }

    /// <summary>Canonical orbital energies, ascending (ROHF for open shells).</summary>
    [JsonPropertyName("orbital_energies")]
    public required double[] OrbitalEnergies { get; init; }

    /// <summary>The Hamiltonian of all orbitals under Jordan-Wigner; null where it was not made.</summary>
    [JsonPropertyName("jordan_wigner")]
    public ReferenceHamiltonian? JordanWigner { get; init; }

    /// <summary>The Hamiltonian of the active space of <see cref="Fci"/>; null where that is all orbitals.</summary>
    [JsonPropertyName("jordan_wigner_active")]
    public ReferenceHamiltonian? JordanWignerActive { get; init; }

    [JsonPropertyName("fci")]
    public required ReferenceFci Fci { get; init; }

    /// <summary>Whether a sound SCF should reach the listed solution.</summary>
    [JsonPropertyName("scf_easy")]
    public required bool IsScfEasy { get; init; }

    [JsonPropertyName("has_degenerate_orbitals")]
    public required bool HasDegenerateOrbitals { get; init; }

    /// <summary>Whether term counts and 1-norms do not depend on the program that made them.</summary>
    [JsonPropertyName("qubit_hamiltonian_portable")]
    public required bool IsQubitHamiltonianPortable { get; init; }

    [JsonIgnore]
    public bool IsClosedShell => Multiplicity == 1;

    /// <summary>Whether the package brings the basis set.</summary>
    [JsonIgnore]
    public bool IsBasisEmbedded => BasisSet.Names.Contains(BasisName);

    [JsonIgnore]
    public Molecule Molecule => new(Geometry, Charge, Multiplicity);

    /// <summary>The basis set: the embedded one, or else read from its file, with the functions this system uses.</summary>
    [JsonIgnore]
    public BasisSet Basis
    {
        get
        {
            var set = IsBasisEmbedded ? BasisSet.ByName(BasisName) : BasisSet.FromFile(SharedData.PathOf("basis", BasisFile));
            return Functions == "spherical" ? set.WithSphericalFunctions() : set.WithCartesianFunctions();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
