using Xunit;

namespace Qratum.Chemistry.Tests;

public class MoleculeTests
{
    // Repulsion of two charges is one division away from the distance, so only rounding is left.
    private const double Rounding = 1e-14;

    [Fact]
    public void Inline_text_gives_atoms_in_bohr()
    {
        var molecule = Molecule.Parse("H 0 0 0; H 0 0 0.735");
        Assert.Equal(2, molecule.Atoms.Count);
        Assert.Equal(1.388948701599941, molecule.Atoms[1].Z);
        Assert.Equal((0, 1, 2, 1, 1), (molecule.Charge, molecule.Multiplicity, molecule.ElectronCount, molecule.AlphaElectrons, molecule.BetaElectrons));
        Assert.Equal(1 / 1.388948701599941, molecule.NuclearRepulsion, Rounding);
    }

    [Theory]
    [InlineData("H 0 0 0\nH 0 0 0.735")]
    [InlineData("\uFEFFH 0 0 0\r\nH 0 0 0.735\r\n")]
    [InlineData("  h1   0 0 0 ;; H_b\t0 +0.0 7.35e-1 ;\n\n")]
    [InlineData("1 0 0 0; 1 0 0 .735")]
    [InlineData("H 0 0 0; H 0 0 0.735D+00")]
    public void Labels_separators_and_line_ends_do_not_matter(string text) =>
        Assert.Equal(Molecules.Hydrogen(), Molecule.Parse(text));

    [Fact]
    public void Unit_of_inline_text_is_said() =>
        Assert.Equal(1.4, Molecule.Parse("H 0 0 0; H 0 0 1.4", LengthUnit.Bohr).Distance(0, 1).Bohr);

