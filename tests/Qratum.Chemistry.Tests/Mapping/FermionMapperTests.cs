using System.Numerics;
using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>What all mappings have in common.</summary>
[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 25)]
public class FermionMapperTests
{
    private const double Rounding = 1e-12, EigenvalueRounding = 1e-10;

    private static readonly FermionMapper[] All =
        [new JordanWigner { Threshold = 0 }, new BravyiKitaev { Threshold = 0 }, new Parity { Threshold = 0 }, new TernaryTree { Threshold = 0 }];

    public static TheoryData<FermionMapper> Mappers => [.. All];

    [Theory]
    [MemberData(nameof(Mappers))]
    public void LadderOperatorsAnticommuteAsTheyMust(FermionMapper mapper)
    {
        foreach (var modes in (int[])[1, 2, 3, 4, 5, 7, 8, 13])
        {
            var up = Images(modes, LadderOperator.Creation);
            var down = Images(modes, LadderOperator.Annihilation);
            for (var j = 0; j < modes; j++)
            for (var k = 0; k < modes; k++)
            {
                Assert.True(Largest((down[j] * down[k]) + (down[k] * down[j])) < Rounding);
                Assert.True(Largest((up[j] * down[k]) + (down[k] * up[j]) - PauliSum.Identity(modes, j == k ? 1 : 0)) < Rounding);
            }
        }

        PauliSum[] Images(int modes, Func<int, LadderOperator> create) =>
            [.. Enumerable.Range(0, modes).Select(k => mapper.Map(FermionOperator.Term(1, create(k)).OnModes(modes)))];
    }

    [Property]
    public bool StraightFromIntegralsIsTheSameHamiltonian(ElectronIntegrals integrals) => All.All(mapper =>
        Largest(mapper.Map(integrals) - mapper.Map(integrals.ToFermionOperator())) < Rounding);

    [Property]
    public bool MappingKeepsProductsAndAdjoints(FermionOperator a, FermionOperator b) => All.All(mapper =>
        Largest(mapper.Map(a * b) - (mapper.Map(a) * mapper.Map(b))) < Rounding && mapper.Map(a.Adjoint()).Equals(mapper.Map(a).Adjoint()));

    [Fact]
    public void SpectraAgree()
    {
        var integrals = RandomIntegrals.Create(3, 2, 1, 5);
        var expected = Spectrum(All[0].Map(integrals));
        foreach (var mapper in All[1..]) AssertEqual(expected, Spectrum(mapper.Map(integrals)));
    }

    [Theory]
    [MemberData(nameof(Mappers))]
    public void DeterminantsAreBasisStatesOfTheirEnergy(FermionMapper mapper)
    {
        var integrals = RandomIntegrals.Create(4, 3, 1, 8);
        var state = HartreeFockState.BasisState(integrals, mapper);
        Assert.Equal(EnergyOf(new JordanWigner { Threshold = 0 }.Map(integrals), HartreeFockState.BasisState(integrals, new JordanWigner())), EnergyOf(mapper.Map(integrals), state), Rounding);
    }

    [Fact]
    public void NoElectronIsAllZerosInTheTree()
    {
        foreach (var modes in (int[])[1, 4, 11])
            Assert.All(Enumerable.Range(0, modes), k => Assert.True(StateValue(new TernaryTree().Map(FermionOperator.Number(k).OnModes(modes)), 0) == 0));
    }

    [Fact]
    public void WeightsAreThoseOfThePapers()
    {
        // ⌈log₃(2·40 + 1)⌉ = 4 in the tree of 40 qubits; ⌈log₂ 64⌉ + 1 in the tree of Fenwick.
        Assert.Equal(4, Heaviest(new TernaryTree(), 40));
        Assert.Equal(7, Heaviest(new BravyiKitaev(), 64));
        Assert.Equal(40, Heaviest(new JordanWigner(), 40));

        static int Heaviest(FermionMapper mapper, int modes) => Enumerable.Range(0, modes)
            .SelectMany(k => mapper.Map(FermionOperator.Term(1, LadderOperator.Annihilation(k)).OnModes(modes))).Max(t => t.Pauli.Weight);
    }

