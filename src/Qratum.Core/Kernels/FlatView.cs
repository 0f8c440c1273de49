using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// The blocked layout seen as one array of vectors. Bits of a position, from the lowest: lanes of a vector (the lowest qubits),
/// the other qubits of a 64-byte line where vectors are shorter, real or imaginary, then all further qubits. A narrower vector
/// only moves the border between lanes and vector bits, so kernels need to know nothing else about the width.
/// </summary>
internal static unsafe class FlatView<TOps, TVector, T>
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Distance from a real part to its imaginary part, in vectors.</summary>
    public static long ImaginaryBit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1L << (Lanes<T>.Bits - TOps.Bits);
    }

    /// <summary>Whether a qubit lies inside a vector.</summary>
    public static bool IsLane(int qubit) => qubit < TOps.Bits;

    /// <summary>The bit of a vector's position that belongs to a qubit outside vectors.</summary>
    public static long VectorBit(int qubit) => 1L << (qubit - TOps.Bits + (qubit < Lanes<T>.Bits ? 0 : 1));

    /// <summary>The same for a set of qubits; those inside vectors are left out.</summary>
    public static long VectorBits(long qubits)
    {
        var inLine = qubits & ((1L << Lanes<T>.Bits) - 1);
        return (inLine >> TOps.Bits) | (qubits >> Lanes<T>.Bits << (Lanes<T>.Bits - TOps.Bits + 1));
    }

    /// <summary>Those of a set of qubits that lie inside vectors.</summary>
    public static int LaneBits(long qubits) => (int)(qubits & ((1L << TOps.Bits) - 1));

    /// <summary>Where amplitude <paramref name="index"/> begins, the first of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* At(T* state, long index) => Amplitude<T>.At(state, index);

    /// <summary>The next position whose fixed bits are all zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Next(long position, long fixedBits) => ((position | fixedBits) + 1) & ~fixedBits;

    /// <summary>A vector from one number for each lane.</summary>
    public static TVector FromLanes(Func<int, double> lane)
    {
        var values = stackalloc T[1 << TOps.Bits];
        for (var k = 0; k < 1 << TOps.Bits; k++) values[k] = T.CreateTruncating(lane(k));
        return TOps.Load(values);
    }

    /// <summary>All bits set in the lanes where <paramref name="isSet"/>, none elsewhere.</summary>
    public static TVector Mask(Func<int, bool> isSet)
    {
        var values = stackalloc T[1 << TOps.Bits];
        var bytes = new Span<byte>(values, (1 << TOps.Bits) * sizeof(T));
        for (var k = 0; k < bytes.Length; k++) bytes[k] = isSet(k / sizeof(T)) ? byte.MaxValue : (byte)0;
        return TOps.Load(values);
    }

    /// <summary>What brings lane i ⊕ mask to lane i.</summary>
    public static TVector FlipIndices(int mask)
    {
        Span<int> source = stackalloc int[1 << TOps.Bits];
        for (var k = 0; k < source.Length; k++) source[k] = k ^ mask;
        return TOps.LaneIndices(source);
    }
}
