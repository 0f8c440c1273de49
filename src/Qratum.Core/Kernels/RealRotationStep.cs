using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// Y rotations on different qubits. In the flat view they are rotations of pairs of real numbers, real and imaginary parts
/// alike. Up to three qubits go in one sweep; a pair (x, y) becomes (x − t·y, y + t·x) with t = tan θ/2, two operations, and the
/// product of the cosines is multiplied in where it must be.
/// </summary>
/// <remarks>
/// The form is accurate for every angle: near θ = π the tangent is huge and the cosine tiny, and their product keeps full
/// relative accuracy. Only overflow must be kept away, so the product of cosines is multiplied in before it falls below
/// <see cref="SmallestScale"/>.
/// </remarks>
internal sealed unsafe class RealRotationStep<TOps, TVector, T> : BlockStep
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly long _outer;
    private readonly TVector[] _laneTangents, _laneFlips;
    private readonly T _laneScale;
    private readonly Sweep[] _sweeps;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block; all rotated ones are among them.</param>
    /// <param name="qubits">Different qubits.</param>
    /// <param name="rotations">cos θ/2 and tan θ/2 of each.</param>
    public RealRotationStep(T* state, long free, ReadOnlySpan<int> qubits, ReadOnlySpan<(double Cos, double Tan)> rotations)
    {
        _state = state;
        _outer = ~(FlatView<TOps, TVector, T>.VectorBits(free) | FlatView<TOps, TVector, T>.ImaginaryBit);
        var order = new int[qubits.Length];
        for (var k = 0; k < order.Length; k++) order[k] = k;
        Array.Sort(qubits.ToArray(), order);
        var lanes = 0;
        while (lanes < order.Length && FlatView<TOps, TVector, T>.IsLane(qubits[order[lanes]])) lanes++;
        _laneTangents = new TVector[lanes];
        _laneFlips = new TVector[lanes];
        var scale = 1.0;
        var isScaled = false;
        var values = stackalloc T[1 << TOps.Bits];
        for (var k = 0; k < lanes; k++)
        {
            var qubit = qubits[order[k]];
            var (cos, tan) = rotations[order[k]];
            for (var lane = 0; lane < 1 << TOps.Bits; lane++) values[lane] = T.CreateTruncating((lane >> qubit & 1) == 0 ? -tan : tan);
            _laneTangents[k] = TOps.Load(values);
            _laneFlips[k] = FlatView<TOps, TVector, T>.FlipIndices(1 << qubit);
            scale *= cos;
        }

        var count = (order.Length - lanes + 2) / 3;
        double Take(bool isLast)
        {
            var taken = isLast || Math.Abs(scale) < SmallestScale ? scale : 1;
            isScaled |= taken != 1;
            scale /= taken;
            return taken;
        }

        _laneScale = T.CreateTruncating(lanes > 0 ? Take(count == 0) : 1);
        _sweeps = new Sweep[count];
        Span<long> bits = stackalloc long[3];
        Span<T> tangents = stackalloc T[3];
        for (var s = 0; s < count; s++)
        {
            var first = lanes + (s * 3);
            var size = Math.Min(3, order.Length - first);
            for (var k = 0; k < size; k++)
            {
                bits[k] = FlatView<TOps, TVector, T>.VectorBit(qubits[order[first + k]]);
                var (cos, tan) = rotations[order[first + k]];
                tangents[k] = T.CreateTruncating(tan);
                scale *= cos;
            }

            _sweeps[s] = new Sweep(size, bits[0], bits[1], bits[2], tangents[0], tangents[1], tangents[2], T.CreateTruncating(Take(s == count - 1)));
        }
    }

    // Three tangents of single precision, at most 2^25 each, on top of this stay below the greatest number.
    private static double SmallestScale => sizeof(T) == 8 ? 1e-60 : 1e-9;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex)
    {
        var block = FlatView<TOps, TVector, T>.At(_state, baseIndex);
        if (_laneTangents.Length > 0) Lanes(block);
        foreach (ref readonly var sweep in _sweeps.AsSpan())
        {
            if (sweep.Size == 3) Radix8(block, sweep);
            else if (sweep.Size == 2) Radix4(block, sweep);
            else Radix2(block, sweep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate(ref TVector x, ref TVector y, TVector t)
    {
        var turned = TOps.Fnma(t, y, x);
        y = TOps.Fma(t, x, y);
        x = turned;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Turn(TVector x, TVector t, TVector flip) => TOps.Fma(t, TOps.Permute(x, flip), x);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Lanes(T* block)
    {
        // Real and imaginary part together, so that two chains of operations overlap.
        var isFixed = _outer | FlatView<TOps, TVector, T>.ImaginaryBit;
        var last = ~isFixed;
        var i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        var (isScaled, scale) = (_laneScale != T.One, TOps.Broadcast(_laneScale));
        var count = _laneTangents.Length;
        TVector t0 = _laneTangents[0], f0 = _laneFlips[0];
        TVector t1 = _laneTangents[count > 1 ? 1 : 0], f1 = _laneFlips[count > 1 ? 1 : 0];
        TVector t2 = _laneTangents[count > 2 ? 2 : 0], f2 = _laneFlips[count > 2 ? 2 : 0];
        TVector t3 = _laneTangents[count > 3 ? 3 : 0], f3 = _laneFlips[count > 3 ? 3 : 0];
        long j = 0;
        while (true)
        {
            var p = block + (j << TOps.Bits);
            TVector x = Turn(TOps.Load(p), t0, f0), y = Turn(TOps.Load(p + i), t0, f0);
            if (count > 1) (x, y) = (Turn(x, t1, f1), Turn(y, t1, f1));
            if (count > 2) (x, y) = (Turn(x, t2, f2), Turn(y, t2, f2));
            if (count > 3) (x, y) = (Turn(x, t3, f3), Turn(y, t3, f3));
            if (isScaled) (x, y) = (TOps.Multiply(x, scale), TOps.Multiply(y, scale));
            TOps.Store(p, x);
            TOps.Store(p + i, y);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Radix2(T* block, in Sweep sweep)
    {
        var a = sweep.Bit0 << TOps.Bits;
        var isFixed = _outer | sweep.Bit0;
        var last = ~isFixed;
        var (isScaled, scale) = (sweep.Scale != T.One, TOps.Broadcast(sweep.Scale));
        var t0 = TOps.Broadcast(sweep.Tan0);
        long j = 0;
        while (true)
        {
            var p = block + (j << TOps.Bits);
            TVector x0 = TOps.Load(p), x1 = TOps.Load(p + a);
            Rotate(ref x0, ref x1, t0);
            if (isScaled) (x0, x1) = (TOps.Multiply(x0, scale), TOps.Multiply(x1, scale));
            TOps.Store(p, x0);
            TOps.Store(p + a, x1);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Radix4(T* block, in Sweep sweep)
    {
        long a = sweep.Bit0 << TOps.Bits, b = sweep.Bit1 << TOps.Bits;
        var isFixed = _outer | sweep.Bit0 | sweep.Bit1;
        var last = ~isFixed;
        var (isScaled, scale) = (sweep.Scale != T.One, TOps.Broadcast(sweep.Scale));
        TVector t0 = TOps.Broadcast(sweep.Tan0), t1 = TOps.Broadcast(sweep.Tan1);
        long j = 0;
        while (true)
        {
            var p = block + (j << TOps.Bits);
            var q = p + b;
            TVector x0 = TOps.Load(p), x1 = TOps.Load(p + a), x2 = TOps.Load(q), x3 = TOps.Load(q + a);
            Rotate(ref x0, ref x1, t0);
            Rotate(ref x2, ref x3, t0);
            Rotate(ref x0, ref x2, t1);
            Rotate(ref x1, ref x3, t1);
            if (isScaled)
            {
                (x0, x1) = (TOps.Multiply(x0, scale), TOps.Multiply(x1, scale));
                (x2, x3) = (TOps.Multiply(x2, scale), TOps.Multiply(x3, scale));
            }

            TOps.Store(p, x0);
            TOps.Store(p + a, x1);
            TOps.Store(q, x2);
            TOps.Store(q + a, x3);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Radix8(T* block, in Sweep sweep)
    {
        long a = sweep.Bit0 << TOps.Bits, b = sweep.Bit1 << TOps.Bits, c = sweep.Bit2 << TOps.Bits;
        var isFixed = _outer | sweep.Bit0 | sweep.Bit1 | sweep.Bit2;
        var last = ~isFixed;
        var (isScaled, scale) = (sweep.Scale != T.One, TOps.Broadcast(sweep.Scale));
        TVector t0 = TOps.Broadcast(sweep.Tan0), t1 = TOps.Broadcast(sweep.Tan1), t2 = TOps.Broadcast(sweep.Tan2);
        long j = 0;
        while (true)
        {
            T* p = block + (j << TOps.Bits), q = p + c;
            TVector x0 = TOps.Load(p), x1 = TOps.Load(p + a), x2 = TOps.Load(p + b), x3 = TOps.Load(p + b + a);
            TVector x4 = TOps.Load(q), x5 = TOps.Load(q + a), x6 = TOps.Load(q + b), x7 = TOps.Load(q + b + a);
            Rotate(ref x0, ref x1, t0);
            Rotate(ref x2, ref x3, t0);
            Rotate(ref x4, ref x5, t0);
            Rotate(ref x6, ref x7, t0);
            Rotate(ref x0, ref x2, t1);
            Rotate(ref x1, ref x3, t1);
            Rotate(ref x4, ref x6, t1);
            Rotate(ref x5, ref x7, t1);
            Rotate(ref x0, ref x4, t2);
            Rotate(ref x1, ref x5, t2);
            Rotate(ref x2, ref x6, t2);
            Rotate(ref x3, ref x7, t2);
            if (isScaled)
            {
                (x0, x1) = (TOps.Multiply(x0, scale), TOps.Multiply(x1, scale));
                (x2, x3) = (TOps.Multiply(x2, scale), TOps.Multiply(x3, scale));
                (x4, x5) = (TOps.Multiply(x4, scale), TOps.Multiply(x5, scale));
                (x6, x7) = (TOps.Multiply(x6, scale), TOps.Multiply(x7, scale));
            }

            TOps.Store(p, x0);
            TOps.Store(p + a, x1);
            TOps.Store(p + b, x2);
            TOps.Store(p + b + a, x3);
            TOps.Store(q, x4);
            TOps.Store(q + a, x5);
            TOps.Store(q + b, x6);
            TOps.Store(q + b + a, x7);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    /// <summary>One to three qubits outside vectors.</summary>
    private readonly record struct Sweep(int Size, long Bit0, long Bit1, long Bit2, T Tan0, T Tan1, T Tan2, T Scale);
}

/// <summary>One Y rotation, bound.</summary>
internal static unsafe class RealRotation
{
    /// <summary>cos θ/2 and tan θ/2, the tangent bounded so that products of three stay finite.</summary>
    public static (double Cos, double Tan) Bind<T>(double theta)
        where T : unmanaged
    {
        var (sin, cos) = SinCos.Compute(theta / 2);
        var tan = sin / cos;
        // Beyond this a number of single precision does not change any more.
        if (sizeof(T) == 8 || Math.Abs(tan) <= 1 << 25) return (cos, tan);
        return (Math.CopySign(1.0 / (1 << 25), cos), Math.CopySign(1 << 25, tan));
    }
}
