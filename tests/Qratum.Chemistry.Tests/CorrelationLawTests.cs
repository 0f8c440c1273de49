using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>Laws that hold for every molecule: energies do not depend on where it lies, and those of parts far apart add up where the theory says so.</summary>
public class CorrelationLawTests
{
    /// <summary>Rounding and the residuals of the searches, hartree.</summary>
    private const double Tolerance = 2e-9;

    /// <summary>CCSD stops at amplitudes that move by 1e-8; VQE at a gradient of 1e-6.</summary>
    private const double SearchTolerance = 2e-8;

    private const string Stretched = "H 0 0 0; H 0.3 0 0.9";
    private const string Bent = "O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692";

    [Theory]
    [InlineData(Bent, "cc-pvtz", 1)]
    [InlineData(Bent, "6-31g*", 2)]
    [InlineData("N 0 0 0; H 0 0.9 0.5; H 0.8 -0.4 0.6; H -0.8 -0.5 0.5", "def2-svp", 3)]
    public void Closed_shells_have_the_same_energies_wherever_they_lie(string text, string basis, int seed)
    {
        var molecule = Molecule.Parse(text);
        double[] Energies(Molecule m)
        {
            var scf = RestrictedHartreeFock.Solve(m, BasisSet.ByName(basis));
            var ccsd = CoupledCluster.Solve(scf, new CoupledClusterOptions { FrozenOrbitals = 1, Triples = TriplesCorrection.Perturbative });
            return [scf.Energy, MollerPlesset2.CorrelationEnergy(scf), ccsd.CorrelationEnergy, ccsd.TriplesEnergy!.Value];
        }

        AssertEqual(Energies(molecule), Energies(Moved(molecule, seed)));
    }

    [Theory]
    [InlineData("N 0 0 0; H 0 0.8 0.6; H 0 -0.8 0.6", "6-31g*", 2, 4)]
    [InlineData("O 0 0 0; O 0 0 1.2075", "cc-pvdz", 3, 5)]
    public void Open_shells_have_the_same_energies_wherever_they_lie(string text, string basis, int multiplicity, int seed)
    {
        var molecule = Molecule.Parse(text, multiplicity: multiplicity);
        double[] Energies(Molecule m)
        {
            var scf = UnrestrictedHartreeFock.Solve(m, BasisSet.ByName(basis));
            return [scf.Energy, scf.SpinSquared, MollerPlesset2.CorrelationEnergy(scf), CoupledCluster.Solve(scf).CorrelationEnergy];
        }

        AssertEqual(Energies(molecule), Energies(Moved(molecule, seed)));
    }

    [Fact]
    public async Task Exact_states_and_searches_have_the_same_energies_wherever_they_lie()
    {
        var molecule = Molecule.Parse("Li 0 0 0; H 0 0 1.6");
        async Task<double[]> Energies(Molecule m)
        {
            var integrals = RestrictedHartreeFock.Solve(m, BasisSet.Sto3G).ToElectronIntegrals();
            var exact = FullConfigurationInteraction.Solve(integrals, new FullConfigurationInteractionOptions { RootCount = 4 });
            var search = await GroundState.SolveAsync(m, new GroundStateOptions { CoupledCluster = new UccsdOptions { Form = AnsatzForm.ExponentialOfSum } });
            return [.. exact.Roots.Select(r => r.Energy), search.Energy];
        }

        AssertEqual(await Energies(molecule), await Energies(Moved(molecule, 6)));
    }

    /// <summary>The exponential makes energies additive; configuration interaction of singles and doubles is not.</summary>
    [Fact]
    public void Energies_of_distant_molecules_add_up()
    {
        Molecule one = Molecule.Parse("H 0 0 0; H 0 0 0.74"), other = Molecule.Parse(Stretched), both = Apart(one, other);
        double[] Energies(Molecule m)
        {
            var scf = RestrictedHartreeFock.Solve(m, BasisSet.CcPvdz);
            var integrals = scf.ToElectronIntegrals();
            return
            [
                scf.Energy, MollerPlesset2.CorrelationEnergy(scf), CoupledCluster.Solve(scf, new CoupledClusterOptions { AmplitudeTolerance = 1e-9 }).CorrelationEnergy,
                FullConfigurationInteraction.Solve(integrals).Energy,
                SelectedConfigurationInteraction.Solve(integrals, SelectedConfigurationInteraction.SinglesAndDoubles(integrals)).Energy,
            ];
        }

        double[] sum = [.. Energies(one).Zip(Energies(other), (a, b) => a + b)], together = Energies(both);
        AssertEqual(sum[..^1], together[..^1]);
        Assert.True(together[^1] > sum[^1] + 1e-4, $"{together[^1]} against {sum[^1]}");
    }

