using System.Globalization;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 30)]
public class NaturalOrbitalsTests
{
    /// <summary>Sums of some hundred terms of order one.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Energies of order 10 to the tolerance of the search.</summary>
    private const double EnergyTolerance = 1e-9;

    [Property]
    public bool Density_is_the_expectation_of_the_fermion_operators(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var alpha = new DeterminantStrings(n, integrals.AlphaElectrons);
        var beta = new DeterminantStrings(n, integrals.BetaElectrons);
        var vector = RandomVector(alpha.Count * beta.Count, 5);
        var density = FullConfigurationInteraction.Density(integrals, new ConfigurationInteractionRoot(0, 0, 0, vector));
        var amplitudes = new Dictionary<int, double>();
        for (var k = 0; k < vector.Length; k++) amplitudes[(int)alpha[k / beta.Count] | ((int)beta[k % beta.Count] << n)] = vector[k];
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            var expected = 0.0;
            for (var spin = 0; spin < 2; spin++)
            {
                foreach (var (state, amplitude) in amplitudes)
                {
                    var (to, sign) = FockSpace.Apply([LadderOperator.Creation(p + (spin * n)), LadderOperator.Annihilation(q + (spin * n))], state);
                    if (sign != 0) expected += sign * amplitude * amplitudes[to];
                }
            }

            if (Math.Abs(expected - density[p, q]) > Rounding) return false;
        }

