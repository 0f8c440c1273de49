using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// One 64-byte line of real or imaginary parts: 8 doubles or 16 floats, as a vector. One text serves both types; where the
/// processor has no 512-bit vectors the runtime splits them.
/// </summary>
internal static unsafe class Lanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Amplitudes in a line.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 64 / sizeof(T);
    }

    /// <summary>Qubits inside a line.</summary>
    public static int Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(T) == 8 ? 3 : 4;
    }

    /// <summary>a · b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fma(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    /// <summary>Lane i of the result is lane i ⊕ mask, the indices of <see cref="FlipIndices"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Flip(Vector512<T> value, Vector512<T> indices) => typeof(T) == typeof(double)
        ? Vector512.Shuffle(value.AsDouble(), indices.AsInt64()).As<double, T>()
        : Vector512.Shuffle(value.AsSingle(), indices.AsInt32()).As<float, T>();

    /// <summary>Shuffle indices that exchange lane i with lane i ⊕ mask, kept as bits of a vector of T.</summary>
    public static Vector512<T> FlipIndices(int mask)
    {
        if (typeof(T) == typeof(double))
        {
            var indices = new long[8];
            for (var i = 0; i < 8; i++) indices[i] = i ^ mask;
            return Vector512.Create(indices).As<long, T>();
        }
        else
        {
            var indices = new int[16];
            for (var i = 0; i < 16; i++) indices[i] = i ^ mask;
            return Vector512.Create(indices).As<int, T>();
        }
    }

    /// <summary>A vector from one number per lane.</summary>
    public static Vector512<T> Create(Func<int, double> lane)
    {
        var values = stackalloc T[Width];
        for (var i = 0; i < Width; i++) values[i] = T.CreateTruncating(lane(i));
        return Vector512.Load(values);
    }

    /// <summary>Sum of the lanes in double, in fixed order.</summary>
    public static double Sum(Vector512<T> value)
    {
        var sum = 0.0;
        for (var i = 0; i < Width; i++) sum += double.CreateTruncating(value[i]);
        return sum;
    }
}
