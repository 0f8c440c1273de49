using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Qratum.Core.Tests.Operators;

public sealed class Z2SymmetriesTests
{
    private const double EigenvalueRounding = 1e-10;

    [Fact]
    public void Symmetries_of_a_chain_are_found()
    {
        var found = Z2Symmetries.Find(PauliSum.FromTerms((1, "IZZ"), (1, "ZZI"), (0.3, "IIX"), (0.3, "IXI"), (0.3, "XII")));
        Assert.Equal(PauliString.Parse("XXX"), Assert.Single(found.Generators));
        Assert.Equal(2, Assert.Single(found.RemovedQubits));
        Assert.Contains("XXX", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Symmetries_that_share_qubits_remove_different_ones()
    {
        // XX and ZZ commute with each other and with the sum; both would like qubit 1.
        var found = Z2Symmetries.Find(PauliSum.FromTerms((1, "XX"), (0.5, "ZZ")));
        Assert.Equal(2, found.Generators.Length);
        Assert.Equal([0, 1], found.RemovedQubits.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Spectra_of_all_sectors_are_the_spectrum(int seed)
    {
        var sum = Random(5, new PhiloxRandom((ulong)seed));
        var symmetries = Z2Symmetries.Find(sum);
        foreach (var generator in symmetries.Generators)
        {
            Assert.All(sum, t => Assert.True(t.Pauli.CommutesWith(generator)));
            Assert.All(symmetries.Generators, other => Assert.True(other.CommutesWith(generator)));
        }

        var count = symmetries.Generators.Length;
        Assert.InRange(count, 1, 5);
        var values = new List<double>();
        for (var sector = 0; sector < 1 << count; sector++)
            values.AddRange(Spectrum(symmetries.Taper(sum, BitString.FromBits([.. Enumerable.Range(0, count).Select(k => ((sector >> k) & 1) != 0)]))));
        var expected = Spectrum(sum);
        values.Sort();
        Assert.Equal(expected.Length, values.Count);
        for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], values[k], EigenvalueRounding);
    }

    [Fact]
    public void Sectors_of_basis_states_are_those_of_their_energy()
    {
        var sum = PauliSum.FromTerms((1, "ZZI"), (0.5, "IZZ"), (0.25, "XXI"), (0.2, "IIZ"));
        var symmetries = Z2Symmetries.Find(sum);
        var sector = symmetries.SectorOf(BitString.Parse("011"));
        var expected = symmetries.Generators.Select(g => Enumerable.Range(0, 3).Count(q => g[q] == Pauli.Z && q < 2) % 2 != 0);
        Assert.Equal(expected, Enumerable.Range(0, sector.Length).Select(k => sector[k]));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var chain = Z2Symmetries.Find(PauliSum.FromTerms((1, "IZZ"), (1, "ZZI"), (0.3, "IIX"), (0.3, "IXI"), (0.3, "XII")));
        Assert.Contains("'IIZ'", Assert.Throws<ArgumentException>(() => chain.Taper(PauliSum.FromTerms((1, "IIZ")), BitString.Parse("0"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => chain.Taper(PauliSum.FromTerms((1, "XXX")), BitString.Parse("00")));
        Assert.Throws<ArgumentException>(() => chain.Taper(PauliSum.FromTerms((1, "XX")), BitString.Parse("0")));
        Assert.Throws<NotSupportedException>(() => chain.SectorOf(BitString.Parse("000")));
    }

    [Fact]
    public void Distinct_terms_make_the_sum_of_the_builder()
    {
        PauliTerm[] terms = [new(0.5, PauliString.Parse("ZX")), new(-1, PauliString.Parse("II")), new(2, PauliString.Parse("XI"))];
        var expected = new PauliSumBuilder(2);
        foreach (var term in terms) expected.Add(term.Coefficient, term.Pauli);
        Assert.Equal(expected.Build(), PauliSum.FromDistinct(2, terms));
        Assert.Throws<ArgumentException>(() => PauliSum.FromDistinct(2, [new(1, PauliString.Parse("ZX")), new(2, PauliString.Parse("ZX"))]));
        Assert.Throws<ArgumentException>(() => PauliSum.FromDistinct(3, [new(1, PauliString.Parse("ZX"))]));
        Assert.Throws<ArgumentException>(() => PauliSum.FromDistinct(2, [new(double.NaN, PauliString.Parse("ZX"))]));
        Assert.Equal(56 * 7, PauliSum.BytesOf(64, 7));
        Assert.Equal((56 + 64) * 7, PauliSum.BytesOf(65, 7));
    }

    /// <summary>Terms that commute with one random string or two.</summary>
    private static PauliSum Random(int qubits, PhiloxRandom random)
    {
        PauliString[] kept = [String(), String()];
        var builder = new PauliSumBuilder(qubits);
        for (var tries = 0; tries < 60; tries++)
        {
            var pauli = String();
            if (kept.All(pauli.CommutesWith)) builder.Add(random.NextDouble() - 0.5, pauli);
        }

        return builder.Build();

        PauliString String()
        {
            var factors = new Pauli[qubits];
            for (var q = 0; q < qubits; q++) factors[q] = (Pauli)(int)(random.NextDouble() * 4);
            return PauliString.FromFactors(factors);
        }
    }

    private static double[] Spectrum(PauliSum sum)
    {
        var matrix = sum.ToMatrix();
        var size = 1 << sum.QubitCount;
        return [.. Matrix<Complex>.Build.Dense(size, size, (i, j) => matrix[[i, j]]).Evd(Symmetricity.Hermitian).EigenValues.Select(z => z.Real).Order()];
    }
}
