using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(MoleculeGenerators)])]
public class MoleculeProperties
{
    // Relative error of a coordinate that went to ångström and back: two roundings each way.
    private const double UnitRounding = 1e-15;

    // Relative error of sums and distances after coordinates were moved or reordered.
    private const double Rounding = 1e-11;

    [Property]
    public void Inline_text_in_bohr_gives_the_same_molecule(Molecule molecule) =>
        Assert.Equal(molecule, Molecule.Parse(molecule.ToInlineText(LengthUnit.Bohr), LengthUnit.Bohr, molecule.Charge, molecule.Multiplicity));

    [Property]
    public void Inline_text_in_angstrom_gives_nearly_the_same_molecule(Molecule molecule) =>
        AssertNear(molecule, Molecule.Parse(molecule.ToInlineText(), LengthUnit.Angstrom, molecule.Charge, molecule.Multiplicity));

    [Property]
    public void Molecule_that_came_from_angstrom_comes_back_exactly(Molecule molecule)
    {
        var read = Molecule.Parse(molecule.ToInlineText(), LengthUnit.Angstrom, molecule.Charge, molecule.Multiplicity);
        Assert.Equal(read, Molecule.Parse(read.ToInlineText(), LengthUnit.Angstrom, read.Charge, read.Multiplicity));
        Assert.Equal(read, Molecule.FromXyz(read.ToXyz(), read.Charge, read.Multiplicity));
    }

    [Property]
    public void Short_numbers_of_angstrom_stay_short(int thousandths)
    {
        var text = $"He 0 0 {(thousandths / 1000.0).ToString("R", System.Globalization.CultureInfo.InvariantCulture)}";
        Assert.Equal(text, Molecule.Parse(text).ToInlineText());
    }

    [Property]
    public void Xyz_text_gives_nearly_the_same_molecule_in_any_culture(Molecule molecule)
    {
        foreach (var culture in (string[])["de-DE", "tr-TR"])
        {
            using var scope = new CultureScope(culture);
            var text = molecule.ToXyz("a comment").ReplaceLineEndings(culture == "de-DE" ? "\r\n" : "\n");
            AssertNear(molecule, Molecule.FromXyz("\uFEFF" + text, molecule.Charge, molecule.Multiplicity));
        }
    }

    [Property]
    public void Second_writing_is_the_first(Molecule molecule)
    {
        var once = Molecule.FromXyz(molecule.ToXyz(), molecule.Charge, molecule.Multiplicity);
        Assert.Equal(once.ToXyz(), Molecule.FromXyz(once.ToXyz(), molecule.Charge, molecule.Multiplicity).ToXyz());
        Assert.Equal(molecule.ToString(), once.ToString());
    }

    [Property]
    public void Electrons_add_up(Molecule molecule)
    {
        Assert.Equal(molecule.Atoms.Sum(a => a.Element.AtomicNumber) - molecule.Charge, molecule.ElectronCount);
        Assert.Equal(molecule.ElectronCount, molecule.AlphaElectrons + molecule.BetaElectrons);
        Assert.Equal(molecule.Multiplicity - 1, molecule.AlphaElectrons - molecule.BetaElectrons);
        Assert.InRange(molecule.BetaElectrons, 0, molecule.AlphaElectrons);
    }

    [Property]
    public void Repulsion_does_not_depend_on_order_or_place(Molecule molecule)
    {
        var moved = molecule.Atoms.Reverse().Select(a => a with { X = -a.Y + 3, Y = a.X - 1, Z = a.Z + 0.5 });
        var other = new Molecule(moved, molecule.Charge, molecule.Multiplicity);
        Assert.Equal(molecule.NuclearRepulsion, other.NuclearRepulsion, Rounding * Math.Max(1, molecule.NuclearRepulsion));
        Assert.Equal(molecule.Formula, other.Formula);
    }

