using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// One diagonal generator on three or more qubits, which no Ising form holds: the phase e^{iθ} where all qubits of a mask are 1
/// (only those amplitudes are touched), or exp(∓iθ/2) by the parity of the mask.
/// </summary>
internal sealed unsafe class PhaseStep<TOps, TVector, T> : BlockStep
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly DiagonalTerm _outerTerm;
    private readonly long _outer, _position, _parity;
    private readonly TVector _cos, _sin, _negativeSin;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block.</param>
    /// <param name="term">The generator.</param>
    /// <param name="angle">θ in radians.</param>
    public PhaseStep(T* state, long free, DiagonalTerm term, double angle)
    {
        _state = state;
        _outerTerm = term with { Mask = term.Mask & ~free };
        var lanes = FlatView<TOps, TVector, T>.LaneBits(term.Mask);
        var inner = FlatView<TOps, TVector, T>.VectorBits(term.Mask & free);
        _position = term.IsParity ? 0 : inner;
        _parity = term.IsParity ? inner : 0;
        _outer = ~FlatView<TOps, TVector, T>.VectorBits(free) | FlatView<TOps, TVector, T>.ImaginaryBit | _position;
        var inLanes = term with { Mask = lanes };
        T* cos = stackalloc T[1 << TOps.Bits], sin = stackalloc T[1 << TOps.Bits], negativeSin = stackalloc T[1 << TOps.Bits];
        // A generator has two values, so there are two phases.
        var (even, odd) = (SinCos.Compute(angle * inLanes.ValueAt(0)), SinCos.Compute(angle * (term.IsParity ? 0.5 : 1)));
        for (var lane = 0; lane < 1 << TOps.Bits; lane++)
        {
            var phase = inLanes.ValueAt(lane) == inLanes.ValueAt(0) ? even : odd;
            cos[lane] = T.CreateTruncating(phase.Cos);
            sin[lane] = T.CreateTruncating(phase.Sin);
            negativeSin[lane] = -sin[lane];
        }

        _cos = TOps.Load(cos);
        _sin = TOps.Load(sin);
        _negativeSin = TOps.Load(negativeSin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex)
    {
        var isOdd = _outerTerm.IsParity && (BitOperations.PopCount((ulong)(baseIndex & _outerTerm.Mask)) & 1) != 0;
        if (!_outerTerm.IsParity && (baseIndex & _outerTerm.Mask) != _outerTerm.Mask) return;
        var block = FlatView<TOps, TVector, T>.At(_state, baseIndex) + (_position << TOps.Bits);
        var isFixed = _outer;
        var last = ~isFixed;
        var i = FlatView<TOps, TVector, T>.ImaginaryBit << TOps.Bits;
        var parity = _parity;
        TVector cos = _cos, even = isOdd ? _negativeSin : _sin, odd = isOdd ? _sin : _negativeSin;
        long j = 0;
        while (true)
        {
            var p = block + (j << TOps.Bits);
            var s = (BitOperations.PopCount((ulong)(j & parity)) & 1) == 0 ? even : odd;
            TVector re = TOps.Load(p), im = TOps.Load(p + i);
            TOps.Store(p, TOps.Fnma(im, s, TOps.Multiply(re, cos)));
            TOps.Store(p + i, TOps.Fma(im, cos, TOps.Multiply(re, s)));
            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }
}
