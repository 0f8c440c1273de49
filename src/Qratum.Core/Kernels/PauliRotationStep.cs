using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>A bound <see cref="RotationGroup"/>: all its Pauli rotations in one sweep; pairs whose angle is zero are left alone.</summary>
internal sealed unsafe class PauliRotationStep<TOps, TVector, T> : BlockStep
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly long _outer, _flipped, _signs;
    private readonly long[] _basis, _outerBasis;
    private readonly long _outerSigns;
    private readonly bool _hasOddY;
    private readonly TVector _flip;

    // By pattern of a position: cosine, and sine with the sign of each lane; negated for positions of odd sign parity.
    private readonly TVector[] _cos, _sin, _negativeSin;
    private readonly bool[] _isActive;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block; every qubit that a string flips is among them.</param>
    /// <param name="group">The strings.</param>
    /// <param name="angles">θ of each.</param>
    public PauliRotationStep(T* state, long free, RotationGroup group, ReadOnlySpan<double> angles)
    {
        _state = state;
        _hasOddY = group.HasOddY;
        _flipped = FlatView<TOps, TVector, T>.VectorBits(group.X);
        _flip = FlatView<TOps, TVector, T>.FlipIndices(FlatView<TOps, TVector, T>.LaneBits(group.X));
        _signs = FlatView<TOps, TVector, T>.VectorBits(group.FirstZ & free);
        _outerSigns = group.FirstZ & ~free;
        _basis = new long[group.Basis.Count];
        _outerBasis = new long[_basis.Length];
        for (var k = 0; k < _basis.Length; k++)
        {
            _basis[k] = FlatView<TOps, TVector, T>.VectorBits(group.Basis[k] & free);
            _outerBasis[k] = group.Basis[k] & ~free;
        }

        var pivot = _flipped == 0 ? 0 : (long)(1UL << BitOperations.Log2((ulong)_flipped));
        _outer = ~FlatView<TOps, TVector, T>.VectorBits(free) | FlatView<TOps, TVector, T>.ImaginaryBit | pivot;
        var count = group.PatternCount;
        Span<double> halves = stackalloc double[count], sines = stackalloc double[count], cosines = stackalloc double[count];
        for (var pattern = 0; pattern < count; pattern++)
        {
            halves[pattern] = 0;
            for (var j = 0; j < angles.Length; j++) halves[pattern] += group.Sign(j, pattern) * angles[j] / 2;
            (sines[pattern], cosines[pattern]) = SinCos.Compute(halves[pattern]);
        }

        _cos = new TVector[count];
        _sin = new TVector[count];
        _negativeSin = new TVector[count];
        _isActive = new bool[count];
        T* cos = stackalloc T[1 << TOps.Bits], sin = stackalloc T[1 << TOps.Bits], negativeSin = stackalloc T[1 << TOps.Bits];
        for (var k = 0; k < count; k++)
        {
            for (var lane = 0; lane < 1 << TOps.Bits; lane++)
            {
                var pattern = k ^ group.PatternOf(lane);
                cos[lane] = T.CreateTruncating(cosines[pattern]);
                sin[lane] = T.CreateTruncating((BitOperations.PopCount((ulong)(group.FirstZ & lane)) & 1) == 0 ? sines[pattern] : -sines[pattern]);
                negativeSin[lane] = -sin[lane];
                _isActive[k] |= halves[pattern] != 0;
            }

            _cos[k] = TOps.Load(cos);
            _sin[k] = TOps.Load(sin);
            _negativeSin[k] = TOps.Load(negativeSin);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex)
    {
        var block = FlatView<TOps, TVector, T>.At(_state, baseIndex);
        var outerPattern = PatternOf(_outerBasis, baseIndex);
        var outerSign = BitOperations.PopCount((ulong)(_outerSigns & baseIndex));
        var (isFixed, last) = (_outer, ~_outer);
        var i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        long j = 0;
        while (true)
        {
            var pattern = outerPattern ^ PatternOf(_basis, j);
            var partner = j ^ _flipped;
            var partnerPattern = outerPattern ^ PatternOf(_basis, partner);
            if (_isActive[pattern] || _isActive[partnerPattern])
            {
                T* p = block + (j << TOps.Bits), q = block + (partner << TOps.Bits);
                TVector ar = TOps.Load(p), ai = TOps.Load(p + i);
                var sign = (outerSign + BitOperations.PopCount((ulong)(_signs & j))) & 1;
                var sin = sign == 0 ? _sin[pattern] : _negativeSin[pattern];
                var opposite = sign == 0 ? _negativeSin[pattern] : _sin[pattern];
                if (_flipped == 0)
                {
                    Rotate(p, i, ar, ai, TOps.Permute(ar, _flip), TOps.Permute(ai, _flip), _cos[pattern], sin, opposite);
                }
                else
                {
                    TVector br = TOps.Load(q), bi = TOps.Load(q + i);
                    Rotate(p, i, ar, ai, TOps.Permute(br, _flip), TOps.Permute(bi, _flip), _cos[pattern], sin, opposite);
                    sign = (outerSign + BitOperations.PopCount((ulong)(_signs & partner))) & 1;
                    sin = sign == 0 ? _sin[partnerPattern] : _negativeSin[partnerPattern];
                    opposite = sign == 0 ? _negativeSin[partnerPattern] : _sin[partnerPattern];
                    Rotate(q, i, br, bi, TOps.Permute(ar, _flip), TOps.Permute(ai, _flip), _cos[partnerPattern], sin, opposite);
                }
            }

            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PatternOf(long[] basis, long position)
    {
        var pattern = 0;
        for (var k = 0; k < basis.Length; k++) pattern |= (BitOperations.PopCount((ulong)(basis[k] & position)) & 1) << k;
        return pattern;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Rotate(T* target, long i, TVector re, TVector im, TVector partnerRe, TVector partnerIm, TVector cos, TVector sin, TVector negativeSin)
    {
        if (_hasOddY)
        {
            TOps.Store(target, TOps.Fma(sin, partnerRe, TOps.Multiply(cos, re)));
            TOps.Store(target + i, TOps.Fma(sin, partnerIm, TOps.Multiply(cos, im)));
        }
        else
        {
            TOps.Store(target, TOps.Fma(sin, partnerIm, TOps.Multiply(cos, re)));
            TOps.Store(target + i, TOps.Fma(negativeSin, partnerRe, TOps.Multiply(cos, im)));
        }
    }
}
