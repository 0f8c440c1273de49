using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// Nuclei at fixed places, a total charge and a spin multiplicity: where every chemical calculation starts. Immutable;
/// equality compares atoms in order, charge and multiplicity exactly.
/// </summary>
public sealed partial class Molecule : IEquatable<Molecule>
{
    private readonly Atom[] _atoms;

    /// <summary>Makes a molecule and checks that it can exist.</summary>
    /// <param name="atoms">The atoms, at least one; positions in bohr, finite.</param>
    /// <param name="charge">Total charge in elementary charges; at most the sum of the atomic numbers.</param>
    /// <param name="multiplicity">2S + 1: 1 for a singlet, 2 for a doublet, ...; at least 1.</param>
    /// <exception cref="ArgumentException">
    /// There is no atom; a coordinate is not finite; two atoms are closer than <see cref="MinimumDistance"/>; the charge exceeds
    /// the nuclear charge; or the number of electrons does not allow the multiplicity.
    /// </exception>
    public Molecule(IEnumerable<Atom> atoms, int charge = 0, int multiplicity = 1)
    {
        ArgumentNullException.ThrowIfNull(atoms);
        _atoms = [.. atoms];
        (Charge, Multiplicity) = (charge, multiplicity);
        ThrowIfBad(_atoms);
        ElectronCount = Electrons(_atoms, charge);
        ThrowIfImpossible(multiplicity, ElectronCount);
        Atoms = Array.AsReadOnly(_atoms);
        NuclearRepulsion = Repulsion(_atoms);
    }

    /// <summary>
    /// The least distance of two nuclei, 0.1 bohr: below it the integrals of any basis set are numerically dependent, and it is
    /// always a slip of unit or a repeated line.
    /// </summary>
    public static Length MinimumDistance { get; } = Length.FromBohr(0.1);

    /// <summary>The atoms in the order given, positions in bohr.</summary>
    public IReadOnlyList<Atom> Atoms { get; }

    /// <summary>Total charge in elementary charges.</summary>
    public int Charge { get; }

    /// <summary>Spin multiplicity 2S + 1, at least 1.</summary>
    public int Multiplicity { get; }

    /// <summary>Number of electrons: the sum of the atomic numbers less the charge.</summary>
    public int ElectronCount { get; }

    /// <summary>Number of electrons with spin up, in the state with S_z = S; never fewer than <see cref="BetaElectrons"/>.</summary>
    public int AlphaElectrons => (ElectronCount + Multiplicity - 1) / 2;

    /// <summary>Number of electrons with spin down, in the state with S_z = S.</summary>
    public int BetaElectrons => ElectronCount - AlphaElectrons;

    /// <summary>Coulomb repulsion of the nuclei, Σ Z_i Z_j / r_ij over pairs, in hartree.</summary>
    public double NuclearRepulsion { get; }

    /// <summary>
    /// Chemical formula in Hill order (carbon, hydrogen, then by letter; without carbon all by letter), with the charge: "CH4",
    /// "H2O", "H3+", "HO-".
    /// </summary>
    /// <remarks>E. A. Hill, J. Am. Chem. Soc. 22, 478 (1900).</remarks>
    public string Formula => FormulaOf(_atoms, Charge);

    /// <summary>The distance of two atoms.</summary>
    /// <param name="first">Index of an atom, from 0.</param>
    /// <param name="second">Index of an atom, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 to the number of atoms less 1.</exception>
    public Length Distance(int first, int second)
    {
        ThrowIfNoAtom(first, nameof(first));
        ThrowIfNoAtom(second, nameof(second));
        return _atoms[first].DistanceTo(_atoms[second]);
    }

    /// <inheritdoc/>
    public bool Equals(Molecule? other) => other is not null
        && Charge == other.Charge && Multiplicity == other.Multiplicity && _atoms.AsSpan().SequenceEqual(other._atoms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Molecule);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var atom in _atoms) hash.Add(atom);
        hash.Add(Charge);
        hash.Add(Multiplicity);
        return hash.ToHashCode();
    }

    private void ThrowIfNoAtom(int index, string name)
    {
        if (index < 0 || index >= _atoms.Length)
            throw new ArgumentOutOfRangeException(name, index, $"There is no atom {index}; the molecule has atoms 0 to {_atoms.Length - 1}.");
    }

    private static void ThrowIfBad(Atom[] atoms)
    {
        if (atoms.Length == 0) throw new ArgumentException("A molecule needs at least one atom.", nameof(atoms));
        for (var i = 0; i < atoms.Length; i++)
        {
            var (element, x, y, z) = atoms[i];
            if (element is null) throw new ArgumentException($"Atom {i} has no element.", nameof(atoms));
            if (!double.IsFinite(x) || !double.IsFinite(y) || !double.IsFinite(z))
            {
                throw new ArgumentException(Text($"Atom {i} ({element}) is at ({x:R}, {y:R}, {z:R}); coordinates must be finite."), nameof(atoms));
            }

            for (var j = 0; j < i; j++)
            {
                var distance = atoms[i].DistanceToBohr(atoms[j]);
                if (distance >= MinimumDistance.Bohr) continue;
                throw new ArgumentException(
                    Text($"Atoms {j} ({atoms[j].Element}) and {i} ({element}) are at one place: {distance * PhysicalConstants.BohrInAngstrom:G6} angstrom apart, the least allowed is {MinimumDistance.Angstrom:G6} angstrom (atoms are counted from 0)."),
                    nameof(atoms));
            }
        }
    }

    private static int Electrons(Atom[] atoms, int charge)
    {
        var protons = atoms.Sum(a => (long)a.Element.AtomicNumber);
        var electrons = protons - charge;
        if (electrons < 0)
            throw new ArgumentException(Text($"Charge {charge} takes away more electrons than there are: {FormulaOf(atoms, 0)} has {protons}."), nameof(charge));
        if (electrons > int.MaxValue / 2)
            throw new ArgumentException(Text($"Charge {charge} leaves {electrons} electrons; at most {int.MaxValue / 2} are allowed."), nameof(charge));
        return (int)electrons;
    }

    private static void ThrowIfImpossible(int multiplicity, int electrons)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiplicity, 1);
        if ((electrons + multiplicity) % 2 == 0 && multiplicity <= electrons + 1)
        {
            throw new ArgumentException(
                Text($"{electrons} electron{(electrons == 1 ? "" : "s")} cannot have multiplicity {multiplicity}: an {(electrons % 2 == 0 ? "even number allows odd" : "odd number allows even")} multiplicities, {Allowed(electrons)}. Set the charge or the multiplicity."),
                nameof(multiplicity));
        }

        if (multiplicity > electrons + 1)
        {
            throw new ArgumentException(
                Text($"{electrons} electron{(electrons == 1 ? "" : "s")} cannot have multiplicity {multiplicity}: it would need {multiplicity - 1} unpaired electrons. Allowed: {Allowed(electrons)}."),
                nameof(multiplicity));
        }
    }

    private static string Allowed(int electrons)
    {
        var least = (electrons % 2) + 1;
        var all = Enumerable.Range(0, (electrons / 2) + 1).Select(k => least + (2 * k));
        return electrons <= 10
            ? string.Join(", ", all)
            : Text($"{string.Join(", ", all.Take(4))}, ..., {electrons + 1}");
    }

    private static double Repulsion(Atom[] atoms)
    {
        var sum = 0.0;
        for (var i = 1; i < atoms.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += atoms[i].Element.AtomicNumber * (double)atoms[j].Element.AtomicNumber / atoms[i].DistanceToBohr(atoms[j]);
            }
        }

        return sum;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
