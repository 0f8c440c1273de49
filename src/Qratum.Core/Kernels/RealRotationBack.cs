using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// <see cref="RealRotationGradient{T}"/> and the undoing of the rotations on both states in one sweep, for up to three qubits
/// outside groups of eight amplitudes. The operations and their order are those of the two steps by themselves.
/// </summary>
internal sealed unsafe class RealRotationBack<TOps, TVector> : GradientStep
    where TOps : struct, IVectorOps<TVector, double>
    where TVector : struct
{
    private readonly double* _psi, _lambda;
    private readonly long _outer;
    private readonly long[] _bits;
    private readonly double[] _tangents;
    private readonly double _scale;

    /// <param name="psi">The state.</param>
    /// <param name="lambda">The other state.</param>
    /// <param name="free">Mask of the free qubits of a block; all given ones are among them.</param>
    /// <param name="qubits">One to three different qubits, ascending.</param>
    /// <param name="rotations">cos θ/2 and tan θ/2 of what undoes each rotation.</param>
    public RealRotationBack(double* psi, double* lambda, long free, ReadOnlySpan<int> qubits, ReadOnlySpan<(double Cos, double Tan)> rotations)
    {
        _psi = psi;
        _lambda = lambda;
        _outer = ~(WideView<double>.PositionBits(free) | WideView<double>.ImaginaryBit);
        _bits = new long[qubits.Length];
        _tangents = new double[qubits.Length];
        _scale = 1;
        for (var k = 0; k < qubits.Length; k++)
        {
            _bits[k] = WideView<double>.PositionBits(1L << qubits[k]);
            _tangents[k] = rotations[k].Tan;
            _scale *= rotations[k].Cos;
        }
    }

    public override int ScratchLength => 8 * _bits.Length;

    public override int SumCount => _bits.Length;

    public override void Run(long baseIndex, double* scratch)
    {
        double* psi = Amplitude<double>.At(_psi, baseIndex), lambda = Amplitude<double>.At(_lambda, baseIndex);
        // Parts of a group of eight by themselves, where vectors are narrower: sums are kept for each of the eight.
        for (var lane = 0; lane < 8; lane += 1 << TOps.Bits)
        {
            if (_bits.Length == 3) Three(psi + lane, lambda + lane, scratch + lane);
            else if (_bits.Length == 2) Two(psi + lane, lambda + lane, scratch + lane);
            else One(psi + lane, lambda + lane, scratch + lane);
        }
    }

    public override void Finish(double* scratch, Span<double> sums)
    {
        for (var k = 0; k < _bits.Length; k++)
        {
            for (var lane = 0; lane < 8; lane++) sums[k] += scratch[(8 * k) + lane];
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
    private static TVector Fma(TVector a, TVector b, TVector c) => TOps.Fma(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(double* p, TVector value, TVector scale) => TOps.Store(p, TOps.Multiply(value, scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(double* sums, TVector plus, TVector minus) =>
        TOps.Store(sums, TOps.Add(TOps.Load(sums), TOps.Subtract(plus, minus)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void One(double* psi, double* lambda, double* scratch)
    {
        TVector plus = default, minus = default;
        var a = _bits[0] << 3;
        var isFixed = _outer | _bits[0];
        var last = ~isFixed;
        TVector t0 = TOps.Broadcast(_tangents[0]), scale = TOps.Broadcast(_scale);
        for (long j = 0; ; j = WideView<double>.Next(j, isFixed))
        {
            double* p = psi + (j << 3), l = lambda + (j << 3);
            TVector p0 = TOps.Load(p), p1 = TOps.Load(p + a), l0 = TOps.Load(l), l1 = TOps.Load(l + a);
            plus = Fma(l1, p0, plus);
            minus = Fma(l0, p1, minus);
            Rotate(ref p0, ref p1, t0);
            Rotate(ref l0, ref l1, t0);
            Store(p, p0, scale);
            Store(p + a, p1, scale);
            Store(l, l0, scale);
            Store(l + a, l1, scale);
            if (j == last) break;
        }

        AddTo(scratch, plus, minus);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Two(double* psi, double* lambda, double* scratch)
    {
        TVector plus0 = default, plus1 = default, minus0 = default, minus1 = default;
        long a = _bits[0] << 3, b = _bits[1] << 3;
        var isFixed = _outer | _bits[0] | _bits[1];
        var last = ~isFixed;
        TVector t0 = TOps.Broadcast(_tangents[0]), t1 = TOps.Broadcast(_tangents[1]), scale = TOps.Broadcast(_scale);
        for (long j = 0; ; j = WideView<double>.Next(j, isFixed))
        {
            double* p = psi + (j << 3), l = lambda + (j << 3);
            TVector p0 = TOps.Load(p), p1 = TOps.Load(p + a), p2 = TOps.Load(p + b), p3 = TOps.Load(p + b + a);
            TVector l0 = TOps.Load(l), l1 = TOps.Load(l + a), l2 = TOps.Load(l + b), l3 = TOps.Load(l + b + a);
            minus0 = Fma(l2, p3, Fma(l0, p1, minus0));
            plus0 = Fma(l3, p2, Fma(l1, p0, plus0));
            minus1 = Fma(l1, p3, Fma(l0, p2, minus1));
            plus1 = Fma(l3, p1, Fma(l2, p0, plus1));
            Rotate(ref p0, ref p1, t0);
            Rotate(ref p2, ref p3, t0);
            Rotate(ref p0, ref p2, t1);
            Rotate(ref p1, ref p3, t1);
            Rotate(ref l0, ref l1, t0);
            Rotate(ref l2, ref l3, t0);
            Rotate(ref l0, ref l2, t1);
            Rotate(ref l1, ref l3, t1);
            Store(p, p0, scale);
            Store(p + a, p1, scale);
            Store(p + b, p2, scale);
            Store(p + b + a, p3, scale);
            Store(l, l0, scale);
            Store(l + a, l1, scale);
            Store(l + b, l2, scale);
            Store(l + b + a, l3, scale);
            if (j == last) break;
        }

        AddTo(scratch, plus0, minus0);
        AddTo(scratch + 8, plus1, minus1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Three(double* psi, double* lambda, double* scratch)
    {
        TVector plus0 = default, plus1 = default, plus2 = default, minus0 = default, minus1 = default, minus2 = default;
        long a = _bits[0] << 3, b = _bits[1] << 3, c = _bits[2] << 3;
        var isFixed = _outer | _bits[0] | _bits[1] | _bits[2];
        var last = ~isFixed;
        TVector t0 = TOps.Broadcast(_tangents[0]), t1 = TOps.Broadcast(_tangents[1]), t2 = TOps.Broadcast(_tangents[2]), scale = TOps.Broadcast(_scale);
        for (long j = 0; ; j = WideView<double>.Next(j, isFixed))
        {
            double* p = psi + (j << 3), l = lambda + (j << 3), q = p + c, m = l + c;
            TVector p0 = TOps.Load(p), p1 = TOps.Load(p + a), p2 = TOps.Load(p + b), p3 = TOps.Load(p + b + a);
            TVector p4 = TOps.Load(q), p5 = TOps.Load(q + a), p6 = TOps.Load(q + b), p7 = TOps.Load(q + b + a);
            TVector l0 = TOps.Load(l), l1 = TOps.Load(l + a), l2 = TOps.Load(l + b), l3 = TOps.Load(l + b + a);
            TVector l4 = TOps.Load(m), l5 = TOps.Load(m + a), l6 = TOps.Load(m + b), l7 = TOps.Load(m + b + a);
            minus0 = Fma(l6, p7, Fma(l4, p5, Fma(l2, p3, Fma(l0, p1, minus0))));
            plus0 = Fma(l7, p6, Fma(l5, p4, Fma(l3, p2, Fma(l1, p0, plus0))));
            minus1 = Fma(l5, p7, Fma(l4, p6, Fma(l1, p3, Fma(l0, p2, minus1))));
            plus1 = Fma(l7, p5, Fma(l6, p4, Fma(l3, p1, Fma(l2, p0, plus1))));
            minus2 = Fma(l3, p7, Fma(l2, p6, Fma(l1, p5, Fma(l0, p4, minus2))));
            plus2 = Fma(l7, p3, Fma(l6, p2, Fma(l5, p1, Fma(l4, p0, plus2))));
            Rotate(ref p0, ref p1, t0);
            Rotate(ref p2, ref p3, t0);
            Rotate(ref p4, ref p5, t0);
            Rotate(ref p6, ref p7, t0);
            Rotate(ref p0, ref p2, t1);
            Rotate(ref p1, ref p3, t1);
            Rotate(ref p4, ref p6, t1);
            Rotate(ref p5, ref p7, t1);
            Rotate(ref p0, ref p4, t2);
            Rotate(ref p1, ref p5, t2);
            Rotate(ref p2, ref p6, t2);
            Rotate(ref p3, ref p7, t2);
            Store(p, p0, scale);
            Store(p + a, p1, scale);
            Store(p + b, p2, scale);
            Store(p + b + a, p3, scale);
            Store(q, p4, scale);
            Store(q + a, p5, scale);
            Store(q + b, p6, scale);
            Store(q + b + a, p7, scale);
            Rotate(ref l0, ref l1, t0);
            Rotate(ref l2, ref l3, t0);
            Rotate(ref l4, ref l5, t0);
            Rotate(ref l6, ref l7, t0);
            Rotate(ref l0, ref l2, t1);
            Rotate(ref l1, ref l3, t1);
            Rotate(ref l4, ref l6, t1);
            Rotate(ref l5, ref l7, t1);
            Rotate(ref l0, ref l4, t2);
            Rotate(ref l1, ref l5, t2);
            Rotate(ref l2, ref l6, t2);
            Rotate(ref l3, ref l7, t2);
            Store(l, l0, scale);
            Store(l + a, l1, scale);
            Store(l + b, l2, scale);
            Store(l + b + a, l3, scale);
            Store(m, l4, scale);
            Store(m + a, l5, scale);
            Store(m + b, l6, scale);
            Store(m + b + a, l7, scale);
            if (j == last) break;
        }

        AddTo(scratch, plus0, minus0);
        AddTo(scratch + 8, plus1, minus1);
        AddTo(scratch + 16, plus2, minus2);
    }
}
