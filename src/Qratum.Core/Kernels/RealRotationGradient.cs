using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// 2 Re ⟨λ|∂ψ⟩ for Y rotations on different qubits: −iY takes (x, y) to (−y, x), so it is Σ (λ_y x − λ_x y) over the pairs of real
/// numbers, real and imaginary parts alike. Three qubits share one reading of both states.
/// </summary>
internal sealed unsafe class RealRotationGradient<T> : GradientStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Qubits outside groups of eight amplitudes that are done in one sweep.</summary>
    public const int Radix = 3;
    private readonly T* _psi, _lambda;
    private readonly long _outer;
    private readonly int[] _laneQubits, _laneSlots, _slots;
    private readonly long[] _bits;
    private readonly LaneFlip[] _flips;

    /// <param name="psi">The state.</param>
    /// <param name="lambda">The other state.</param>
    /// <param name="free">Mask of the free qubits of a block; all given ones are among them.</param>
    /// <param name="qubits">Different qubits; one sum for each.</param>
    public RealRotationGradient(T* psi, T* lambda, long free, ReadOnlySpan<int> qubits)
    {
        _psi = psi;
        _lambda = lambda;
        _outer = ~(WideView<T>.PositionBits(free) | WideView<T>.ImaginaryBit);
        var order = new int[qubits.Length];
        for (var k = 0; k < order.Length; k++) order[k] = k;
        var sorted = qubits.ToArray();
        Array.Sort(sorted, order);
        var lanes = 0;
        while (lanes < sorted.Length && sorted[lanes] < WideView<T>.Bits) lanes++;
        (_laneQubits, _laneSlots, _slots) = (sorted[..lanes], order[..lanes], order[lanes..]);
        _bits = new long[sorted.Length - lanes];
        for (var k = 0; k < _bits.Length; k++) _bits[k] = WideView<T>.PositionBits(1L << sorted[lanes + k]);
        _flips = new LaneFlip[lanes];
        for (var k = 0; k < lanes; k++) _flips[k] = new LaneFlip(1 << sorted[k]);
    }

    public override int ScratchLength => 8 * SumCount;

    public override int SumCount => _laneSlots.Length + _slots.Length;

    public override void Run(long baseIndex, double* scratch)
    {
        T* psi = Amplitude<T>.At(_psi, baseIndex), lambda = Amplitude<T>.At(_lambda, baseIndex);
        if (_laneSlots.Length > 0) InLanes(psi, lambda, scratch);
        var k = 0;
        for (; _bits.Length - k >= Radix; k += Radix) Three(psi, lambda, scratch, k);
        if (_bits.Length - k == 2) Two(psi, lambda, scratch, k);
        if (_bits.Length - k == 1) One(psi, lambda, scratch, k);
    }

    public override void Finish(double* scratch, Span<double> sums)
    {
        for (var k = 0; k < _laneSlots.Length; k++)
        {
            // λ_{i⊕q} meets ψ_i with the sign of where λ stands.
            var lanes = scratch + (8 * _laneSlots[k]);
            for (var lane = 0; lane < 8; lane++) sums[_laneSlots[k]] += (lane >> _laneQubits[k] & 1) == 0 ? -lanes[lane] : lanes[lane];
        }

        foreach (var slot in _slots)
        {
            for (var lane = 0; lane < 8; lane++) sums[slot] += scratch[(8 * slot) + lane];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InLanes(T* psi, T* lambda, double* scratch)
    {
        Vector512<double> a = default, b = default, c = default;
        LaneFlip fa = _flips[0], fb = _flips.Length > 1 ? _flips[1] : fa, fc = _flips.Length > 2 ? _flips[2] : fa;
        var isFixed = _outer;
        var last = ~isFixed;
        for (long j = 0; ; j = WideView<T>.Next(j, isFixed))
        {
            Vector512<double> p = WideView<T>.Load(psi, j), l = WideView<T>.Load(lambda, j);
            a = Fma(l, fa.Of(p), a);
            if (_flips.Length > 1) b = Fma(l, fb.Of(p), b);
            if (_flips.Length > 2) c = Fma(l, fc.Of(p), c);
            if (j == last) break;
        }

        WideView<T>.AddTo(scratch + (8 * _laneSlots[0]), a);
        if (_flips.Length > 1) WideView<T>.AddTo(scratch + (8 * _laneSlots[1]), b);
        if (_flips.Length > 2) WideView<T>.AddTo(scratch + (8 * _laneSlots[2]), c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void One(T* psi, T* lambda, double* scratch, int first)
    {
        Vector512<double> plus = default, minus = default;
        var bit = _bits[first];
        var isFixed = _outer | bit;
        var last = ~isFixed;
        for (long j = 0; ; j = WideView<T>.Next(j, isFixed))
        {
            plus = Fma(WideView<T>.Load(lambda, j | bit), WideView<T>.Load(psi, j), plus);
            minus = Fma(WideView<T>.Load(lambda, j), WideView<T>.Load(psi, j | bit), minus);
            if (j == last) break;
        }

        WideView<T>.AddTo(scratch + (8 * _slots[first]), plus - minus);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Two(T* psi, T* lambda, double* scratch, int first)
    {
        Vector512<double> plus0 = default, plus1 = default, minus0 = default, minus1 = default;
        long a = _bits[first], b = _bits[first + 1];
        var isFixed = _outer | a | b;
        var last = ~isFixed;
        for (long j = 0; ; j = WideView<T>.Next(j, isFixed))
        {
            Vector512<double> p0 = WideView<T>.Load(psi, j), p1 = WideView<T>.Load(psi, j | a), p2 = WideView<T>.Load(psi, j | b), p3 = WideView<T>.Load(psi, j | a | b);
            Vector512<double> l0 = WideView<T>.Load(lambda, j), l1 = WideView<T>.Load(lambda, j | a), l2 = WideView<T>.Load(lambda, j | b), l3 = WideView<T>.Load(lambda, j | a | b);
            minus0 = Fma(l2, p3, Fma(l0, p1, minus0));
            plus0 = Fma(l3, p2, Fma(l1, p0, plus0));
            minus1 = Fma(l1, p3, Fma(l0, p2, minus1));
            plus1 = Fma(l3, p1, Fma(l2, p0, plus1));
            if (j == last) break;
        }

        WideView<T>.AddTo(scratch + (8 * _slots[first]), plus0 - minus0);
        WideView<T>.AddTo(scratch + (8 * _slots[first + 1]), plus1 - minus1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Three(T* psi, T* lambda, double* scratch, int first)
    {
        Vector512<double> plus0 = default, plus1 = default, plus2 = default, minus0 = default, minus1 = default, minus2 = default;
        long a = _bits[first], b = _bits[first + 1], c = _bits[first + 2];
        var isFixed = _outer | a | b | c;
        var last = ~isFixed;
        for (long j = 0; ; j = WideView<T>.Next(j, isFixed))
        {
            Vector512<double> p0 = WideView<T>.Load(psi, j), p1 = WideView<T>.Load(psi, j | a), p2 = WideView<T>.Load(psi, j | b), p3 = WideView<T>.Load(psi, j | a | b);
            Vector512<double> p4 = WideView<T>.Load(psi, j | c), p5 = WideView<T>.Load(psi, j | a | c), p6 = WideView<T>.Load(psi, j | b | c), p7 = WideView<T>.Load(psi, j | a | b | c);
            var l = WideView<T>.Load(lambda, j);
            minus0 = Fma(l, p1, minus0);
            minus1 = Fma(l, p2, minus1);
            minus2 = Fma(l, p4, minus2);
            l = WideView<T>.Load(lambda, j | a);
            plus0 = Fma(l, p0, plus0);
            minus1 = Fma(l, p3, minus1);
            minus2 = Fma(l, p5, minus2);
            l = WideView<T>.Load(lambda, j | b);
            minus0 = Fma(l, p3, minus0);
            plus1 = Fma(l, p0, plus1);
            minus2 = Fma(l, p6, minus2);
            l = WideView<T>.Load(lambda, j | a | b);
            plus0 = Fma(l, p2, plus0);
            plus1 = Fma(l, p1, plus1);
            minus2 = Fma(l, p7, minus2);
            l = WideView<T>.Load(lambda, j | c);
            minus0 = Fma(l, p5, minus0);
            minus1 = Fma(l, p6, minus1);
            plus2 = Fma(l, p0, plus2);
            l = WideView<T>.Load(lambda, j | a | c);
            plus0 = Fma(l, p4, plus0);
            minus1 = Fma(l, p7, minus1);
            plus2 = Fma(l, p1, plus2);
            l = WideView<T>.Load(lambda, j | b | c);
            minus0 = Fma(l, p7, minus0);
            plus1 = Fma(l, p4, plus1);
            plus2 = Fma(l, p2, plus2);
            l = WideView<T>.Load(lambda, j | a | b | c);
            plus0 = Fma(l, p6, plus0);
            plus1 = Fma(l, p5, plus1);
            plus2 = Fma(l, p3, plus2);
            if (j == last) break;
        }

        WideView<T>.AddTo(scratch + (8 * _slots[first]), plus0 - minus0);
        WideView<T>.AddTo(scratch + (8 * _slots[first + 1]), plus1 - minus1);
        WideView<T>.AddTo(scratch + (8 * _slots[first + 2]), plus2 - minus2);
    }
}