        return Math.Abs(density.Trace - integrals.ElectronCount) < Rounding;
    }

    [Property]
    public bool Occupations_of_any_state_are_0_to_2_falling_and_add_up(ElectronIntegrals integrals)
    {
        var size = (int)FullConfigurationInteraction.CountDeterminants(integrals);
        var density = FullConfigurationInteraction.Density(integrals, new ConfigurationInteractionRoot(0, 0, 0, RandomVector(size, 9)));
        var natural = density.ToNaturalOrbitals();
        var (n, occupations) = (density.OrbitalCount, natural.Occupations.ToArray());
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            // γ = U n Uᵀ
            var sum = 0.0;
            for (var k = 0; k < n; k++) sum += natural.Coefficients[p, k] * occupations[k] * natural.Coefficients[q, k];
            if (Math.Abs(sum - density[p, q]) > Rounding) return false;
        }

        return occupations.All(o => o is > -Rounding and < 2 + Rounding)
            && occupations.SequenceEqual(occupations.OrderDescending())
            && Math.Abs(occupations.Sum() - integrals.ElectronCount) < Rounding;
    }

    [Property(MaxTest = 15)]
    public bool A_rotation_leaves_the_exact_energies(ElectronIntegrals integrals)
    {
        var exact = FullConfigurationInteraction.Solve(integrals);
        var natural = FullConfigurationInteraction.Density(integrals, exact.Roots[0]).ToNaturalOrbitals();
        var rotated = integrals.Rotate(natural);
        var again = FullConfigurationInteraction.Solve(rotated);
        // In natural orbitals the density of the same state is diagonal, the fullest orbital first.
        var density = FullConfigurationInteraction.Density(rotated, again.Roots[0]);
        for (var p = 0; p < rotated.OrbitalCount; p++)
        {
            if (Math.Abs(density[p, p] - natural.Occupations[p]) > 1e-6) return false;
        }

        return Math.Abs(exact.Energy - again.Energy) < EnergyTolerance;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_rotation_is_the_sum_over_all_indices(int n)
    {
        var integrals = RandomIntegrals.Create(n, 1, 1, 3);
        var u = RandomRotation(n);
        var rotated = integrals.Rotate(u);
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        for (var r = 0; r < n; r++)
        for (var s = 0; s < n; s++)
        {
            var (one, two) = (0.0, 0.0);
            for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                if (r == 0 && s == 0) one += u[(i * n) + p] * u[(j * n) + q] * integrals.Core(i, j);
                for (var k = 0; k < n; k++)
                for (var l = 0; l < n; l++)
                    two += u[(i * n) + p] * u[(j * n) + q] * u[(k * n) + r] * u[(l * n) + s] * integrals.Repulsion(i, j, k, l);
            }

            if (r == 0 && s == 0) Assert.Equal(one, rotated.Core(p, q), Rounding);
            Assert.Equal(two, rotated.Repulsion(p, q, r, s), Rounding);
        }
    }

    [Fact]
    public void What_is_no_rotation_is_refused()
    {
        var integrals = RandomIntegrals.Create(2, 1, 1, 3);
        Assert.Contains("not orthogonal", Assert.Throws<ArgumentException>(() => integrals.Rotate([1, 0, 0, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("need 4", Assert.Throws<ArgumentException>(() => integrals.Rotate([1, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OneParticleDensity(2, [1, 2, 3, 4]));
        Assert.Throws<ArgumentException>(() => new OneParticleDensity(2, [1, double.NaN, double.NaN, 1]));
        Assert.Throws<ArgumentException>(() => new OneParticleDensity(2, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneParticleDensity(2, [1, 0, 0, 1])[0, 2]);
        Assert.Throws<ArgumentException>(() => FullConfigurationInteraction.Density(integrals, new ConfigurationInteractionRoot(0, 0, 0, new double[3])));
    }

    [Fact]
    public void Hartree_Fock_is_idempotent()
    {
        var scf = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G);
        var density = scf.OneParticleDensity;
        for (var p = 0; p < scf.OrbitalCount; p++)
        for (var q = 0; q < scf.OrbitalCount; q++)
        {
            var square = 0.0;
            for (var r = 0; r < scf.OrbitalCount; r++) square += density[p, r] * density[r, q];
            Assert.Equal(2 * density[p, q], square);
        }

        var natural = density.ToNaturalOrbitals();
        Assert.Equal([2, 2, 2, 2, 2, 0, 0], natural.Occupations.ToArray());
        var coefficients = natural.ToBasisFunctions(scf);
        for (var i = 0; i < 7; i++)
        for (var k = 0; k < 7; k++)
            Assert.Equal(scf.Coefficients[i, k], coefficients[i, k], Rounding);
        Assert.Throws<InvalidOperationException>(() => natural.ToActiveSpace());
    }

    [Fact]
    public void Hydrogen_has_the_occupations_of_its_two_by_two_problem()
    {
        var scf = RestrictedHartreeFock.Solve(Molecules.Hydrogen(Length.FromAngstrom(1.5)), BasisSet.Sto3G);
        var integrals = scf.ToElectronIntegrals();
        // By symmetry the ground state is c₀|gg⟩ + c₁|uu⟩ with the coupling (gu|gu).
        var gap = (2 * integrals.Core(1, 1)) + integrals.Repulsion(1, 1, 1, 1) - (2 * integrals.Core(0, 0)) - integrals.Repulsion(0, 0, 0, 0);
        var angle = 0.5 * Math.Atan2(2 * integrals.Repulsion(0, 1, 0, 1), gap);
        var exact = FullConfigurationInteraction.Solve(integrals);
        var occupations = FullConfigurationInteraction.Density(integrals, exact.Roots[0]).ToNaturalOrbitals().Occupations;
        Assert.Equal(2 * Math.Pow(Math.Cos(angle), 2), occupations[0], 1e-7);
        Assert.Equal(2 * Math.Pow(Math.Sin(angle), 2), occupations[1], 1e-7);

        var amplitude = integrals.Repulsion(0, 1, 0, 1) / (2 * (scf.OrbitalEnergies[0] - scf.OrbitalEnergies[1]));
        var perturbed = MollerPlesset2.Density(scf);
        Assert.Equal(2 - (2 * amplitude * amplitude), perturbed[0, 0], 1e-9);
        Assert.Equal(2 * amplitude * amplitude, perturbed[1, 1], 1e-9);
        Assert.Equal(0, perturbed[0, 1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Perturbation_theory_is_the_sum_over_amplitudes(int frozen)
    {
        var scf = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G);
        var integrals = scf.ToElectronIntegrals();
        var (o, n) = (scf.OccupiedCount, scf.OrbitalCount);
        double T(int i, int j, int a, int b) => integrals.Repulsion(i, a, j, b)
            / (scf.OrbitalEnergies[i] + scf.OrbitalEnergies[j] - scf.OrbitalEnergies[a] - scf.OrbitalEnergies[b]);
        var density = MollerPlesset2.Density(scf, frozen, 1);
        Assert.Equal(10, density.Trace, Rounding);
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            var expected = p == q && p < o ? 2.0 : 0;
            if (p >= frozen && q >= frozen && p < o && q < o)
            {
                for (var k = frozen; k < o; k++)
                for (var a = o; a < n; a++)
                for (var b = o; b < n; b++)
                    expected -= 2 * T(p, k, a, b) * ((2 * T(q, k, a, b)) - T(q, k, b, a));
            }
            else if (p >= o && q >= o)
            {
                for (var i = frozen; i < o; i++)
                for (var j = frozen; j < o; j++)
                for (var c = o; c < n; c++)
                    expected += 2 * T(i, j, p, c) * ((2 * T(i, j, q, c)) - T(i, j, c, q));
            }

            Assert.Equal(expected, density[p, q], 1e-10);
        }

        var occupations = density.ToNaturalOrbitals().Occupations.ToArray();
        Assert.All(occupations, x => Assert.InRange(x, -Rounding, 2 + Rounding));
        Assert.Equal(frozen, occupations.Count(x => Math.Abs(x - 2) < Rounding));
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var scf = RestrictedHartreeFock.Solve(Molecules.Formaldehyde(), BasisSet.Pople631G);
        Assert.True(MollerPlesset2.Density(scf, 0, 1).Span.SequenceEqual(MollerPlesset2.Density(scf, 0, 4).Span));
        var integrals = RandomIntegrals.Create(8, 4, 3, 5);
        var root = new ConfigurationInteractionRoot(0, 0, 0, RandomVector(70 * 56, 1));
        Assert.True(FullConfigurationInteraction.Density(integrals, root, 1).Span.SequenceEqual(FullConfigurationInteraction.Density(integrals, root, 4).Span));
        var cancelled = new CancellationToken(true);
        Assert.Throws<OperationCanceledException>(() => FullConfigurationInteraction.Density(integrals, root, 1, cancelled));
        Assert.Throws<OperationCanceledException>(() => MollerPlesset2.Density(scf, 0, 4, cancelled));
    }

    [Fact]
    public void An_active_space_of_natural_orbitals_is_better_than_one_of_Hartree_Fock_orbitals()
    {
        // Stretched, so that two bonds correlate strongly; the customary threshold finds them and a lone pair.
        var scf = RestrictedHartreeFock.Solve(
            Molecule.Parse("O 0 0 0; H 0 1.2 0.9; H 0 -1.2 0.9"), BasisSet.Pople631G);
        var integrals = scf.ToElectronIntegrals();
        var natural = MollerPlesset2.Density(scf).ToNaturalOrbitals();
        var space = natural.ToActiveSpace();
        var chosen = integrals.Rotate(natural).Select(space);
        Assert.Equal("6 electrons in 6 orbitals", space.ToString());
        var canonical = FullConfigurationInteraction.Solve(integrals.Select(space));
        var best = FullConfigurationInteraction.Solve(chosen);
        Assert.True(best.Energy < canonical.Energy - 0.01, string.Create(CultureInfo.InvariantCulture, $"{best.Energy} {canonical.Energy}"));
    }

    private static double[] RandomVector(int length, ulong seed)
    {
        var random = new PhiloxRandom(seed);
        double[] vector = [.. Enumerable.Range(0, length).Select(_ => random.NextGaussian())];
        var norm = Math.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / norm)];
    }

    /// <summary>A product of plane rotations by random angles.</summary>
    private static double[] RandomRotation(int n)
    {
        var random = new PhiloxRandom(2);
        var u = new double[n * n];
        for (var p = 0; p < n; p++) u[(p * n) + p] = 1;
        for (var p = 0; p < n; p++)
        for (var q = 0; q < p; q++)
        {
            var (sine, cosine) = Math.SinCos(random.NextDouble() * 6);
            for (var i = 0; i < n; i++)
            {
                var (x, y) = (u[(i * n) + p], u[(i * n) + q]);
                (u[(i * n) + p], u[(i * n) + q]) = ((cosine * x) - (sine * y), (sine * x) + (cosine * y));
            }
        }

        return u;
    }
}