    [Fact]
    public void BravyiKitaevOfFourModesIsThatOfThePaper()
    {
        // Seeley, Richard and Love, table of a†_j for n = 4: j = 1 acts as ½ (Z_0 X_1 − iY_1) X_3.
        var image = new BravyiKitaev().Map(FermionOperator.Term(1, LadderOperator.Creation(1)).OnModes(4));
        Assert.Equal(PauliSum.FromTerms((0.5, "XIXZ"), (new Complex(0, -0.5), "XIYI")), image);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 0)]
    public void TwoQubitsLessKeepTheSectorOfTheElectrons(int alpha, int beta)
    {
        var integrals = RandomIntegrals.Create(3, alpha, beta, 21);
        var reduced = new Parity { Threshold = 0, Electrons = (alpha, beta) };
        var sum = reduced.Map(integrals);
        Assert.Equal(4, sum.QubitCount);
        Assert.Equal(
            EnergyOf(All[0].Map(integrals), HartreeFockState.BasisState(integrals, All[0])),
            EnergyOf(sum, HartreeFockState.BasisState(integrals, reduced)), Rounding);

        // The reduced space holds all numbers of electrons of the same two parities.
        var expected = new List<double>();
        for (var a = alpha % 2; a <= 3; a += 2)
        for (var b = beta % 2; b <= 3; b += 2)
            expected.AddRange(SectorEnergies(integrals, a, b));
        AssertEqual([.. expected.Order()], Spectrum(sum));
    }

    [Fact]
    public void OddOperatorsHaveNoPlaceOnTwoQubitsLess()
    {
        var mapper = new Parity { Electrons = (1, 1) };
        var error = Assert.Throws<ArgumentException>(() => mapper.Map(FermionOperator.Term(1, LadderOperator.Creation(0)).OnModes(4)));
        Assert.Contains("odd number", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => mapper.Map(FermionOperator.Number(0).OnModes(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Parity { Electrons = (-1, 1) });
    }

    [Fact]
    public void MoreThanTheBudgetIsRefusedWithItsBytes()
    {
        var integrals = RandomIntegrals.Create(6, 3, 3, 1);
        var bytes = PauliSum.BytesOf(12, new JordanWigner().Map(integrals).Count);
        Assert.Equal(12, new JordanWigner { MemoryBudget = bytes }.Map(integrals).QubitCount);
        var error = Assert.Throws<InsufficientMemoryException>(() => new JordanWigner { MemoryBudget = bytes - 1 }.Map(integrals));
        Assert.Contains($"{bytes} bytes", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JordanWigner { MemoryBudget = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JordanWigner { MaxThreads = 0 });
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        var integrals = RandomIntegrals.Create(7, 3, 3, 2);
        var one = new BravyiKitaev { MaxThreads = 1 }.Map(integrals);
        Assert.Equal(one, new BravyiKitaev { MaxThreads = 3 }.Map(integrals));
    }

    private static double[] SectorEnergies(ElectronIntegrals integrals, int alpha, int beta)
    {
        var states = (1 << (2 * integrals.OrbitalCount)) - 1;
        var matrix = All[0].Map(integrals).ToMatrix();
        int[] chosen = [.. Enumerable.Range(0, states + 1).Where(i =>
            BitOperations.PopCount((uint)i & 7) == alpha && BitOperations.PopCount((uint)i >> 3) == beta)];
        return Eigenvalues(chosen.Length, (i, j) => matrix[[chosen[i], chosen[j]]]);
    }

    private static double[] Spectrum(PauliSum sum)
    {
        var matrix = sum.ToMatrix();
        return Eigenvalues(1 << sum.QubitCount, (i, j) => matrix[[i, j]]);
    }

    private static double[] Eigenvalues(int size, Func<int, int, Complex> element) =>
        [.. Matrix<Complex>.Build.Dense(size, size, element).Evd(Symmetricity.Hermitian).EigenValues.Select(z => z.Real).Order()];

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], EigenvalueRounding);
    }

    private static double EnergyOf(PauliSum sum, BitString state)
    {
        var index = Enumerable.Range(0, state.Length).Sum(q => state[q] ? 1 << q : 0);
        return StateValue(sum, index);
    }

    private static double StateValue(PauliSum sum, int index) => sum.Where(t => t.Pauli.IsDiagonal).Sum(t =>
        t.Coefficient.Real * (Enumerable.Range(0, sum.QubitCount).Count(q => t.Pauli[q] == Pauli.Z && ((index >> q) & 1) != 0) % 2 == 0 ? 1 : -1));

    private static double Largest(PauliSum sum) => sum.Select(t => Complex.Abs(t.Coefficient)).DefaultIfEmpty().Max();
}
