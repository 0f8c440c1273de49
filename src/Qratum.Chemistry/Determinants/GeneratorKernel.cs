using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>The inner loops of G = T − T† on pairs of determinants: y_to += θ x_from, y_from −= θ x_to.</summary>
internal static class GeneratorKernel
{
    /// <summary>Element k of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(ReadOnlySpan<double> xFrom, ReadOnlySpan<double> xTo, Span<double> yFrom, Span<double> yTo, double theta)
    {
        ref var a = ref MemoryMarshal.GetReference(xFrom);
        ref var b = ref MemoryMarshal.GetReference(xTo[..xFrom.Length]);
        ref var c = ref MemoryMarshal.GetReference(yFrom[..xFrom.Length]);
        ref var d = ref MemoryMarshal.GetReference(yTo[..xFrom.Length]);
        nuint k = 0, length = (nuint)xFrom.Length;
        var t = Vector256.Create(theta);
        for (; k + 4 <= length; k += 4)
        {
            (Vector256.LoadUnsafe(ref c, k) - (t * Vector256.LoadUnsafe(ref b, k))).StoreUnsafe(ref c, k);
            (Vector256.LoadUnsafe(ref d, k) + (t * Vector256.LoadUnsafe(ref a, k))).StoreUnsafe(ref d, k);
        }

        for (; k < length; k++)
        {
            Unsafe.Add(ref c, k) -= theta * Unsafe.Add(ref b, k);
            Unsafe.Add(ref d, k) += theta * Unsafe.Add(ref a, k);
        }
    }

    /// <summary>Listed elements of two rows, which may be the same row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pairs(
        ReadOnlySpan<double> xFrom, ReadOnlySpan<double> xTo, Span<double> yFrom, Span<double> yTo, ReadOnlySpan<StringPair> pairs, double theta)
    {
        ref var a = ref MemoryMarshal.GetReference(xFrom);
        ref var b = ref MemoryMarshal.GetReference(xTo);
        ref var c = ref MemoryMarshal.GetReference(yFrom);
        ref var d = ref MemoryMarshal.GetReference(yTo);
        foreach (var pair in pairs)
        {
            Unsafe.Add(ref c, pair.From) -= theta * Unsafe.Add(ref b, pair.To);
            Unsafe.Add(ref d, pair.To) += theta * Unsafe.Add(ref a, pair.From);
        }
    }

    /// <summary>Σ a_to v_from − a_from v_to over listed elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Overlap(
        ReadOnlySpan<double> aFrom, ReadOnlySpan<double> aTo, ReadOnlySpan<double> vFrom, ReadOnlySpan<double> vTo, ReadOnlySpan<StringPair> pairs)
    {
        ref var a = ref MemoryMarshal.GetReference(aFrom);
        ref var b = ref MemoryMarshal.GetReference(aTo);
        ref var c = ref MemoryMarshal.GetReference(vFrom);
        ref var d = ref MemoryMarshal.GetReference(vTo);
        double plus = 0, minus = 0;
        foreach (var pair in pairs)
        {
            plus += Unsafe.Add(ref b, pair.To) * Unsafe.Add(ref c, pair.From);
            minus += Unsafe.Add(ref a, pair.From) * Unsafe.Add(ref d, pair.To);
        }

        return plus - minus;
    }
}
