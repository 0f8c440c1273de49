namespace Qratum.Chemistry;

/// <summary>A small catalogue of molecules at experimental or usual geometries, for trials, samples and tests; all neutral singlets.</summary>
public static class Molecules
{
    /// <summary>H₂.</summary>
    /// <param name="bondLength">Distance of the nuclei; 0.735 Å where it is null.</param>
    public static Molecule Hydrogen(Length? bondLength = null) => Diatomic("H", "H", bondLength, 0.735);

    /// <summary>Hydrogen atoms on a line with equal spacing, centred at the origin: the usual model of strong correlation.</summary>
    /// <param name="atoms">Number of atoms, even and at least 2.</param>
    /// <param name="spacing">Distance of neighbours, at least <see cref="Molecule.MinimumDistance"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is odd or less than 2.</exception>
    public static Molecule HydrogenChain(int atoms, Length spacing)
    {
        if (atoms < 2 || atoms % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(atoms), atoms, "The number of atoms must be even and at least 2.");
        var hydrogen = Element.Parse("H");
        return new Molecule(Enumerable.Range(0, atoms)
            .Select(i => new Atom(hydrogen, 0, 0, Length.FromAngstrom((i - ((atoms - 1) / 2.0)) * spacing.Angstrom).Bohr)));
    }

    /// <summary>LiH.</summary>
    /// <param name="bondLength">Distance of the nuclei; 1.5957 Å where it is null.</param>
    public static Molecule LithiumHydride(Length? bondLength = null) => Diatomic("Li", "H", bondLength, 1.5957);

    /// <summary>BeH₂, linear.</summary>
    /// <param name="bondLength">Distance of beryllium and hydrogen; 1.3264 Å where it is null.</param>
    public static Molecule BerylliumHydride(Length? bondLength = null)
    {
        var length = bondLength ?? Length.FromAngstrom(1.3264);
        var hydrogen = Element.Parse("H");
        return new Molecule([new(Element.Parse("Be"), 0, 0, 0), new(hydrogen, 0, 0, length.Bohr), new(hydrogen, 0, 0, -length.Bohr)]);
    }

    /// <summary>BH.</summary>
    /// <param name="bondLength">Distance of the nuclei; 1.2324 Å where it is null.</param>
    public static Molecule BoronHydride(Length? bondLength = null) => Diatomic("B", "H", bondLength, 1.2324);

    /// <summary>HF, the fluorine atom first.</summary>
    /// <param name="bondLength">Distance of the nuclei; 0.9168 Å where it is null.</param>
    public static Molecule HydrogenFluoride(Length? bondLength = null) => Diatomic("F", "H", bondLength, 0.9168);

    /// <summary>N₂.</summary>
    /// <param name="bondLength">Distance of the nuclei; 1.0977 Å where it is null.</param>
    public static Molecule Nitrogen(Length? bondLength = null) => Diatomic("N", "N", bondLength, 1.0977);

    /// <summary>CO.</summary>
    /// <param name="bondLength">Distance of the nuclei; 1.1283 Å where it is null.</param>
    public static Molecule CarbonMonoxide(Length? bondLength = null) => Diatomic("C", "O", bondLength, 1.1283);

    /// <summary>F₂.</summary>
    /// <param name="bondLength">Distance of the nuclei; 1.4119 Å where it is null.</param>
    public static Molecule Fluorine(Length? bondLength = null) => Diatomic("F", "F", bondLength, 1.4119);

    /// <summary>H₂O; O-H 0.9584 Å, angle 104.45°.</summary>
    public static Molecule Water() => Molecule.Parse(
        "O 0 0 0; H 0 0.7575407977810179 0.5870796365888523; H 0 -0.7575407977810179 0.5870796365888523");

    /// <summary>NH₃; N-H 1.0116 Å.</summary>
    public static Molecule Ammonia() => Molecule.Parse("""
        N 0 0 0
        H 0.9371590086147874 0 0.3808773458374086
        H -0.4685795043073937 0.8116035088458454 0.3808773458374086
        H -0.4685795043073937 -0.8116035088458454 0.3808773458374086
        """);

    /// <summary>CH₄; C-H 1.0870 Å.</summary>
    public static Molecule Methane() => Molecule.Parse("""
        C 0 0 0
        H 0.6275797426091232 0.6275797426091232 0.6275797426091232
        H 0.6275797426091232 -0.6275797426091232 -0.6275797426091232
        H -0.6275797426091232 0.6275797426091232 -0.6275797426091232
        H -0.6275797426091232 -0.6275797426091232 0.6275797426091232
        """);

    /// <summary>HCN, linear.</summary>
    public static Molecule HydrogenCyanide() => Molecule.Parse("H 0 0 -1.0655; C 0 0 0; N 0 0 1.1532");

    /// <summary>C₂H₂, linear.</summary>
    public static Molecule Acetylene() => Molecule.Parse("C 0 0 0.6013; C 0 0 -0.6013; H 0 0 1.6638; H 0 0 -1.6638");

    /// <summary>C₂H₄, planar.</summary>
    public static Molecule Ethylene() => Molecule.Parse("""
        C 0 0 0.66525
        C 0 0 -0.66525
        H 0 0.9222616364559912 1.228200907203743
        H 0 -0.9222616364559912 1.228200907203743
        H 0 0.9222616364559912 -1.228200907203743
        H 0 -0.9222616364559912 -1.228200907203743
        """);

    /// <summary>H₂CO, planar.</summary>
    public static Molecule Formaldehyde() => Molecule.Parse("""
        C 0 0 0
        O 0 0 1.205
        H 0 0.9426948488444507 -0.5879178700823258
        H 0 -0.9426948488444507 -0.5879178700823258
        """);

    /// <summary>C₆H₆, a regular hexagon in the xy plane; C-C 1.3914 Å, C-H 1.0802 Å.</summary>
    public static Molecule Benzene() => Molecule.Parse("""
        C 1.3914 0 0
        C 0.6957000000000001 1.2049877468256678 0
        C -0.6956999999999997 1.204987746825668 0
        C -1.3914 1.7039735563336272e-16 0
        C -0.6957000000000007 -1.2049877468256676 0
        C 0.6957000000000001 -1.2049877468256678 0
        H 2.4716 0 0
        H 1.2358000000000002 2.1404683879936184 0
        H -1.2357999999999996 2.140468387993619 0
        H -2.4716 3.026837028772598e-16 0
        H -1.2358000000000011 -2.140468387993618 0
        H 1.2358000000000002 -2.1404683879936184 0
        """);

    private static Molecule Diatomic(string first, string second, Length? bondLength, double defaultInAngstrom) => new(
    [
        new(Element.Parse(first), 0, 0, 0),
        new(Element.Parse(second), 0, 0, (bondLength ?? Length.FromAngstrom(defaultInAngstrom)).Bohr),
    ]);
}
