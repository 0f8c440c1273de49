using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class MoleculeGeneratorsTests
{
    [Fact]
    public void Every_chain_of_shrinks_ends()
    {
        var arbitrary = MoleculeGenerators.Molecules();
        var molecule = Molecule.Parse("Kr 0 0 0; O 1.234 2.345 3.456; N 5 5.55 6; C 9 9 9.99", LengthUnit.Bohr, charge: 1, multiplicity: 5);
        var steps = 0;
        while (arbitrary.Shrinker(molecule).LastOrDefault() is { } smaller)
        {
            molecule = smaller;
            Assert.True(++steps < 100, molecule.ToString());
        }

        Assert.Equal(("H", 0), (string.Concat(molecule.Atoms.Select(a => a.Element.Symbol).Distinct()), molecule.Charge));
    }

    [Fact]
    public void Shrinking_finds_the_one_atom_that_matters()
    {
        var arbitrary = MoleculeGenerators.Molecules();
        var molecule = Molecule.Parse("Kr 0 0 0; O 1.234 2.345 3.456; N 5 5.55 6; C 9 9 9.99", LengthUnit.Bohr, charge: 1, multiplicity: 5);
        while (arbitrary.Shrinker(molecule).FirstOrDefault(m => m.Atoms.Any(a => a.Element.Symbol == "O")) is { } smaller) molecule = smaller;
        Assert.Equal("O 1.2 2.3 3.5", molecule.ToInlineText(LengthUnit.Bohr));
        Assert.Equal((0, 1), (molecule.Charge, molecule.Multiplicity));
    }
}
