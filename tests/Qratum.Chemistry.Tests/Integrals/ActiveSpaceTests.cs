using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class ActiveSpaceTests
{
    private const double Rounding = 1e-11;

    private static readonly ElectronIntegrals Six = RandomIntegrals.Create(6, 3, 3, 1);

    [Property(Arbitrary = [typeof(FermionGenerators)], MaxTest = 40)]
    public bool FrozenDeterminantsKeepTheirEnergy(ElectronIntegrals integrals)
    {
        var pairs = Math.Min(integrals.AlphaElectrons, integrals.BetaElectrons);
        return Enumerable.Range(0, Math.Min(pairs, integrals.OrbitalCount - 1) + 1).All(frozen =>
            Math.Abs(integrals.Select(ActiveSpace.Frozen(frozen)).ReferenceEnergy - integrals.ReferenceEnergy) < Rounding);
    }

    [Fact]
    public void ActiveHamiltonianIsTheBlockOfTheFullOne()
    {
        // Every active determinant with the core orbitals filled in has the same matrix elements as without them.
        var active = Six.Select(ActiveSpace.OfOrbitals(2, 5, 1, 3));
        Assert.Equal((3, 1, 1), (active.OrbitalCount, active.AlphaElectrons, active.BetaElectrons));
        const ulong core = 0b000101; // orbitals 0 and 2
        ulong[] single = [0b000010, 0b001000, 0b100000];
        for (var a = 0; a < 3; a++)
        for (var b = 0; b < 3; b++)
        for (var c = 0; c < 3; c++)
        for (var d = 0; d < 3; d++)
        {
            var full = SlaterCondon.Element(Six, core | single[a], core | single[b], core | single[c], core | single[d]);
            var small = SlaterCondon.Element(active, 1UL << a, 1UL << b, 1UL << c, 1UL << d);
            if (a == c && b == d) (full, small) = (full + Six.CoreEnergy, small + active.CoreEnergy);
            // With orbitals 1, 3, 5 between core ones a sign can differ: moving past a core pair of one spin.
            Assert.Equal(Math.Abs(full), Math.Abs(small), Rounding);
        }
    }

    [Theory]
    [InlineData(2, 2, 1, 1)]
    [InlineData(4, 3, 2, 2)]
    [InlineData(6, 6, 3, 3)]
    public void WindowsLieAroundTheHighestElectrons(int electrons, int orbitals, int alpha, int beta)
    {
        var fitted = ActiveSpace.Of(electrons, orbitals).Fit(6, 3, 3);
        Assert.Equal((alpha, beta), (fitted.AlphaElectrons, fitted.BetaElectrons));
        Assert.Equal(Enumerable.Range(0, (6 - electrons) / 2), fitted.Core);
        Assert.Equal(Enumerable.Range((6 - electrons) / 2, orbitals), fitted.Active);
    }

    [Theory]
    [InlineData("H 0 0 0; Li 0 0 1.6", 0)]
    [InlineData("O 0 0 0; H 0 0 0.96; H 0 0.96 0", 1)]
    [InlineData("C 0 0 0; O 0 0 1.1", 2)]
    [InlineData("H 0 0 0; Cl 0 0 1.3", 5)]
    [InlineData("H 0 0 0; Br 0 0 1.4", 9)]
    public void CustomaryCores(string molecule, int frozen)
    {
        var parsed = Molecule.Parse(molecule, LengthUnit.Angstrom);
        var fitted = ActiveSpace.FrozenCore(parsed).Fit(40, parsed.AlphaElectrons, parsed.BetaElectrons);
        Assert.Equal(frozen, fitted.Core.Length);
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedWithTheRange()
    {
        static string Message(ActiveSpace space) =>
            Assert.ThrowsAny<ArgumentException>(() => Six.Select(space)).Message;

        Assert.Contains("allowed are 2 to 6 in steps of 2", Message(ActiveSpace.Of(8, 6)), StringComparison.Ordinal);
        Assert.Contains("allowed are 2 to 6 in steps of 2", Message(ActiveSpace.Of(3, 6)), StringComparison.Ordinal);
        Assert.Contains("the range is 1 to 4", Message(ActiveSpace.Of(2, 6)), StringComparison.Ordinal);
        Assert.Contains("at least 3 are needed", Message(ActiveSpace.Of(6, 2)), StringComparison.Ordinal);
        Assert.Contains("0 to 3", Message(ActiveSpace.Frozen(4)), StringComparison.Ordinal);
        Assert.Contains("orbitals are 0 to 5", Message(ActiveSpace.OfOrbitals(2, 6)), StringComparison.Ordinal);
        Assert.Contains("only 1 are not chosen", Message(ActiveSpace.OfOrbitals(2, 0, 1, 2, 3, 4)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ActiveSpace.Of(0, 1));
        Assert.Throws<ArgumentException>(() => ActiveSpace.OfOrbitals(2, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ActiveSpace.Frozen(-1));
        var doublet = RandomIntegrals.Create(4, 2, 1, 1);
        Assert.Contains("allowed are 1 to 3", Assert.Throws<ArgumentOutOfRangeException>(() => doublet.Select(ActiveSpace.Of(2, 2))).Message, StringComparison.Ordinal);
    }
}
