using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>
/// The inner loops of the rotations x′ = cos x − s sin y, y′ = cos y + s sin x of pairs of determinants. Backward loops work on ψ and λ
/// interleaved, one vector of two numbers a determinant, so that both turn by the same instructions.
/// </summary>
internal static class RotationKernel
{
    /// <summary>Turns element k of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(Span<double> from, Span<double> to, double cos, double sin)
    {
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to[..from.Length]);
        nuint k = 0, length = (nuint)from.Length;
        var (c, s) = (Vector256.Create(cos), Vector256.Create(sin));
        for (; k + 4 <= length; k += 4)
        {
            var (a, b) = (Vector256.LoadUnsafe(ref x, k), Vector256.LoadUnsafe(ref y, k));
            ((c * a) - (s * b)).StoreUnsafe(ref x, k);
            ((c * b) + (s * a)).StoreUnsafe(ref y, k);
        }

        for (; k < length; k++)
        {
            var (a, b) = (Unsafe.Add(ref x, k), Unsafe.Add(ref y, k));
            Unsafe.Add(ref x, k) = (cos * a) - (sin * b);
            Unsafe.Add(ref y, k) = (cos * b) + (sin * a);
        }
    }

    /// <summary>Turns listed elements of two rows, which may be the same row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pairs(Span<double> from, Span<double> to, ReadOnlySpan<StringPair> pairs, double cos, double sin)
    {
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to);
        foreach (var pair in pairs)
        {
            ref var p = ref Unsafe.Add(ref x, pair.From);
            ref var q = ref Unsafe.Add(ref y, pair.To);
            var (a, b) = (p, q);
            p = (cos * a) - (sin * b);
            q = (cos * b) + (sin * a);
        }
    }

    /// <summary>Turns interleaved rows back and adds (λ_to ψ_from, ψ_to λ_from), whose difference is half the derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<double> RowsBack(Span<Vector128<double>> from, Span<Vector128<double>> to, double cos, double sin, Vector128<double> sum)
    {
        ref var x = ref Unsafe.As<Vector128<double>, double>(ref MemoryMarshal.GetReference(from));
        ref var y = ref Unsafe.As<Vector128<double>, double>(ref MemoryMarshal.GetReference(to[..from.Length]));
        nuint k = 0, length = 2 * (nuint)from.Length;
        var (c, s) = (Vector256.Create(cos), Vector256.Create(sin));
        var (sum0, sum1) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (; k + 8 <= length; k += 8)
        {
            var (a, b) = (Vector256.LoadUnsafe(ref x, k), Vector256.LoadUnsafe(ref y, k));
            ((c * a) + (s * b)).StoreUnsafe(ref x, k);
            ((c * b) - (s * a)).StoreUnsafe(ref y, k);
            sum0 += a * Vector256.Shuffle(b, Vector256.Create(1, 0, 3, 2));
            (a, b) = (Vector256.LoadUnsafe(ref x, k + 4), Vector256.LoadUnsafe(ref y, k + 4));
            ((c * a) + (s * b)).StoreUnsafe(ref x, k + 4);
            ((c * b) - (s * a)).StoreUnsafe(ref y, k + 4);
            sum1 += a * Vector256.Shuffle(b, Vector256.Create(1, 0, 3, 2));
        }

        sum0 += sum1;
        sum += sum0.GetLower() + sum0.GetUpper();
        for (; k < length; k += 2)
        {
            var (a, b) = (Vector128.LoadUnsafe(ref x, k), Vector128.LoadUnsafe(ref y, k));
            ((c.GetLower() * a) + (s.GetLower() * b)).StoreUnsafe(ref x, k);
            ((c.GetLower() * b) - (s.GetLower() * a)).StoreUnsafe(ref y, k);
            sum += a * Vector128.Shuffle(b, Vector128.Create(1, 0));
        }

        return sum;
    }

    /// <summary>As <see cref="RowsBack"/> for listed elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<double> PairsBack(
        Span<Vector128<double>> from, Span<Vector128<double>> to, ReadOnlySpan<StringPair> pairs, double cos, double sin, Vector128<double> sum)
    {
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to);
        var (c, s) = (Vector128.Create(cos), Vector128.Create(sin));
        foreach (var pair in pairs)
        {
            ref var p = ref Unsafe.Add(ref x, pair.From);
            ref var q = ref Unsafe.Add(ref y, pair.To);
            var (a, b) = (p, q);
            p = (c * a) + (s * b);
            q = (c * b) - (s * a);
            sum += a * Vector128.Shuffle(b, Vector128.Create(1, 0));
        }

        return sum;
    }

    /// <summary>(ψ, λ) of every determinant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interleave(ReadOnlySpan<double> psi, ReadOnlySpan<double> lambda, Span<Vector128<double>> both)
    {
        for (var k = 0; k < both.Length && k < psi.Length && k < lambda.Length; k++) both[k] = Vector128.Create(psi[k], lambda[k]);
    }
}
