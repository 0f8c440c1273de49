using Xunit;

namespace Qratum.Chemistry.Tests;

public class MatrixProductTests
{
    /// <summary>Sums of a few hundred products of numbers below one.</summary>
    private const double Tolerance = 1e-12;

    [Fact]
    public void Agrees_with_the_triple_loop_for_all_shapes_and_strides()
    {
        var random = new Random(4);
        var product = new MatrixProduct(); // one for all: it must not remember
        for (var trial = 0; trial < 200; trial++)
        {
            var (m, n, depth) = (random.Next(1, 40), random.Next(1, 40), random.Next(1, 40));
            var (a, b) = (Numbers(random, m * depth), Numbers(random, (n + 3) * depth));
            var viewA = random.Next(2) == 0 ? MatrixView.RowMajor(a, m, depth) : MatrixView.RowMajor(a, depth, m).Transposed;
            var viewB = random.Next(2) == 0 ? MatrixView.RowMajor(b, depth, n + 3).Slice(2, n) : MatrixView.RowMajor(b, n + 3, depth).Transposed.Slice(1, n);
            var c = Numbers(random, m * n);
            product.Multiply(viewA, viewB, c);
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var sum = 0.0;
                    for (var k = 0; k < depth; k++) sum += At(viewA, i, k) * At(viewB, k, j);
                    Assert.Equal(sum, c[(i * n) + j], Tolerance);
                }
            }
        }
    }

    private static double At(MatrixView view, int i, int j) => view.Data[(i * view.RowStride) + (j * view.ColumnStride)];

    private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
}
