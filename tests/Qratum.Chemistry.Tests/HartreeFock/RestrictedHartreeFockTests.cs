using Xunit;

namespace Qratum.Chemistry.Tests;

public class RestrictedHartreeFockTests
{
    private const double EnergyTolerance = 1e-9;

    [Fact]
    public void Hydrogen_molecule_has_the_energy_everyone_knows()
    {
        // A. Szabo, N. S. Ostlund, Modern Quantum Chemistry, has -1.1167 at 1.4 bohr; this is 0.735 Å.
        var result = RestrictedHartreeFock.Solve(Molecule.Parse("H 0 0 0; H 0 0 0.735"), BasisSet.Sto3G);
        Assert.True(result.Converged);
        Assert.Equal(-1.116998997, result.Energy, EnergyTolerance);
        Assert.Equal(StopReason.GradientTolerance, result.StopReason);
        Assert.Equal(1, result.OccupiedCount);
    }

    [Theory]
    [InlineData("6-31G*")] // Cartesian d
    [InlineData("cc-pVDZ")] // spherical d
    public void Rotation_and_translation_change_nothing_but_the_dipole_direction(string name)
    {
        var basis = BasisSet.ByName(name);
        var molecule = new Molecule([.. Molecules.Water().Atoms.Select((a, i) => a with { X = a.X + (0.1 * i) })]);
        var before = RestrictedHartreeFock.Solve(molecule, basis);
        var moved = RestrictedHartreeFock.Solve(new Molecule(molecule.Atoms.Select(Move)), basis);
        Assert.Equal(before.Energy, moved.Energy, EnergyTolerance);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(before), MollerPlesset2.CorrelationEnergy(moved), EnergyTolerance);
        for (var k = 0; k < before.OrbitalCount; k++) Assert.Equal(before.OrbitalEnergies[k], moved.OrbitalEnergies[k], 1e-8);
        var dipole = Rotate(before.Dipole[0], before.Dipole[1], before.Dipole[2]);
        Assert.Equal(dipole.X, moved.Dipole[0], 1e-7);
        Assert.Equal(dipole.Y, moved.Dipole[1], 1e-7);
        Assert.Equal(dipole.Z, moved.Dipole[2], 1e-7);
    }

    [Fact]
    public void Order_of_atoms_does_not_matter()
    {
        var molecule = Molecules.Ammonia();
        var first = RestrictedHartreeFock.Solve(molecule, BasisSet.Pople631GStar);
        var second = RestrictedHartreeFock.Solve(new Molecule(molecule.Atoms.Reverse()), BasisSet.Pople631GStar);
        Assert.Equal(first.Energy, second.Energy, EnergyTolerance);
    }

    [Fact]
    public void Orbitals_are_orthonormal_and_diagonalise_fock_and_the_density_counts_electrons()
    {
        var result = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G);
        var n = result.Integrals.FunctionCount;
        var c = result.Coefficients;
        var s = result.Integrals.Overlap;
        var trace = 0.0;
        for (var p = 0; p < result.OrbitalCount; p++)
        {
            for (var q = 0; q <= p; q++)
            {
                var sum = 0.0;
                for (var i = 0; i < n; i++)
                {
                    for (var j = 0; j < n; j++) sum += c[i, p] * s[i, j] * c[j, q];
                }

                Assert.Equal(p == q ? 1 : 0, sum, 1e-12);
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) trace += result.Density[i, j] * s[i, j];
        }

        Assert.Equal(10, trace, 1e-11);
        Assert.True(result.OrbitalEnergies[4] < 0 && result.OrbitalEnergies[5] > 0);
    }

    [Fact]
    public void Virial_theorem_and_koopmans_hold_roughly()
    {
        // -V/T is 2 for exact Hartree-Fock; within a percent in a good basis set.
        var result = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.CcPvdz);
        var kinetic = 0.0;
        for (var i = 0; i < 24; i++)
        {
            for (var j = 0; j < 24; j++) kinetic += result.Density[i, j] * result.Integrals.Kinetic[i, j];
        }

        Assert.Equal(2, -(result.Energy - kinetic) / kinetic, 0.01);
    }

    [Fact]
    public void Same_bits_for_any_number_of_threads_and_every_time()
    {
        var one = RestrictedHartreeFock.Solve(Molecules.Formaldehyde(), BasisSet.Pople631GStar, new HartreeFockOptions { MaxThreads = 1 });
        var two = RestrictedHartreeFock.Solve(Molecules.Formaldehyde(), BasisSet.Pople631GStar, new HartreeFockOptions { MaxThreads = 2 });
        Assert.Equal(one.Energy, two.Energy);
        Assert.Equal(one.CoefficientArray, two.CoefficientArray);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(one, 0, 1), MollerPlesset2.CorrelationEnergy(two, 0, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Cancelling_in_the_third_cycle_ends_there(int threads)
    {
        using var source = new CancellationTokenSource();
        var last = 0;
        var options = new HartreeFockOptions
        {
            MaxThreads = threads,
            Progress = new DirectProgress(cycle =>
            {
                last = cycle.Iteration;
                if (last == 3) source.Cancel();
            }),
        };
        Assert.ThrowsAny<OperationCanceledException>(() => RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G, options, source.Token));
        Assert.Equal(3, last);
    }

    [Fact]
    public void Phases_are_fixed()
    {
        var c = RestrictedHartreeFock.Solve(Molecules.Formaldehyde(), BasisSet.Pople631G).Coefficients;
        for (var k = 0; k < c.Lengths[1]; k++)
        {
            var (largest, sign) = (0.0, 0);
            for (var i = 0; i < c.Lengths[0]; i++)
            {
                if (Math.Abs(c[i, k]) <= largest * (1 + 1e-5)) continue;
                (largest, sign) = (Math.Abs(c[i, k]), Math.Sign(c[i, k]));
            }

            Assert.Equal(1, sign);
        }
    }

    [Fact]
    public void Not_converging_is_a_result()
    {
        var result = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G, new HartreeFockOptions { MaxIterations = 2 });
        Assert.False(result.Converged);
        Assert.Equal(StopReason.IterationLimit, result.StopReason);
        Assert.Equal(2, result.Iterations);
        Assert.True(result.Gradient > 1e-9);
        Assert.Contains("NOT converged", result.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MollerPlesset2.CorrelationEnergy(result));
    }

    [Fact]
    public void Progress_tells_every_cycle()
    {
        var progress = new Recorder();
        var result = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G, new HartreeFockOptions { Progress = progress });
        Assert.Equal(Enumerable.Range(1, result.Iterations), progress.Cycles.Select(c => c.Iteration));
        Assert.Equal(result.Energy, progress.Cycles[^1].Energy);
        Assert.Equal(result.Gradient, progress.Cycles[^1].Gradient);
    }

    [Fact]
    public void Open_shells_are_refused_with_the_reason()
    {
        var error = Assert.Throws<NotSupportedException>(() => RestrictedHartreeFock.Solve(Molecule.Parse("O 0 0 0; O 0 0 1.2", multiplicity: 3), BasisSet.Sto3G));
        Assert.Contains("multiplicity 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bare_nuclei_and_single_atoms_work()
    {
        var bare = RestrictedHartreeFock.Solve(Molecule.Parse("H 0 0 0; H 0 0 1", charge: 2), BasisSet.Sto3G);
        Assert.Equal(bare.NuclearRepulsion, bare.Energy, 1e-14);
        Assert.True(bare.Converged);
        Assert.Equal(0, MollerPlesset2.CorrelationEnergy(bare));
        var helium = RestrictedHartreeFock.Solve(Molecule.Parse("He 0 0 0"), BasisSet.Sto3G);
        Assert.Equal(0, MollerPlesset2.CorrelationEnergy(helium)); // no virtual orbital
    }

    [Fact]
    public void Too_few_functions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RestrictedHartreeFock.Solve(Molecule.Parse("H 0 0 0; H 0 0 1", charge: -4), BasisSet.Sto3G));
    }

    [Fact]
    public void Linearly_dependent_functions_are_left_out()
    {
        // The same s shell twice: one combination vanishes, and the energy is that of the shell once.
        const string Once = "He 0\nS 2 1.00\n 6.36 0.16\n 1.16 0.5\nS 1 1.00\n 0.3 1.0\n";
        var molecule = Molecule.Parse("He 0 0 0; He 0 0 1");
        var once = RestrictedHartreeFock.Solve(molecule, BasisSet.Read($"****\n{Once}****\n"));
        var twice = RestrictedHartreeFock.Solve(molecule, BasisSet.Read($"****\n{Once}S 1 1.00\n 0.3 1.0\n****\n"));
        Assert.Equal(4, once.OrbitalCount);
        Assert.Equal(4, twice.OrbitalCount);
        Assert.Equal([6, 4], twice.Coefficients.Lengths.ToArray());
        Assert.True(twice.Converged);
        Assert.Equal(once.Energy, twice.Energy, EnergyTolerance);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(once), MollerPlesset2.CorrelationEnergy(twice), EnergyTolerance);
    }

    [Fact]
    public void Frozen_orbitals_lessen_the_correlation()
    {
        var result = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G);
        var energies = Enumerable.Range(0, 6).Select(frozen => MollerPlesset2.CorrelationEnergy(result, frozen)).ToArray();
        for (var frozen = 1; frozen < 6; frozen++) Assert.True(energies[frozen] > energies[frozen - 1]);
        Assert.Equal(0, energies[5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => MollerPlesset2.CorrelationEnergy(result, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => MollerPlesset2.CorrelationEnergy(result, -1));
    }

    [Fact]
    public void Options_refuse_nonsense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { MaxIterations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { GradientTolerance = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { GradientTolerance = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { LinearDependenceThreshold = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { DiisSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { MaxThreads = 0 });
    }

    private static Atom Move(Atom a)
    {
        var (x, y, z) = Rotate(a.X, a.Y, a.Z);
        return a with { X = x + 0.7, Y = y - 1.1, Z = z + 2.3 };
    }

    private static (double X, double Y, double Z) Rotate(double x, double y, double z)
    {
        var (s, c) = Math.SinCos(0.7);
        (x, y) = ((c * x) - (s * y), (s * x) + (c * y));
        (s, c) = Math.SinCos(1.1);
        return (x, (c * y) - (s * z), (s * y) + (c * z));
    }

    private sealed class DirectProgress(Action<HartreeFockProgress> report) : IProgress<HartreeFockProgress>
    {
        public void Report(HartreeFockProgress value) => report(value);
    }

    private sealed class Recorder : IProgress<HartreeFockProgress>
    {
        public List<HartreeFockProgress> Cycles { get; } = [];

        public void Report(HartreeFockProgress value) => Cycles.Add(value);
    }
}
