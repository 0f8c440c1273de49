using System.Globalization;
using System.Text;

namespace Qratum.Chemistry;

public sealed partial class Molecule
{
    private static readonly string[] SpinNames = ["singlet", "doublet", "triplet", "quartet", "quintet", "sextet", "septet", "octet"];

    /// <summary>Reads atoms written inline, such as "H 0 0 0; H 0 0 0.735".</summary>
    /// <param name="text">
    /// One atom per line or between semicolons: a label and three coordinates separated by blanks. A label is a symbol in any
    /// letter case (H, he), a symbol with a number or an underscore behind it (H1, C_2a), or an atomic number. Empty parts are
    /// skipped. The body of an XYZ file, without its two header lines, is such a text.
    /// </param>
    /// <param name="unit">Unit of the coordinates.</param>
    /// <param name="charge">Total charge in elementary charges.</param>
    /// <param name="multiplicity">2S + 1.</param>
    /// <exception cref="FormatException">The text is empty or cannot be read; the message gives line and column.</exception>
    /// <exception cref="ArgumentException">The atoms, the charge and the multiplicity do not make a molecule.</exception>
    public static Molecule Parse(string text, LengthUnit unit = LengthUnit.Angstrom, int charge = 0, int multiplicity = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Molecule(MoleculeReader.ReadInline(text, unit), charge, multiplicity);
    }

    /// <summary>Reads the text of an XYZ file: number of atoms, comment, then one atom per line in ångström.</summary>
    /// <param name="text">
    /// The text. Columns behind the coordinates are ignored. In an extended XYZ comment `Properties=` may move the columns of
    /// species (or Z) and pos; all else there, a lattice included, is ignored.
    /// </param>
    /// <param name="charge">Total charge in elementary charges.</param>
    /// <param name="multiplicity">2S + 1.</param>
    /// <exception cref="FormatException">The text is empty, truncated or cannot be read; the message gives line and column.</exception>
    /// <exception cref="ArgumentException">The atoms, the charge and the multiplicity do not make a molecule.</exception>
    public static Molecule FromXyz(string text, int charge = 0, int multiplicity = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Molecule(MoleculeReader.ReadXyz(text, source: null), charge, multiplicity);
    }

    /// <summary>Reads an XYZ file; see <see cref="FromXyz"/>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="charge">Total charge in elementary charges.</param>
    /// <param name="multiplicity">2S + 1.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">The file is empty, truncated or cannot be read; the message gives file, line and column.</exception>
    /// <exception cref="ArgumentException">The atoms, the charge and the multiplicity do not make a molecule.</exception>
    public static Molecule FromXyzFile(string path, int charge = 0, int multiplicity = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new Molecule(MoleculeReader.ReadXyz(File.ReadAllText(path), path), charge, multiplicity);
    }

    /// <summary>The atoms as <see cref="Parse"/> reads them, every digit kept.</summary>
    /// <remarks>
    /// Reading the text gives the same coordinates: always for bohr, and for ångström where they came from numbers of ångström;
    /// others differ by a unit in the last place.
    /// </remarks>
    /// <param name="unit">Unit of the coordinates written.</param>
    /// <returns>One line such as "H 0 0 0; H 0 0 0.735".</returns>
    /// <exception cref="ArgumentOutOfRangeException">The unit is unknown.</exception>
    public string ToInlineText(LengthUnit unit = LengthUnit.Angstrom) => string.Join("; ", _atoms.Select(a => Line(a, unit)));

    /// <summary>The text of an XYZ file, in ångström with every digit.</summary>
    /// <param name="comment">Second line of the file; the formula where it is null.</param>
    /// <exception cref="ArgumentException">The comment has more than one line.</exception>
    public string ToXyz(string? comment = null)
    {
        if (comment is not null && TextLine.Split(comment, source: null).Count > 1)
            throw new ArgumentException("The comment of an XYZ file is one line.", nameof(comment));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{_atoms.Length}\n{comment ?? Formula}\n");
        foreach (var atom in _atoms) text.Append(Line(atom, LengthUnit.Angstrom)).Append('\n');
        return text.ToString();
    }

    /// <summary>Formula, charge, multiplicity, and one line per atom with coordinates in ångström to six decimals.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var spin = Multiplicity <= SpinNames.Length ? SpinNames[Multiplicity - 1] : Text($"multiplicity {Multiplicity}");
        text.Append(CultureInfo.InvariantCulture, $"{Formula}, charge {Charge}, {spin} (multiplicity {Multiplicity}), {ElectronCount} electrons; angstrom:");
        foreach (var atom in _atoms)
        {
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"  {atom.Element.Symbol,-2}");
            foreach (var bohr in (ReadOnlySpan<double>)[atom.X, atom.Y, atom.Z])
                text.Append(CultureInfo.InvariantCulture, $" {Atom.ShownInAngstrom(bohr),12:F6}");
        }

        return text.ToString();
    }

    private static string Line(Atom atom, LengthUnit unit) =>
        Text($"{atom.Element.Symbol} {Number(atom.X, unit):R} {Number(atom.Y, unit):R} {Number(atom.Z, unit):R}");

    /// <summary>The number that reads back as the coordinate: a short one where there is one, else the nearest.</summary>
    private static double Number(double bohr, LengthUnit unit)
    {
        var value = Length.FromBohr(bohr).In(unit);
        var brief = double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        foreach (var candidate in (ReadOnlySpan<double>)[brief, value, Math.BitIncrement(value), Math.BitDecrement(value)])
            if (Length.From(candidate, unit).Bohr.Equals(bohr)) return candidate;
        return value;
    }

    private static string FormulaOf(Atom[] atoms, int charge)
    {
        var carbon = atoms.Any(a => a.Element.Symbol == "C");
        var groups = atoms.GroupBy(a => a.Element.Symbol)
            .OrderBy(g => carbon ? (g.Key == "C" ? 0 : g.Key == "H" ? 1 : 2) : 2)
            .ThenBy(g => g.Key, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var group in groups)
        {
            text.Append(group.Key);
            if (group.Count() > 1) text.Append(CultureInfo.InvariantCulture, $"{group.Count()}");
        }

        if (charge == 0) return text.ToString();
        var size = Math.Abs((long)charge);
        return text.Append(size == 1 ? "" : Text($"{size}")).Append(charge > 0 ? '+' : '-').ToString();
    }
}
