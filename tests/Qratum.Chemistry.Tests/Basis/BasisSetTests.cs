using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class BasisSetTests
{
    [Theory]
    [InlineData("sto-3g", "STO-3G")]
    [InlineData("STO3G", "STO-3G")]
    [InlineData("3-21g", "3-21G")]
    [InlineData("6-31g", "6-31G")]
    [InlineData("6-31G*", "6-31G*")]
    [InlineData("6-31g(D)", "6-31G*")]
    [InlineData("6-31gs", "6-31G*")]
    [InlineData(" CC-PVDZ ", "cc-pVDZ")]
    [InlineData("cc_pvdz", "cc-pVDZ")]
    [InlineData("6-31G**", "6-31G**")]
    [InlineData("6-31G(d,p)", "6-31G**")]
    [InlineData("6-311g**", "6-311G**")]
    [InlineData("6-311++G(d,p)", "6-311++G**")]
    [InlineData("CC-pVTZ", "cc-pVTZ")]
    [InlineData("ccpvqz", "cc-pVQZ")]
    [InlineData("aug-cc-pVDZ", "aug-cc-pVDZ")]
    [InlineData("DEF2-SVP", "def2-SVP")]
    [InlineData("def2tzvp", "def2-TZVP")]
    public void Names_and_aliases_are_found(string given, string name)
    {
        foreach (var culture in (string[])["", "tr-TR", "de-DE"])
        {
            using var scope = new CultureScope(culture);
            Assert.Equal(name, BasisSet.ByName(given).Name);
        }
    }

    [Fact]
    public void Named_properties_are_the_named_sets()
    {
        Assert.Equal(
            BasisSet.Names,
            ((BasisSet[])
            [
                BasisSet.Sto3G, BasisSet.Pople321G, BasisSet.Pople631G, BasisSet.Pople631GStar, BasisSet.Pople631GStarStar,
                BasisSet.Pople6311GStarStar, BasisSet.Pople6311PlusPlusGStarStar, BasisSet.CcPvdz, BasisSet.CcPvtz, BasisSet.CcPvqz,
                BasisSet.AugCcPvdz, BasisSet.Def2Svp, BasisSet.Def2Tzvp,
            ]).Select(b => b.Name));
        Assert.All(BasisSet.Names, name => Assert.Same(BasisSet.ByName(name), BasisSet.ByName(name)));
    }

    [Theory]
    [InlineData("sto-3h", "did you mean STO-3G?")]
    [InlineData("6-31g***", "did you mean 6-31G**?")]
    [InlineData("ccpvdx", "did you mean cc-pVDZ?")]
    [InlineData("", "Known:")]
    [InlineData("a name far too long to be a slip in the name of a set, or even a whole sentence about basis sets", "Known:")]
    public void Unknown_name_gives_the_nearest_and_all(string given, string hint)
    {
        var error = Assert.Throws<ArgumentException>(() => BasisSet.ByName(given));
        Assert.StartsWith($"There is no basis set {Spelling.Quote(given)}{(hint == "Known:" ? ". " : "; ")}{hint}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Known: STO-3G, 3-21G, 6-31G, 6-31G*, 6-31G**, 6-311G**, 6-311++G**, cc-pVDZ, cc-pVTZ, cc-pVQZ, aug-cc-pVDZ, def2-SVP, def2-TZVP;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_element_names_element_set_and_what_there_is()
    {
        var error = Assert.Throws<ArgumentException>(() => BasisSet.CcPvdz.ShellsFor(Element.Parse("K")));
        Assert.StartsWith("The basis set cc-pVDZ does not have K (potassium); it has H to Ar, Ca to Kr.", error.Message, StringComparison.Ordinal);
        Assert.False(BasisSet.CcPvdz.Contains(Element.Parse("K")));
        Assert.True(BasisSet.CcPvdz.Contains(Element.Parse("Kr")));
        Assert.Throws<ArgumentException>(() => BasisSet.Sto3G.FunctionCount(Molecule.Parse("Xe 0 0 0")));
        var both = Assert.Throws<ArgumentException>(() => BasisSet.AugCcPvdz.FunctionCount(Molecule.Parse("Ca 0 0 0; H 0 0 3; K 0 3 0", charge: 0)));
        Assert.StartsWith(
            "The basis set aug-cc-pVDZ does not have K (potassium) and Ca (calcium); it has H to Ar, Sc to Kr.", both.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_exponents_become_two_shells_and_s_comes_first()
    {
        var shells = BasisSet.Sto3G.ShellsFor(Element.Parse("O"));
        Assert.Equal([0, 0, 1], shells.Select(s => s.AngularMomentum));
        Assert.Equal([5.033151319, 1.169596125, 0.380388960], shells[1].Exponents.ToArray());
        Assert.Equal(shells[1].Exponents.ToArray(), shells[2].Exponents.ToArray());
        Assert.Equal([-0.09996722919, 0.3995128261, 0.7001154689], shells[1].Coefficients.ToArray());
        Assert.Equal([0.1559162750, 0.6076837186, 0.3919573931], shells[2].Coefficients.ToArray());
    }

    [Fact]
    public void Custom_of_each_set_is_kept_and_can_be_changed()
    {
        Assert.False(BasisSet.Pople631GStar.IsSpherical);
        Assert.True(BasisSet.CcPvdz.IsSpherical);
        Assert.Equal(19, BasisSet.Pople631GStar.FunctionCount(Molecules.Water()));
        Assert.Equal(18, BasisSet.Pople631GStar.WithSphericalFunctions().FunctionCount(Molecules.Water()));
        Assert.Equal(24, BasisSet.CcPvdz.FunctionCount(Molecules.Water()));
        Assert.Equal(25, BasisSet.CcPvdz.WithCartesianFunctions().FunctionCount(Molecules.Water()));
        Assert.Same(BasisSet.CcPvdz, BasisSet.CcPvdz.WithSphericalFunctions());
        Assert.Equal("6-31G* (cartesian; H to Kr)", BasisSet.Pople631GStar.ToString());
    }

    [SharedDataTheory]
    [InlineData("sto-3g.gbs")]
    [InlineData("3-21g.gbs")]
    [InlineData("6-31g.gbs")]
    [InlineData("6-31gs.gbs")]
    [InlineData("6-31gss.gbs")]
    [InlineData("6-311gss.gbs")]
    [InlineData("6-311ppgss.gbs")]
    [InlineData("cc-pvdz.gbs")]
    [InlineData("cc-pvtz.gbs")]
    [InlineData("cc-pvqz.gbs")]
    [InlineData("aug-cc-pvdz.gbs")]
    [InlineData("def2-svp.gbs")]
    [InlineData("def2-tzvp.gbs")]
    public void Embedded_sets_are_the_reference_files_number_by_number(string file)
    {
        var expected = BasisSet.FromFile(SharedData.PathOf("basis", file));
        var actual = BasisSet.ByName(Path.GetFileNameWithoutExtension(file));
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.IsSpherical, actual.IsSpherical);
        Assert.Equal(expected.Elements, actual.Elements);
        foreach (var element in expected.Elements)
        {
            Assert.Equal(expected.ShellsFor(element).Select(Describe), actual.ShellsFor(element).Select(Describe));
        }

        static string Describe(Shell s) =>
            $"{s.AngularMomentum} {s.IsSpherical} {string.Join(',', s.Exponents.ToArray())} {string.Join(',', s.Coefficients.ToArray())}";
    }

    [SharedDataFact]
    public void Every_reference_file_is_read()
    {
        foreach (var path in Directory.EnumerateFiles(SharedData.PathOf("basis"), "*.gbs"))
        {
            var set = BasisSet.FromFile(path);
            var header = File.ReadLines(path).First(line => line.StartsWith("! Elements:", StringComparison.Ordinal));
            Assert.Equal(header["! Elements:".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries), set.Elements.Select(e => e.Symbol));
        }
    }
}
