using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>Σ_i v(i) Im λ_i* ψ_i for one diagonal generator v on any number of qubits; a phase reads only what it changes.</summary>
internal sealed unsafe class PhaseGradient<T> : GradientStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _psi, _lambda;
    private readonly DiagonalTerm _outerTerm, _laneTerm;
    private readonly long _outer, _position, _parity;

    /// <param name="psi">The state.</param>
    /// <param name="lambda">The other state.</param>
    /// <param name="free">Mask of the free qubits of a block.</param>
    /// <param name="term">The generator.</param>
    public PhaseGradient(T* psi, T* lambda, long free, DiagonalTerm term)
    {
        _psi = psi;
        _lambda = lambda;
        _outerTerm = term with { Mask = term.Mask & ~free };
        _laneTerm = term with { Mask = term.Mask & ((1 << WideView<T>.Bits) - 1) };
        var inner = WideView<T>.PositionBits(term.Mask & free);
        _position = term.IsParity ? 0 : inner;
        _parity = term.IsParity ? inner : 0;
        _outer = WideView<T>.Outer(free) | _position;
    }

    public override int ScratchLength => 8;

    public override int SumCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex, double* scratch)
    {
        if (!_outerTerm.IsParity && (baseIndex & _outerTerm.Mask) != _outerTerm.Mask) return;
        T* psi = Amplitude<T>.At(_psi, baseIndex), lambda = Amplitude<T>.At(_lambda, baseIndex);
        Vector512<double> even = default, odd = default;
        var (isFixed, last) = (_outer, ~_outer);
        for (long j = 0; ; j = WideView<T>.Next(j, isFixed))
        {
            var w = WideView<T>.ImaginaryProduct(lambda, psi, j | _position);
            if ((BitOperations.PopCount((ulong)(j & _parity)) & 1) == 0) even += w;
            else odd += w;
            if (j == last) break;
        }

        var isOdd = _outerTerm.IsParity && (BitOperations.PopCount((ulong)(baseIndex & _outerTerm.Mask)) & 1) != 0;
        WideView<T>.AddTo(scratch, isOdd ? odd - even : even - odd);
    }

    public override void Finish(double* scratch, Span<double> sums)
    {
        for (var lane = 0; lane < 8; lane++) sums[0] += _laneTerm.ValueAt(lane) * scratch[lane];
    }
}
