using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class OpenShellTests
{
    private const double EnergyTolerance = 1e-9;

    [Fact]
    public void One_electron_has_the_energy_of_the_core_hamiltonian()
    {
        var molecule = Molecule.Parse("H 0 0 0; H 0 0 1.06", charge: 1, multiplicity: 2);
        var uhf = UnrestrictedHartreeFock.Solve(molecule, BasisSet.CcPvdz);
        var rohf = RestrictedOpenShellHartreeFock.Solve(molecule, BasisSet.CcPvdz);
        var basis = new Orbitals(uhf.Integrals.One.Overlap, uhf.Integrals.FunctionCount, 1e-8);
        var expected = basis.Diagonalise(uhf.Integrals.CoreHamiltonian).Energies[0] + molecule.NuclearRepulsion;
        Assert.Equal(expected, uhf.Energy, 1e-11);
        Assert.Equal(expected, rohf.Energy, 1e-11);
        Assert.Equal(0.75, uhf.SpinSquared, 1e-12);
        Assert.Equal(0, MollerPlesset2.CorrelationEnergy(uhf), 1e-14);
    }

    [Fact]
    public void Stretched_hydrogen_parts_its_spins_and_says_so()
    {
        var molecule = Molecules.Hydrogen(Length.FromAngstrom(3));
        var rhf = RestrictedHartreeFock.Solve(molecule, BasisSet.CcPvdz);
        var uhf = UnrestrictedHartreeFock.Solve(molecule, BasisSet.CcPvdz);
        var atom = UnrestrictedHartreeFock.Solve(Molecule.Parse("H 0 0 0", multiplicity: 2), BasisSet.CcPvdz);
        Assert.Equal(2 * atom.Energy, uhf.Energy, 2e-4);
        Assert.InRange(uhf.SpinSquared, 0.9, 1);
        Assert.Contains(uhf.Warnings, w => w.Kind == HartreeFockWarningKind.BrokenSpinSymmetry);
        Assert.True(rhf.CurvatureToUnrestricted < -0.1);
        Assert.Contains(rhf.Warnings, w => w.Kind == HartreeFockWarningKind.UnstableToUnrestricted && w.Value == rhf.CurvatureToUnrestricted);
        Assert.True(uhf.Energy < rhf.Energy - 0.1);
    }

    [Fact]
    public void Closed_shells_are_the_same_by_all_methods_and_bear_no_warning()
    {
        var rhf = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G);
        var uhf = UnrestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G);
        var rohf = RestrictedOpenShellHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G);
        Assert.Equal(rhf.Energy, uhf.Energy, EnergyTolerance);
        Assert.Equal(rhf.Energy, rohf.Energy);
        Assert.Equal(0, uhf.SpinSquared, 1e-9);
        Assert.Empty(rhf.Warnings);
        Assert.Empty(uhf.Warnings);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(rhf), MollerPlesset2.CorrelationEnergy(uhf), EnergyTolerance);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(rhf, 1), MollerPlesset2.CorrelationEnergy(uhf, 1), EnergyTolerance);
    }

    [Theory]
    [InlineData("cc-pVTZ", "O 0 0 0; H 0 0 0.9697", 2)] // f functions
    [InlineData("6-31G*", "C 0 0 0; H 0 0.99 0.42; H 0 -0.99 0.42", 3)]
    [InlineData("6-31G", "N 0 0 0; O 0 0 1.1508", 2)]
    public void Rotation_and_translation_change_nothing(string basis, string text, int multiplicity)
    {
        var molecule = Molecule.Parse(text, multiplicity: multiplicity);
        var moved = new Molecule(molecule.Atoms.Select(Move), 0, multiplicity);
        var set = BasisSet.ByName(basis);
        var (before, after) = (UnrestrictedHartreeFock.Solve(molecule, set), UnrestrictedHartreeFock.Solve(moved, set));
        Assert.Equal(before.Energy, after.Energy, EnergyTolerance);
        Assert.Equal(before.SpinSquared, after.SpinSquared, 1e-6);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(before), MollerPlesset2.CorrelationEnergy(after), 1e-7);
        Assert.Equal(
            RestrictedOpenShellHartreeFock.Solve(molecule, set).Energy, RestrictedOpenShellHartreeFock.Solve(moved, set).Energy, EnergyTolerance);
    }

    [Fact]
    public void Same_bits_for_any_number_of_threads_and_every_time()
    {
        var molecule = Molecule.Parse("C 0 0 0; H 0 0.99 0.42; H 0 -0.99 0.42", multiplicity: 3);
        var one = UnrestrictedHartreeFock.Solve(molecule, BasisSet.CcPvdz, new HartreeFockOptions { MaxThreads = 1 });
        var two = UnrestrictedHartreeFock.Solve(molecule, BasisSet.CcPvdz, new HartreeFockOptions { MaxThreads = 2 });
        Assert.Equal(one.Energy, two.Energy);
        Assert.Equal(one.CoefficientArray(Spin.Beta), two.CoefficientArray(Spin.Beta));
        Assert.Equal(MollerPlesset2.CorrelationEnergy(one, 1, 1), MollerPlesset2.CorrelationEnergy(two, 1, 2));
    }

    [Fact]
    public void Unrestricted_is_never_above_restricted_open_shell_and_energies_add_up_far_apart()
    {
        var atom = Molecule.Parse("N 0 0 0", multiplicity: 4);
        var uhf = UnrestrictedHartreeFock.Solve(atom, BasisSet.Pople631G);
        var rohf = RestrictedOpenShellHartreeFock.Solve(atom, BasisSet.Pople631G);
        Assert.True(uhf.Energy < rohf.Energy);
        Assert.Equal(3.75, rohf.SpinSquared);
        Assert.True(uhf.SpinSquared > 3.75);
        var pair = UnrestrictedHartreeFock.Solve(Molecule.Parse("N 0 0 0; N 0 0 60", multiplicity: 7), BasisSet.Pople631G);
        Assert.Equal(2 * uhf.Energy, pair.Energy, 1e-8);
        Assert.Equal(2 * MollerPlesset2.CorrelationEnergy(uhf), MollerPlesset2.CorrelationEnergy(pair), 1e-8);
    }

    [Fact]
    public void Saddle_points_are_left_by_default_and_reported_on_request()
    {
        var molecule = Molecules.Nitrogen(Length.FromAngstrom(1.8));
        var lowest = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G);
        var plain = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G, new HartreeFockOptions { Stability = StabilityAnalysis.Report });
        var blind = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G, new HartreeFockOptions { Stability = StabilityAnalysis.None });
        Assert.True(lowest.Energy < plain.Energy - 0.1);
        Assert.Equal(plain.Energy, blind.Energy, EnergyTolerance);
        Assert.Null(blind.Curvature);
        Assert.Contains(plain.Warnings, w => w.Kind == HartreeFockWarningKind.Unstable && w.Value < -0.5);
        Assert.Contains(lowest.Warnings, w => w.Kind == HartreeFockWarningKind.BrokenSpatialSymmetry && w.Value > 0.1);
        Assert.Equal(lowest.Energy, lowest.Solutions[0].Energy);
        Assert.Equal(1, lowest.Solutions[0].Descents);
        Assert.Contains(lowest.Solutions, s => Math.Abs(s.Energy - plain.Energy) < 1e-6 && s.Descents == 0);
    }

    [Fact]
    public void Every_guess_reaches_the_same_solution_of_an_easy_molecule()
    {
        var expected = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G).Energy;
        foreach (var guess in Enum.GetValues<StartingGuess>().Where(g => g != StartingGuess.Given))
        {
            var options = new HartreeFockOptions { Guesses = [guess] };
            Assert.Equal(expected, RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G, options).Energy, EnergyTolerance);
            var result = UnrestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G, options);
            Assert.Equal(expected, result.Energy, EnergyTolerance);
            Assert.Equal(guess, result.Solutions[0].Guess);
        }
    }

    [Fact]
    public void Newton_steps_alone_converge_from_bad_orbitals()
    {
        var integrals = AtomicIntegrals.Compute(Molecules.Water(), BasisSet.Pople631G);
        var basis = new Orbitals(integrals.One.Overlap, integrals.FunctionCount, 1e-8);
        var model = new ScfModel(HartreeFockMethod.Restricted, Molecules.Water(), integrals, new FockBuilder(integrals, 1), basis);
        var energies = new List<double>();
        var options = new HartreeFockOptions { Progress = new Recorder(p => energies.Add(p.Energy)) };
        var end = new ScfSearch(model, options, default).Converge([basis.Diagonalise(integrals.CoreHamiltonian).Coefficients], 1e-9, isDescent: true);
        Assert.True(end.IsConverged);
        Assert.Equal(RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G).Energy, end.Point.Energy, EnergyTolerance);
        for (var k = 1; k < energies.Count; k++) Assert.True(energies[k] < energies[k - 1] + 1e-10);
    }

    [Fact]
    public void Not_converging_is_a_result_and_a_warning()
    {
        var molecule = Molecule.Parse("N 0 0 0; O 0 0 1.15", multiplicity: 2);
        var result = UnrestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G, new HartreeFockOptions { MaxIterations = 3 });
        Assert.False(result.Converged);
        Assert.Equal(3, result.Iterations);
        Assert.Equal(HartreeFockWarningKind.NotConverged, result.Warnings[0].Kind);
        Assert.Throws<ArgumentException>(() => MollerPlesset2.CorrelationEnergy(result));
        Assert.Throws<ArgumentException>(() => MollerPlesset2.CorrelationEnergy(RestrictedOpenShellHartreeFock.Solve(molecule, BasisSet.Sto3G)));
    }

    [Fact]
    public void Cancelling_ends_the_search()
    {
        using var source = new CancellationTokenSource();
        var options = new HartreeFockOptions { Progress = new Recorder(p => { if (p.Iteration == 4) source.Cancel(); }) };
        var molecule = Molecule.Parse("N 0 0 0; O 0 0 1.15", multiplicity: 2);
        Assert.ThrowsAny<OperationCanceledException>(() => UnrestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G, options, source.Token));
    }

    [SharedDataFact]
    public void Full_configuration_interaction_starts_from_open_shell_orbitals()
    {
        var count = 0;
        foreach (var system in ReferenceData.Systems.Where(s => !s.IsClosedShell && s.Fci.IsFull && s.Fci.Determinants < 20_000))
        {
            count++;
            var orbitals = RestrictedOpenShellHartreeFock.Solve(system.Molecule, system.Basis);
            var exact = FullConfigurationInteraction.Solve(orbitals.ToElectronIntegrals());
            Assert.Equal(system.Fci.Energy, exact.Energy, 1e-8);
        }

        Assert.True(count >= 5, $"only {count} systems were found");
    }

    private static Atom Move(Atom a)
    {
        var (s, c) = Math.SinCos(0.7);
        var (x, y) = ((c * a.X) - (s * a.Y), (s * a.X) + (c * a.Y));
        (s, c) = Math.SinCos(1.1);
        return a with { X = x + 0.7, Y = (c * y) - (s * a.Z) - 1.1, Z = (s * y) + (c * a.Z) + 2.3 };
    }

    private sealed class Recorder(Action<HartreeFockProgress> report) : IProgress<HartreeFockProgress>
    {
        public void Report(HartreeFockProgress value) => report(value);
    }
}
