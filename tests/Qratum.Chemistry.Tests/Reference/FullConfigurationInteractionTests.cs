using System.Numerics;
using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 30)]
public class FullConfigurationInteractionTests
{
    /// <summary>Energies of order 10 to the tolerance of the search (residual 1e-6, error its square over the gap).</summary>
    private const double EnergyTolerance = 1e-10;

    private const double Rounding = 1e-11;

    [Property]
    public bool SlaterCondonRulesAreTheMatrixOfTheFermionOperator(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        if (n > 3) return true;
        var matrix = FockSpace.Matrix(integrals.ToFermionOperator(), 2 * n);
        for (var bra = 0; bra < 1 << (2 * n); bra++)
        for (var ket = 0; ket < 1 << (2 * n); ket++)
        {
            if (!SameCounts(bra, ket, n)) continue;
            var element = SlaterCondon.Element(integrals, Alpha(bra, n), Beta(bra, n), Alpha(ket, n), Beta(ket, n));
            if (bra == ket) element += integrals.CoreEnergy;
            if (Complex.Abs(element - matrix[bra, ket]) > Rounding) return false;
        }

        return true;
    }

    [Theory]
    [InlineData(4, 2, 2)]
    [InlineData(5, 3, 2)]
    [InlineData(5, 1, 4)]
    [InlineData(6, 3, 3)]
    [InlineData(7, 0, 3)]
    [InlineData(7, 3, 0)]
    [InlineData(6, 6, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 0, 0)]
    public void DirectActionIsTheDenseMatrix(int orbitals, int alpha, int beta)
    {
        var integrals = RandomIntegrals.Create(orbitals, alpha, beta, 7);
        var hamiltonian = new DirectHamiltonian(integrals, 1);
        var random = new PhiloxRandom(1);
        var c = Enumerable.Range(0, hamiltonian.Count).Select(_ => random.NextGaussian()).ToArray();
        var sigma = new double[c.Length];
        hamiltonian.Apply(c, sigma, CancellationToken.None);
        var diagonal = hamiltonian.Diagonal();
        for (var i = 0; i < c.Length; i++)
        {
            var expected = 0.0;
            for (var j = 0; j < c.Length; j++) expected += hamiltonian.Element(i, j) * c[j];
            Assert.Equal(expected, sigma[i], Rounding);
            Assert.Equal(hamiltonian.Element(i, i), diagonal[i], Rounding);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void SymmetricVectorsTakeHalfTheWorkToTheSameAnswer(int parity)
    {
        var integrals = RandomIntegrals.Create(6, 3, 3, 7);
        var hamiltonian = new DirectHamiltonian(integrals, 1);
        var (n, random) = (hamiltonian.Alpha.Count, new PhiloxRandom(1));
        var c = new double[n * n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            c[(i * n) + j] = j > i ? 0 : i == j && parity < 0 ? 0 : random.NextGaussian();
        for (var i = 0; i < n; i++)
        for (var j = i + 1; j < n; j++)
            c[(i * n) + j] = parity * c[(j * n) + i] * (1 + 1e-12);
        var general = new double[c.Length];
        hamiltonian.Apply(c, general, CancellationToken.None);
        hamiltonian.Purify(c);
        var symmetric = new double[c.Length];
        hamiltonian.Apply(c, symmetric, CancellationToken.None);
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        {
            Assert.Equal(general[(i * n) + j], symmetric[(i * n) + j], 1e-9);
            Assert.Equal(symmetric[(i * n) + j], parity * symmetric[(j * n) + i]);
        }
    }

    [Property(MaxTest = 20)]
    public bool LowestStatesAreThoseOfTheDenseMatrix(ElectronIntegrals integrals)
    {
        var expected = DenseEnergies(integrals);
        var found = FullConfigurationInteraction.Solve(integrals, new() { RootCount = 3 });
        return found.Converged && found.Roots.Count == Math.Min(3, expected.Length)
            && found.Roots.Select((r, k) => Math.Abs(r.Energy - expected[k])).Max() < EnergyTolerance;
    }

    [Theory]
    [InlineData(6, 3, 3, 1UL)] // 400 determinants: beyond the small space, so the iterations are needed.
    [InlineData(7, 5, 2, 2UL)]
    [InlineData(6, 2, 3, 3UL)]
    public void IterationsReachTheDenseAnswer(int orbitals, int alpha, int beta, ulong seed)
    {
        var integrals = RandomIntegrals.Create(orbitals, alpha, beta, seed);
        var expected = DenseEnergies(integrals);
        var found = FullConfigurationInteraction.Solve(integrals, new() { RootCount = 4 });
        Assert.True(found.Converged);
        Assert.True(found.Iterations > 1);
        for (var k = 0; k < 4; k++)
        {
            Assert.Equal(expected[k], found.Roots[k].Energy, EnergyTolerance);
            Assert.True(found.Roots[k].ResidualNorm <= 1e-6);
        }
    }

    // Labels and spins make of one problem up to sixteen; together they have the states of all determinants, in order.
    [Theory]
    [InlineData("N 0 0 0; N 0 0 1.0977", 1, 6)]
    [InlineData("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", 1, 5)]
    [InlineData("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3; H 0 0 4; H 0 0 5", 1, 8)]
    [InlineData("O 0 0 0; O 0 0 1.2", 3, 5)]
    public void SymmetriesTogetherAreTheWholeProblem(string molecule, int multiplicity, int roots)
    {
        var integrals = RestrictedOpenShellHartreeFock.Solve(Molecule.Parse(molecule, multiplicity: multiplicity), BasisSet.Sto3G)
            .ToElectronIntegrals(ActiveSpace.Of(multiplicity == 3 ? 8 : 6, multiplicity == 3 ? 6 : 5 + (molecule[0] == 'H' ? 1 : 0)));
        var expected = DenseEnergies(integrals);
        var found = FullConfigurationInteraction.Solve(integrals, new() { RootCount = roots });
        Assert.True(found.Converged);
        Assert.True(OrbitalLabels.Find(integrals).Count > 1);
        Assert.Equal(roots, found.Roots.Count);
        for (var k = 0; k < roots; k++)
        {
            Assert.Equal(expected[k], found.Roots[k].Energy, EnergyTolerance);
            Assert.True(found.Roots[k].ResidualNorm <= 1e-6);
            var spin = (Math.Sqrt(1 + (4 * found.Roots[k].S2)) - 1) / 2;
            Assert.Equal(Math.Round(spin), spin, 1e-5);
        }
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        var integrals = RandomIntegrals.Create(10, 4, 4, 5); // 44,100 determinants: enough for threads
        var one = FullConfigurationInteraction.Solve(integrals, new() { MaxThreads = 1 });
        var four = FullConfigurationInteraction.Solve(integrals, new() { MaxThreads = 4 });
        Assert.Equal(BitConverter.DoubleToInt64Bits(one.Energy), BitConverter.DoubleToInt64Bits(four.Energy));
        Assert.True(one.Vector.Span.SequenceEqual(four.Vector.Span));
    }

    [Fact]
    public void SpinsOfTwoElectronsInTwoOrbitalsAreThreeSingletsAndATriplet()
    {
        // With N_α = N_β = 1 the triplet's M_s = 0 component is among four states.
        var integrals = RandomIntegrals.Create(2, 1, 1, 3);
        var found = FullConfigurationInteraction.Solve(integrals, new() { RootCount = 4 });
        Assert.Equal([0, 0, 0, 2], found.Roots.Select(r => Math.Round(r.S2, 9)).Order());
        var triplet = FullConfigurationInteraction.Solve(new ElectronIntegrals(2, 2, 0, integrals.CoreEnergy,
            [integrals.Core(0, 0), integrals.Core(0, 1), integrals.Core(1, 0), integrals.Core(1, 1)], integrals.RepulsionSpan));
        Assert.Equal(triplet.Energy, found.Roots.Single(r => r.S2 > 1).Energy, EnergyTolerance);
        Assert.Equal(2, triplet.S2, EnergyTolerance);
    }

    [Property(MaxTest = 20)]
    public bool SpinOfAnyVectorIsThatOfTheOperator(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var alpha = new DeterminantStrings(n, integrals.AlphaElectrons);
        var beta = new DeterminantStrings(n, integrals.BetaElectrons);
        var random = new PhiloxRandom(11);
        var vector = Enumerable.Range(0, alpha.Count * beta.Count).Select(_ => random.NextGaussian()).ToArray();
        var norm = Math.Sqrt(vector.Sum(v => v * v));
        vector = [.. vector.Select(v => v / norm)];
        // |S₊ψ|² by the definition of S₊ = Σ a†_pα a_pβ on occupations.
        var raised = new Dictionary<int, double>();
        for (var k = 0; k < vector.Length; k++)
        for (var p = 0; p < n; p++)
        {
            var state = (int)alpha[k / beta.Count] | ((int)beta[k % beta.Count] << n);
            var (to, sign) = FockSpace.Apply([LadderOperator.Creation(p), LadderOperator.Annihilation(p + n)], state);
            if (sign != 0) raised[to] = raised.GetValueOrDefault(to) + (sign * vector[k]);
        }

        var z = (integrals.AlphaElectrons - integrals.BetaElectrons) / 2.0;
        return Math.Abs(raised.Values.Sum(v => v * v) + (z * (z + 1)) - TotalSpin.Expectation(alpha, beta, vector)) < Rounding;
    }

    [Fact]
    public void TooLargeIsRefusedBeforeAnyWork()
    {
        var many = new ElectronIntegrals(40, 20, 20, 0, new double[1600], new double[ElectronIntegrals.RepulsionCount(40)]);
        var message = Assert.Throws<NotSupportedException>(() => FullConfigurationInteraction.Solve(many)).Message;
        Assert.Contains("19,001,665,507,723,090,592,400 determinants", message, StringComparison.Ordinal);
        Assert.Contains("10,000,000", message, StringComparison.Ordinal);
        var wide = new ElectronIntegrals(65, 1, 0, 0, new double[65 * 65], new double[ElectronIntegrals.RepulsionCount(65)]);
        Assert.Throws<NotSupportedException>(() => FullConfigurationInteraction.Solve(wide));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FullConfigurationInteractionOptions { RootCount = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FullConfigurationInteractionOptions { ResidualTolerance = double.NaN });
    }

    [Fact]
    public void StoppingEarlyIsAResult()
    {
        var found = FullConfigurationInteraction.Solve(RandomIntegrals.Create(7, 3, 3, 1), new() { MaxIterations = 2 });
        Assert.False(found.Converged);
        Assert.Equal(2, found.Iterations);
        Assert.Throws<OperationCanceledException>(
            () => FullConfigurationInteraction.Solve(RandomIntegrals.Create(7, 3, 3, 1), null, new CancellationToken(true)));
    }

    [Fact]
    public void StringsAreNumberedInRisingOrder()
    {
        var strings = new DeterminantStrings(7, 3);
        Assert.Equal(35, strings.Count);
        Assert.Equal(0b111UL, strings[0]);
        for (var i = 0; i < strings.Count; i++)
        {
            Assert.Equal(i, strings.IndexOf(strings[i]));
            Assert.Equal(3, BitOperations.PopCount(strings[i]));
            if (i > 0) Assert.True(strings[i] > strings[i - 1]);
        }

        Assert.Equal(1, new DeterminantStrings(64, 64).Count);
        Assert.Equal(2015, new DeterminantStrings(64, 62).IndexOf(ulong.MaxValue << 2));
    }

    private static double[] DenseEnergies(ElectronIntegrals integrals)
    {
        var hamiltonian = new DirectHamiltonian(integrals, 1);
        var matrix = Matrix<double>.Build.Dense(hamiltonian.Count, hamiltonian.Count, hamiltonian.Element);
        return [.. matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real + integrals.CoreEnergy).Order()];
    }

    private static ulong Alpha(int state, int n) => (ulong)(state & ((1 << n) - 1));

    private static ulong Beta(int state, int n) => (ulong)(state >> n);

    private static bool SameCounts(int bra, int ket, int n) =>
        BitOperations.PopCount(Alpha(bra, n)) == BitOperations.PopCount(Alpha(ket, n))
        && BitOperations.PopCount(Beta(bra, n)) == BitOperations.PopCount(Beta(ket, n));
}