    [Theory]
    [InlineData("", "line 1, column 1: there is no atom")]
    [InlineData(" ;\n ; ", "line 1, column 1: there is no atom")]
    [InlineData("H 0 0 0; Q 0 0 1", "line 1, column 10: 'Q' is not an element")]
    [InlineData("H 0 0 0\n Hydrogn 0 0 1", "line 2, column 2: 'Hydrogn' is not an element; did you mean H (hydrogen)?")]
    [InlineData("H 0 0 0; 119 0 0 1", "line 1, column 10: '119' is not the atomic number")]
    [InlineData("H 0 0 0\nH 0 0 0,735", "line 2, column 7: '0,735' is not a number: decimals are written with a point, write 0.735.")]
    [InlineData("H 0,0,0", "line 1, column 3: '0,0,0' is not a number: numbers are separated by spaces, without commas.")]
    [InlineData("H 0, 0 0", "line 1, column 3: '0,' is not a number: numbers are separated by spaces, without commas.")]
    [InlineData("H 0 0 NaN", "line 1, column 7: 'NaN' is not a finite number")]
    [InlineData("H 0 0 -Infinity", "line 1, column 7: '-Infinity' is not a finite number")]
    [InlineData("H 0 0 1e999", "line 1, column 7: '1e999' is not a finite number")]
    [InlineData("H 0 0 1e12", "line 1, column 7: coordinate '1e12' is larger than 1000000000")]
    [InlineData("H 0 0 x", "line 1, column 7: 'x' is not a number.")]
    [InlineData("H 0 0; H 0 0 1", "line 1, column 6: the z coordinate of atom 'H' is missing")]
    [InlineData("H", "line 1, column 2: the x coordinate of atom 'H' is missing")]
    [InlineData("H 0 0 0 H 0 0 1", "line 1, column 9: 'H' follows the third coordinate; separate atoms by ';'")]
    [InlineData("2\n\nH 0 0 0\nH 0 0 1", "line 1, column 1: '2' looks like the first line of an XYZ file")]
    public void Bad_inline_text_is_refused_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Molecule.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("H 0 0 0", 0, 1, "1 electron cannot have multiplicity 1: an odd number allows even multiplicities, 2.")]
    [InlineData("O 0 0 0; H 0 0 1", 0, 1, "9 electrons cannot have multiplicity 1: an odd number allows even multiplicities, 2, 4, 6, 8, 10.")]
    [InlineData("C 0 0 0; N 0 0 1", 0, 3, "13 electrons cannot have multiplicity 3: an odd number allows even multiplicities, 2, 4, 6, 8, ..., 14.")]
    [InlineData("He 0 0 0", 0, 2, "2 electrons cannot have multiplicity 2: an even number allows odd multiplicities, 1, 3.")]
    [InlineData("He 0 0 0", 0, 5, "2 electrons cannot have multiplicity 5: it would need 4 unpaired electrons. Allowed: 1, 3.")]
    [InlineData("He 0 0 0", 3, 1, "Charge 3 takes away more electrons than there are: He has 2.")]
    [InlineData("He 0 0 0; H 0 0 1e-7", 1, 1, "Atoms 0 (He) and 1 (H) are at one place: 1E-07 angstrom apart")]
    [InlineData("H 0 0 0; H 0 0 0.05", 0, 1, "Atoms 0 (H) and 1 (H) are at one place: 0.05 angstrom apart")]
    public void Impossible_molecules_are_refused(string text, int charge, int multiplicity, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => Molecule.Parse(text, LengthUnit.Angstrom, charge, multiplicity)).Message, StringComparison.Ordinal);

    [Fact]
    public void Multiplicity_and_numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Molecule.Parse("He 0 0 0", multiplicity: 0));
        Assert.Throws<ArgumentException>(() => new Molecule([]));
        Assert.Throws<ArgumentException>(() => new Molecule([default]));
        Assert.Throws<ArgumentException>(() => new Molecule([new Atom(Element.Parse("He"), 0, double.NaN, 0)]));
        Assert.Throws<ArgumentException>(() => Molecule.Parse("He 0 0 0", charge: int.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Molecules.Hydrogen().Distance(0, 2));
    }

    [Theory]
    [InlineData("H 0 0 0; H 0 0 1; H 0 1 0", 1, "H3+")]
    [InlineData("O 0 0 0; H 0 0 1", -1, "HO-")]
    [InlineData("O 0 0 0; H 0 0 1; C 0 2 0; C 0 4 0; Br 3 3 3; H 5 5 5", 1, "C2H2BrO+")]
    [InlineData("Be 0 0 0", 2, "Be2+")]
    public void Formula_is_in_Hill_order(string text, int charge, string formula)
    {
        var electrons = Molecule.Parse(text, LengthUnit.Angstrom, charge, multiplicity: Parity(text, charge));
        Assert.Equal(formula, electrons.Formula);

        static int Parity(string text, int charge) =>
            ((text.Split(';').Sum(part => Element.Parse(part.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]).AtomicNumber) - charge) % 2) + 1;
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void Texts_are_the_same_in_every_culture(string culture)
    {
        using var scope = new CultureScope(culture);
        var molecule = Molecule.Parse("li 0 0 0; LI 0 0 -2.6735");
        Assert.Equal("""
            Li2, charge 0, singlet (multiplicity 1), 6 electrons; angstrom:
              Li     0.000000     0.000000     0.000000
              Li     0.000000     0.000000    -2.673500
            """.ReplaceLineEndings("\n"), molecule.ToString());
        Assert.Equal("Li 0 0 0; Li 0 0 -2.6735", molecule.ToInlineText());
        Assert.Equal("2\nLi2\nLi 0 0 0\nLi 0 0 -2.6735\n", molecule.ToXyz());
        Assert.Equal("Li 0.000000 0.000000 -2.673500", molecule.Atoms[1].ToString());
        Assert.Equal("2.6735 angstrom", molecule.Distance(0, 1).ToString());
        var error = Assert.Throws<FormatException>(() => Molecule.Parse("H 0 0 0; H 0 0 0,735"));
        Assert.Contains("write 0.735", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_is_shown_without_a_sign()
    {
        var molecule = Molecule.Parse("He -1e-17 -0.0 -0.0000004", LengthUnit.Bohr);
        Assert.Equal("He 0.000000 0.000000 0.000000", molecule.Atoms[0].ToString());
        Assert.DoesNotContain('-', molecule.ToString());
        Assert.Equal("He -1E-17 -0 -4E-07", molecule.ToInlineText(LengthUnit.Bohr));
    }

    [Fact]
    public void More_atoms_than_can_be_handled_are_refused_where_they_start()
    {
        var text = string.Concat(Enumerable.Range(0, 100_001).Select(i => $"H 0 0 {i}\n"));
        Assert.StartsWith("line 100001, column 1: there are more than 100000 atoms", Assert.Throws<FormatException>(() => Molecule.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equality_compares_values()
    {
        Assert.Equal(Molecules.Water(), Molecules.Water());
        Assert.Equal(Molecules.Water().GetHashCode(), Molecules.Water().GetHashCode());
        Assert.NotEqual(Molecules.Water(), Molecules.Water().WithCharge(2, 1));
        Assert.NotEqual(Molecules.Water(), Molecules.Water().WithCharge(0, 3));
        Assert.NotEqual(Molecules.Water(), Molecules.Ammonia());
        Assert.False(Molecules.Water().Equals(null));
    }

    [Fact]
    public void Triplet_has_two_more_alpha_electrons()
    {
        var oxygen = Molecule.Parse("O 0 0 0; O 0 0 1.2075", multiplicity: 3);
        Assert.Equal((9, 7), (oxygen.AlphaElectrons, oxygen.BetaElectrons));
    }
}
