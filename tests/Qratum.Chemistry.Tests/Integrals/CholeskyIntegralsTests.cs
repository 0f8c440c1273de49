using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>Cholesky vectors against all integrals, and what is computed from them against what is from those.</summary>
public class CholeskyIntegralsTests
{
    private const string Crooked = "O 0 0 0.1; H 0 0.8 -0.5; H 0.1 -0.7 -0.4";

    [Theory]
    [InlineData("STO-3G", 1e-4)]
    [InlineData("6-31G*", 1e-6)]
    [InlineData("cc-pVTZ", 1e-5)]
    [InlineData("def2-SVP", 1e-8)]
    [InlineData("cc-pVDZ", 1e-10)]
    public void No_integral_is_off_by_more_than_the_tolerance(string basis, double tolerance)
    {
        var (stored, vectors) = Both(Crooked, basis, tolerance);
        var n = stored.FunctionCount;
        var largest = 0.0;
        for (int ij = 0, at = 0; ij < vectors.PairCount; ij++)
        for (var kl = 0; kl <= ij; kl++, at++)
            largest = Math.Max(largest, Math.Abs(vectors.Of(ij, kl) - stored.PackedRepulsion[at]));
        Assert.InRange(largest, tolerance * 1e-3, tolerance + 1e-12);
        Assert.InRange(vectors.Count, n, 13 * n);
    }

    /// <summary>The slow twin: one pivot at a time from the whole matrix. Rounds take other pivots, but hardly more of them.</summary>
    [Theory]
    [InlineData("6-31G", 1e-4)]
    [InlineData("cc-pVDZ", 1e-6)]
    public void Rounds_need_hardly_more_vectors_than_single_pivots(string basis, double tolerance)
    {
        var (stored, vectors) = Both(Crooked, basis, tolerance);
        var pairs = vectors.PairCount;
        double Remainder(List<double[]> made, int ij, int kl) =>
            stored.PackedRepulsion[(int)PackedSymmetric.LongIndexOf(ij, kl)] - made.Sum(v => v[ij] * v[kl]);
        var found = new List<double[]>();
        var diagonal = Enumerable.Range(0, pairs).Select(ij => Remainder(found, ij, ij)).ToArray();
        while (diagonal.Max() > tolerance)
        {
            var pivot = Array.IndexOf(diagonal, diagonal.Max());
            var root = Math.Sqrt(diagonal[pivot]);
            double[] vector = [.. Enumerable.Range(0, pairs).Select(ij => Remainder(found, ij, pivot) / root)];
            found.Add(vector);
            for (var ij = 0; ij < pairs; ij++) diagonal[ij] -= vector[ij] * vector[ij];
        }

        Assert.InRange(vectors.Count, found.Count * 0.95, found.Count * 1.2);
    }

