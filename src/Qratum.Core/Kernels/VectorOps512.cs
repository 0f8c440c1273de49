using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Qratum.Kernels;

/// <summary>Kernels on vectors of 512 bits.</summary>
internal readonly unsafe struct VectorOps512<T> : IVectorOps<Vector512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(T) == 8 ? 3 : 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Vector512<T> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fma(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fnma(Vector512<T> a, Vector512<T> b, Vector512<T> c)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? Avx512F.FusedMultiplyAddNegated(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
                : Avx512F.FusedMultiplyAddNegated(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
        }

        return typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(-a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(-a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> a, Vector512<T> b) => Vector512.ConditionalSelect(mask, a, b);

    // The portable form also clears lanes whose index is out of range, which costs two more instructions.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Permute(Vector512<T> value, Vector512<T> indices)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? Avx512F.PermuteVar8x64(value.AsDouble(), indices.AsInt64()).As<double, T>()
                : Avx512F.PermuteVar16x32(value.AsSingle(), indices.AsInt32()).As<float, T>();
        }

        return typeof(T) == typeof(double)
            ? Vector512.Shuffle(value.AsDouble(), indices.AsInt64()).As<double, T>()
            : Vector512.Shuffle(value.AsSingle(), indices.AsInt32()).As<float, T>();
    }

    public static Vector512<T> LaneIndices(ReadOnlySpan<int> source)
    {
        if (typeof(T) == typeof(float)) return Vector512.Create<int>(source).As<int, T>();
        Span<long> wide = stackalloc long[8];
        for (var k = 0; k < wide.Length; k++) wide[k] = source[k];
        return Vector512.Create<long>(wide).As<long, T>();
    }
}
