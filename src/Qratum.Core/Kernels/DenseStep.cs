using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// A matrix on one or two qubits under any controls, in registers. For qubits inside vectors the columns come from permuted
/// lanes: row r of the product is Σ_x m[r, r ⊕ x] ψ[r ⊕ x], summed in rising x, so it matters to no bit where a qubit lies.
/// </summary>
internal sealed unsafe class DenseStep<TOps, TVector, T> : BlockStep
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly long _outerControls, _outer, _position, _bit0, _bit1;
    private readonly int _shape;
    private readonly TVector[] _coefficients;
    private readonly TVector _flip0, _flip1, _flip2;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block; all targets are among them.</param>
    /// <param name="qubits">One or two targets; the first is bit 0 of the matrix index.</param>
    /// <param name="controls">Mask of qubits that must be 1.</param>
    /// <param name="matrix">4 or 16 elements, row-major.</param>
    public DenseStep(T* state, long free, ReadOnlySpan<int> qubits, long controls, ReadOnlySpan<Complex> matrix)
    {
        _state = state;
        _outerControls = controls & ~free;
        var isWide = qubits.Length == 2;
        // Targets in rising order; swapping them permutes the matrix.
        var swapped = isWide && qubits[0] > qubits[1];
        var (low, high) = swapped ? (qubits[1], qubits[0]) : (qubits[0], qubits[^1]);
        var m = matrix.ToArray();
        int Index(int k) => swapped ? ((k & 1) << 1) | (k >> 1) : k;
        var size = isWide ? 4 : 2;
        var lanes = FlatView<TOps, TVector, T>.LaneBits((1L << low) | (1L << high));
        var laneTargets = BitOperations.PopCount((uint)lanes);
        var lineControls = FlatView<TOps, TVector, T>.VectorBits(controls & free);
        var laneControls = FlatView<TOps, TVector, T>.LaneBits(controls);
        _bit0 = FlatView<TOps, TVector, T>.IsLane(low) ? 0 : FlatView<TOps, TVector, T>.VectorBit(low);
        _bit1 = !isWide || FlatView<TOps, TVector, T>.IsLane(high) ? 0 : FlatView<TOps, TVector, T>.VectorBit(high);
        _outer = ~FlatView<TOps, TVector, T>.VectorBits(free) | FlatView<TOps, TVector, T>.ImaginaryBit | _bit0 | _bit1 | lineControls;
        _position = lineControls;
        _shape = (isWide ? 3 : 0) + laneTargets;

        // The order of x that the sums follow, and which rows a vector position holds.
        var rows = size >> laneTargets;
        var coefficients = new List<TVector>();
        for (var row = 0; row < rows; row++)
        {
            for (var x = 0; x < size; x++)
            {
                var (r, flip) = (row, x);
                Complex Element(int lane)
                {
                    var full = laneTargets switch
                    {
                        0 => r,
                        1 when isWide => (r << 1) | (lane >> low & 1),
                        1 => lane >> low & 1,
                        _ => (lane >> low & 1) | ((lane >> high & 1) << 1),
                    };
                    return (lane & laneControls) == laneControls ? m[(Index(full) * size) + Index(full ^ flip)] : flip == 0 ? 1 : 0;
                }

                coefficients.Add(FlatView<TOps, TVector, T>.FromLanes(lane => Element(lane).Real));
                coefficients.Add(FlatView<TOps, TVector, T>.FromLanes(lane => Element(lane).Imaginary));
            }
        }

        _coefficients = [.. coefficients];
        if (laneTargets == 0) return;
        _flip0 = FlatView<TOps, TVector, T>.FlipIndices(1 << low);
        if (laneTargets == 1) return;
        _flip1 = FlatView<TOps, TVector, T>.FlipIndices(1 << high);
        _flip2 = FlatView<TOps, TVector, T>.FlipIndices((1 << low) | (1 << high));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex)
    {
        if ((baseIndex & _outerControls) != _outerControls) return;
        var block = FlatView<TOps, TVector, T>.At(_state, baseIndex) + (_position << TOps.Bits);
        switch (_shape)
        {
            case 0: OneLine(block); break;
            case 1: OneLane(block); break;
            case 3: TwoLines(block); break;
            case 4: LineAndLane(block); break;
            default: TwoLanes(block); break;
        }
    }

    // Start of a sum: c · x for complex c, x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin(TVector cr, TVector ci, TVector xr, TVector xi, out TVector re, out TVector im)
    {
        re = TOps.Fnma(ci, xi, TOps.Multiply(cr, xr));
        im = TOps.Fma(ci, xr, TOps.Multiply(cr, xi));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TVector cr, TVector ci, TVector xr, TVector xi, ref TVector re, ref TVector im)
    {
        re = TOps.Fnma(ci, xi, TOps.Fma(cr, xr, re));
        im = TOps.Fma(ci, xr, TOps.Fma(cr, xi, im));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OneLine(T* block)
    {
        var isFixed = _outer;
        var last = ~isFixed;
        long a = _bit0 << TOps.Bits, i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        var c = _coefficients;
        TVector c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3], c4 = c[4], c5 = c[5], c6 = c[6], c7 = c[7];
        long j = 0;
        while (true)
        {
            T* p = block + (j << TOps.Bits), q = p + a;
            TVector ar = TOps.Load(p), ai = TOps.Load(p + i), br = TOps.Load(q), bi = TOps.Load(q + i);
            Begin(c0, c1, ar, ai, out var re, out var im);
            Add(c2, c3, br, bi, ref re, ref im);
            TOps.Store(p, re);
            TOps.Store(p + i, im);
            Begin(c4, c5, br, bi, out re, out im);
            Add(c6, c7, ar, ai, ref re, ref im);
            TOps.Store(q, re);
            TOps.Store(q + i, im);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OneLane(T* block)
    {
        var isFixed = _outer;
        var last = ~isFixed;
        var i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        var c = _coefficients;
        TVector c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3], f = _flip0;
        long j = 0;
        while (true)
        {
            var p = block + (j << TOps.Bits);
            TVector ar = TOps.Load(p), ai = TOps.Load(p + i);
            Begin(c0, c1, ar, ai, out var re, out var im);
            Add(c2, c3, TOps.Permute(ar, f), TOps.Permute(ai, f), ref re, ref im);
            TOps.Store(p, re);
            TOps.Store(p + i, im);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TwoLines(T* block)
    {
        var isFixed = _outer;
        var last = ~isFixed;
        long a = _bit0 << TOps.Bits, b = _bit1 << TOps.Bits, i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        ref var c = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_coefficients);
        long j = 0;
        while (true)
        {
            T* p = block + (j << TOps.Bits), q = p + b;
            TVector ar = TOps.Load(p), ai = TOps.Load(p + i), br = TOps.Load(p + a), bi = TOps.Load(p + a + i);
            TVector cr = TOps.Load(q), ci = TOps.Load(q + i), dr = TOps.Load(q + a), di = TOps.Load(q + a + i);
            Row(ref c, ar, ai, br, bi, cr, ci, dr, di, p, i);
            Row(ref Unsafe.Add(ref c, 8), br, bi, ar, ai, dr, di, cr, ci, p + a, i);
            Row(ref Unsafe.Add(ref c, 16), cr, ci, dr, di, ar, ai, br, bi, q, i);
            Row(ref Unsafe.Add(ref c, 24), dr, di, cr, ci, br, bi, ar, ai, q + a, i);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(ref TVector c, TVector ar, TVector ai, TVector br, TVector bi, TVector cr, TVector ci, TVector dr, TVector di, T* target, long i)
    {
        Begin(c, Unsafe.Add(ref c, 1), ar, ai, out var re, out var im);
        Add(Unsafe.Add(ref c, 2), Unsafe.Add(ref c, 3), br, bi, ref re, ref im);
        Add(Unsafe.Add(ref c, 4), Unsafe.Add(ref c, 5), cr, ci, ref re, ref im);
        Add(Unsafe.Add(ref c, 6), Unsafe.Add(ref c, 7), dr, di, ref re, ref im);
        TOps.Store(target, re);
        TOps.Store(target + i, im);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LineAndLane(T* block)
    {
        var isFixed = _outer;
        var last = ~isFixed;
        // The lower qubit is the one inside vectors.
        long a = _bit1 << TOps.Bits, i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        ref var c = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_coefficients);
        var f = _flip0;
        long j = 0;
        while (true)
        {
            T* p = block + (j << TOps.Bits), q = p + a;
            TVector ar = TOps.Load(p), ai = TOps.Load(p + i), br = TOps.Load(q), bi = TOps.Load(q + i);
            TVector fr = TOps.Permute(ar, f), fi = TOps.Permute(ai, f), gr = TOps.Permute(br, f), gi = TOps.Permute(bi, f);
            Row(ref c, ar, ai, fr, fi, br, bi, gr, gi, p, i);
            Row(ref Unsafe.Add(ref c, 8), br, bi, gr, gi, ar, ai, fr, fi, q, i);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TwoLanes(T* block)
    {
        var isFixed = _outer;
        var last = ~isFixed;
        var i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        ref var c = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_coefficients);
        TVector f = _flip0, g = _flip1, h = _flip2;
        long j = 0;
        while (true)
        {
            var p = block + (j << TOps.Bits);
            TVector ar = TOps.Load(p), ai = TOps.Load(p + i);
            Row(ref c, ar, ai, TOps.Permute(ar, f), TOps.Permute(ai, f), TOps.Permute(ar, g), TOps.Permute(ai, g), TOps.Permute(ar, h), TOps.Permute(ai, h), p, i);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }
}
