using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>A 2 × 2 matrix on one qubit, under any controls. Items are pairs of lines, or lines when the qubit lies inside them.</summary>
internal readonly unsafe struct OneQubitKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly long _pairBit, _lineControls;
    private readonly Vector512<T> _flip;
    private readonly Vector512<T> _r00, _i00, _r01, _i01, _r10, _i10, _r11, _i11;

    private OneQubitKernel(T* state, int qubit, long controls, ReadOnlySpan<Complex> matrix)
    {
        _state = state;
        var bits = Lanes<T>.Bits;
        _lineControls = controls >> bits;
        var laneControls = (int)(controls & (Lanes<T>.Width - 1));
        var m = matrix.ToArray();
        // Lanes whose controls are not met keep the identity, so no blend is needed.
        Vector512<T> Part(int row, int column, bool imaginary) => Lanes<T>.Create(lane =>
        {
            if ((lane & laneControls) != laneControls) return row == column && !imaginary ? 1 : 0;
            return imaginary ? m[(row * 2) + column].Imaginary : m[(row * 2) + column].Real;
        });
        if (qubit >= bits)
        {
            _pairBit = 1L << (qubit - bits);
            (_r00, _r01, _r10, _r11) = (Part(0, 0, false), Part(0, 1, false), Part(1, 0, false), Part(1, 1, false));
            (_i00, _i01, _i10, _i11) = (Part(0, 0, true), Part(0, 1, true), Part(1, 0, true), Part(1, 1, true));
        }
        else
        {
            // Inside a line: y = D·x + F·flip(x), D the diagonal and F the off-diagonal element of each lane's row.
            _flip = Lanes<T>.FlipIndices(1 << qubit);
            Vector512<T> Row(bool other, bool imaginary) => Lanes<T>.Create(lane =>
            {
                var row = (lane >> qubit) & 1;
                var column = other ? 1 - row : row;
                if ((lane & laneControls) != laneControls) return row == column && !imaginary ? 1 : 0;
                return imaginary ? m[(row * 2) + column].Imaginary : m[(row * 2) + column].Real;
            });
            (_r00, _i00, _r01, _i01) = (Row(false, false), Row(false, true), Row(true, false), Row(true, true));
        }
    }

    /// <summary>Applies the matrix to a state of <paramref name="lines"/> lines.</summary>
    public static void Apply(T* state, long lines, int threads, int qubit, long controls, ReadOnlySpan<Complex> matrix)
    {
        var kernel = new OneQubitKernel<T>(state, qubit, controls, matrix);
        WorkSplit.Run(qubit >= Lanes<T>.Bits ? lines / 2 : lines, threads, kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        if (_pairBit == 0)
        {
            for (var line = start; line < end; line++)
            {
                if ((line & _lineControls) != _lineControls) continue;
                var p = _state + (line * 2 * width);
                Vector512<T> re = Vector512.Load(p), im = Vector512.Load(p + width);
                Vector512<T> fr = Lanes<T>.Flip(re, _flip), fi = Lanes<T>.Flip(im, _flip);
                Store(p, width, re, im, fr, fi, _r00, _i00, _r01, _i01);
            }

            return;
        }

        for (var pair = start; pair < end; pair++)
        {
            var low = pair & (_pairBit - 1);
            var line = ((pair - low) << 1) | low;
            if ((line & _lineControls) != _lineControls) continue;
            T* p = _state + (line * 2 * width), q = p + (_pairBit * 2 * width);
            Vector512<T> ar = Vector512.Load(p), ai = Vector512.Load(p + width), br = Vector512.Load(q), bi = Vector512.Load(q + width);
            Store(p, width, ar, ai, br, bi, _r00, _i00, _r01, _i01);
            Store(q, width, ar, ai, br, bi, _r10, _i10, _r11, _i11);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* target, int width, Vector512<T> ar, Vector512<T> ai, Vector512<T> br, Vector512<T> bi,
        Vector512<T> ur, Vector512<T> ui, Vector512<T> vr, Vector512<T> vi)
    {
        var re = Lanes<T>.Fma(ur, ar, Lanes<T>.Fma(vr, br, -Lanes<T>.Fma(ui, ai, vi * bi)));
        var im = Lanes<T>.Fma(ur, ai, Lanes<T>.Fma(vr, bi, Lanes<T>.Fma(ui, ar, vi * br)));
        re.Store(target);
        im.Store(target + width);
    }
}
