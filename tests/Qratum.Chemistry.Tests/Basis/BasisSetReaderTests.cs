using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(MoleculeGenerators)])]
public class BasisSetReaderTests
{
    private const string Small = "spherical\n****\nH 0\nS 2 1.00\n1.5 0.5\n0.5D+00 2.5d-1\n****\n";

    [Fact]
    public void Small_set_is_read()
    {
        var set = BasisSet.Read(Small);
        Assert.Equal(("custom", true), (set.Name, set.IsSpherical));
        var shell = Assert.Single(set.ShellsFor(Element.Parse("H")));
        Assert.Equal([1.5, 0.5], shell.Exponents.ToArray());
        Assert.Equal([0.5, 0.25], shell.Coefficients.ToArray());
        Assert.Equal("mine", BasisSet.Read(Small, "mine").Name);
        Assert.Equal("NAMED", BasisSet.Read("! Basis set: NAMED   (and more)\n" + Small).Name);
    }

    [Theory]
    [InlineData("H 0\nD 1 1.0\n1 1", true)]
    [InlineData("****\nCARTESIAN\n****\n-H 0\nD 1\n1 1\n****\n****\n", false)]
    [InlineData("\uFEFF! comment\r\n\r\nCartesian\r\n\r\n****\r\nh     0\r\nd   1   1.00\r\n  0.1D+01 1.0D+00\r\n****\r\n\r\n", false)]
    public void Layout_may_vary(string text, bool isSpherical)
    {
        using var scope = new CultureScope("de-DE");
        var shell = Assert.Single(BasisSet.Read(text).ShellsFor(Element.Parse("H")));
        Assert.Equal((2, isSpherical, 1.0, 1.0), (shell.AngularMomentum, shell.IsSpherical, shell.Exponents.Span[0], shell.Coefficients.Span[0]));
    }

    [Fact]
    public void Scale_factor_acts_on_exponents_squared() =>
        Assert.Equal(2.25 * 0.4, BasisSet.Read("H 0\nS 1 1.5\n0.4 1").ShellsFor(Element.Parse("H"))[0].Exponents.Span[0], 1e-15);

