using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// A bound Ising diagonal applied in one sweep without a sine or cosine for any amplitude. The lowest nine qubits make a cell;
/// within a cell the phase is a fixed table, times a number for the cell, times a product over those qubits of the cell that
/// are coupled to the ones above it.
/// </summary>
/// <remarks>
/// The factor of an amplitude of cell u at x is S(u) · T(x) · Π_{j set in x} E_j(u), E_j(u) = exp(−2i Σ_k J_jk z_k(u)). The
/// product over the qubits that number lines is made by doubling, 64 numbers for each cell, that over lanes is one vector.
/// </remarks>
internal sealed unsafe class IsingStep<TOps, TVector, T> : BlockStep
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int CellBits = 9;
    private const int GroupBits = 6;
    private readonly T* _state;
    private readonly long _outer;
    private readonly int _cellBits, _lineBits;

    // T(x) in blocked layout; S(u); for each coupled qubit of the cell and each group of upper qubits its turns.
    private readonly T[] _table;
    private readonly double[] _scalarRe, _scalarIm;
    private readonly int[] _coupledLines, _coupledLanes;
    private readonly (double[] Re, double[] Im)[][] _lineTurns, _laneTurns;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block; the lowest nine qubits are among them.</param>
    /// <param name="form">The phases.</param>
    public IsingStep(T* state, long free, IsingForm form)
    {
        _state = state;
        var n = form.QubitCount;
        _cellBits = Math.Min(n, CellBits);
        _lineBits = Math.Max(0, _cellBits - Lanes<T>.Bits);
        _outer = ~(free >> _cellBits);
        var (re, im) = form.Table(0, _cellBits, hasConstant: true);
        _table = new T[Math.Max(1, (1 << _cellBits) / Lanes<T>.Width) * 2 * Lanes<T>.Width];
        fixed (T* table = _table)
        {
            for (var x = 0; x < re.Length; x++) Amplitude<T>.Set(table, x, re[x], im[x]);
        }

        (_scalarRe, _scalarIm) = form.Table(_cellBits, n - _cellBits, hasConstant: false);
        var coupled = Enumerable.Range(0, _cellBits).Where(j => Enumerable.Range(_cellBits, n - _cellBits).Any(k => form.Coupling(j, k) != 0)).ToList();
        _coupledLanes = [.. coupled.Where(j => j < Lanes<T>.Bits)];
        _coupledLines = [.. coupled.Where(j => j >= Lanes<T>.Bits)];
        (double[] Re, double[] Im)[] Groups(int j) => [.. Enumerable.Range(0, (n - _cellBits + GroupBits - 1) / GroupBits)
            .Select(g => form.Turns(j, _cellBits + (g * GroupBits), Math.Min(GroupBits, n - _cellBits - (g * GroupBits))))];
        _laneTurns = [.. _coupledLanes.Select(Groups)];
        _lineTurns = [.. _coupledLines.Select(Groups)];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex)
    {
        var last = ~_outer;
        var first = baseIndex >> _cellBits;
        long u = 0;
        fixed (T* table = _table)
        {
            while (true)
            {
                Cell(FlatView<TOps, TVector, T>.At(_state, (first | u) << _cellBits), first | u, table);
                if (u == last) return;
                u = FlatView<TOps, TVector, T>.Next(u, _outer);
            }
        }
    }

    private static (double Re, double Im) Turn((double[] Re, double[] Im)[] groups, long cell)
    {
        const int GroupMask = (1 << GroupBits) - 1;
        var (re, im) = (groups[0].Re[cell & GroupMask], groups[0].Im[cell & GroupMask]);
        for (var g = 1; g < groups.Length; g++)
        {
            var k = (cell >> (g * GroupBits)) & GroupMask;
            var (c, s) = (groups[g].Re[k], groups[g].Im[k]);
            (re, im) = ((re * c) - (im * s), (re * s) + (im * c));
        }

        return (re, im);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyInto(T* p, TVector re, TVector im, TVector c, TVector s)
    {
        TOps.Store(p, TOps.Fnma(im, s, TOps.Multiply(re, c)));
        TOps.Store(p + Lanes<T>.Width, TOps.Fma(im, c, TOps.Multiply(re, s)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Cell(T* cell, long u, T* table)
    {
        // One number for each line of the cell.
        T* a = stackalloc T[1 << CellBits], b = a + (1 << (CellBits - 1));
        (a[0], b[0]) = (T.CreateTruncating(_scalarRe[u]), T.CreateTruncating(_scalarIm[u]));
        var lines = 1 << _lineBits;
        var isUniform = _coupledLines.Length == 0;
        var next = 0;
        for (var k = 0; k < _lineBits && !isUniform; k++)
        {
            var half = 1 << k;
            if (next < _coupledLines.Length && _coupledLines[next] == k + Lanes<T>.Bits)
            {
                var (c, s) = Turn(_lineTurns[next++], u);
                Double(a, b, half, T.CreateTruncating(c), T.CreateTruncating(s));
            }
            else
            {
                for (var x = 0; x < half; x++) (a[x + half], b[x + half]) = (a[x], b[x]);
            }
        }

        if (_coupledLanes.Length > 0) WithLanes(cell, u, table, a, b, lines, isUniform ? 0 : 1);
        else Plain(cell, table, a, b, lines, isUniform ? 0 : 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Double(T* re, T* im, int half, T cos, T sin)
    {
        var x = 0;
        TVector c = TOps.Broadcast(cos), s = TOps.Broadcast(sin);
        for (; half - x >= 1 << TOps.Bits; x += 1 << TOps.Bits)
        {
            TVector r = TOps.Load(re + x), i = TOps.Load(im + x);
            TOps.Store(re + x + half, TOps.Fnma(i, s, TOps.Multiply(r, c)));
            TOps.Store(im + x + half, TOps.Fma(i, c, TOps.Multiply(r, s)));
        }

        for (; x < half; x++)
        {
            re[x + half] = T.FusedMultiplyAdd(-im[x], sin, re[x] * cos);
            im[x + half] = T.FusedMultiplyAdd(im[x], cos, re[x] * sin);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plain(T* cell, T* table, T* a, T* b, int lines, int step)
    {
        for (var line = 0; line < lines; line++)
        {
            TVector c = TOps.Broadcast(a[line * step]), s = TOps.Broadcast(b[line * step]);
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                T* p = cell + (line * 2 * Lanes<T>.Width) + k, t = table + (line * 2 * Lanes<T>.Width) + k;
                TVector tr = TOps.Load(t), ti = TOps.Load(t + Lanes<T>.Width);
                var fr = TOps.Fnma(ti, s, TOps.Multiply(tr, c));
                var fi = TOps.Fma(ti, c, TOps.Multiply(tr, s));
                MultiplyInto(p, TOps.Load(p), TOps.Load(p + Lanes<T>.Width), fr, fi);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WithLanes(T* cell, long u, T* table, T* a, T* b, int lines, int step)
    {
        T* lr = stackalloc T[Lanes<T>.Width], li = stackalloc T[Lanes<T>.Width];
        (lr[0], li[0]) = (T.One, T.Zero);
        var next = 0;
        for (var k = 0; k < Lanes<T>.Bits; k++)
        {
            var half = 1 << k;
            var (c, s) = next < _coupledLanes.Length && _coupledLanes[next] == k ? Turn(_laneTurns[next++], u) : (1, 0);
            Double(lr, li, half, T.CreateTruncating(c), T.CreateTruncating(s));
        }

        for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
        {
            TVector vr = TOps.Load(lr + k), vi = TOps.Load(li + k);
            for (var line = 0; line < lines; line++)
            {
                T* p = cell + (line * 2 * Lanes<T>.Width) + k, t = table + (line * 2 * Lanes<T>.Width) + k;
                TVector c = TOps.Broadcast(a[line * step]), s = TOps.Broadcast(b[line * step]);
                var cr = TOps.Fnma(vi, s, TOps.Multiply(vr, c));
                var ci = TOps.Fma(vi, c, TOps.Multiply(vr, s));
                TVector tr = TOps.Load(t), ti = TOps.Load(t + Lanes<T>.Width);
                var fr = TOps.Fnma(ti, ci, TOps.Multiply(tr, cr));
                var fi = TOps.Fma(ti, cr, TOps.Multiply(tr, ci));
                MultiplyInto(p, TOps.Load(p), TOps.Load(p + Lanes<T>.Width), fr, fi);
            }
        }
    }
}
