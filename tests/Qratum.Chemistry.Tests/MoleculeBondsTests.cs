using Xunit;

namespace Qratum.Chemistry.Tests;

public class MoleculeBondsTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Fragment_behind_the_bond_moves_along()
    {
        // H-C and C-C of acetylene: a CH group moves as one.
        var acetylene = Molecules.Acetylene();
        var stretched = acetylene.WithBondLength(0, 1, Length.FromAngstrom(2));
        Assert.Equal(2, stretched.Distance(0, 1).Angstrom, Rounding);
        Assert.Equal(acetylene.Distance(1, 3).Bohr, stretched.Distance(1, 3).Bohr, Rounding);
        Assert.Equal(acetylene.Atoms[2], stretched.Atoms[2]);
        Assert.NotEqual(acetylene.Atoms[3], stretched.Atoms[3]);
    }

    [Fact]
    public void End_atom_moves_alone()
    {
        var water = Molecules.Water();
        var stretched = water.WithBondLength(0, 1, Length.FromAngstrom(1.8));
        Assert.Equal(1.8, stretched.Distance(0, 1).Angstrom, Rounding);
        Assert.Equal(water.Atoms[0], stretched.Atoms[0]);
        Assert.Equal(water.Atoms[2], stretched.Atoms[2]);

        // From the hydrogen's side the whole OH moves.
        var other = water.WithBondLength(1, 0, Length.FromAngstrom(1.8));
        Assert.Equal(water.Atoms[1], other.Atoms[1]);
        Assert.Equal(water.Distance(0, 2).Bohr, other.Distance(0, 2).Bohr, Rounding);
    }

    [Fact]
    public void In_a_ring_only_the_atom_moves()
    {
        var benzene = Molecules.Benzene();
        var stretched = benzene.WithBondLength(0, 1, Length.FromAngstrom(1.5));
        Assert.Equal(1.5, stretched.Distance(0, 1).Angstrom, Rounding);
        Assert.All(Enumerable.Range(0, 12).Where(i => i != 1), i => Assert.Equal(benzene.Atoms[i], stretched.Atoms[i]));
    }

    [Fact]
    public void Atoms_joined_through_a_third_are_not_torn()
    {
        var water = Molecules.Water();
        var wider = water.WithBondLength(1, 2, Length.FromAngstrom(1.7));
        Assert.Equal(1.7, wider.Distance(1, 2).Angstrom, Rounding);
        Assert.Equal([water.Atoms[0], water.Atoms[1]], wider.Atoms.Take(2));
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(1.0)]
    [InlineData(2.5)]
    public void Chain_of_hydrogens_is_cut_in_two(double spacing)
    {
        var chain = Molecules.HydrogenChain(6, Length.FromAngstrom(spacing));
        var stretched = chain.WithBondLength(2, 3, Length.FromAngstrom(5));
        Assert.Equal(chain.Atoms.Take(3), stretched.Atoms.Take(3));
        Assert.Equal(5, stretched.Distance(2, 3).Angstrom, Rounding);
        Assert.Equal(spacing, stretched.Distance(3, 4).Angstrom, Rounding);
        Assert.Equal(spacing, stretched.Distance(4, 5).Angstrom, Rounding);
    }

    [Fact]
    public void Separate_fragment_moves_as_one()
    {
        // Two hydrogen molecules far apart: any pair of atoms between them moves the whole second molecule.
        var pair = Molecule.Parse("H 0 0 0; H 0 0 0.74; H 0 5 0; H 0 5 0.74");
        var nearer = pair.WithBondLength(0, 2, Length.FromAngstrom(2));
        Assert.Equal(2, nearer.Distance(0, 2).Angstrom, Rounding);
        Assert.Equal(0.74, nearer.Distance(2, 3).Angstrom, Rounding);
        Assert.Equal(pair.Atoms.Take(2), nearer.Atoms.Take(2));
    }

    [Fact]
    public void Bad_bonds_are_refused()
    {
        var water = Molecules.Water();
        Assert.Throws<ArgumentOutOfRangeException>(() => water.WithBondLength(-1, 0, Length.FromAngstrom(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => water.WithBondLength(0, 3, Length.FromAngstrom(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => water.WithBondLength(0, 1, Length.FromAngstrom(0.01)));
        Assert.Throws<ArgumentOutOfRangeException>(() => water.WithBondLength(0, 1, Length.FromAngstrom(-1)));
        Assert.Throws<ArgumentException>(() => water.WithBondLength(1, 1, Length.FromAngstrom(1)));
        var chain = Molecule.Parse("H 0 0 0; H 0 0 0.7; H 0 0 9; H 0 0 9.7");
        Assert.Throws<ArgumentException>(() => chain.WithBondLength(2, 1, Length.FromAngstrom(0.7)).WithBondLength(3, 0, Length.FromAngstrom(0.7)));
    }

    [Fact]
    public void Moved_onto_another_atom_is_refused()
    {
        var bent = Molecule.Parse("He 0 0 0; He 0 0 2; He 0 0 4; He 0 0 6");
        Assert.Throws<ArgumentException>(() => bent.WithBondLength(2, 3, Length.FromAngstrom(-2 + 4.0)).WithBondLength(3, 0, Length.FromAngstrom(4)));
    }
}
