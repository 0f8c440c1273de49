using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// A bound Ising diagonal applied in one sweep without a sine or cosine for any amplitude. The lowest nine qubits make a cell;
/// within a cell the phase is a fixed table, times a number for the cell, times a product over those qubits of the cell that
/// are coupled to the ones above it.
/// </summary>
/// <remarks>
/// The factor of an amplitude of cell u at x is S(u) · T(x) · Π_{j set in x} E_j(u), E_j(u) = exp(i Σ_k J_jk b_k(u)). Factors
/// that are 1 are left out, cell by cell: a controlled phase touches no cell whose control is 0. The
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

    // T(x) in blocked layout, empty where it is 1; S(u); for each coupled qubit of the cell and each group of upper qubits its turns.
    private readonly T* _table;
    private readonly PhaseTable _scalars;
    private readonly int[] _coupledLines, _coupledLanes;
    private readonly PhaseTable[][] _lineTurns, _laneTurns;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block; the lowest nine qubits are among them.</param>
    /// <param name="form">The phases.</param>
    /// <param name="room">Where tables go.</param>
    public IsingStep(T* state, long free, IsingForm form, BindRoom room)
    {
        _state = state;
        var n = form.QubitCount;
        _cellBits = Math.Min(n, CellBits);
        _lineBits = Math.Max(0, _cellBits - Lanes<T>.Bits);
        _outer = ~(free >> _cellBits);
        var inCell = form.Table(0, _cellBits, hasConstant: true);
        if (!inCell.IsOne)
        {
            _table = room.Take<T>(Math.Max(1, (1 << _cellBits) / Lanes<T>.Width) * 2 * Lanes<T>.Width);
            for (var x = 0; x < 1 << _cellBits; x++) Amplitude<T>.Set(_table, x, inCell.Re[x], inCell.Im[x]);
        }

        _scalars = form.Table(_cellBits, n - _cellBits, hasConstant: false);
        var coupled = Enumerable.Range(0, _cellBits).Where(j => Enumerable.Range(_cellBits, n - _cellBits).Any(k => form.Coupling(j, k) != 0)).ToList();
        _coupledLanes = [.. coupled.Where(j => j < Lanes<T>.Bits)];
        _coupledLines = [.. coupled.Where(j => j >= Lanes<T>.Bits)];
        PhaseTable[] Groups(int j) => [.. Enumerable.Range(0, (n - _cellBits + GroupBits - 1) / GroupBits)
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
        var table = _table;
        while (true)
        {
            Cell(FlatView<TOps, TVector, T>.At(_state, (first | u) << _cellBits), first | u, table);
            if (u == last) return;
            u = FlatView<TOps, TVector, T>.Next(u, _outer);
        }
    }

    private static (double Re, double Im) Turn(PhaseTable[] groups, long cell)
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

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Cell(T* cell, long u, T* table)
    {
        // One number for each line of the cell; a single one while no line differs.
        T* a = stackalloc T[1 << CellBits], b = a + (1 << (CellBits - 1));
        (a[0], b[0]) = (T.CreateTruncating(_scalars.Re[u]), T.CreateTruncating(_scalars.Im[u]));
        var filled = 1;
        for (var k = 0; k < _coupledLines.Length; k++)
        {
            var (c, s) = Turn(_lineTurns[k], u);
            if (c == 1) continue;
            for (var half = 1 << (_coupledLines[k] - Lanes<T>.Bits); filled < half; filled *= 2) Repeat(a, b, filled);
            Double(a, b, filled, T.CreateTruncating(c), T.CreateTruncating(s));
            filled *= 2;
        }

        var step = filled == 1 ? 0 : 1;
        var lines = 1 << _lineBits;
        for (; step == 1 && filled < lines; filled *= 2) Repeat(a, b, filled);
        T* lr = stackalloc T[2 * Lanes<T>.Width], li = lr + Lanes<T>.Width;
        if (_coupledLanes.Length > 0 && HasLanes(u, lr, li))
        {
            if (table != null) TableAndLanes(cell, table, a, b, lr, li, lines, step);
            else LanesOnly(cell, a, b, lr, li, lines, step);
        }
        else if (step == 0 && a[0] == T.One)
        {
            if (table != null) TableOnly(cell, table, lines);
        }
        else if (table != null)
        {
            TableAndLines(cell, table, a, b, lines, step);
        }
        else
        {
            LinesOnly(cell, a, b, lines, step);
        }
    }

    /// <summary>The product over the qubits inside lines; false where it is 1.</summary>
    private bool HasLanes(long u, T* re, T* im)
    {
        var isOne = true;
        (re[0], im[0]) = (T.One, T.Zero);
        var filled = 1;
        for (var k = 0; k < _coupledLanes.Length; k++)
        {
            var (c, s) = Turn(_laneTurns[k], u);
            if (c == 1) continue;
            isOne = false;
            for (; filled < 1 << _coupledLanes[k]; filled *= 2) Repeat(re, im, filled);
            Double(re, im, filled, T.CreateTruncating(c), T.CreateTruncating(s));
            filled *= 2;
        }

        for (; filled < Lanes<T>.Width; filled *= 2) Repeat(re, im, filled);
        return !isOne;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Repeat(T* re, T* im, int half)
    {
        var x = 0;
        for (; half - x >= 1 << TOps.Bits; x += 1 << TOps.Bits)
        {
            TOps.Store(re + x + half, TOps.Load(re + x));
            TOps.Store(im + x + half, TOps.Load(im + x));
        }

        for (; x < half; x++) (re[x + half], im[x + half]) = (re[x], im[x]);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(TVector ar, TVector ai, TVector br, TVector bi, out TVector re, out TVector im)
    {
        re = TOps.Fnma(ai, bi, TOps.Multiply(ar, br));
        im = TOps.Fma(ai, br, TOps.Multiply(ar, bi));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TableOnly(T* cell, T* table, int lines)
    {
        for (var line = 0; line < lines; line++)
        {
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                var p = cell + (line * 2 * Lanes<T>.Width) + k;
                TVector tr = TOps.Load(table + (line * 2 * Lanes<T>.Width) + k), ti = TOps.Load(table + (((line * 2) + 1) * Lanes<T>.Width) + k);
                MultiplyInto(p, TOps.Load(p), TOps.Load(p + Lanes<T>.Width), tr, ti);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LinesOnly(T* cell, T* a, T* b, int lines, int step)
    {
        for (var line = 0; line < lines; line++)
        {
            TVector c = TOps.Broadcast(a[line * step]), s = TOps.Broadcast(b[line * step]);
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                var p = cell + (line * 2 * Lanes<T>.Width) + k;
                MultiplyInto(p, TOps.Load(p), TOps.Load(p + Lanes<T>.Width), c, s);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TableAndLines(T* cell, T* table, T* a, T* b, int lines, int step)
    {
        for (var line = 0; line < lines; line++)
        {
            TVector c = TOps.Broadcast(a[line * step]), s = TOps.Broadcast(b[line * step]);
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                var p = cell + (line * 2 * Lanes<T>.Width) + k;
                TVector tr = TOps.Load(table + (line * 2 * Lanes<T>.Width) + k), ti = TOps.Load(table + (((line * 2) + 1) * Lanes<T>.Width) + k);
                Multiply(tr, ti, c, s, out var fr, out var fi);
                MultiplyInto(p, TOps.Load(p), TOps.Load(p + Lanes<T>.Width), fr, fi);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LanesOnly(T* cell, T* a, T* b, T* lr, T* li, int lines, int step)
    {
        for (var line = 0; line < lines; line++)
        {
            TVector c = TOps.Broadcast(a[line * step]), s = TOps.Broadcast(b[line * step]);
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                var p = cell + (line * 2 * Lanes<T>.Width) + k;
                Multiply(c, s, TOps.Load(lr + k), TOps.Load(li + k), out var vr, out var vi);
                MultiplyInto(p, TOps.Load(p), TOps.Load(p + Lanes<T>.Width), vr, vi);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TableAndLanes(T* cell, T* table, T* a, T* b, T* lr, T* li, int lines, int step)
    {
        for (var line = 0; line < lines; line++)
        {
            TVector c = TOps.Broadcast(a[line * step]), s = TOps.Broadcast(b[line * step]);
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                var p = cell + (line * 2 * Lanes<T>.Width) + k;
                Multiply(c, s, TOps.Load(lr + k), TOps.Load(li + k), out var vr, out var vi);
                TVector tr = TOps.Load(table + (line * 2 * Lanes<T>.Width) + k), ti = TOps.Load(table + (((line * 2) + 1) * Lanes<T>.Width) + k);
                Multiply(tr, ti, vr, vi, out var fr, out var fi);
                MultiplyInto(p, TOps.Load(p), TOps.Load(p + Lanes<T>.Width), fr, fi);
            }
        }
    }
}
