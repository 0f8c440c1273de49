using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 20)]
public class TwoParticleDensityTests
{
    /// <summary>Sums of some thousand terms of order one.</summary>
    private const double Rounding = 1e-11;

    [Property]
    public bool It_is_the_expectation_of_the_fermion_operators(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var (alpha, beta) = (new DeterminantStrings(n, integrals.AlphaElectrons), new DeterminantStrings(n, integrals.BetaElectrons));
        var vector = RandomVector(alpha.Count * beta.Count);
        var density = TwoParticleDensity.Of(integrals, vector);
        var amplitudes = new Dictionary<int, double>();
        for (var k = 0; k < vector.Length; k++) amplitudes[(int)alpha[k / beta.Count] | ((int)beta[k % beta.Count] << n)] = vector[k];
        // One of each kind suffices: the energy below takes them all.
        var random = new PhiloxRandom(8);
        for (var trial = 0; trial < 10; trial++)
        {
            int p = random.Next(n), q = random.Next(n), r = random.Next(n), s = random.Next(n);
            var expected = 0.0;
            foreach (var sigma in new[] { 0, n })
            foreach (var tau in new[] { 0, n })
            foreach (var (state, amplitude) in amplitudes)
            {
                var (to, sign) = FockSpace.Apply([LadderOperator.Creation(p + sigma), LadderOperator.Creation(r + tau), LadderOperator.Annihilation(s + tau), LadderOperator.Annihilation(q + sigma)], state);
                if (sign != 0) expected += sign * amplitude * amplitudes[to];
            }

            if (Math.Abs(expected - density[p, q, r, s]) > Rounding) return false;
        }

        return true;
    }

    [Property]
    public bool It_has_the_energy_the_pairs_and_the_symmetries_of_the_state(ElectronIntegrals integrals)
    {
        var root = FullConfigurationInteraction.Solve(integrals).Roots[0];
        var (one, two) = (FullConfigurationInteraction.Density(integrals, root), TwoParticleDensity.Of(integrals, root.Vector, 1));
        var (n, electrons) = (integrals.OrbitalCount, integrals.ElectronCount);
        var copy = new TwoParticleDensity(n, two.Span); // throws without the symmetries
        return Math.Abs(two.Energy(integrals, one) - root.Energy) < 1e-9
            && Math.Abs(two.Trace - (electrons * (electrons - 1))) < Rounding
            && copy[0, 0, n - 1, n - 1] == two[n - 1, n - 1, 0, 0]
            && (electrons < 2 || Math.Abs(two.ToOneParticleDensity(electrons)[0, n - 1] - one[0, n - 1]) < Rounding);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var integrals = RandomIntegrals.Create(6, 3, 2, 3);
        var vector = RandomVector((int)FullConfigurationInteraction.CountDeterminants(integrals));
        Assert.Equal(TwoParticleDensity.Of(integrals, vector, 1).Span.ToArray(), TwoParticleDensity.Of(integrals, vector, 3).Span.ToArray());
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new TwoParticleDensity(2, new double[15]));
        var lopsided = new double[16];
        lopsided[1] = 1;
        Assert.Throws<ArgumentException>(() => new TwoParticleDensity(2, lopsided));
        var integrals = RandomIntegrals.Create(2, 1, 1, 3);
        Assert.Throws<ArgumentException>(() => TwoParticleDensity.Of(integrals, new double[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoParticleDensity.Of(integrals, new double[4], 0));
    }

    // The dipole is the derivative of the energy by a field F · z: full CI obeys that exactly.
    [Fact]
    public void The_dipole_of_full_CI_is_the_derivative_by_a_field()
    {
        const double field = 1e-3;
        var scf = RestrictedHartreeFock.Solve(Molecules.LithiumHydride(), BasisSet.Sto3G);
        var integrals = scf.ToElectronIntegrals();
        var root = FullConfigurationInteraction.Solve(integrals).Roots[0];
        var dipole = scf.ComputeDipole(FullConfigurationInteraction.Density(integrals, root));
        var electrons = (At(field) - At(-field)) * 8 / (12 * field) - (At(2 * field) - At(-2 * field)) / (12 * field);
        var nuclei = scf.Molecule.Atoms.Sum(a => a.Element.AtomicNumber * a.Z);
        Assert.Equal(nuclei - electrons, dipole[2], 1e-6); // the residual of the vector
        Assert.Equal(0, dipole[0], 1e-10);

        double At(double f)
        {
            var n = integrals.OrbitalCount;
            var h = integrals.OneElectronSpan.ToArray();
            var z = scf.Integrals.One.Dipole[2];
            var functions = scf.Integrals.FunctionCount;
            for (var p = 0; p < n; p++)
            for (var q = 0; q < n; q++)
            for (var i = 0; i < functions; i++)
            for (var j = 0; j < functions; j++)
                h[(p * n) + q] += f * scf.CoefficientArray[(i * n) + p] * z[(i * functions) + j] * scf.CoefficientArray[(j * n) + q];
            var perturbed = new ElectronIntegrals(n, integrals.AlphaElectrons, integrals.BetaElectrons, integrals.CoreEnergy, h, integrals.RepulsionSpan);
            return FullConfigurationInteraction.Solve(perturbed).Energy;
        }
    }

    [Fact]
    public void The_dipole_of_the_mean_field_is_its_own_also_with_a_frozen_core()
    {
        var scf = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G);
        Assert.Equal(scf.Dipole[2], scf.ComputeDipole(scf.OneParticleDensity)[2], 1e-12);
        var active = new double[36];
        for (var i = 0; i < 4; i++) active[(i * 6) + i] = 2;
        Assert.Equal(scf.Dipole[2], scf.ComputeDipole(new OneParticleDensity(6, active), ActiveSpace.Frozen(1))[2], 1e-12);
        Assert.Throws<ArgumentException>(() => scf.ComputeDipole(scf.OneParticleDensity, ActiveSpace.Frozen(1)));
    }

    [Fact]
    public async Task Both_engines_give_the_same_density_and_dipole()
    {
        var fast = await GroundState.SolveAsync(Molecules.LithiumHydride(), new GroundStateOptions { ActiveSpace = ActiveSpace.Of(2, 4) });
        var qubits = await GroundState.SolveAsync(Molecules.LithiumHydride(), new GroundStateOptions { ActiveSpace = ActiveSpace.Of(2, 4), Engine = EngineKind.StateVector });
        Assert.Equal(2, fast.Density!.Trace, 1e-12);
        for (var p = 0; p < 4; p++)
        for (var q = 0; q < 4; q++)
            Assert.Equal(fast.Density[p, q], qubits.Density![p, q], 1e-6);
        for (var axis = 0; axis < 3; axis++) Assert.Equal(fast.Dipole![axis], qubits.Dipole![axis], 1e-6);
        Assert.True(Math.Abs(fast.Dipole![2] - fast.MeanField!.Dipole[2]) > 1e-3);
        var given = await GroundState.SolveAsync(fast.Integrals);
        Assert.Null(given.Dipole);
        Assert.Equal(2, given.Density!.Trace, 1e-12);
    }

    private static double[] RandomVector(int size)
    {
        var random = new PhiloxRandom(4);
        var vector = Enumerable.Range(0, size).Select(_ => random.NextGaussian()).ToArray();
        var norm = Math.Sqrt(vector.Sum(x => x * x));
        return Array.ConvertAll(vector, x => x / norm);
    }
}
