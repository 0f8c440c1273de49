using System.Numerics;
using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class GemmTests
{
    /// <summary>Sums of a few hundred products of numbers below one half.</summary>
    private const double Tolerance = 1e-12;

    [Property(MaxTest = 60)]
    public void Agrees_with_the_triple_loop_for_all_shapes_strides_and_tables(int seed)
    {
        var random = new Random(seed);
        var size = random.Next(10) == 0 ? 300 : 40;
        var (m, n, depth) = (random.Next(1, size), random.Next(1, size), random.Next(0, size));
        var (a, b, c) = (Layout.Random(random, m, depth), Layout.Random(random, depth, n), Layout.Random(random, m, n));
        var (alpha, beta) = (random.Next(3) - 1.5, random.Next(3) - 1.0);
        var expected = Reference(alpha, a, b, beta, c);
        Gemm.Multiply(alpha, a.View, b.View, beta, c.Target);
        AssertClose(expected, c.Data);

        // In turn with vectors of every kind, not only those of this processor.
        if (Vector512.IsHardwareAccelerated)
        {
            var plain = c.WithNew(random);
            var before = Reference(alpha, a, b, beta, plain);
            new Gemm().Run<PlainLanes, Vector<double>>(alpha, a.View, b.View, beta, plain.Target);
            AssertClose(before, plain.Data);
        }
    }

    [Theory]
    [InlineData(5, 7, 700)]
    [InlineData(130, 3, 20)]
    [InlineData(3, 1600, 5)]
    [InlineData(200, 230, 270)]
    public void Agrees_with_the_triple_loop_beyond_one_block(int m, int n, int depth)
    {
        var random = new Random(m);
        var (a, b, c) = (Layout.Random(random, m, depth), Layout.Random(random, depth, n), Layout.Random(random, m, n));
        var expected = Reference(2, a, b, 1, c);
        Gemm.Multiply(2, a.View, b.View, 1, c.Target);
        AssertClose(expected, c.Data);
    }

    [Property(MaxTest = 50)]
    public void Pieces_have_the_bits_of_the_whole(int seed)
    {
        var random = new Random(seed);
        var (m, n, depth) = (random.Next(1, 50), random.Next(2, 90), random.Next(1, 600));
        var (a, b) = (Layout.Random(random, m, depth), Layout.Random(random, depth, n));
        var (whole, parts) = (new double[m * n], new double[m * n]);
        Gemm.Multiply(a.View, b.View, whole);
        var cut = random.Next(1, n);
        Gemm.Multiply(1, a.View, b.View.Slice(0, cut), 0, new MatrixTarget(parts, m, cut, n, 1));
        Gemm.Multiply(1, a.View, b.View.Slice(cut, n - cut), 0, new MatrixTarget(parts.AsSpan(cut), m, n - cut, n, 1));
        Assert.Equal(whole, parts);
    }

    [Fact]
    public void What_is_written_without_beta_may_have_been_anything()
    {
        double[] c = [double.NaN];
        Gemm.Multiply(1, MatrixView.RowMajor([2], 1, 1), MatrixView.RowMajor([3], 1, 1), 0, MatrixTarget.RowMajor(c, 1, 1));
        Assert.Equal([6], c);
        c[0] = double.NaN;
        Gemm.Multiply(1, MatrixView.RowMajor([], 1, 0), MatrixView.RowMajor([], 0, 1), 0, MatrixTarget.RowMajor(c, 1, 1));
        Assert.Equal([0], c);
    }

    /// <summary>All numbers of C's memory as they must be afterwards, those between its elements untouched.</summary>
    private static double[] Reference(double alpha, Layout a, Layout b, double beta, Layout c)
    {
        var result = (double[])c.Data.Clone();
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < b.Columns; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < a.Columns; k++) sum += a.At(i, k) * b.At(k, j);
                result[c.Place(i, j)] = (alpha * sum) + (beta * c.At(i, j));
            }
        }

        return result;
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance);
    }

    /// <summary>A matrix laid out by rows, by columns, with gaps or by tables.</summary>
    private sealed record Layout(double[] Data, int Rows, int Columns, int RowStride, int ColumnStride, int[] RowTable, int[] ColumnTable)
    {
        public MatrixView View => new(Data, Rows, Columns, RowStride, ColumnStride, RowTable, ColumnTable);

        public MatrixTarget Target => new(Data, View);

        public static Layout Random(Random random, int rows, int columns)
        {
            var gap = random.Next(3);
            var (rowStride, columnStride) = random.Next(3) switch
            {
                0 => (columns + gap, 1),
                1 => (1, rows + gap),
                _ => ((columns + gap) * 2, 2),
            };
            var data = Numbers(random, (Math.Max(rows, 1) * rowStride) + (Math.Max(columns, 1) * columnStride) + 1);
            int[] rowTable = [], columnTable = [];
            if (random.Next(2) == 0) (rowTable, rowStride) = (Shuffled(random, rows, rowStride), 0);
            if (random.Next(2) == 0) (columnTable, columnStride) = (Shuffled(random, columns, columnStride), 0);
            return new Layout(data, rows, columns, rowStride, columnStride, rowTable, columnTable);
        }

        public Layout WithNew(Random random) => this with { Data = Numbers(random, Data.Length) };

        public int Place(int i, int j) =>
            (RowTable.Length == 0 ? i * RowStride : RowTable[i]) + (ColumnTable.Length == 0 ? j * ColumnStride : ColumnTable[j]);

        public double At(int i, int j) => Data[Place(i, j)];

        private static int[] Shuffled(Random random, int count, int stride)
        {
            var table = Enumerable.Range(0, count).Select(i => i * stride).ToArray();
            random.Shuffle(table);
            return table;
        }

        private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }
}
