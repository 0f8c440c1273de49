using System.Runtime.InteropServices;

namespace Qratum.Chemistry;

/// <summary>
/// A dense matrix as <see cref="Gemm"/> reads it: element (i, j) is at i · rowStride + j · columnStride. Rows or columns that several
/// indices of a tensor make up have no one stride; a table then holds where each begins, and the stride is 0.
/// </summary>
internal readonly ref struct MatrixView
{
    public MatrixView(ReadOnlySpan<double> data, int rows, int columns, int rowStride, int columnStride)
        : this(data, rows, columns, rowStride, columnStride, [], [])
    {
    }

    public MatrixView(
        ReadOnlySpan<double> data, int rows, int columns, int rowStride, int columnStride,
        ReadOnlySpan<int> rowTable, ReadOnlySpan<int> columnTable)
    {
        Data = data;
        (Rows, Columns, RowStride, ColumnStride) = (rows, columns, rowStride, columnStride);
        RowTable = rowTable;
        ColumnTable = columnTable;
    }

    public ReadOnlySpan<double> Data { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int RowStride { get; }

    public int ColumnStride { get; }

    /// <summary>Where each row begins; empty where the stride says so.</summary>
    public ReadOnlySpan<int> RowTable { get; }

    /// <summary>Where each column begins; empty where the stride says so.</summary>
    public ReadOnlySpan<int> ColumnTable { get; }

    public MatrixView Transposed => new(Data, Columns, Rows, ColumnStride, RowStride, ColumnTable, RowTable);

    /// <summary>A matrix stored by rows without gaps.</summary>
    public static MatrixView RowMajor(ReadOnlySpan<double> data, int rows, int columns) => new(data, rows, columns, columns, 1);

    /// <summary>Some columns.</summary>
    public MatrixView Slice(int firstColumn, int count) => ColumnTable.IsEmpty
        ? new(Data[(firstColumn * ColumnStride)..], Rows, count, RowStride, ColumnStride, RowTable, [])
        : new(Data, Rows, count, RowStride, 0, RowTable, ColumnTable.Slice(firstColumn, count));

    /// <summary>Place of row i.</summary>
    public int RowAt(int i) => RowTable.IsEmpty ? i * RowStride : RowTable[i];

    /// <summary>Place of column j within a row.</summary>
    public int ColumnAt(int j) => ColumnTable.IsEmpty ? j * ColumnStride : ColumnTable[j];
}

/// <summary>A matrix that <see cref="Gemm"/> writes, laid out as a <see cref="MatrixView"/>.</summary>
internal readonly ref struct MatrixTarget
{
    public MatrixTarget(Span<double> data, int rows, int columns, int rowStride, int columnStride)
        : this(data, new MatrixView(data, rows, columns, rowStride, columnStride))
    {
    }

    public MatrixTarget(Span<double> data, MatrixView layout)
    {
        Data = data;
        Layout = layout;
    }

    public Span<double> Data { get; }

    /// <summary>The same numbers, to be read.</summary>
    public MatrixView Layout { get; }

    public MatrixTarget Transposed => new(Data, Layout.Transposed);

    /// <summary>A matrix stored by rows without gaps.</summary>
    public static MatrixTarget RowMajor(Span<double> data, int rows, int columns) => new(data, rows, columns, columns, 1);

    /// <summary>Element by place.</summary>
    public ref double At(int place) => ref System.Runtime.CompilerServices.Unsafe.Add(ref MemoryMarshal.GetReference(Data), place);
}
