using Xunit;

namespace Qratum.Chemistry.Tests;

public class DiisTests
{
    [Fact]
    public void Finds_the_zero_of_a_linear_error()
    {
        // error(x) = A x - b: the space of three points in the plane holds the solution.
        var diis = new Diis(5);
        double[] x = [0, 0];
        for (var k = 0; k < 3; k++)
        {
            double[] error = [(2 * x[0]) + x[1] - 3, x[0] + (3 * x[1]) - 5];
            var best = diis.Extrapolate(x, error);
            x = k == 2 ? best : [x[0] - (0.3 * error[0]), x[1] - (0.4 * error[1])];
        }

        Assert.Equal(0.8, x[0], 1e-10);
        Assert.Equal(1.4, x[1], 1e-10);
    }

    [Fact]
    public void Equal_errors_do_not_break_it()
    {
        var diis = new Diis(4);
        for (var k = 0; k < 10; k++)
        {
            var result = diis.Extrapolate([1.0, 2.0], [1e-3, 1e-3]);
            Assert.Equal(1, result[0], 1e-12);
            Assert.Equal(2, result[1], 1e-12);
        }
    }

    [Fact]
    public void A_zero_error_is_taken_as_it_is()
    {
        var diis = new Diis(4);
        diis.Extrapolate([1.0], [1.0]);
        Assert.Equal([7.0], diis.Extrapolate([7.0], [0.0]));
    }
}
