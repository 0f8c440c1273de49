using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// A bound Ising diagonal applied in one sweep without a sine or cosine for any amplitude. The lowest nine qubits make a cell;
/// within a cell the phase is a table, times a number for the cell, times a product over those qubits of the cell that
/// are coupled to the ones above it.
/// </summary>
/// <remarks>
/// The factor of an amplitude of cell u at x is S(u) · T(x) · Π_{j set in x} Π_{k set in u} exp(i J_jk). The last product is one
/// over the qubits that number lines times one over lanes, and each of them is a product over groups of upper qubits, whose rows
/// are known for all values of the group. Factors that are 1 are left out, cell by cell: a controlled phase touches no cell
/// whose control is 0.
/// </remarks>
internal sealed unsafe class IsingStep<TOps, TVector, T> : BlockStep
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int CellBits = 9;
    private readonly T* _state;
    private readonly long _outer;
    private readonly int _cellBits;

    // T(x) in blocked layout, null where it is 1; S(u); the products over groups of upper qubits.
    private readonly T* _table;

    // The table holds the lines of the lowest qubits up to the last that has a phase; where a line lacks one of the common bits it is 1.
    private readonly int _tableLines, _commonBits;
    private readonly IsingScalars _scalars;
    private readonly IsingRows<TOps, TVector, T>[] _groups;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block; the lowest nine qubits are among them.</param>
    /// <param name="form">The phases.</param>
    /// <param name="room">Where tables go.</param>
    public IsingStep(T* state, long free, IsingForm form, BindRoom room)
    {
        _state = state;
        var n = form.QubitCount;
        _cellBits = Math.Min(n, CellBits);
        _outer = ~(free >> _cellBits);
        var (reach, common) = form.Support(_cellBits);
        var inCell = form.Table(reach, hasConstant: true);
        if (!inCell.IsOne)
        {
            _tableLines = Math.Max(1, (1 << reach) / Lanes<T>.Width);
            _commonBits = inCell.Re[0] == 1 && inCell.Im[0] == 0 ? common / Lanes<T>.Width : 0;
            _table = room.Take<T>(_tableLines * 2 * Lanes<T>.Width);
            var last = (1 << reach) - 1;
            for (var x = 0; x < Math.Max(1 << reach, Math.Min(Lanes<T>.Width, 1 << _cellBits)); x++) Amplitude<T>.Set(_table, x, inCell.Re[x & last], inCell.Im[x & last]);
        }

        _scalars = new IsingScalars(form, _cellBits, room);
        _groups = IsingRows<TOps, TVector, T>.Create(form, CellBits, room);
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
        const int Most = 1 << (CellBits - 3);
        T* lines = stackalloc T[2 * Most], lanes = stackalloc T[2 * Lanes<T>.Width];
        T* a = null, lr = null;
        var (lineCount, width) = (Math.Max(1, (1 << _cellBits) / Lanes<T>.Width), Lanes<T>.Width);
        foreach (var group in _groups.AsSpan())
        {
            var row = group.RowOf(u);
            if (group.HasLines(row)) a = Product(a, group.Lines(row), lines, lineCount);
            if (group.HasLanes(row)) lr = Product(lr, group.Lanes(row), lanes, width);
        }

        var isOne = !_scalars.TryFactor(u, out var re, out var im);
        T c = T.CreateTruncating(re), s = T.CreateTruncating(im);
        if (lr != null)
        {
            if (!isOne) lr = Scaled(lr, c, s, lanes, width);
            var step = a == null ? 0 : 1;
            if (a == null)
            {
                a = lines;
                (a[0], a[lineCount]) = (T.One, T.Zero);
            }

            if (table != null) TableAndLanes(cell, table, _tableLines - 1, a, a + lineCount, lr, lr + width, lineCount, step);
            else LanesOnly(cell, a, a + lineCount, lr, lr + width, lineCount, step);
            return;
        }

        if (a == null && isOne)
        {
            if (table != null) TableOnly(cell, table, lineCount, _tableLines - 1, _commonBits);
            return;
        }

        if (a != null && !isOne) a = Scaled(a, c, s, lines, lineCount);
        var lineStep = a == null ? 0 : 1;
        if (a == null)
        {
            a = lines;
            (a[0], a[lineCount]) = (c, s);
        }

        if (table != null) TableAndLines(cell, table, _tableLines - 1, a, a + lineCount, lineCount, lineStep);
        else LinesOnly(cell, a, a + lineCount, lineCount, lineStep);
    }

    /// <summary>The product of two rows, real parts before imaginary ones; of one row, the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Product(T* x, T* y, T* target, int length)
    {
        if (x == null) return y;
        for (var k = 0; k < length; k += 1 << TOps.Bits)
        {
            Multiply(TOps.Load(x + k), TOps.Load(x + length + k), TOps.Load(y + k), TOps.Load(y + length + k), out var re, out var im);
            TOps.Store(target + k, re);
            TOps.Store(target + length + k, im);
        }

        return target;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Scaled(T* x, T c, T s, T* target, int length)
    {
        TVector cos = TOps.Broadcast(c), sin = TOps.Broadcast(s);
        for (var k = 0; k < length; k += 1 << TOps.Bits)
        {
            Multiply(TOps.Load(x + k), TOps.Load(x + length + k), cos, sin, out var re, out var im);
            TOps.Store(target + k, re);
            TOps.Store(target + length + k, im);
        }

        return target;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(TVector ar, TVector ai, TVector br, TVector bi, out TVector re, out TVector im)
    {
        re = TOps.Fnma(ai, bi, TOps.Multiply(ar, br));
        im = TOps.Fma(ai, br, TOps.Multiply(ar, bi));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TableOnly(T* cell, T* table, int lines, int lastLine, int common)
    {
        for (var line = common; line < lines; line = (line + 1) | common)
        {
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                var p = cell + (line * 2 * Lanes<T>.Width) + k;
                var t = table + ((line & lastLine) * 2 * Lanes<T>.Width) + k;
                TVector tr = TOps.Load(t), ti = TOps.Load(t + Lanes<T>.Width);
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
    private static void TableAndLines(T* cell, T* table, int lastLine, T* a, T* b, int lines, int step)
    {
        for (var line = 0; line < lines; line++)
        {
            TVector c = TOps.Broadcast(a[line * step]), s = TOps.Broadcast(b[line * step]);
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                var p = cell + (line * 2 * Lanes<T>.Width) + k;
                var t = table + ((line & lastLine) * 2 * Lanes<T>.Width) + k;
                TVector tr = TOps.Load(t), ti = TOps.Load(t + Lanes<T>.Width);
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
    private static void TableAndLanes(T* cell, T* table, int lastLine, T* a, T* b, T* lr, T* li, int lines, int step)
    {
        for (var line = 0; line < lines; line++)
        {
            TVector c = TOps.Broadcast(a[line * step]), s = TOps.Broadcast(b[line * step]);
            for (var k = 0; k < Lanes<T>.Width; k += 1 << TOps.Bits)
            {
                var p = cell + (line * 2 * Lanes<T>.Width) + k;
                Multiply(c, s, TOps.Load(lr + k), TOps.Load(li + k), out var vr, out var vi);
                var t = table + ((line & lastLine) * 2 * Lanes<T>.Width) + k;
                TVector tr = TOps.Load(t), ti = TOps.Load(t + Lanes<T>.Width);
                Multiply(tr, ti, vr, vi, out var fr, out var fi);
                MultiplyInto(p, TOps.Load(p), TOps.Load(p + Lanes<T>.Width), fr, fi);
            }
        }
    }
}
