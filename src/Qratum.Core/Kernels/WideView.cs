using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// The blocked layout seen in groups of eight amplitudes, whatever the number type and the width of vectors, for sums in
/// double: the order of additions is the same everywhere. Positions are those of <see cref="FlatView{TOps,TVector,T}"/> with
/// eight lanes.
/// </summary>
internal static unsafe class WideView<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Qubits within a group.</summary>
    public const int Bits = 3;

    /// <summary>Distance from a real part to its imaginary part, in groups.</summary>
    public static long ImaginaryBit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(T) == 8 ? 1 : 2;
    }

    /// <summary>Positions of a set of qubits; those within groups are left out.</summary>
    public static long PositionBits(long qubits)
    {
        var inLine = qubits & (Lanes<T>.Width - 1);
        return (inLine >> Bits) | (qubits >> Lanes<T>.Bits << (Lanes<T>.Bits - Bits + 1));
    }

    /// <summary>The positions of a block that are no position of it: to step through the others.</summary>
    public static long Outer(long free) => ~PositionBits(free) | ImaginaryBit;

    /// <summary>Position of group <paramref name="number"/> of a contiguous run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Group(int number) => sizeof(T) == 8 ? (long)number << 1 : (number & 1) + (4L * (number >> 1));

    /// <summary>Eight numbers at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(T* block, long position) => LineLoad<T>.Wide(block + (position << Bits));

    /// <summary>Im λ*ψ of the eight amplitudes at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ImaginaryProduct(T* lambda, T* psi, long position)
    {
        T* l = lambda + (position << Bits), p = psi + (position << Bits);
        var i = ImaginaryBit << Bits;
        return Vector512.FusedMultiplyAdd(LineLoad<T>.Wide(l), LineLoad<T>.Wide(p + i), -(LineLoad<T>.Wide(l + i) * LineLoad<T>.Wide(p)));
    }

    /// <summary>The next position whose fixed bits are all zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Next(long position, long fixedBits) => ((position | fixedBits) + 1) & ~fixedBits;

    /// <summary>Adds eight numbers to partial sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(double* sums, Vector512<double> values) => (Vector512.Load(sums) + values).Store(sums);
}