    [Theory]
    [InlineData(AnsatzKind.Uccsd, AnsatzForm.Product)]
    [InlineData(AnsatzKind.Uccsd, AnsatzForm.ExponentialOfSum)]
    [InlineData(AnsatzKind.PUccd, AnsatzForm.Product)]
    public async Task Searches_for_distant_molecules_add_up(AnsatzKind ansatz, AnsatzForm form)
    {
        Molecule one = Molecule.Parse("H 0 0 0; H 0 0 0.74"), other = Molecule.Parse(Stretched);
        var options = new GroundStateOptions { Basis = BasisSet.Pople631G, Ansatz = ansatz, CoupledCluster = ansatz == AnsatzKind.Uccsd ? new UccsdOptions { Form = form } : null };
        double[] energies = [.. (await Task.WhenAll(new[] { one, other, Apart(one, other) }.Select(m => GroundState.SolveAsync(m, options)))).Select(r => r.Energy)];
        Assert.Equal(energies[0] + energies[1], energies[2], SearchTolerance);
    }

    [Fact]
    public void Unrestricted_atoms_add_up_where_restricted_ones_do_not()
    {
        var atom = UnrestrictedHartreeFock.Solve(Molecule.Parse("H 0 0 0", multiplicity: 2), BasisSet.CcPvdz).Energy;
        var pair = Molecule.Parse("H 0 0 0; H 0 0 60");
        Assert.Equal(2 * atom, UnrestrictedHartreeFock.Solve(pair, BasisSet.CcPvdz).Energy, Tolerance);
        Assert.True(RestrictedHartreeFock.Solve(pair, BasisSet.CcPvdz).Energy > (2 * atom) + 0.2);
    }

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++)
            Assert.True(Math.Abs(expected[k] - actual[k]) < SearchTolerance, $"value {k}: {expected[k]} and {actual[k]} differ by {actual[k] - expected[k]:0.0e-0}");
    }

    /// <summary>Turned about a random axis and shifted by some bohr.</summary>
    private static Molecule Moved(Molecule molecule, int seed)
    {
        var random = new Random(seed);
        double[] q = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble() - 0.5)];
        var norm = Math.Sqrt(q.Sum(v => v * v));
        var (w, x, y, z) = (q[0] / norm, q[1] / norm, q[2] / norm, q[3] / norm);
        var shift = Enumerable.Range(0, 3).Select(_ => 6 * (random.NextDouble() - 0.5)).ToArray();
        return new Molecule(
            molecule.Atoms.Select(a => new Atom(
                a.Element,
                ((1 - (2 * ((y * y) + (z * z)))) * a.X) + (2 * ((x * y) - (w * z)) * a.Y) + (2 * ((x * z) + (w * y)) * a.Z) + shift[0],
                (2 * ((x * y) + (w * z)) * a.X) + ((1 - (2 * ((x * x) + (z * z)))) * a.Y) + (2 * ((y * z) - (w * x)) * a.Z) + shift[1],
                (2 * ((x * z) - (w * y)) * a.X) + (2 * ((y * z) + (w * x)) * a.Y) + ((1 - (2 * ((x * x) + (y * y)))) * a.Z) + shift[2])),
            molecule.Charge, molecule.Multiplicity);
    }

    /// <summary>Both, 200 bohr apart.</summary>
    private static Molecule Apart(Molecule one, Molecule other) => new([.. one.Atoms, .. other.Atoms.Select(a => new Atom(a.Element, a.X, a.Y + 200, a.Z))], 0, 1);
}
