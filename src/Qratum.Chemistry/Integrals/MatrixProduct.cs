using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Qratum.Chemistry;

/// <summary>A dense matrix as seen by <see cref="MatrixProduct"/>: element (i, j) is at i · rowStride + j · columnStride.</summary>
internal readonly ref struct MatrixView(ReadOnlySpan<double> data, int rows, int columns, int rowStride, int columnStride)
{
    public ReadOnlySpan<double> Data { get; } = data;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int RowStride { get; } = rowStride;

    public int ColumnStride { get; } = columnStride;

    public MatrixView Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);

    /// <summary>A matrix stored by rows without gaps.</summary>
    public static MatrixView RowMajor(ReadOnlySpan<double> data, int rows, int columns) => new(data, rows, columns, columns, 1);

    /// <summary>Some columns.</summary>
    public MatrixView Slice(int firstColumn, int count) => new(Data[(firstColumn * ColumnStride)..], Rows, count, RowStride, ColumnStride);
}

/// <summary>
/// C = A · B in tiles of 4 rows and three vectors of columns held in registers, both operands packed; the working memory of one
/// thread. About ten times the managed product of the linear-algebra package.
/// </summary>
internal sealed class MatrixProduct
{
    private const int TileRows = 4;
    private Column[] _right = [];
    private Quad[] _left = [];

    private static int TileColumns => 3 * Vector<double>.Count;

    /// <summary>Row-major C = A · B.</summary>
    public void Multiply(MatrixView a, MatrixView b, Span<double> c)
    {
        var (m, n, depth) = (a.Rows, b.Columns, a.Columns);
        var rowTiles = (m + TileRows - 1) / TileRows;
        if (_left.Length < rowTiles * depth) _left = new Quad[rowTiles * depth];
        if (_right.Length < depth) _right = new Column[depth];
        for (var tile = 0; tile < rowTiles; tile++) PackLeft(a, tile * TileRows, _left.AsSpan(tile * depth, depth));
        for (var column = 0; column < n; column += TileColumns)
        {
            PackRight(b, column);
            for (var tile = 0; tile < rowTiles; tile++)
            {
                Tile(_left.AsSpan(tile * depth, depth), _right.AsSpan(0, depth), c, tile * TileRows, m, column, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackLeft(MatrixView a, int row, Span<Quad> target)
    {
        var rows = Math.Min(TileRows, a.Rows - row);
        var numbers = MemoryMarshal.Cast<Quad, double>(target);
        if (rows < TileRows) numbers.Clear();
        for (var i = 0; i < rows; i++)
        {
            var source = a.Data[((row + i) * a.RowStride)..];
            for (int k = 0, at = 0; k < target.Length; k++, at += a.ColumnStride) numbers[(k * TileRows) + i] = source[at];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackRight(MatrixView b, int column)
    {
        var width = TileColumns;
        var columns = Math.Min(width, b.Columns - column);
        var numbers = MemoryMarshal.Cast<Column, double>(_right.AsSpan(0, b.Rows));
        if (columns < width) numbers.Clear();
        for (var k = 0; k < b.Rows; k++)
        {
            var source = b.Data[((k * b.RowStride) + (column * b.ColumnStride))..];
            var target = numbers.Slice(k * width, columns);
            if (b.ColumnStride == 1) source[..columns].CopyTo(target);
            else for (var j = 0; j < columns; j++) target[j] = source[j * b.ColumnStride];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(ReadOnlySpan<Quad> left, ReadOnlySpan<Column> right, Span<double> c, int row, int m, int column, int n)
    {
        Vector<double> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector<double> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (var k = 0; k < left.Length && k < right.Length; k++)
        {
            ref readonly var r = ref right[k];
            ref readonly var l = ref left[k];
            var (x, y, z) = (r.X, r.Y, r.Z);
            var weight = new Vector<double>(l.A);
            a0 = Vector.MultiplyAddEstimate(weight, x, a0);
            a1 = Vector.MultiplyAddEstimate(weight, y, a1);
            a2 = Vector.MultiplyAddEstimate(weight, z, a2);
            weight = new Vector<double>(l.B);
            b0 = Vector.MultiplyAddEstimate(weight, x, b0);
            b1 = Vector.MultiplyAddEstimate(weight, y, b1);
            b2 = Vector.MultiplyAddEstimate(weight, z, b2);
            weight = new Vector<double>(l.C);
            c0 = Vector.MultiplyAddEstimate(weight, x, c0);
            c1 = Vector.MultiplyAddEstimate(weight, y, c1);
            c2 = Vector.MultiplyAddEstimate(weight, z, c2);
            weight = new Vector<double>(l.D);
            d0 = Vector.MultiplyAddEstimate(weight, x, d0);
            d1 = Vector.MultiplyAddEstimate(weight, y, d1);
            d2 = Vector.MultiplyAddEstimate(weight, z, d2);
        }

        Span<Column> tile = [new(a0, a1, a2), new(b0, b1, b2), new(c0, c1, c2), new(d0, d1, d2)];
        var numbers = MemoryMarshal.Cast<Column, double>(tile);
        var columns = Math.Min(TileColumns, n - column);
        for (var i = 0; i < TileRows && row + i < m; i++)
        {
            numbers.Slice(i * TileColumns, columns).CopyTo(c.Slice(((row + i) * n) + column, columns));
        }
    }

    /// <summary>Three vectors of one row of B.</summary>
    private readonly struct Column(Vector<double> x, Vector<double> y, Vector<double> z)
    {
        public readonly Vector<double> X = x;
        public readonly Vector<double> Y = y;
        public readonly Vector<double> Z = z;
    }

    /// <summary>Four rows of one column of A.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Quad
    {
        public readonly double A;
        public readonly double B;
        public readonly double C;
        public readonly double D;
    }
}
