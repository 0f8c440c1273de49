using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Qratum.Chemistry;

/// <summary>Four vectors of doubles: one number for each of <see cref="Lanes"/> primitive pairs that are worked on together.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LaneBlock
{
    public Vector<double> A;
    public Vector<double> B;
    public Vector<double> C;
    public Vector<double> D;

    /// <summary>Numbers in a block.</summary>
    public static int Lanes => 4 * Vector<double>.Count;

    public static ReadOnlySpan<double> Scalars(in LaneBlock block) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<LaneBlock, double>(ref Unsafe.AsRef(in block)), Lanes);

    public static Span<double> MutableScalars(ref LaneBlock block) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<LaneBlock, double>(ref block), Lanes);
}
