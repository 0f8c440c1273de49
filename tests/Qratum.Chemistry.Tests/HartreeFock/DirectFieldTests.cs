using Xunit;

namespace Qratum.Chemistry.Tests;

public class DirectFieldTests
{
    private static readonly HartreeFockOptions Direct = new() { Storage = IntegralStorage.Direct };
    private static readonly HartreeFockOptions Stored = new() { Storage = IntegralStorage.Stored };

    [Theory]
    [InlineData("STO-3G", 2, 3)]
    [InlineData("6-31G*", 1, 1)]
    [InlineData("cc-pVTZ", 1, 2)]
    public void Fields_equal_those_of_stored_integrals(string basis, int coulombs, int exchanges)
    {
        var integrals = AtomicIntegrals.Compute(Molecule.Parse("O 0 0 0.1; H 0 0.8 -0.5; H 0.1 -0.7 -0.4"), BasisSet.ByName(basis));
        var n = integrals.FunctionCount;
        var random = new PhiloxRandom(7, 1);
        var (stored, direct) = (new FockBuilder(integrals, 1), new DirectFieldBuilder(integrals.Functions, 1));
        double[][] js = [.. Enumerable.Range(0, coulombs).Select(_ => Symmetric(n, random))];
        double[][] ks = [.. Enumerable.Range(0, exchanges).Select(_ => Symmetric(n, random))];
        for (var call = 0; call < 4; call++)
        {
            var (expectedJ, expectedK) = (Zeros(js), Zeros(ks));
            var (j, k) = (Zeros(js), Zeros(ks));
            stored.Build(js, expectedJ, ks, expectedK, CancellationToken.None);
            direct.Build(js, j, ks, k, CancellationToken.None);
            for (var d = 0; d < j.Length; d++) AssertClose(expectedJ[d], j[d]);
            for (var d = 0; d < k.Length; d++) AssertClose(expectedK[d], k[d]);
            foreach (var density in (double[][])[.. js, .. ks]) // the second call has a small change, the third another density altogether
            {
                var change = Symmetric(n, random);
                for (var e = 0; e < change.Length; e++) density[e] = call == 1 ? change[e] : density[e] + (1e-3 * change[e]);
            }
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var integrals = AtomicIntegrals.Compute(Molecules.Methane(), BasisSet.ByName("6-31G"));
        var density = Symmetric(integrals.FunctionCount, new PhiloxRandom(3, 1));
        double[][] One(int threads)
        {
            double[][] result = [new double[density.Length], new double[density.Length]];
            new DirectFieldBuilder(integrals.Functions, threads).Build([density], [result[0]], [density], [result[1]], CancellationToken.None);
            return result;
        }

        Assert.Equal(One(1), One(3));
    }

    [Fact]
    public void All_methods_find_the_states_of_stored_integrals()
    {
        var basis = BasisSet.ByName("6-31G*");
        var closed = RestrictedHartreeFock.Solve(Molecules.Water(), basis, Direct);
        Assert.True(closed.Converged);
        Assert.False(closed.Integrals.IsStored);
        Assert.Equal(RestrictedHartreeFock.Solve(Molecules.Water(), basis, Stored).Energy, closed.Energy, 1e-9);
        var oxygen = Molecule.Parse("O 0 0 0; O 0 0 1.2", multiplicity: 3);
        Assert.Equal(UnrestrictedHartreeFock.Solve(oxygen, BasisSet.Sto3G, Stored).Energy, UnrestrictedHartreeFock.Solve(oxygen, BasisSet.Sto3G, Direct).Energy, 1e-9);
        Assert.Equal(RestrictedOpenShellHartreeFock.Solve(oxygen, BasisSet.Sto3G, Stored).Energy, RestrictedOpenShellHartreeFock.Solve(oxygen, BasisSet.Sto3G, Direct).Energy, 1e-9);
    }

    [Fact]
    public void A_calculation_that_goes_on_from_another_stays_direct()
    {
        var first = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G, Direct);
        var again = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G, Direct.From(first, StabilityAnalysis.None));
        Assert.False(again.Integrals.IsStored);
        Assert.True(again.Iterations < first.Iterations);
        Assert.Equal(first.Energy, again.Energy, 1e-9);
        Assert.True(NuclearGradient.Of(again).Largest > 0);
    }

    [Fact]
    public void What_needs_the_integrals_says_that_they_are_not_there()
    {
        var state = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G, Direct);
        Assert.Contains("not stored", Assert.Throws<InvalidOperationException>(() => state.Integrals.RepulsionOf(0, 0, 0, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => MollerPlesset2.CorrelationEnergy(state));
        Assert.True(RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G).Integrals.IsStored);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { Storage = (IntegralStorage)9 });
    }

    private static double[] Symmetric(int n, PhiloxRandom random)
    {
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) matrix[(i * n) + j] = matrix[(j * n) + i] = random.NextDouble() - 0.5;
        }

        return matrix;
    }

    private static double[][] Zeros(double[][] like) => Array.ConvertAll(like, m => new double[m.Length]);

    private static void AssertClose(double[] expected, double[] actual)
    {
        for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], 1e-9);
    }
}
