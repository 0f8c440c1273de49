using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>
/// General matrix product C = α A B + β C of strided, transposed or tabled matrices: both operands are packed into panels that stay in the
/// caches, the innermost tiles stay in registers. One instance is the working memory of one thread. An element is the sum over k in rising
/// order within blocks of equal depth, whatever tile, piece or thread it falls into: cutting C into pieces changes no bit.
/// </summary>
/// <remarks>The blocking is that of K. Goto, R. A. van de Geijn, ACM Trans. Math. Softw. 34, 12 (2008).</remarks>
internal sealed class Gemm
{
    /// <summary>Greatest depth of a packed block; a longer sum is cut into equal blocks, which depends on its length alone.</summary>
    private const int BlockDepth = 256;

    /// <summary>Rows of a packed block of A: 256 KiB, a share of the second-level cache.</summary>
    private const int BlockRows = 128;

    /// <summary>Panels of a packed block of B: at most 1.5 MiB, a share of the third-level cache.</summary>
    private const int BlockPanels = 32;

    /// <summary>With so few rows packing B costs more than it saves, where its rows can be read as they are.</summary>
    private const int MostRowsUnpacked = 16;

    private const int LineBytes = 64;
    private const int LineNumbers = LineBytes / sizeof(double);

    [ThreadStatic]
    private static Gemm? s_ofThread;

    private readonly double[] _tile = new double[(GemmTile.Rows * GemmTile.Vectors * 8) + LineNumbers];
    private double[] _left = [];
    private double[] _right = [];

    /// <summary>The working memory of the calling thread, kept as long as the thread lives; at most 2 MiB.</summary>
    private static Gemm OfThread => s_ofThread ??= new Gemm();

    /// <summary>Row-major C = A · B.</summary>
    public static void Multiply(MatrixView a, MatrixView b, Span<double> c) => Multiply(1, a, b, 0, MatrixTarget.RowMajor(c, a.Rows, b.Columns));

    /// <summary>C = α A B + β C; what C held does not matter where β is 0.</summary>
    public static void Multiply(double alpha, MatrixView a, MatrixView b, double beta, MatrixTarget c)
    {
        Debug.Assert(a.Columns == b.Rows && c.Layout.Rows == a.Rows && c.Layout.Columns == b.Columns, "The shapes fit.");
        Debug.Assert(IsInside(a) && IsInside(b) && IsInside(c.Layout), "Every element lies in its matrix.");
        if (a.Rows == 0 || b.Columns == 0) return;
        if (!IsUnit(c.Layout) && IsUnit(c.Layout.Transposed)) Choose(alpha, b.Transposed, a.Transposed, beta, c.Transposed);
        else Choose(alpha, a, b, beta, c);
    }

    private static void Choose(double alpha, MatrixView a, MatrixView b, double beta, MatrixTarget c)
    {
        if (Vector512.IsHardwareAccelerated) OfThread.Run<WideLanes, Vector512<double>>(alpha, a, b, beta, c);
        else OfThread.Run<PlainLanes, Vector<double>>(alpha, a, b, beta, c);
    }