    [Theory]
    [InlineData("", "line 1, column 1: there is no element in the basis set.")]
    [InlineData("! only\n****\n", "line 1, column 1: there is no element in the basis set.")]
    [InlineData("sphrical\n****\nH 0\nS 1\n1 1", "line 1, column 1: 'sphrical' is neither spherical nor cartesian")]
    [InlineData("****\nQ 0\nS 1\n1 1", "line 2, column 1: 'Q' is not an element")]
    [InlineData("****\nH 1\nS 1\n1 1", "line 2, column 1: 'H 1' does not start an element")]
    [InlineData("****\nH 0\n****", "line 2, column 4: element H has no shells.")]
    [InlineData("****\nH 0\nS 1\n1 1\n****\nH 0\nS 1\n1 1", "line 6, column 1: element H appears twice.")]
    [InlineData("H 0\n Q 1 1.0\n1 1", "line 2, column 2: 'Q' is not a shell; it must be S, P, SP, D, F, G, ...")]
    [InlineData("H 0\nH-ECP 2 10\n1 1", "line 2, column 1: 'H-ECP' is not a shell; it must be S, P, SP, D, F, G, ...; effective core potentials are not supported")]
    [InlineData("H 0\nS\n1 1", "line 2, column 2: the number of primitives is missing.")]
    [InlineData("H 0\nS x\n1 1", "line 2, column 3: 'x' is not a number of primitives; it must be 1 to 1000.")]
    [InlineData("H 0\nS 0\n1 1", "line 2, column 3: '0' is not a number of primitives")]
    [InlineData("H 0\nS 1 0\n1 1", "line 2, column 5: the scale factor '0' must be positive.")]
    [InlineData("H 0\nS 2 1\n1 1\n****", "line 4, column 1: the shell ends after 1 of its 2 primitives.")]
    [InlineData("H 0\nS 2 1\n1 1", "line 3, column 4: the shell ends after 1 of its 2 primitives.")]
    [InlineData("H 0\nS 2 1\n1 1\nP 1\n1 1", "line 4, column 1: 'P' is not a number.")]
    [InlineData("H 0\nS 1 1\n1 1\n1 1", "line 4, column 1: '1' is not a shell")]
    [InlineData("H 0\nSP 1 1\n1 1", "line 3, column 4: a primitive of this SP shell has an exponent and 2 coefficients.")]
    [InlineData("H 0\nS 1 1\n1 1 1", "line 3, column 5: a primitive of this S shell has an exponent and 1 coefficient.")]
    [InlineData("H 0\nS 1 1\n0 1", "line 3, column 1: the exponent '0' must be positive.")]
    [InlineData("H 0\nS 1 1\n-1 1", "line 3, column 1: the exponent '-1' must be positive.")]
    [InlineData("H 0\nS 1 1\n1 0,5", "line 3, column 3: '0,5' is not a number: decimals are written with a point, write 0.5.")]
    [InlineData("H 0\nS 1 1\n1 NaN", "line 3, column 3: 'NaN' is not a finite number.")]
    public void Bad_text_is_refused_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => BasisSet.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void File_gives_name_and_place()
    {
        var path = Path.Combine(Path.GetTempPath(), $"tiny-{Guid.NewGuid():N}.gbs");
        try
        {
            File.WriteAllText(path, Small);
            Assert.Equal(Path.GetFileNameWithoutExtension(path), BasisSet.FromFile(path).Name);
            File.WriteAllText(path, Small + "Q 0");
            Assert.StartsWith($"{path}, line 8, column 1: 'Q'", Assert.Throws<FormatException>(() => BasisSet.FromFile(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Property(MaxTest = 50)]
    public void Functions_of_a_molecule_are_the_sum_over_atoms(Molecule molecule)
    {
        foreach (var set in (BasisSet[])[BasisSet.Sto3G, BasisSet.Pople631GStar])
        {
            var spherical = set.WithSphericalFunctions();
            var expected = molecule.Atoms.Sum(a => set.ShellsFor(a.Element).Sum(s => (s.AngularMomentum + 1) * (s.AngularMomentum + 2) / 2));
            Assert.Equal(expected, set.WithCartesianFunctions().FunctionCount(molecule));
            Assert.Equal(molecule.Atoms.Sum(a => set.ShellsFor(a.Element).Sum(s => (2 * s.AngularMomentum) + 1)), spherical.FunctionCount(molecule));
        }
    }

    [Property(MaxTest = 50)]
    public void Written_text_gives_the_same_shells(Element element, bool isSpherical)
    {
        if (!BasisSet.CcPvdz.Contains(element)) return;
        var set = isSpherical ? BasisSet.CcPvdz : BasisSet.CcPvdz.WithCartesianFunctions();
        var text = new System.Text.StringBuilder();
        text.Append(isSpherical ? "spherical\n****\n" : "cartesian\n****\n").Append(element.Symbol).Append(" 0\n");
        foreach (var shell in set.ShellsFor(element))
        {
            text.Append("SPDF"[shell.AngularMomentum]).Append(System.Globalization.CultureInfo.InvariantCulture, $" {shell.Exponents.Length} 1.00\n");
            for (var k = 0; k < shell.Exponents.Length; k++)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{shell.Exponents.Span[k]:R} {shell.Coefficients.Span[k]:R}\n");
        }

        var read = BasisSet.Read(text.ToString()).ShellsFor(element);
        Assert.Equal(set.ShellsFor(element).Count, read.Count);
        foreach (var (a, b) in set.ShellsFor(element).Zip(read))
        {
            Assert.Equal((a.AngularMomentum, a.IsSpherical), (b.AngularMomentum, b.IsSpherical));
            Assert.True(a.Exponents.Span.SequenceEqual(b.Exponents.Span));
            Assert.True(a.Coefficients.Span.SequenceEqual(b.Coefficients.Span));
        }
    }
}
