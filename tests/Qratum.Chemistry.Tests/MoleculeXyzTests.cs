using Xunit;

namespace Qratum.Chemistry.Tests;

public class MoleculeXyzTests
{
    [Theory]
    [InlineData("2\n\nH 0 0 0\nH 0 0 0.735\n")]
    [InlineData("\uFEFF  2  \r\nhydrogen, 0,735 angstrom\r\nH 0 0 0\r\nH 0 0 0.735\r\n\r\n  \r\n")]
    [InlineData("2\ncomment\nH1 0 0 0 0.1 extra\n1 0 0 0.735 -0.1 columns")]
    [InlineData("2\nLattice=\"5 0 0 0 5 0 0 0 5\" Properties=species:S:1:pos:R:3:forces:R:3 pbc=\"F F F\"\nH 0 0 0 1 2 3\nH 0 0 0.735 1 2 3")]
    [InlineData("2\nProperties=id:I:1:forces:R:3:species:S:1:pos:R:3\n7 1 2 3 H 0 0 0\n8 1 2 3 H 0 0 0.735")]
    [InlineData("2\nProperties=pos:R:3:Z:I:1 energy=1\n0 0 0 1\n0 0 0.735 1")]
    [InlineData("2\nProperties=nonsense:R\nH 0 0 0\nH 0 0 0.735")]
    [InlineData("2\nProperties=species:S:0:pos:R:3\nH 0 0 0\nH 0 0 0.735")]
    public void Xyz_is_read(string text) => Assert.Equal(Molecules.Hydrogen(), Molecule.FromXyz(text));

    [Theory]
    [InlineData("", "line 1, column 1: the file is empty.")]
    [InlineData(" \r\n \n", "line 1, column 1: the file is empty.")]
    [InlineData("\n2\n\nH 0 0 0\nH 0 0 1", "line 1, column 1: the first line must hold the number of atoms.")]
    [InlineData("H 0 0 0\nH 0 0 1", "line 1, column 1: 'H 0 0 0' is not the number of atoms")]
    [InlineData("2.0\n\nH 0 0 0\nH 0 0 1", "line 1, column 1: '2.0' is not the number of atoms")]
    [InlineData("-2\n\nH 0 0 0\nH 0 0 1", "line 1, column 1: '-2' is not the number of atoms")]
    [InlineData("0\n\n", "line 1, column 1: the number of atoms is '0'; it must be 1 to 100000.")]
    [InlineData("99999999999999999999\n\n", "line 1, column 1: the number of atoms is '99999999999999999999'")]
    [InlineData("100001\n\n", "line 1, column 1: the number of atoms is '100001'")]
    [InlineData("2", "line 1, column 2: the file ends before the comment and the 2 atoms announced.")]
    [InlineData("2\ncomment", "line 2, column 8: the file ends after 0 of the 2 atoms announced in line 1.")]
    [InlineData("2\ncomment\nH 0 0 0\n", "line 4, column 1: the file ends after 1 of the 2 atoms announced in line 1.")]
    [InlineData("2\ncomment\nH 0 0 0\n\nH 0 0 1", "line 4, column 1: the file ends after 1 of the 2 atoms announced in line 1.")]
    [InlineData("1\ncomment\nHe 0 0 0\nHe 0 0 9", "line 4, column 1: text follows the 1 atoms announced in line 1")]
    [InlineData("2\n\nH 0 0 0\nH 0 0", "line 4, column 6: the z coordinate of atom 'H' is missing.")]
    [InlineData("2\n\nH 0 0 0\n  Xx 0 0 1", "line 4, column 3: 'Xx' is not an element")]
    [InlineData("2\n\nH 0 0 0\nH 0 0,1 1", "line 4, column 5: '0,1' is not a number: decimals are written with a point, write 0.1.")]
    [InlineData("2\nProperties=id:I:1:species:S:1:pos:R:3\n1\n2", "line 3, column 2: the label of the atom is missing.")]
    public void Bad_xyz_is_refused_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Molecule.FromXyz(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void File_is_read_and_named_in_errors()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Molecules.Water().ToXyz("water"), System.Text.Encoding.Unicode);
            Assert.Equal("H2O", Molecule.FromXyzFile(path).Formula);
            File.WriteAllText(path, "1\n\nQq 0 0 0");
            Assert.StartsWith($"{path}, line 3, column 1: 'Qq'", Assert.Throws<FormatException>(() => Molecule.FromXyzFile(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Throws<FileNotFoundException>(() => Molecule.FromXyzFile(path));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("two\u2028lines")]
    [InlineData("end\r\n")]
    public void Comment_of_two_lines_is_not_written(string comment) =>
        Assert.Throws<ArgumentException>(() => Molecules.Water().ToXyz(comment));
}
