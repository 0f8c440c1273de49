using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// A matrix on any number of qubits under any controls. Rows are summed four at a time over vectors that hold the columns of
/// one group; columns of qubits inside vectors come from permuted lanes.
/// </summary>
internal sealed unsafe class WideDenseStep<TOps, TVector, T> : BlockStep
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly long _outerControls, _outer, _position;
    private readonly int _size;
    private readonly long[] _offsets;
    private readonly TVector[] _flips;

    // [row of positions][x][re, im], x running over all qubits of the gate: first those inside vectors.
    private readonly TVector[] _coefficients;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block; all targets are among them.</param>
    /// <param name="qubits">Targets; the first is bit 0 of the matrix index.</param>
    /// <param name="controls">Mask of qubits that must be 1.</param>
    /// <param name="matrix">4^k elements, row-major.</param>
    public WideDenseStep(T* state, long free, ReadOnlySpan<int> qubits, long controls, ReadOnlySpan<Complex> matrix)
    {
        _state = state;
        _outerControls = controls & ~free;
        _size = 1 << qubits.Length;
        var sorted = qubits.ToArray();
        Array.Sort(sorted);
        var places = new int[sorted.Length];
        for (var k = 0; k < places.Length; k++) places[k] = qubits.IndexOf(sorted[k]);
        var lanes = sorted.Count(FlatView<TOps, TVector, T>.IsLane);
        long targets = 0;
        _offsets = new long[_size >> lanes];
        for (var k = lanes; k < sorted.Length; k++)
        {
            var bit = FlatView<TOps, TVector, T>.VectorBit(sorted[k]);
            targets |= bit;
            for (var row = 0; row < _offsets.Length; row++) _offsets[row] |= (row >> (k - lanes) & 1) == 0 ? 0 : bit << TOps.Bits;
        }

        _flips = new TVector[1 << lanes];
        for (var x = 0; x < _flips.Length; x++)
        {
            var mask = 0;
            for (var k = 0; k < lanes; k++) mask |= (x >> k & 1) << sorted[k];
            _flips[x] = FlatView<TOps, TVector, T>.FlipIndices(mask);
        }

        _position = FlatView<TOps, TVector, T>.VectorBits(controls & free);
        _outer = ~FlatView<TOps, TVector, T>.VectorBits(free) | FlatView<TOps, TVector, T>.ImaginaryBit | targets | _position;
        var laneControls = FlatView<TOps, TVector, T>.LaneBits(controls);
        _coefficients = new TVector[_offsets.Length * _size * 2];
        var re = stackalloc T[1 << TOps.Bits];
        var im = stackalloc T[1 << TOps.Bits];
        for (var row = 0; row < _offsets.Length; row++)
        {
            for (var x = 0; x < _size; x++)
            {
                for (var lane = 0; lane < 1 << TOps.Bits; lane++)
                {
                    var full = row << lanes;
                    for (var k = 0; k < lanes; k++) full |= (lane >> sorted[k] & 1) << k;
                    var element = (lane & laneControls) == laneControls ? matrix[(Place(full, places) * _size) + Place(full ^ x, places)] : x == 0 ? 1 : 0;
                    (re[lane], im[lane]) = (T.CreateTruncating(element.Real), T.CreateTruncating(element.Imaginary));
                }

                _coefficients[((row * _size) + x) * 2] = TOps.Load(re);
                _coefficients[(((row * _size) + x) * 2) + 1] = TOps.Load(im);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex)
    {
        if ((baseIndex & _outerControls) != _outerControls) return;
        var block = FlatView<TOps, TVector, T>.At(_state, baseIndex) + (_position << TOps.Bits);
        var (isFixed, last) = (_outer, ~_outer);
        var i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        var flips = _flips.Length;
        var columns = new TVector[_size * 2];
        long j = 0;
        while (true)
        {
            var p = block + (j << TOps.Bits);
            for (var row = 0; row < _offsets.Length; row++)
            {
                TVector re = TOps.Load(p + _offsets[row]), im = TOps.Load(p + _offsets[row] + i);
                for (var x = 0; x < flips; x++)
                {
                    columns[((row * flips) + x) * 2] = x == 0 ? re : TOps.Permute(re, _flips[x]);
                    columns[(((row * flips) + x) * 2) + 1] = x == 0 ? im : TOps.Permute(im, _flips[x]);
                }
            }

            var r = 0;
            for (; r + 4 <= _offsets.Length; r += 4) FourRows(columns, r, p, i);
            for (; r < _offsets.Length; r++) OneRow(columns, r, p, i);
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    private static int Place(int index, int[] places)
    {
        var result = 0;
        for (var k = 0; k < places.Length; k++) result |= (index >> k & 1) << places[k];
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TVector c, TVector xr, TVector xi, ref TVector re, ref TVector im)
    {
        re = TOps.Fnma(Unsafe.Add(ref c, 1), xi, TOps.Fma(c, xr, re));
        im = TOps.Fma(Unsafe.Add(ref c, 1), xr, TOps.Fma(c, xi, im));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourRows(TVector[] columns, int row, T* p, long i)
    {
        ref var v = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(columns);
        ref var c = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_coefficients);
        var (stride, flips) = (_size * 2, _flips.Length);
        c = ref Unsafe.Add(ref c, row * stride);
        TVector r0 = default, i0 = default, r1 = default, i1 = default, r2 = default, i2 = default, r3 = default, i3 = default;
        for (var x = 0; x < _size; x++)
        {
            // Row r needs column r ⊕ x: four aligned rows need four columns in another order, so each loads its own.
            var (line, flip) = (x / flips, x & (flips - 1));
            ref var v0 = ref Unsafe.Add(ref v, (((row ^ line) * flips) + flip) * 2);
            ref var v1 = ref Unsafe.Add(ref v, ((((row + 1) ^ line) * flips) + flip) * 2);
            ref var v2 = ref Unsafe.Add(ref v, ((((row + 2) ^ line) * flips) + flip) * 2);
            ref var v3 = ref Unsafe.Add(ref v, ((((row + 3) ^ line) * flips) + flip) * 2);
            Add(ref Unsafe.Add(ref c, 2 * x), v0, Unsafe.Add(ref v0, 1), ref r0, ref i0);
            Add(ref Unsafe.Add(ref c, stride + (2 * x)), v1, Unsafe.Add(ref v1, 1), ref r1, ref i1);
            Add(ref Unsafe.Add(ref c, (2 * stride) + (2 * x)), v2, Unsafe.Add(ref v2, 1), ref r2, ref i2);
            Add(ref Unsafe.Add(ref c, (3 * stride) + (2 * x)), v3, Unsafe.Add(ref v3, 1), ref r3, ref i3);
        }

        Store(p + _offsets[row], i, r0, i0);
        Store(p + _offsets[row + 1], i, r1, i1);
        Store(p + _offsets[row + 2], i, r2, i2);
        Store(p + _offsets[row + 3], i, r3, i3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OneRow(TVector[] columns, int row, T* p, long i)
    {
        ref var v = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(columns);
        ref var c = ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_coefficients), row * _size * 2);
        var flips = _flips.Length;
        TVector re = default, im = default;
        for (var x = 0; x < _size; x++)
        {
            ref var column = ref Unsafe.Add(ref v, (((row ^ (x / flips)) * flips) + (x & (flips - 1))) * 2);
            Add(ref Unsafe.Add(ref c, 2 * x), column, Unsafe.Add(ref column, 1), ref re, ref im);
        }

        Store(p + _offsets[row], i, re, im);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* p, long i, TVector re, TVector im)
    {
        TOps.Store(p, re);
        TOps.Store(p + i, im);
    }
}
