using Xunit;

namespace Qratum.Chemistry.Tests;

public class DoubleFactorizationTests
{
    private static readonly ElectronIntegrals Water = RestrictedHartreeFock.Solve(
        Molecule.Parse("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692"), BasisSet.Pople631G).ToElectronIntegrals();

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-5)]
    [InlineData(1e-10)]
    public void No_integral_is_off_by_more_than_the_bound(double tolerance)
    {
        var found = DoubleFactorization.Of(Water, tolerance);
        Assert.True(found.ErrorBound <= tolerance);
        var again = found.ToElectronIntegrals();
        var worst = 0.0;
        for (var k = 0; k < Water.RepulsionSpan.Length; k++) worst = Math.Max(worst, Math.Abs(Water.RepulsionSpan[k] - again.RepulsionSpan[k]));
        Assert.True(worst <= found.ErrorBound + 1e-12);
        Assert.True(tolerance < 1e-8 || worst > found.ErrorBound / 10);
        Assert.Equal(Water.ReferenceEnergy, again.ReferenceEnergy, 200 * tolerance);
        Assert.True(DoubleFactorization.Of(Water, tolerance / 10).Leaves.Count >= found.Leaves.Count);
    }

    [Fact]
    public void Orbitals_of_a_square_are_orthogonal_and_the_norm_is_that_of_its_eigenvalues()
    {
        var found = DoubleFactorization.Of(Water);
        Assert.InRange(found.Leaves.Count, 13, 91); // more than orbitals, at most pairs
        var sum = 0.0;
        foreach (var leaf in found.Leaves)
        {
            sum += Math.Pow(leaf.Eigenvalues.Sum(Math.Abs), 2) / 2;
            for (var k = 0; k < 13; k++)
            for (var l = 0; l <= k; l++)
            {
                var dot = 0.0;
                for (var p = 0; p < 13; p++) dot += leaf.Orbitals[p, k] * leaf.Orbitals[p, l];
                Assert.Equal(k == l ? 1 : 0, dot, 1e-10);
            }
        }

        Assert.Equal(sum, found.TwoElectronNorm, 1e-9);
        Assert.Equal(0, found.ToElectronIntegrals(0).Repulsion(0, 0, 0, 0));
    }

    [Fact]
    public void What_is_no_repulsion_is_refused()
    {
        // (00|00) = (11|11) = 1 and (00|11) = 2: the matrix over pairs has a negative eigenvalue.
        var packed = new double[ElectronIntegrals.RepulsionCount(2)];
        packed[ElectronIntegrals.RepulsionIndex(0, 0, 0, 0)] = packed[ElectronIntegrals.RepulsionIndex(1, 1, 1, 1)] = 1;
        packed[ElectronIntegrals.RepulsionIndex(0, 0, 1, 1)] = 2;
        Assert.Throws<ArgumentException>(() => DoubleFactorization.Of(new ElectronIntegrals(2, 1, 1, 0, new double[4], packed)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DoubleFactorization.Of(Water, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DoubleFactorization.Of(Water).ToElectronIntegrals(92));
    }
}