    /// <summary>The same with registers of a chosen kind, for tests.</summary>
    internal void Run<TLanes, TVector>(double alpha, MatrixView a, MatrixView b, double beta, MatrixTarget c)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        var (m, n, depth) = (a.Rows, b.Columns, a.Columns);
        var width = GemmTile.Vectors * TLanes.Count;
        var blockColumns = Math.Min(BlockPanels * width, RoundUp(n, TLanes.Count));
        var blockRows = Math.Min(BlockRows, RoundUp(m, GemmTile.Rows));
        var blocks = Math.Max(1, (depth + BlockDepth - 1) / BlockDepth); // one of no depth still applies beta
        var blockDepth = Math.Max(1, (depth + blocks - 1) / blocks);
        var left = Aligned(ref _left, blockRows * blockDepth);
        var right = Aligned(ref _right, blockColumns * blockDepth);
        var isDirect = m <= MostRowsUnpacked && IsUnit(b) && b.RowTable.IsEmpty;
        ref var tile = ref MemoryMarshal.GetReference(_tile.AsSpan(FirstOfLine(_tile)));
        for (var column = 0; column < n; column += blockColumns)
        {
            var columns = Math.Min(blockColumns, n - column);
            for (var first = 0; first == 0 || first < depth; first += blockDepth)
            {
                var block = Math.Min(blockDepth, depth - first);
                if (!isDirect) PackRight<TLanes, TVector>(b, first, block, column, columns, right);
                for (var row = 0; row < m; row += blockRows)
                {
                    var rows = Math.Min(blockRows, m - row);
                    PackLeft(a, row, rows, first, block, left);
                    for (var panel = 0; panel < columns; panel += width)
                    {
                        var wide = Math.Min(width, columns - panel);
                        var step = Math.Min(width, RoundUp(wide, TLanes.Count));
                        ref var r = ref MemoryMarshal.GetReference(right[(isDirect ? 0 : panel * block)..]);
                        if (isDirect && wide == step)
                        {
                            r = ref Unsafe.Add(ref MemoryMarshal.GetReference(b.Data), b.RowAt(first) + column + panel);
                            step = b.RowStride;
                        }
                        else if (isDirect)
                        {
                            PackRight<TLanes, TVector>(b, first, block, column + panel, wide, right);
                        }

                        for (var strip = 0; strip < rows; strip += GemmTile.Rows)
                        {
                            ref var l = ref MemoryMarshal.GetReference(left[(strip * block)..]);
                            if (wide > 2 * TLanes.Count) GemmTile.Three<TLanes, TVector>(ref l, ref r, step, block, ref tile);
                            else if (wide > TLanes.Count) GemmTile.Two<TLanes, TVector>(ref l, ref r, step, block, ref tile);
                            else GemmTile.One<TLanes, TVector>(ref l, ref r, step, block, ref tile);
                            Merge<TLanes, TVector>(ref tile, alpha, first == 0 ? beta : 1, c, row + strip, Math.Min(GemmTile.Rows, rows - strip), column + panel, wide);
                        }
                    }
                }
            }
        }
    }

    private static bool IsUnit(MatrixView view) => view.ColumnTable.IsEmpty && view.ColumnStride == 1;

    /// <summary>Whether columns of a table lie side by side.</summary>
    private static bool IsRun(MatrixView view, int column, int count)
    {
        if (view.ColumnTable.IsEmpty) return view.ColumnStride == 1;
        var table = view.ColumnTable.Slice(column, count);
        for (var j = 1; j < count; j++)
        {
            if (table[j] != table[0] + j) return false;
        }

        return true;
    }

    private static int RoundUp(int count, int step) => (count + step - 1) / step * step;

    private static bool IsInside(MatrixView view)
    {
        if (view.Rows == 0 || view.Columns == 0) return true;
        var (row, column) = (0, 0);
        for (var i = 0; i < view.Rows; i++) row = Math.Max(row, view.RowAt(i));
        for (var j = 0; j < view.Columns; j++) column = Math.Max(column, view.ColumnAt(j));
        return (long)row + column < view.Data.Length;
    }

    /// <summary>Numbers from the first cache line on. The collector may move an array later: then it is slower, not wrong.</summary>
    private static Span<double> Aligned(ref double[] buffer, int count)
    {
        if (buffer.Length < count + LineNumbers) buffer = GC.AllocateUninitializedArray<double>(count + LineNumbers);
        return buffer.AsSpan(FirstOfLine(buffer), count);
    }

    private static int FirstOfLine(double[] buffer) =>
        (int)((LineBytes - (Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0) & (LineBytes - 1))) & (LineBytes - 1)) / sizeof(double);

    /// <summary>Strips of four rows, each by depth; missing rows are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackLeft(MatrixView a, int row, int rows, int first, int depth, Span<double> target)
    {
        ref var data = ref MemoryMarshal.GetReference(a.Data);
        ref var to = ref MemoryMarshal.GetReference(target);
        var table = a.ColumnTable.IsEmpty ? default : a.ColumnTable.Slice(first, depth);
        for (var strip = 0; strip < rows; strip += GemmTile.Rows)
        {
            var count = Math.Min(GemmTile.Rows, rows - strip);
            ref var place = ref Unsafe.Add(ref to, strip * depth);
            if (count == GemmTile.Rows)
            {
                var stride = a.ColumnStride;
                ref var start = ref Unsafe.Add(ref data, table.IsEmpty ? first * stride : 0);
                ref var x = ref Unsafe.Add(ref start, a.RowAt(row + strip));
                ref var y = ref Unsafe.Add(ref start, a.RowAt(row + strip + 1));
                ref var z = ref Unsafe.Add(ref start, a.RowAt(row + strip + 2));
                ref var w = ref Unsafe.Add(ref start, a.RowAt(row + strip + 3));
                for (int k = 0, at = 0; k < depth; k++, at += stride)
                {
                    if (!table.IsEmpty) at = table[k];
                    place = Unsafe.Add(ref x, at);
                    Unsafe.Add(ref place, 1) = Unsafe.Add(ref y, at);
                    Unsafe.Add(ref place, 2) = Unsafe.Add(ref z, at);
                    Unsafe.Add(ref place, 3) = Unsafe.Add(ref w, at);
                    place = ref Unsafe.Add(ref place, GemmTile.Rows);
                }

                continue;
            }

            target.Slice(strip * depth, depth * GemmTile.Rows).Clear();
            for (var i = 0; i < count; i++)
            {
                ref var from = ref Unsafe.Add(ref data, a.RowAt(row + strip + i));
                for (var k = 0; k < depth; k++) Unsafe.Add(ref place, (k * GemmTile.Rows) + i) = Unsafe.Add(ref from, table.IsEmpty ? (first + k) * a.ColumnStride : table[k]);
            }
        }
    }

    /// <summary>Panels of three vectors of columns, each by depth; the last one holds as many vectors as it needs, missing columns zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRight<TLanes, TVector>(MatrixView b, int first, int depth, int column, int columns, Span<double> target)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        ref var data = ref MemoryMarshal.GetReference(b.Data);
        for (int panel = 0, width; panel < columns; panel += width)
        {
            var count = Math.Min(GemmTile.Vectors * TLanes.Count, columns - panel);
            width = RoundUp(count, TLanes.Count);
            var numbers = target.Slice(panel * depth, width * depth);
            if (count < width) numbers.Clear();
            ref var to = ref MemoryMarshal.GetReference(numbers);
            if (IsUnit(b))
            {
                for (var k = 0; k < depth; k++)
                {
                    ref var from = ref Unsafe.Add(ref data, b.RowAt(first + k) + column + panel);
                    ref var place = ref Unsafe.Add(ref to, k * width);
                    var j = 0;
                    for (; j + TLanes.Count <= count; j += TLanes.Count) TLanes.Store(TLanes.Load(ref from, j), ref place, j);
                    for (; j < count; j++) Unsafe.Add(ref place, j) = Unsafe.Add(ref from, j);
                }

                continue;
            }

            for (var j = 0; j < count; j++)
            {
                ref var from = ref Unsafe.Add(ref data, b.ColumnAt(column + panel + j));
                if (j + TLanes.Count <= count && IsRun(b, column + panel + j, TLanes.Count))
                {
                    for (var k = 0; k < depth; k++) TLanes.Store(TLanes.Load(ref from, b.RowAt(first + k)), ref to, (k * width) + j);
                    j += TLanes.Count - 1;
                    continue;
                }

                ref var place = ref Unsafe.Add(ref to, j);
                if (!b.RowTable.IsEmpty)
                {
                    var table = b.RowTable.Slice(first, depth);
                    for (var k = 0; k < table.Length; k++) Unsafe.Add(ref place, k * width) = Unsafe.Add(ref from, table[k]);
                    continue;
                }

                var stride = b.RowStride;
                from = ref Unsafe.Add(ref from, first * stride);
                for (int k = 0, at = 0; k < depth; k++, at += stride) Unsafe.Add(ref place, k * width) = Unsafe.Add(ref from, at);
            }
        }
    }

    /// <summary>Brings a finished tile home. Product and sum are rounded one after the other in vectors and single numbers alike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge<TLanes, TVector>(ref double tile, double alpha, double beta, MatrixTarget c, int row, int rows, int column, int columns)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        var layout = c.Layout;
        var isUnit = IsUnit(layout);
        for (var i = 0; i < rows; i++)
        {
            ref var from = ref Unsafe.Add(ref tile, i * GemmTile.Vectors * TLanes.Count);
            if (isUnit)
            {
                var numbers = MemoryMarshal.CreateReadOnlySpan(ref from, columns);
                Combine(numbers, alpha, beta, c.Data.Slice(layout.RowAt(row + i) + column, columns));
                continue;
            }

            ref var to = ref c.At(layout.RowAt(row + i));
            for (var j = 0; j < columns; j++)
            {
                ref var number = ref Unsafe.Add(ref to, layout.ColumnAt(column + j));
                var value = alpha * Unsafe.Add(ref from, j);
                number = beta == 0 ? value : (beta == 1 ? number : beta * number) + value;
            }
        }
    }

    private static void Combine(ReadOnlySpan<double> source, double alpha, double beta, Span<double> target)
    {
        var j = 0;
        if (beta == 0)
        {
            for (; j + Vector<double>.Count <= source.Length; j += Vector<double>.Count) (new Vector<double>(source[j..]) * alpha).CopyTo(target[j..]);
            for (; j < source.Length; j++) target[j] = source[j] * alpha;
            return;
        }

        for (; j + Vector<double>.Count <= source.Length; j += Vector<double>.Count)
            ((new Vector<double>(target[j..]) * beta) + (new Vector<double>(source[j..]) * alpha)).CopyTo(target[j..]);
        for (; j < source.Length; j++) target[j] = (target[j] * beta) + (source[j] * alpha);
    }
}
