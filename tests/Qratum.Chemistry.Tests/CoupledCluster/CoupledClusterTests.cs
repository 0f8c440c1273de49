using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class CoupledClusterTests
{
    /// <summary>Amplitudes to 1e-8 leave energies of small molecules to 1e-9.</summary>
    private const double Tolerance = 2e-9;

    private static readonly CoupledClusterOptions Tight = new() { AmplitudeTolerance = 1e-10, MaxThreads = 1 };

    [Theory]
    [InlineData("H 0 0 0; H 0 0.1 0.8; H 0.1 1.6 0.2; H 0.2 1.7 0.9", 0, 1, 0)]
        [InlineData("Li 0 0 0; H 0 0 1.6", 0, 1, 1)]
    [InlineData("H 0 0 0; H 0.3 0 0.9; H 0 1.1 0.2", 0, 2, 0)]
    [InlineData("Li 0 0 0; H 0.1 0 1.8", 0, 3, 0)]
    [InlineData("Be 0 0 0; H 0 0.2 1.4", 0, 2, 1)]
    [InlineData("H 0 0 0; H 0.3 0 0.9; H 0 1.1 0.2; H 1.2 0.4 2", 0, 5, 0)]
    public void Agrees_with_the_textbook_over_spin_orbitals(string atoms, int charge, int multiplicity, int frozen)
    {
        var molecule = Molecule.Parse(atoms, charge: charge, multiplicity: multiplicity);
        var options = new CoupledClusterOptions { AmplitudeTolerance = 1e-10, MaxThreads = 1, FrozenOrbitals = frozen };
        var open = UnrestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G);
        var expected = OfUnrestricted(open, frozen).Solve();
        Assert.Equal(expected, CoupledCluster.Solve(open, options).CorrelationEnergy, Tolerance);
        if (multiplicity > 1) return;

        // A closed shell by its own equations, and by those of open shells.
        var closed = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G);
        Assert.Equal(closed.Energy, open.Energy, Tolerance);
        Assert.Equal(expected, CoupledCluster.Solve(closed, options).CorrelationEnergy, Tolerance);
    }

    [Theory]
    [InlineData("H 0 0 0; H 0 0.1 0.8; H 0.1 1.6 0.2; H 0.2 1.7 0.9", 0)]
    [InlineData("Be 0 0 0; H 0.1 0.2 1.3; H 0.2 0 -1.4", 1)]
    public void Triples_agree_with_the_textbook_over_spin_orbitals(string atoms, int frozen)
    {
        var reference = RestrictedHartreeFock.Solve(Molecule.Parse(atoms), BasisSet.Sto3G);
        var options = new CoupledClusterOptions { AmplitudeTolerance = 1e-10, FrozenOrbitals = frozen, Triples = TriplesCorrection.Perturbative };
        var twin = OfIntegrals(reference.ToElectronIntegrals(frozen == 0 ? null : ActiveSpace.Frozen(frozen)));
        twin.Solve();
        var expected = twin.Triples();
        Assert.InRange(expected, -1e-2, -1e-8);
        var result = CoupledCluster.Solve(reference, options);
        Assert.Equal(expected, result.TriplesEnergy!.Value, 1e-10);
        Assert.Equal(result.ReferenceEnergy + result.CorrelationEnergy + expected, result.Energy, 1e-9);
        Assert.Equal(expected, CoupledCluster.Solve(reference.ToElectronIntegrals(), options).TriplesEnergy!.Value, 1e-10);
        Assert.Null(CoupledCluster.Solve(reference).TriplesEnergy);
    }

    [Fact]
    public void Triples_are_refused_where_they_do_not_hold()
    {
        var options = new CoupledClusterOptions { Triples = TriplesCorrection.Perturbative };
        var open = UnrestrictedHartreeFock.Solve(Molecule.Parse("H 0 0 0; H 0 0 0.9; H 0 0 1.9", multiplicity: 2), BasisSet.Sto3G);
        Assert.Throws<NotSupportedException>(() => CoupledCluster.Solve(open, options));
        Assert.Throws<ArgumentException>(() => CoupledCluster.Solve(Weak(new Random(3), 4, 2, 2), options));
        var two = RestrictedHartreeFock.Solve(Molecules.Hydrogen(), BasisSet.Pople631G);
        Assert.Equal(0, CoupledCluster.Solve(two, options).TriplesEnergy!.Value, 1e-12);
    }

    [Property(MaxTest = 12)]
    public void Agrees_with_the_textbook_for_any_integrals(int seed)
    {
        // Neither canonical nor Hartree-Fock orbitals: every element of the Fock matrix counts.
        var random = new Random(seed);
        var (alpha, beta) = (random.Next(1, 3), random.Next(0, 3));
        var integrals = Weak(random, 4, alpha, beta);
        var expected = OfIntegrals(integrals).Solve();
        var result = CoupledCluster.Solve(integrals, Tight);
        Assert.True(result.Converged);
        Assert.Equal(expected, result.CorrelationEnergy, Tolerance);
        Assert.Equal(integrals.ReferenceEnergy, result.ReferenceEnergy, Tolerance);
    }

    [Theory]
    [InlineData("H 0 0 0; H 0 0 2.5", 1)]
    [InlineData("H 0 0 0; H 0 0 0.8", 3)]
    [InlineData("He 0 0 0", 1)]
    public void Two_electrons_are_exact(string atoms, int multiplicity)
    {
        var molecule = Molecule.Parse(atoms, multiplicity: multiplicity);
        MeanFieldResult reference = multiplicity == 1
            ? RestrictedHartreeFock.Solve(molecule, BasisSet.CcPvdz) : RestrictedOpenShellHartreeFock.Solve(molecule, BasisSet.CcPvdz);
        var integrals = ((HartreeFockResult)reference).ToElectronIntegrals();
        var exact = FullConfigurationInteraction.Solve(integrals).Energy;
        Assert.Equal(exact, CoupledCluster.Solve(integrals, Tight).Energy, Tolerance);
        if (multiplicity == 1) Assert.Equal(exact, CoupledCluster.Solve((HartreeFockResult)reference, Tight).Energy, Tolerance);
    }

    [Fact]
    public void Two_molecules_far_apart_have_twice_the_correlation_of_one()
    {
        var one = CoupledCluster.Solve(RestrictedHartreeFock.Solve(Molecule.Parse("Li 0 0 0; H 0 0 1.6"), BasisSet.Sto3G), Tight);
        var two = CoupledCluster.Solve(RestrictedHartreeFock.Solve(Molecule.Parse("Li 0 0 0; H 0 0 1.6; Li 0 500 0; H 0 500 1.6"), BasisSet.Sto3G), Tight);
        Assert.Equal(2 * one.CorrelationEnergy, two.CorrelationEnergy, 1e-8);
        Assert.Equal(one.SinglesDiagnostic, two.SinglesDiagnostic, 1e-7); // and the diagnostic does not grow with the system
    }

    [Fact]
    public void Rotations_among_occupied_and_among_empty_orbitals_change_nothing()
    {
        var integrals = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G).ToElectronIntegrals();
        var n = integrals.OrbitalCount;
        var rotation = new double[n * n];
        for (var p = 0; p < n; p++) rotation[(p * n) + p] = 1;
        foreach (var (p, q, angle) in new[] { (3, 4, 0.4), (5, 6, 1.1) })
        {
            (rotation[(p * n) + p], rotation[(q * n) + q]) = (Math.Cos(angle), Math.Cos(angle));
            (rotation[(p * n) + q], rotation[(q * n) + p]) = (-Math.Sin(angle), Math.Sin(angle));
        }

        var (straight, turned) = (CoupledCluster.Solve(integrals, Tight), CoupledCluster.Solve(integrals.Rotate(rotation), Tight));
        Assert.Equal(straight.Energy, turned.Energy, Tolerance);
        Assert.NotEqual(straight.SecondOrderEnergy, turned.SecondOrderEnergy, 1e-4); // which is of canonical orbitals only
    }

    [Fact]
    public void The_result_adds_up()
    {
        var reference = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G);
        var told = new List<CoupledClusterProgress>();
        var result = CoupledCluster.Solve(reference, new CoupledClusterOptions { Progress = new Listener(told) });
        Assert.True(result.Converged);
        Assert.Equal(StopReason.StepTolerance, result.StopReason);
        Assert.Equal(reference.Energy, result.ReferenceEnergy);
        Assert.Equal(reference.Energy + result.CorrelationEnergy, result.Energy);
        Assert.Equal(reference.NuclearRepulsion, result.NuclearRepulsion);
        Assert.Equal(result.Energy - reference.NuclearRepulsion, result.ElectronicEnergy);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(reference), result.SecondOrderEnergy, 1e-10);
        Assert.Equal(Enumerable.Range(1, result.Iterations), told.Select(t => t.Iteration));
        Assert.Equal(result.CorrelationEnergy, told[^1].CorrelationEnergy);
        Assert.InRange(result.Step, 0, 1e-8);
        Assert.InRange(result.SinglesDiagnostic, 1e-4, 0.02);
        Assert.InRange(result.LargestDouble, 0.01, 0.2);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var closed = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.CcPvdz);
        Assert.Equal(
            CoupledCluster.Solve(closed, new CoupledClusterOptions { MaxThreads = 1 }).Energy, CoupledCluster.Solve(closed, new CoupledClusterOptions { MaxThreads = 3 }).Energy);
        var open = UnrestrictedHartreeFock.Solve(Molecule.Parse("O 0 0 0; H 0 0 0.97", multiplicity: 2), BasisSet.Pople631GStar);
        Assert.Equal(
            CoupledCluster.Solve(open, new CoupledClusterOptions { MaxThreads = 1 }).Energy, CoupledCluster.Solve(open, new CoupledClusterOptions { MaxThreads = 3 }).Energy);
    }

    [Fact]
    public void Not_converging_is_a_result()
    {
        var reference = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G);
        var result = CoupledCluster.Solve(reference, new CoupledClusterOptions { MaxIterations = 3 });
        Assert.False(result.Converged);
        Assert.Equal((3, StopReason.IterationLimit), (result.Iterations, result.StopReason));
        Assert.Contains("NOT converged", result.ToString(), StringComparison.Ordinal);
        Assert.True(CoupledCluster.Solve(reference, new CoupledClusterOptions { DiisSize = 1 }).Converged);
    }

    [Fact]
    public void Nothing_to_correlate_gives_the_reference()
    {
        var hydrogen = UnrestrictedHartreeFock.Solve(Molecule.Parse("H 0 0 0", multiplicity: 2), BasisSet.CcPvdz);
        Assert.Equal(hydrogen.Energy, CoupledCluster.Solve(hydrogen).Energy, 1e-12);
        var helium = RestrictedHartreeFock.Solve(Molecule.Parse("He 0 0 0"), BasisSet.Sto3G);
        Assert.Equal((0.0, true), (CoupledCluster.Solve(helium).CorrelationEnergy, CoupledCluster.Solve(helium).Converged));
        var frozen = RestrictedHartreeFock.Solve(Molecules.LithiumHydride(), BasisSet.Sto3G);
        Assert.Equal(0, CoupledCluster.Solve(frozen, new CoupledClusterOptions { FrozenOrbitals = 2 }).CorrelationEnergy);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var water = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G);
        Assert.Throws<ArgumentOutOfRangeException>(() => CoupledCluster.Solve(water, new CoupledClusterOptions { FrozenOrbitals = 6 }));
        var error = Assert.Throws<InsufficientMemoryException>(() => CoupledCluster.Solve(water, new CoupledClusterOptions { MemoryLimit = 1000 }));
        Assert.Contains("1000 bytes", error.Message, StringComparison.Ordinal);
        var unfinished = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G, new HartreeFockOptions { MaxIterations = 1 });
        Assert.Throws<ArgumentException>(() => CoupledCluster.Solve(unfinished));
        var open = RestrictedOpenShellHartreeFock.Solve(Molecule.Parse("O 0 0 0; H 0 0 0.97", multiplicity: 2), BasisSet.Sto3G);
        Assert.Throws<ArgumentException>(() => CoupledCluster.Solve(open));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => CoupledCluster.Solve(water, cancellationToken: source.Token));
    }

    /// <summary>Levels one apart, and a repulsion that perturbs them.</summary>
    private static ElectronIntegrals Weak(Random random, int n, int alpha, int beta)
    {
        var one = new double[n * n];
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
            one[(p * n) + q] = one[(q * n) + p] = (p == q ? 2 * p : 0) + (0.1 * (random.NextDouble() - 0.5));
        var two = Enumerable.Range(0, (int)PackedSymmetric.Count(PackedSymmetric.Count(n))).Select(_ => 0.3 * (random.NextDouble() - 0.5)).ToArray();
        return new ElectronIntegrals(n, alpha, beta, 0.7, one, two);
    }

    private static SpinOrbitalCcsd OfIntegrals(ElectronIntegrals integrals) => Make(
        integrals.OrbitalCount, [integrals.AlphaElectrons, integrals.BetaElectrons], 0,
        (s, t, p, q, r, u) => integrals.Repulsion(p, q, r, u), (s, p, q) => integrals.Fock(s == 0 ? Spin.Alpha : Spin.Beta, p, q));

    private static SpinOrbitalCcsd OfUnrestricted(UnrestrictedHartreeFockResult reference, int frozen)
    {
        double[][] orbitals = [reference.CoefficientArray(Spin.Alpha), reference.CoefficientArray(Spin.Beta)];
        var (n, m) = (reference.Integrals.FunctionCount, reference.OrbitalCount);
        return Make(
            m, [reference.OccupiedCount(Spin.Alpha), reference.OccupiedCount(Spin.Beta)], frozen, Repulsion,
            (s, p, q) => p == q ? reference.EnergyArray(s == 0 ? Spin.Alpha : Spin.Beta)[p] : 0);

        double Repulsion(int s, int t, int p, int q, int r, int u)
        {
            var sum = 0.0;
            for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            for (var k = 0; k < n; k++)
            for (var l = 0; l < n; l++)
                sum += orbitals[s][(i * m) + p] * orbitals[s][(j * m) + q] * orbitals[t][(k * m) + r] * orbitals[t][(l * m) + u]
                    * reference.Integrals.Packed[PackedSymmetric.IndexOf(PackedSymmetric.IndexOf(i, j), PackedSymmetric.IndexOf(k, l))];
            return sum;
        }
    }

    /// <summary>Spin orbitals, the occupied ones first.</summary>
    private static SpinOrbitalCcsd Make(
        int orbitals, int[] occupied, int frozen, Func<int, int, int, int, int, int, double> repulsion, Func<int, int, int, double> fock)
    {
        var all = (from isEmpty in new[] { false, true }
                   from s in new[] { 0, 1 }
                   from p in Enumerable.Range(frozen, orbitals - frozen)
                   where p >= occupied[s] == isEmpty
                   select (Spin: s, Orbital: p)).ToArray();
        var n = all.Length;
        var (f, g) = (new double[n, n], new double[n, n, n, n]);
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            if (all[p].Spin == all[q].Spin) f[p, q] = fock(all[p].Spin, all[p].Orbital, all[q].Orbital);
            for (var r = 0; r < n; r++)
            for (var u = 0; u < n; u++)
                g[p, q, r, u] = Coulomb(p, r, q, u) - Coulomb(p, u, q, r);
        }

        return new SpinOrbitalCcsd(occupied.Sum() - (2 * frozen), f, g);

        double Coulomb(int p, int q, int r, int u) => all[p].Spin == all[q].Spin && all[r].Spin == all[u].Spin
            ? repulsion(all[p].Spin, all[r].Spin, all[p].Orbital, all[q].Orbital, all[r].Orbital, all[u].Orbital) : 0;
    }

    private sealed class Listener(List<CoupledClusterProgress> told) : IProgress<CoupledClusterProgress>
    {
        public void Report(CoupledClusterProgress value) => told.Add(value);
    }
}
