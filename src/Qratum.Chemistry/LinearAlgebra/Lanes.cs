using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>The arithmetic that the text of <see cref="GemmTile"/> is compiled for: one vector register of doubles.</summary>
internal interface ILanes<TVector>
    where TVector : struct
{
    static abstract int Count { get; }

    static abstract TVector Broadcast(double value);

    static abstract TVector Load(ref double source, int offset);

    static abstract void Store(TVector value, ref double target, int offset);

    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);
}

/// <summary>Registers of 512 bits, of which there are 32.</summary>
internal readonly struct WideLanes : ILanes<Vector512<double>>
{
    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Broadcast(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double source, int offset) => Vector512.LoadUnsafe(ref source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> value, ref double target, int offset) => value.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> x, Vector512<double> y, Vector512<double> sum) => Vector512.FusedMultiplyAdd(x, y, sum);
}

/// <summary>Registers as wide as the runtime takes them otherwise: 256 bits with AVX2, 128 on ARM, software where there are none.</summary>
internal readonly struct PlainLanes : ILanes<Vector<double>>
{
    public static int Count => Vector<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Broadcast(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ref double source, int offset) => Vector.LoadUnsafe(ref source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<double> value, ref double target, int offset) => value.StoreUnsafe(ref target, (nuint)offset);

    // Fused where the processor can; a fused operation in software would be a hundred times slower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAdd(Vector<double> x, Vector<double> y, Vector<double> sum) => Vector.MultiplyAddEstimate(x, y, sum);
}
