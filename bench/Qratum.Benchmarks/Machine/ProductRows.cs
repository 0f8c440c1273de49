using System.Globalization;
using MathNet.Numerics.Providers.LinearAlgebra;
using Qratum.Chemistry;

namespace Qratum.Benchmarks.Machine;

/// <summary>Matrix products, ns per multiply-add beside what the machine can do, and the linear-algebra package's managed product.</summary>
internal static class ProductRows
{
    // Shapes of the transformation of integrals, of coupled cluster's rings and ladder, and a large square.
    private static readonly (int M, int N, int K)[] Shapes = [(24, 24, 24), (102, 102, 102), (265, 265, 265), (15, 1431, 1431), (1000, 1000, 1000)];

    public static IEnumerable<Row> Create(Func<string, bool> wanted)
    {
        var managed = new ManagedLinearAlgebraProvider(); // our own: the package's process-wide setting is left alone
        foreach (var (m, n, k) in Shapes)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"product {m} x {n} x {k}");
            if (!wanted(name)) continue;
            var random = new Random(m);
            var (a, b, c) = (Numbers(random, m * k), Numbers(random, k * n), new double[m * n]);
            var work = (double)m * n * k;
            var repeats = Math.Max(1, (int)(2e6 / work));
            yield return new Row(name, 1, work, f => f.Fma(1), () => Gemm.Multiply(MatrixView.RowMajor(a, m, k), MatrixView.RowMajor(b, k, n), c)) { Repeats = repeats };
            yield return new Row(name + " transposed", 1, work, f => f.Fma(1),
                () => Gemm.Multiply(MatrixView.RowMajor(a, k, m).Transposed, MatrixView.RowMajor(b, n, k).Transposed, c)) { Repeats = repeats };
            if (m > 500) continue; // the managed one takes most of a second
            yield return new Row(name + " managed", 1, work, f => f.Fma(1), () => managed.MatrixMultiply(a, m, k, b, k, n, c)) { Repeats = Math.Max(1, repeats / 8) };
        }
    }

    private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
}
