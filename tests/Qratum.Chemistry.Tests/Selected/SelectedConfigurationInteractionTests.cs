using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 30)]
public class SelectedConfigurationInteractionTests
{
    /// <summary>Residual 1e-6: the error is its square over the gap.</summary>
    private const double EnergyTolerance = 1e-10;

    private const double Rounding = 1e-10;

    [Property]
    public bool All_determinants_are_full_CI(ElectronIntegrals integrals)
    {
        var options = new FullConfigurationInteractionOptions { RootCount = 2 };
        var exact = FullConfigurationInteraction.Solve(integrals, options);
        var found = SelectedConfigurationInteraction.Solve(integrals, All(integrals), options);
        return found.Converged && found.States.Count == exact.Roots.Count
            && found.States.Zip(exact.Roots).All(p => Math.Abs(p.First.Energy - p.Second.Energy) < EnergyTolerance);
    }

    [Property]
    public bool Chosen_determinants_give_the_states_of_their_matrix(ElectronIntegrals integrals, int seed)
    {
        var random = new PhiloxRandom((ulong)seed);
        Determinant[] chosen = [.. All(integrals).Where(_ => random.Next(2) == 0)];
        if (chosen.Length == 0) return true;
        var matrix = Matrix<double>.Build.Dense(chosen.Length, chosen.Length, (i, j) =>
            SlaterCondon.Element(integrals, chosen[i].Alpha, chosen[i].Beta, chosen[j].Alpha, chosen[j].Beta));
        var lowest = matrix.Evd(Symmetricity.Symmetric).EigenValues.Min(v => v.Real) + integrals.CoreEnergy;
        var found = SelectedConfigurationInteraction.Solve(integrals, chosen.Reverse().Concat(chosen));
        return found.Determinants.Count == chosen.Length && Math.Abs(found.Energy - lowest) < EnergyTolerance;
    }

    [Property]
    public bool Spin_and_occupations_are_those_of_the_whole_vector(ElectronIntegrals integrals)
    {
        var found = SelectedConfigurationInteraction.Solve(integrals, SelectedConfigurationInteraction.SinglesAndDoubles(integrals));
        var alpha = new DeterminantStrings(integrals.OrbitalCount, integrals.AlphaElectrons);
        var beta = new DeterminantStrings(integrals.OrbitalCount, integrals.BetaElectrons);
        var whole = new double[alpha.Count * beta.Count];
        for (var k = 0; k < found.Determinants.Count; k++)
            whole[(alpha.IndexOf(found.Determinants[k].Alpha) * beta.Count) + beta.IndexOf(found.Determinants[k].Beta)] = found.States[0].Vector.Span[k];
        var (up, down) = found.Occupations();
        return Math.Abs(TotalSpin.Expectation(alpha, beta, whole) - found.States[0].S2) < Rounding
            && Math.Abs(up.Sum() - integrals.AlphaElectrons) < Rounding && Math.Abs(down.Sum() - integrals.BetaElectrons) < Rounding
            && found.OrbitalEntropies().All(s => s > -Rounding && s < Math.Log(4) + Rounding);
    }

    [Fact]
    public void Two_electrons_are_exact_with_singles_and_doubles_and_more_are_bounded()
    {
        var hydrogen = Integrals("H 0 0 0; H 0 0 0.74", BasisSet.CcPvdz);
        Assert.Equal(FullConfigurationInteraction.Solve(hydrogen).Energy,
            SelectedConfigurationInteraction.Solve(hydrogen, SelectedConfigurationInteraction.SinglesAndDoubles(hydrogen)).Energy, EnergyTolerance);
        var water = Integrals("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", BasisSet.Sto3G);
        var doubles = SelectedConfigurationInteraction.Solve(water, SelectedConfigurationInteraction.SinglesAndDoubles(water));
        Assert.Equal(141, doubles.Determinants.Count); // 1 + 10·2 + 2·C(5,2)·C(2,2) + (5·2)²
        Assert.InRange(doubles.Energy, FullConfigurationInteraction.Solve(water).Energy + 1e-4, water.ReferenceEnergy - 1e-2);
        Assert.Equal(0, doubles.States[0].S2, 1e-6);
    }

    [Fact]
    public void Entropies_of_a_bond_are_those_of_its_two_configurations()
    {
        // The singlet is c |20⟩ + d |02⟩: each orbital is empty or full with the weights of the two.
        var bond = Integrals("H 0 0 0; H 0 0 2", BasisSet.Sto3G);
        var found = SelectedConfigurationInteraction.Solve(bond, SelectedConfigurationInteraction.SinglesAndDoubles(bond));
        var weight = Math.Pow(found.States[0].Vector.Span.ToArray().Max(), 2);
        Assert.InRange(weight, 0.5, 0.9);
        Assert.All(found.OrbitalEntropies(), s => Assert.Equal(-(weight * Math.Log(weight)) - ((1 - weight) * Math.Log(1 - weight)), s, 1e-9));
        Assert.Throws<ArgumentOutOfRangeException>(() => found.OrbitalEntropies(1));
    }

