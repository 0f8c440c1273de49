using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using X86Fma = System.Runtime.Intrinsics.X86.Fma;

namespace Qratum.Kernels;

/// <summary>Kernels on vectors of 256 bits.</summary>
internal readonly unsafe struct VectorOps256<T> : IVectorOps<Vector256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(T) == 8 ? 2 : 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Vector256<T> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fma(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(double)
        ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fnma(Vector256<T> a, Vector256<T> b, Vector256<T> c)
    {
        if (X86Fma.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? X86Fma.MultiplyAddNegated(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
                : X86Fma.MultiplyAddNegated(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
        }

        return typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(-a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(-a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> a, Vector256<T> b) => Vector256.ConditionalSelect(mask, a, b);

    // One instruction permutes 32-bit lanes freely; for 64-bit lanes only the constant forms do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Permute(Vector256<T> value, Vector256<T> indices) => Avx2.IsSupported
        ? Avx2.PermuteVar8x32(value.AsInt32(), indices.AsInt32()).As<int, T>()
        : Vector256.Shuffle(value.AsInt32(), indices.AsInt32()).As<int, T>();

    public static Vector256<T> LaneIndices(ReadOnlySpan<int> source)
    {
        if (typeof(T) == typeof(float)) return Vector256.Create<int>(source).As<int, T>();
        Span<int> halves = stackalloc int[8];
        for (var k = 0; k < halves.Length; k++) halves[k] = (2 * source[k / 2]) + (k & 1);
        return Vector256.Create<int>(halves).As<int, T>();
    }
}
