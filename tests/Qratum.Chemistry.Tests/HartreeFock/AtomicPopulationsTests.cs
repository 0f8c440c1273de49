using Xunit;

namespace Qratum.Chemistry.Tests;

public class AtomicPopulationsTests
{
    [Theory]
    [InlineData("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", 0, 1, "6-31G*")]
    [InlineData("C 0 0 0; H 0 0.99 0.42; H 0 -0.99 0.42", 0, 3, "cc-pVDZ")]
    [InlineData("O 0 0 0; H 0 0 0.96", -1, 1, "aug-cc-pVDZ")]
    public void Charges_and_spins_add_up(string text, int charge, int multiplicity, string basis)
    {
        var state = UnrestrictedHartreeFock.Solve(Molecule.Parse(text, charge: charge, multiplicity: multiplicity), BasisSet.ByName(basis), new() { Stability = StabilityAnalysis.None });
        var populations = AtomicPopulations.Of(state);
        Assert.Equal(charge, Sum(populations.MullikenCharges), 1e-9);
        Assert.Equal(charge, Sum(populations.LoewdinCharges), 1e-9);
        Assert.Equal(multiplicity - 1, Sum(populations.MullikenSpins), 1e-9);
        Assert.Equal(multiplicity - 1, Sum(populations.LoewdinSpins), 1e-9);
    }

    /// <summary>One electron in two functions of overlap s.</summary>
    [Fact]
    public void Heteronuclear_ion_by_hand()
    {
        var state = UnrestrictedHartreeFock.Solve(Molecule.Parse("He 0 0 0; H 0 0 0.9", charge: 2, multiplicity: 2), BasisSet.Sto3G);
        var (a, b, s) = (state.Coefficients(Spin.Alpha)[0, 0], state.Coefficients(Spin.Alpha)[1, 0], state.Integrals.Overlap[0, 1]);
        var populations = AtomicPopulations.Of(state);
        Assert.Equal(2 - (a * a) - (a * b * s), populations.MullikenCharges[0], 1e-12);
        Assert.Equal(1 - (b * b) - (a * b * s), populations.MullikenCharges[1], 1e-12);

        // S^(1/2) of two functions has (√(1+s) ± √(1-s)) / 2 on and off its diagonal.
        var (on, off) = ((Math.Sqrt(1 + s) + Math.Sqrt(1 - s)) / 2, (Math.Sqrt(1 + s) - Math.Sqrt(1 - s)) / 2);
        Assert.Equal(2 - Math.Pow((on * a) + (off * b), 2), populations.LoewdinCharges[0], 1e-12);
        Assert.Equal(populations.LoewdinSpins[1], 1 - populations.LoewdinCharges[1], 1e-12);
    }

    /// <summary>Charges of STO-3G water that textbooks give: about -0.37 by Mulliken, -0.25 by Löwdin (A. Szabo, N. S. Ostlund, Modern Quantum Chemistry, section 3.4.7).</summary>
    [Fact]
    public void Water_in_the_minimal_basis_has_the_known_charges()
    {
        var populations = AtomicPopulations.Of(RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G));
        Assert.InRange(populations.MullikenCharges[0], -0.40, -0.33);
        Assert.InRange(populations.LoewdinCharges[0], -0.28, -0.20);
        Assert.Equal(populations.MullikenCharges[1], populations.MullikenCharges[2], 1e-8);
        Assert.Equal(populations.LoewdinCharges[1], populations.LoewdinCharges[2], 1e-8);
    }

    [Theory]
    [InlineData("6-31G*")] // Cartesian d functions
    [InlineData("cc-pVDZ")]
    public void Rotation_changes_no_charge(string basis)
    {
        var molecule = Molecule.Parse("C 0 0 0; O 0 0.1 1.21; H 0.92 0 -0.58; H -0.95 0 -0.55");
        var turned = new Molecule(molecule.Atoms.Select(a => Turn(a)));
        var (first, second) = (AtomicPopulations.Of(Solve(molecule)), AtomicPopulations.Of(Solve(turned)));
        for (var atom = 0; atom < 4; atom++)
        {
            Assert.Equal(first.MullikenCharges[atom], second.MullikenCharges[atom], 1e-8);
            Assert.Equal(first.LoewdinCharges[atom], second.LoewdinCharges[atom], 1e-8);
        }

        HartreeFockResult Solve(Molecule which) => RestrictedHartreeFock.Solve(which, BasisSet.ByName(basis), new() { Stability = StabilityAnalysis.None });

        static Atom Turn(Atom a)
        {
            var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
            var (x, y) = ((c * a.X) - (s * a.Y), (s * a.X) + (c * a.Y));
            return a with { X = (c * x) - (s * a.Z) + 1, Y = y - 2, Z = (s * x) + (c * a.Z) };
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