    [Property]
    public void Stretched_bond_has_the_length_and_the_rest_is_rigid(Molecule molecule, FsCheck.NonNegativeInt first, FsCheck.NonNegativeInt second)
    {
        var count = molecule.Atoms.Count;
        if (count < 2) return;
        var i = first.Get % count;
        var j = (i + 1 + (second.Get % (count - 1))) % count;

        // Far beyond the grid the atoms stand on, so that nothing can collide.
        var length = Length.FromBohr(40);
        var stretched = molecule.WithBondLength(i, j, length);
        Assert.Equal(40, stretched.Distance(i, j).Bohr, Rounding);
        Assert.Equal(molecule.Atoms[i], stretched.Atoms[i]);
        Assert.Equal((molecule.Charge, molecule.Multiplicity, molecule.Formula), (stretched.Charge, stretched.Multiplicity, stretched.Formula));

        var still = Enumerable.Range(0, count).Where(k => molecule.Atoms[k] == stretched.Atoms[k]).ToArray();
        var moving = Enumerable.Range(0, count).Except(still).ToArray();
        Assert.Contains(j, moving);
        foreach (var group in (int[][])[still, moving])
        {
            foreach (var a in group)
            {
                foreach (var b in group) Assert.Equal(molecule.Atoms[a].DistanceTo(molecule.Atoms[b]).Bohr, stretched.Atoms[a].DistanceTo(stretched.Atoms[b]).Bohr, Rounding);
            }
        }

        // Two atoms alone come back.
        if (count == 2) AssertNear(molecule, stretched.WithBondLength(i, j, molecule.Distance(i, j)), Rounding);
    }

    [Property]
    public void Every_decimal_comma_is_refused_with_the_number_to_write(Molecule molecule)
    {
        var text = molecule.ToInlineText();
        if (!text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal)) return;
        var error = Assert.Throws<FormatException>(() => Molecule.Parse(text.Replace('.', ','), LengthUnit.Angstrom, molecule.Charge, molecule.Multiplicity));
        var word = text.Split(' ', ';').First(w => w.Contains('.', StringComparison.Ordinal));
        Assert.Contains($"write {word}.", error.Message, StringComparison.Ordinal);
    }

    [Property]
    public void Text_cut_anywhere_is_read_or_refused_with_a_place(Molecule molecule, FsCheck.NonNegativeInt cut)
    {
        var text = molecule.ToXyz();
        var part = text[..(cut.Get % text.Length)];
        try
        {
            var read = Molecule.FromXyz(part, molecule.Charge, molecule.Multiplicity);

            // Only a coordinate cut short (1.25 to 1.2) can still be read.
            Assert.Equal(molecule.Formula, read.Formula);
            Assert.Equal(text.TrimEnd().Count(c => c == '\n'), part.TrimEnd().Count(c => c == '\n'));
        }
        catch (FormatException error)
        {
            Assert.Matches("^line [0-9]+, column [0-9]+: ", error.Message);
        }
        catch (ArgumentException error)
        {
            Assert.Contains("at one place", error.Message, StringComparison.Ordinal);
        }
    }

    [Property]
    public void Any_text_is_read_or_refused(string text)
    {
        if (text is null) return;
        foreach (var read in (Func<string, object>[])[t => Molecule.Parse(t), t => Molecule.FromXyz(t), t => BasisSet.Read(t)])
        {
            try
            {
                read(text);
            }
            catch (FormatException error)
            {
                Assert.Matches("^line [0-9]+, column [0-9]+: ", error.Message);
            }
        }
    }

    [Property]
    public void Symbols_are_read_in_any_case_and_culture(Element element)
    {
        using var scope = new CultureScope("tr-TR");
        Assert.Same(element, Element.Parse(element.Symbol.ToUpperInvariant()));
        Assert.Same(element, Element.Parse(element.Symbol.ToLowerInvariant()));
        Assert.Same(element, Element.FromAtomicNumber(element.AtomicNumber));
        Assert.Same(element, Molecule.Parse($"{element.Symbol}12 0 0 0", charge: element.AtomicNumber % 2).Atoms[0].Element);
        Assert.Same(element, Molecule.Parse($"{element.AtomicNumber} 0 0 0", charge: element.AtomicNumber % 2).Atoms[0].Element);
    }

    [Property]
    public void Closed_shells_are_closed(ClosedShellMolecule closed)
    {
        Assert.Equal(1, closed.Molecule.Multiplicity);
        Assert.Equal(closed.Molecule.AlphaElectrons, closed.Molecule.BetaElectrons);
        Assert.InRange(closed.Molecule.ElectronCount, 2, 12);
    }

    private static void AssertNear(Molecule expected, Molecule actual, double tolerance = UnitRounding)
    {
        Assert.Equal((expected.Charge, expected.Multiplicity, expected.Atoms.Count), (actual.Charge, actual.Multiplicity, actual.Atoms.Count));
        for (var i = 0; i < expected.Atoms.Count; i++)
        {
            var (a, b) = (expected.Atoms[i], actual.Atoms[i]);
            Assert.Same(a.Element, b.Element);
            Assert.Equal(a.X, b.X, tolerance * Math.Max(1, Math.Abs(a.X)));
            Assert.Equal(a.Y, b.Y, tolerance * Math.Max(1, Math.Abs(a.Y)));
            Assert.Equal(a.Z, b.Z, tolerance * Math.Max(1, Math.Abs(a.Z)));
        }
    }
}