    [Fact]
    public void Spaces_are_chosen_where_a_bond_is_stretched()
    {
        var state = RestrictedHartreeFock.Solve(Molecule.Parse("N 0 0 0; N 0 0 1.8"), BasisSet.Sto3G, new HartreeFockOptions { Stability = StabilityAnalysis.None });
        foreach (var measure in Enum.GetValues<ActiveSpaceMeasure>())
        {
            var chosen = AutomaticActiveSpace.Choose(state, measure);
            // σ, two π and their antibonding partners.
            Assert.Equal((6, 6), (chosen.Integrals.ElectronCount, chosen.Integrals.OrbitalCount));
            Assert.Equal([4, 5, 6, 7, 8, 9], chosen.Orbitals);
            Assert.Equal(10, chosen.Measures.Count);
            var inside = FullConfigurationInteraction.Solve(chosen.Integrals).Energy;
            Assert.True(inside < state.Energy - 0.1);
            Assert.True(inside > FullConfigurationInteraction.Solve(state.ToElectronIntegrals()).Energy);
        }

        var triplet = RestrictedOpenShellHartreeFock.Solve(Molecule.Parse("O 0 0 0; O 0 0 1.2", multiplicity: 3), BasisSet.Sto3G);
        var open = AutomaticActiveSpace.ByEntropy(triplet);
        Assert.Equal(2, open.Integrals.AlphaElectrons - open.Integrals.BetaElectrons);
        Assert.Throws<ArgumentOutOfRangeException>(() => AutomaticActiveSpace.ByEntropy(triplet, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AutomaticActiveSpace.ByEntropy(triplet, maxOrbitals: 1));
    }

    [Fact]
    public void Where_too_many_are_entangled_the_most_entangled_are_taken_and_degenerate_ones_together()
    {
        // At equilibrium no orbital stands out: twenty are within a tenth of the largest entropy.
        var state = RestrictedHartreeFock.Solve(Molecules.Nitrogen(), BasisSet.CcPvdz);
        Assert.True(AutomaticActiveSpace.ByEntropy(state, maxOrbitals: 28).Orbitals.Count > 12);
        foreach (var most in (int[])[3, 7, 12])
        {
            var chosen = AutomaticActiveSpace.ByEntropy(state, maxOrbitals: most);
            Assert.InRange(chosen.Orbitals.Count, 2, most);
            var least = chosen.Orbitals.Min(p => chosen.Measures[p]);
            var left = Enumerable.Range(0, chosen.Measures.Count).Except(chosen.Orbitals).Max(p => chosen.Measures[p]);
            Assert.True(left < least * (1 - 1e-6), $"{most} orbitals: {left} was left, {least} taken");
        }
    }

    [Fact]
    public void Bad_determinants_are_refused()
    {
        var integrals = RandomIntegrals.Create(4, 2, 2, 3);
        Assert.Throws<ArgumentException>(() => SelectedConfigurationInteraction.Solve(integrals, []));
        Assert.Throws<ArgumentException>(() => SelectedConfigurationInteraction.Solve(integrals, [new Determinant(0b1, 0b11)]));
        Assert.Throws<ArgumentException>(() => SelectedConfigurationInteraction.Solve(integrals, [new Determinant(0b10001, 0b11)]));
        Assert.Throws<NotSupportedException>(() => SelectedConfigurationInteraction.Solve(integrals, All(integrals), new() { MaxDeterminants = 3 }));
        Assert.Throws<OperationCanceledException>(() => SelectedConfigurationInteraction.Solve(integrals, All(integrals), null, new CancellationToken(true)));
    }

    private static ElectronIntegrals Integrals(string molecule, BasisSet basis) => RestrictedHartreeFock.Solve(Molecule.Parse(molecule), basis).ToElectronIntegrals();

    private static Determinant[] All(ElectronIntegrals integrals)
    {
        var alpha = new DeterminantStrings(integrals.OrbitalCount, integrals.AlphaElectrons);
        var beta = new DeterminantStrings(integrals.OrbitalCount, integrals.BetaElectrons);
        return [.. from i in Enumerable.Range(0, alpha.Count) from j in Enumerable.Range(0, beta.Count) select new Determinant(alpha[i], beta[j])];
    }
}