    [Theory]
    [InlineData("STO-3G", 2, 3)]
    [InlineData("6-31G*", 1, 1)]
    public void Fields_equal_those_of_stored_integrals(string basis, int coulombs, int exchanges)
    {
        var (stored, vectors) = Both(Crooked, basis, 1e-11);
        var n = stored.FunctionCount;
        var random = new PhiloxRandom(7, 1);
        double[][] js = [.. Enumerable.Range(0, coulombs).Select(_ => Symmetric(n, random))], ks = [.. Enumerable.Range(0, exchanges).Select(_ => Symmetric(n, random))];
        double[][] expectedJ = Zeros(js), expectedK = Zeros(ks), j = Zeros(js), k = Zeros(ks);
        new FockBuilder(stored, 1).Build(js, expectedJ, ks, expectedK, CancellationToken.None);
        new CholeskyFieldBuilder(vectors, 2).Build(js, j, ks, k, CancellationToken.None);
        foreach (var (expected, actual) in expectedJ.Concat(expectedK).Zip(j.Concat(k)))
        {
            for (var e = 0; e < expected.Length; e++) Assert.Equal(expected[e], actual[e], 1e-8); // n² integrals of 1e-11 each
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var basis = BasisSet.ByName("6-31G*");
        HartreeFockResult With(int threads) => RestrictedHartreeFock.Solve(
            Molecules.Methane(), basis, new HartreeFockOptions { Storage = IntegralStorage.Cholesky, MaxThreads = threads });
        var (one, three) = (With(1), With(3));
        Assert.Equal(one.Energy, three.Energy);
        Assert.Equal(one.Integrals.CholeskyVectorCount, three.Integrals.CholeskyVectorCount);
        Assert.Equal(one.CoefficientArray, three.CoefficientArray);
        Assert.Equal(one.ToElectronIntegrals().ToRepulsionTensor(), three.ToElectronIntegrals().ToRepulsionTensor());
    }

    [Theory]
    [InlineData("6-31G*")]
    [InlineData("cc-pVTZ")]
    public void Closed_shells_have_the_energies_of_stored_integrals(string basis)
    {
        var (stored, vectors) = Solve(m => RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.ByName(basis), m));
        Assert.False(vectors.Integrals.IsStored);
        Assert.InRange(vectors.Integrals.CholeskyVectorCount, vectors.Integrals.FunctionCount, 12 * vectors.Integrals.FunctionCount);
        Assert.Equal(stored.Energy, vectors.Energy, Tolerance);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(stored), MollerPlesset2.CorrelationEnergy(vectors), Tolerance);
        Assert.Equal(MollerPlesset2.Density(stored)[5, 5], MollerPlesset2.Density(vectors)[5, 5], Tolerance);
        var options = new CoupledClusterOptions { FrozenOrbitals = 1 };
        Assert.Equal(CoupledCluster.Solve(stored, options).Energy, CoupledCluster.Solve(vectors, options).Energy, Tolerance);
        var space = ActiveSpace.Of(6, 6);
        Assert.Equal(
            FullConfigurationInteraction.Solve(stored.ToElectronIntegrals(space)).Energy, FullConfigurationInteraction.Solve(vectors.ToElectronIntegrals(space)).Energy, Tolerance);
        Assert.Equal(stored.Integrals.RepulsionOf(3, 2, 1, 0), vectors.Integrals.RepulsionOf(3, 2, 1, 0), 1e-6);
        Assert.Throws<InvalidOperationException>(() => vectors.Integrals.PackedRepulsion.Length);
    }

    [Fact]
    public void Open_shells_have_the_energies_of_stored_integrals()
    {
        var molecule = Molecule.Parse("O 0 0 0; O 0 0 1.2075", multiplicity: 3);
        var (stored, vectors) = Solve(m => UnrestrictedHartreeFock.Solve(molecule, BasisSet.CcPvdz, m));
        Assert.Equal(stored.Energy, vectors.Energy, Tolerance);
        Assert.Equal(stored.SpinSquared, vectors.SpinSquared, Tolerance);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(stored), MollerPlesset2.CorrelationEnergy(vectors), Tolerance);
        Assert.Equal(CoupledCluster.Solve(stored).Energy, CoupledCluster.Solve(vectors).Energy, Tolerance);
        var (one, other) = Solve(m => RestrictedOpenShellHartreeFock.Solve(molecule, BasisSet.CcPvdz, m));
        Assert.Equal(one.Energy, other.Energy, Tolerance);
    }

    /// <summary>Vectors hold the same numbers whichever batch of orbitals and thread takes them.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Perturbation_theory_does_not_depend_on_batches_or_threads(int frozen)
    {
        var options = new HartreeFockOptions { Storage = IntegralStorage.Cholesky, CholeskyTolerance = 1e-10 };
        var stored = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.CcPvdz);
        var closed = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.CcPvdz, options);
        var whole = MollerPlesset2.CorrelationEnergy(closed, frozen, 1);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(stored, frozen), whole, 1e-9);
        var oxygen = Molecule.Parse("O 0 0 0; O 0 0 1.2075", multiplicity: 3);
        var open = UnrestrictedHartreeFock.Solve(oxygen, BasisSet.Sto3G, options);
        var wholeOpen = MollerPlesset2.CorrelationEnergy(open, frozen, 1);
        Assert.Equal(MollerPlesset2.CorrelationEnergy(UnrestrictedHartreeFock.Solve(oxygen, BasisSet.Sto3G), frozen), wholeOpen, 1e-9);
        Assert.Equal((whole, wholeOpen), (MollerPlesset2.CorrelationEnergy(closed, frozen, 3), MollerPlesset2.CorrelationEnergy(open, frozen, 3)));
        foreach (var batch in (int[])[1, 2, 3])
        {
            Assert.Equal(whole, MollerPlesset2.FromVectors(closed, closed.Integrals.Cholesky!, frozen, batch, 2, CancellationToken.None), 1e-12);
            Assert.Equal(wholeOpen, MollerPlesset2.FromVectors(open, open.Integrals.Cholesky!, frozen, batch, 2, CancellationToken.None), 1e-12);
        }
    }

    [Fact]
    public void Bad_tolerances_and_cancellation_are_told()
    {
        Assert.Contains("1e-12", Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { CholeskyTolerance = 0 }).Message.Replace("E", "e", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { CholeskyTolerance = double.NaN });
        Assert.ThrowsAny<OperationCanceledException>(() => RestrictedHartreeFock.Solve(
            Molecules.Water(), BasisSet.Sto3G, new HartreeFockOptions { Storage = IntegralStorage.Cholesky }, new CancellationToken(true)));
    }

    /// <summary>Three atoms at the default tolerance of 1e-6, hartree.</summary>
    private const double Tolerance = 3e-6;

    private static (TResult Stored, TResult Vectors) Solve<TResult>(Func<HartreeFockOptions, TResult> solve) =>
        (solve(new HartreeFockOptions()), solve(new HartreeFockOptions { Storage = IntegralStorage.Cholesky }));

    private static (AtomicIntegrals Stored, CholeskyIntegrals Vectors) Both(string molecule, string basis, double tolerance)
    {
        var stored = AtomicIntegrals.Compute(Molecule.Parse(molecule), BasisSet.ByName(basis));
        return (stored, CholeskyIntegrals.Decompose(stored.Functions, tolerance, 2, CancellationToken.None));
    }

    private static double[][] Zeros(double[][] like) => Array.ConvertAll(like, m => new double[m.Length]);

    private static double[] Symmetric(int n, PhiloxRandom random)
    {
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j <= i; j++)
            matrix[(i * n) + j] = matrix[(j * n) + i] = random.NextDouble() - 0.5;
        return matrix;
    }
}
