using Xunit;

namespace Qratum.Chemistry.Tests;

public class IntegralTransformTests
{
    /// <summary>Sums of n⁴ terms of order one.</summary>
    private const double Tolerance = 1e-11;

    [Fact]
    public void Agrees_with_the_eightfold_loop()
    {
        var result = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G);
        foreach (var (first, count) in new[] { (0, 7), (1, 4), (3, 3), (6, 1) })
        {
            var transformed = IntegralTransform.Transform(result.Integrals, result.CoefficientArray, first, count, 0);
            Assert.Equal(0, transformed.FrozenEnergy);
            Assert.Equal(count, transformed.OrbitalCount);
            for (var p = 0; p < count; p++)
            {
                for (var q = 0; q <= p; q++)
                {
                    Assert.Equal(One(result, first + p, first + q), transformed.OneElectron[(p * count) + q], Tolerance);
                    for (var r = 0; r <= p; r++)
                    {
                        for (var s = 0; s <= (r == p ? q : r); s++)
                        {
                            var at = PackedSymmetric.IndexOf(PackedSymmetric.IndexOf(p, q), PackedSymmetric.IndexOf(r, s));
                            Assert.Equal(Two(result, first + p, first + q, first + r, first + s), transformed.PackedRepulsion[at], Tolerance);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit_and_cancelling_is_obeyed()
    {
        var result = RestrictedHartreeFock.Solve(Molecules.Formaldehyde(), BasisSet.Pople631G);
        var one = IntegralTransform.Transform(result.Integrals, result.CoefficientArray, 2, 18, 2, 1);
        var four = IntegralTransform.Transform(result.Integrals, result.CoefficientArray, 2, 18, 2, 4);
        Assert.Equal(one.FrozenEnergy, four.FrozenEnergy);
        Assert.Equal(one.OneElectron, four.OneElectron);
        Assert.Equal(one.PackedRepulsion, four.PackedRepulsion);
        foreach (var threads in new[] { 1, 4 })
        {
            Assert.ThrowsAny<OperationCanceledException>(() => IntegralTransform.Transform(
                result.Integrals, result.CoefficientArray, 2, 18, 2, threads, new CancellationToken(true)));
        }
    }

    [Fact]
    public void Occupied_window_gives_the_hartree_fock_energy_however_many_are_frozen()
    {
        var result = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Pople631G);
        for (var frozen = 0; frozen <= 5; frozen++)
        {
            var window = 5 - frozen;
            var t = IntegralTransform.Transform(result.Integrals, result.CoefficientArray, frozen, window, frozen);
            var energy = result.NuclearRepulsion + t.FrozenEnergy;
            for (var i = 0; i < window; i++)
            {
                energy += 2 * t.OneElectron[(i * window) + i];
                for (var j = 0; j < window; j++)
                {
                    energy += 2 * t.PackedRepulsion[PackedSymmetric.IndexOf(PackedSymmetric.IndexOf(i, i), PackedSymmetric.IndexOf(j, j))];
                    var ij = PackedSymmetric.IndexOf(i, j);
                    energy -= t.PackedRepulsion[PackedSymmetric.IndexOf(ij, ij)];
                }
            }

            Assert.Equal(result.Energy, energy, 1e-10);
        }
    }

    [Fact]
    public void Windows_outside_are_refused()
    {
        var result = RestrictedHartreeFock.Solve(Molecules.Water(), BasisSet.Sto3G);
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegralTransform.Transform(result.Integrals, result.CoefficientArray, 1, 7, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegralTransform.Transform(result.Integrals, result.CoefficientArray, 1, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegralTransform.Transform(result.Integrals, result.CoefficientArray, 0, 2, -1));
    }

    private static double One(HartreeFockResult result, int p, int q)
    {
        var (n, sum) = (result.Integrals.FunctionCount, 0.0);
        var c = result.Coefficients;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) sum += c[i, p] * c[j, q] * (result.Integrals.Kinetic[i, j] + result.Integrals.NuclearAttraction[i, j]);
        }

        return sum;
    }

    private static double Two(HartreeFockResult result, int p, int q, int r, int s)
    {
        var (n, sum) = (result.Integrals.FunctionCount, 0.0);
        var c = result.Coefficients;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                {
                    for (var l = 0; l < n; l++) sum += c[i, p] * c[j, q] * c[k, r] * c[l, s] * result.Integrals.RepulsionOf(i, j, k, l);
                }
            }
        }

        return sum;
    }
}
