using Xunit;

namespace Qratum.Chemistry.Tests;

public class FockBuilderTests
{
    /// <summary>Sums of n² terms of order one.</summary>
    private const double Tolerance = 1e-11;

    [Fact]
    public void Agrees_with_the_definition_for_any_symmetric_density()
    {
        var integrals = AtomicIntegrals.Compute(Molecules.Formaldehyde(), BasisSet.Sto3G);
        var n = integrals.FunctionCount;
        var density = RandomDensity(n);
        var fock = new double[n * n];
        new FockBuilder(integrals, 1).Build(density, fock);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = integrals.Kinetic[i, j] + integrals.NuclearAttraction[i, j];
                for (var k = 0; k < n; k++)
                {
                    for (var l = 0; l < n; l++)
                    {
                        sum += density[(k * n) + l] * (integrals.RepulsionOf(i, j, k, l) - (0.5 * integrals.RepulsionOf(i, k, j, l)));
                    }
                }

                Assert.Equal(sum, fock[(i * n) + j], Tolerance);
            }
        }
    }

    [Fact]
    public void Parts_and_threads_do_not_change_a_bit()
    {
        // 38 functions: more than one part.
        var integrals = AtomicIntegrals.Compute(Molecules.Formaldehyde(), BasisSet.CcPvdz);
        var n = integrals.FunctionCount;
        var density = RandomDensity(n);
        var (one, two) = (new double[n * n], new double[n * n]);
        new FockBuilder(integrals, 1).Build(density, one);
        var builder = new FockBuilder(integrals, 2);
        builder.Build(density, two);
        Assert.Equal(one, two);
        builder.Build(density, two); // nothing is left over from the first time
        Assert.Equal(one, two);
    }

    private static double[] RandomDensity(int n)
    {
        var random = new Random(8);
        var density = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) density[(i * n) + j] = density[(j * n) + i] = random.NextDouble() - 0.5;
        }

        return density;
    }
}
