using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// Walsh-Hadamard transforms of lines of 8 doubles, lane by lane. A table has a row of 8 lines for each of up to 8 classes of lines
/// of a block; in a row is a line for each of 8 blocks.
/// </summary>
internal static unsafe class WalshHadamard
{
    /// <summary>Lines of a table.</summary>
    public const int Lines = 64;

    private const int Row = 64;

    /// <summary>Transforms four values and puts them into the same column of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> c0, Vector512<double> c1, Vector512<double> c2, Vector512<double> c3, double* target)
    {
        Vector512<double> s0 = c0 + c2, s1 = c1 + c3, d0 = c0 - c2, d1 = c1 - c3;
        (s0 + s1).Store(target);
        (s0 - s1).Store(target + Row);
        (d0 + d1).Store(target + (2 * Row));
        (d0 - d1).Store(target + (3 * Row));
    }

    /// <summary>Transforms each row over its first 1, 2, 4 or 8 lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverBlocks(double* table, int rows, int blocks)
    {
        for (var row = 0; row < rows; row++, table += Row)
        {
            if (blocks == 8) Eight(table, 8);
            else Short(table, 8, blocks);
        }
    }

    /// <summary>Transforms each column over its rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverRows(double* table, int rows, int blocks)
    {
        for (var block = 0; block < blocks; block++, table += 8)
        {
            if (rows == 8) Eight(table, Row);
            else Short(table, Row, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(double* p, int stride)
    {
        Vector512<double> x0 = Vector512.Load(p), x1 = Vector512.Load(p + stride), x2 = Vector512.Load(p + (2 * stride)), x3 = Vector512.Load(p + (3 * stride)),
            x4 = Vector512.Load(p + (4 * stride)), x5 = Vector512.Load(p + (5 * stride)), x6 = Vector512.Load(p + (6 * stride)), x7 = Vector512.Load(p + (7 * stride));
        Vector512<double> a0 = x0 + x4, a1 = x1 + x5, a2 = x2 + x6, a3 = x3 + x7, b0 = x0 - x4, b1 = x1 - x5, b2 = x2 - x6, b3 = x3 - x7;
        Vector512<double> c0 = a0 + a2, c1 = a1 + a3, c2 = a0 - a2, c3 = a1 - a3, d0 = b0 + b2, d1 = b1 + b3, d2 = b0 - b2, d3 = b1 - b3;
        (c0 + c1).Store(p);
        (c0 - c1).Store(p + stride);
        (c2 + c3).Store(p + (2 * stride));
        (c2 - c3).Store(p + (3 * stride));
        (d0 + d1).Store(p + (4 * stride));
        (d0 - d1).Store(p + (5 * stride));
        (d2 + d3).Store(p + (6 * stride));
        (d2 - d3).Store(p + (7 * stride));
    }

    private static void Short(double* p, int stride, int count)
    {
        for (var distance = 1; distance < count; distance *= 2)
        {
            for (var k = 0; k < count; k++)
            {
                if ((k & distance) != 0) continue;
                double* x = p + (k * stride), y = x + (distance * stride);
                Vector512<double> u = Vector512.Load(x), v = Vector512.Load(y);
                (u + v).Store(x);
                (u - v).Store(y);
            }
        }
    }
}
