using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class GeometryOptimizationTests
{
    private static readonly GeometryOptions Tight = new() { LargestGradient = 1e-5, MeanGradient = 1e-5, LargestStep = 1e-4, MeanStep = 1e-4 };

    /// <summary>
    /// Published equilibrium geometries: W. J. Hehre, L. Radom, P. v. R. Schleyer, J. A. Pople, Ab Initio Molecular Orbital Theory (1986), chapter 6:
    /// water 0.989 Å and 100.0° in STO-3G, 0.947 Å and 105.5° in 6-31G*.
    /// </summary>
    [Theory]
    [InlineData("STO-3G", 0.9894, 100.03)]
    [InlineData("6-31G*", 0.9473, 105.50)]
    public void Water_has_the_published_geometry(string basis, double bond, double angle)
    {
        var result = Minimize("O 0 0 0; H 0.1 0.8 -0.6; H 0 -0.9 -0.3", basis, Tight);
        Assert.True(result.Converged);
        Assert.Equal(bond, result.Molecule.Distance(0, 1).Angstrom, 1e-4);
        Assert.Equal(bond, result.Molecule.Distance(0, 2).Angstrom, 1e-4);
        Assert.Equal(angle, Angle(result.Molecule, 1, 0, 2), 0.02);
        Assert.Equal(result.Energy, RestrictedHartreeFock.Solve(result.Molecule, BasisSet.ByName(basis)).Energy, 1e-9);
        Assert.InRange(result.Steps.Count, 2, 15);
        for (var k = 1; k < result.Steps.Count; k++) Assert.True(result.Steps[k].Energy < result.Steps[k - 1].Energy + 1e-8);
    }

    /// <summary>The same book: ammonia 1.033 Å and 104.2°, hydrogen fluoride 0.956 Å, carbon dioxide 1.188 Å, acetylene 1.168 and 1.065 Å, all STO-3G.</summary>
    [Fact]
    public void Other_molecules_have_the_published_geometries()
    {
        var ammonia = Minimize("N 0 0 0.1; H 0 0.94 -0.3; H 0.81 -0.5 -0.28; H -0.8 -0.47 -0.27", "STO-3G", Tight).Molecule;
        Assert.Equal(1.033, ammonia.Distance(0, 1).Angstrom, 1e-3);
        Assert.Equal(104.2, Angle(ammonia, 1, 0, 2), 0.1);
        Assert.Equal(0.956, Minimize("H 0 0 0; F 0 0.3 0.7", "STO-3G", Tight).Molecule.Distance(0, 1).Angstrom, 1e-3);
        var dioxide = Minimize("O 0 0 -1.3; C 0 0 0; O 0 0 1.1", "STO-3G", Tight).Molecule;
        Assert.Equal(1.188, dioxide.Distance(0, 1).Angstrom, 1e-3);
        Assert.Equal(1.188, dioxide.Distance(1, 2).Angstrom, 1e-3);
        var acetylene = Minimize("C 0 0 -0.65; C 0 0 0.65; H 0 0.1 -1.6; H 0.1 0 1.7", "STO-3G", Tight).Molecule;
        Assert.Equal(1.168, acetylene.Distance(0, 1).Angstrom, 1e-3);
        Assert.Equal(1.065, acetylene.Distance(1, 3).Angstrom, 1e-3);
    }

    [Fact]
    public void Radical_is_planar_and_its_bonds_are_equal()
    {
        var result = GeometryOptimization.Minimize(HartreeFockMethod.Unrestricted,
            Molecule.Parse("C 0 0 0.2; H 1.1 0 0; H -0.5 0.95 0; H -0.5 -0.9 0", multiplicity: 2), BasisSet.ByName("6-31G"), Tight);
        Assert.True(result.Converged);
        Assert.Equal(360, Angle(result.Molecule, 1, 0, 2) + Angle(result.Molecule, 2, 0, 3) + Angle(result.Molecule, 3, 0, 1), 0.1);
        Assert.Equal(result.Molecule.Distance(0, 1).Angstrom, result.Molecule.Distance(0, 3).Angstrom, 1e-3);
        Assert.InRange(result.State.SpinSquared, 0.75, 0.78);
        Assert.NotNull(result.State.Curvature);
    }

    [Fact]
    public void Torsion_turns()
    {
        var result = Minimize("O 0 0.7 0; O 0 -0.7 0; H 0.9 0.9 0.2; H 0.3 -0.9 0.8", "STO-3G", new());
        Assert.True(result.Converged);
        Assert.Equal(result.Molecule.Distance(0, 2).Angstrom, result.Molecule.Distance(1, 3).Angstrom, 3e-3);
        Assert.InRange(result.Steps.Count, 2, 40);
    }

    /// <summary>Two waters begun far from their bond, one with its hydrogens the wrong way: the fragments turn as wholes.</summary>
    [Fact]
    public void Weakly_bound_molecules_find_each_other()
    {
        var result = Minimize("O 0 0 0; H 0 0.9 0.6; H 0 -0.9 0.6; O 0 0.4 3.0; H 0.6 1.1 3.1; H 0 0.2 2.0", "6-31G", new());
        Assert.True(result.Converged);
        Assert.Equal(-151.983216, result.Energy, 2e-6); // found from other starts and in Cartesian coordinates, too
        Assert.InRange(result.Steps.Count + result.RejectedSteps, 2, 45);
    }

    /// <summary>The middle angle becomes straight on the way, and other coordinates take over.</summary>
    [Fact]
    public void Bent_start_becomes_straight()
    {
        var result = Minimize("C 0 0 0; O 0.9 0.75 0; O -0.9 0.75 0", "STO-3G", Tight);
        Assert.True(result.Converged);
        Assert.Equal(180, Angle(result.Molecule, 1, 0, 2), 0.1);
        Assert.Equal(1.188, result.Molecule.Distance(0, 1).Angstrom, 1e-3);
    }

    [Fact]
    public void Atom_stays_where_it_is()
    {
        var atom = Molecule.Parse("He 0.1 0.2 0.3");
        var result = GeometryOptimization.Minimize(HartreeFockMethod.Restricted, atom, BasisSet.Sto3G);
        Assert.Equal(atom, result.Molecule);
        Assert.True(result.Converged);
        Assert.Single(result.Steps);
    }

    [Fact]
    public void Limit_of_steps_and_cancellation_end_it()
    {
        var told = new List<GeometryStep>();
        var water = Molecule.Parse("O 0 0 0; H 0.1 0.8 -0.6; H 0 -0.9 -0.3");
        var result = GeometryOptimization.Minimize(HartreeFockMethod.Restricted, water, BasisSet.Sto3G,
            new() { MaxSteps = 1, Progress = new Told(told.Add) });
        Assert.Equal(StopReason.IterationLimit, result.StopReason);
        Assert.Equal(2, told.Count);
        Assert.Equal(result.Steps, told);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => GeometryOptimization.Minimize(HartreeFockMethod.Restricted, water, BasisSet.Sto3G,
            new() { Progress = new Told(_ => source.Cancel()) }, source.Token));
    }

    [Fact]
    public void Orbitals_of_a_near_geometry_save_cycles()
    {
        var near = RestrictedHartreeFock.Solve(Molecule.Parse("O 0 0 0; H 0.1 0.8 -0.6; H 0 -0.9 -0.3"), BasisSet.ByName("6-31G*"));
        var molecule = Molecule.Parse("O 0 0 0; H 0.1 0.805 -0.6; H 0 -0.9 -0.305");
        var fresh = RestrictedHartreeFock.Solve(molecule, BasisSet.ByName("6-31G*"));
        var next = RestrictedHartreeFock.Solve(molecule, BasisSet.ByName("6-31G*"), new() { StartFrom = near });
        Assert.Equal(fresh.Energy, next.Energy, 1e-10);
        Assert.True(next.Iterations < fresh.Iterations);
        Assert.Equal(StartingGuess.Given, next.Solutions[0].Guess);
        Assert.Throws<ArgumentException>(() => UnrestrictedHartreeFock.Solve(molecule, BasisSet.ByName("6-31G*"), new() { StartFrom = near }));
    }

    private sealed class Told(Action<GeometryStep> report) : IProgress<GeometryStep>
    {
        public void Report(GeometryStep value) => report(value);
    }

    private static GeometryResult Minimize(string text, string basis, GeometryOptions options) =>
        GeometryOptimization.Minimize(HartreeFockMethod.Restricted, Molecule.Parse(text), BasisSet.ByName(basis), options);

    private static double Angle(Molecule molecule, int first, int centre, int second)
    {
        var (a, b, c) = (molecule.Distance(first, centre).Bohr, molecule.Distance(second, centre).Bohr, molecule.Distance(first, second).Bohr);
        return Math.Acos(((a * a) + (b * b) - (c * c)) / (2 * a * b)) * 180 / Math.PI;
    }
}
