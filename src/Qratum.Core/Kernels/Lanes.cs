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
