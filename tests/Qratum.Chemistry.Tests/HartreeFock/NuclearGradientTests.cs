using Xunit;

namespace Qratum.Chemistry.Tests;

public class NuclearGradientTests
{
    private static readonly HartreeFockOptions Tight = new() { Stability = StabilityAnalysis.None, GradientTolerance = 1e-10, Guesses = [StartingGuess.AtomicDensities] };

    /// <summary>The slow twin: differences of energies, fourth order in the step.</summary>
    [Theory]
    [InlineData("H 0 0 0; F 0.1 0.2 0.9", 1, "STO-3G", HartreeFockMethod.Restricted)]
    [InlineData("O 0 0 0.1; H 0 0.8 -0.5; H 0.1 -0.7 -0.4", 1, "6-31G*", HartreeFockMethod.Restricted)] // Cartesian d
    [InlineData("Li 0 0 0; H 0.4 0.2 1.5", 1, "cc-pVTZ", HartreeFockMethod.Restricted)] // spherical f
    [InlineData("C 0 0 0; H 0 1.0 0.2; H 0.1 -0.5 0.9; H 0 -0.6 -0.9", 2, "6-31G", HartreeFockMethod.Unrestricted)]
    [InlineData("N 0 0 0; H 0.3 0.2 0.95", 3, "cc-pVDZ", HartreeFockMethod.RestrictedOpenShell)]
    public void Equals_differences_of_the_energy(string text, int multiplicity, string basis, HartreeFockMethod method) => AssertEqualsDifferences(text, multiplicity, BasisSet.ByName(basis), method);

    [Theory]
    [Trait("Category", "Nightly")]
    [InlineData("Ne 0 0 0; H 0.3 0.2 1.5", 2, "cc-pVQZ", HartreeFockMethod.Unrestricted)] // g functions
    [InlineData("O 0 0 0; O 0.2 0 1.2", 3, "def2-TZVP", HartreeFockMethod.RestrictedOpenShell)]
    [InlineData("S 0 0 0; H 0.9 0.9 0.1; H -0.9 0.9 0", 1, "6-311G**", HartreeFockMethod.Restricted)]
    public void Equals_differences_of_the_energy_in_large_bases(string text, int multiplicity, string basis, HartreeFockMethod method) =>
        AssertEqualsDifferences(text, multiplicity, BasisSet.ByName(basis), method);

    [Fact]
    public void Equals_differences_with_cartesian_f_functions() =>
        AssertEqualsDifferences("Li 0 0 0; H 0.4 0.2 1.5", 1, BasisSet.ByName("cc-pVTZ").WithCartesianFunctions(), HartreeFockMethod.Restricted);

    [Theory]
    [InlineData("O 0 0 0; O 0.8 1.1 0.2; H 0.5 -0.7 0.4; H 1.4 1.2 -0.6", 1, "6-31G**")]
    [InlineData("C 0 0 0; H 0 1.0 0.2; H 0.1 -0.5 0.9; H 0 -0.6 -0.9", 2, "cc-pVDZ")]
    public void Nothing_pushes_or_turns_the_whole_molecule(string text, int multiplicity, string basis)
    {
        var molecule = Molecule.Parse(text, multiplicity: multiplicity);
        var gradient = NuclearGradient.Of(Solve(molecule, BasisSet.ByName(basis), HartreeFockMethod.Unrestricted));
        double x = 0, y = 0, z = 0, turnX = 0, turnY = 0, turnZ = 0;
        for (var a = 0; a < molecule.Atoms.Count; a++)
        {
            var (at, g) = (molecule.Atoms[a], gradient[a]);
            (x, y, z) = (x + g.X, y + g.Y, z + g.Z);
            turnX += (at.Y * g.Z) - (at.Z * g.Y);
            turnY += (at.Z * g.X) - (at.X * g.Z);
            turnZ += (at.X * g.Y) - (at.Y * g.X);
        }

        Assert.All([x, y, z], value => Assert.Equal(0, value, 1e-9));
        Assert.All([turnX, turnY, turnZ], value => Assert.Equal(0, value, 1e-8));
        Assert.True(gradient.Largest > 0.01);
    }

    [Fact]
    public void Symmetry_equal_atoms_have_equal_gradients_and_an_atom_has_none()
    {
        var gradient = NuclearGradient.Of(Solve(Molecules.Water(), BasisSet.Sto3G, HartreeFockMethod.Restricted));
        var (first, second) = (gradient[1], gradient[2]);
        Assert.Equal(Math.Abs(first.X) + Math.Abs(first.Y), Math.Abs(second.X) + Math.Abs(second.Y), 1e-9);
        var atom = NuclearGradient.Of(Solve(Molecule.Parse("N 0.1 0.2 0.3", multiplicity: 4), BasisSet.ByName("cc-pVDZ"), HartreeFockMethod.RestrictedOpenShell));
        Assert.Equal(0, atom.Largest, 1e-10);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var state = Solve(Molecule.Parse("C 0 0 0; O 0 0.1 1.21; H 0.92 0 -0.58; H -0.95 0 -0.55"), BasisSet.ByName("6-31G*"), HartreeFockMethod.Restricted);
        Assert.Equal(NuclearGradient.Of(state, 1).Values.ToArray(), NuclearGradient.Of(state, 3).Values.ToArray());
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        var state = Solve(Molecules.Water(), BasisSet.Sto3G, HartreeFockMethod.Restricted);
        Assert.Throws<ArgumentOutOfRangeException>(() => NuclearGradient.Of(state, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NuclearGradient.Of(state)[3]);
        var unfinished = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G, new() { MaxIterations = 1 });
        Assert.Throws<ArgumentException>(() => NuclearGradient.Of(unfinished));
        Assert.Throws<OperationCanceledException>(() => NuclearGradient.Of(state, cancellationToken: new CancellationToken(true)));
    }

    private static void AssertEqualsDifferences(string text, int multiplicity, BasisSet basis, HartreeFockMethod method)
    {
        const double step = 0.01;
        var molecule = Molecule.Parse(text, multiplicity: multiplicity);
        var gradient = NuclearGradient.Of(Solve(molecule, basis, method));
        for (var axis = 0; axis < 3; axis++)
        {
            var atom = axis % molecule.Atoms.Count; // one derivative of each axis
            var difference = ((8 * (At(step) - At(-step))) - At(2 * step) + At(-2 * step)) / (12 * step);
            Assert.Equal(difference, gradient.Values[(3 * atom) + axis], 3e-8);

            double At(double shift)
            {
                var atoms = molecule.Atoms.ToArray();
                var a = atoms[atom];
                atoms[atom] = a with { X = a.X + (axis == 0 ? shift : 0), Y = a.Y + (axis == 1 ? shift : 0), Z = a.Z + (axis == 2 ? shift : 0) };
                return Solve(new Molecule(atoms, molecule.Charge, molecule.Multiplicity), basis, method).Energy;
            }
        }
    }

    private static MeanFieldResult Solve(Molecule molecule, BasisSet basis, HartreeFockMethod method) => method switch
    {
        HartreeFockMethod.Unrestricted => UnrestrictedHartreeFock.Solve(molecule, basis, Tight),
        HartreeFockMethod.RestrictedOpenShell => RestrictedOpenShellHartreeFock.Solve(molecule, basis, Tight),
        _ => RestrictedHartreeFock.Solve(molecule, basis, Tight),
    };
}
