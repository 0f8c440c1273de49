using System.Numerics;

namespace Qratum.Kernels;

/// <summary>
/// What a few upper qubits of an Ising form do to a cell: for all their values the product of exp(i J_jk) over the qubits j that
/// number lines, for each line, and over those within a line, for each lane. Real parts before imaginary ones.
/// </summary>
internal readonly unsafe struct IsingRows<TOps, TVector, T>
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Values of a group; more of them cost memory and time to bind, more groups a product in every cell.
    private const int MaximumBits = 5;
    private readonly int _shift, _mask, _lineCount;
    private readonly T* _lines, _lanes;
    private readonly uint _lineFlags, _laneFlags;

    private IsingRows(IsingForm form, int cellBits, int first, int bits, BindRoom room)
    {
        var width = Lanes<T>.Width;
        _shift = first - cellBits;
        _mask = (1 << bits) - 1;
        _lineCount = (1 << cellBits) / width;
        _lines = room.Take<T>(2 * _lineCount << bits);
        _lanes = room.Take<T>(2 * width << bits);
        for (var line = 0; line < _lineCount; line++) _lines[line] = T.One;
        for (var lane = 0; lane < width; lane++) _lanes[lane] = T.One;
        for (var k = 0; k < bits; k++)
        {
            var lanes = form.Turns(first + k, 0, Lanes<T>.Bits);
            var lines = form.Turns(first + k, Lanes<T>.Bits, cellBits - Lanes<T>.Bits);
            var count = 1 << k;
            if (!lines.IsOne) _lineFlags |= ((1u << count) - 1) << count;
            else _lineFlags |= _lineFlags << count;
            if (!lanes.IsOne) _laneFlags |= ((1u << count) - 1) << count;
            else _laneFlags |= _laneFlags << count;
            Double(_lines, count, _lineCount, lines);
            Double(_lanes, count, width, lanes);
        }
    }

    /// <summary>Groups of all upper qubits that are coupled to the cell.</summary>
    public static IsingRows<TOps, TVector, T>[] Create(IsingForm form, int cellBits, BindRoom room)
    {
        var groups = new List<IsingRows<TOps, TVector, T>>();
        for (var first = cellBits; first < form.QubitCount;)
        {
            var end = first;
            for (var k = first; k < Math.Min(form.QubitCount, first + MaximumBits); k++)
            {
                if (form.IsCoupled((k, 1), (0, cellBits))) end = k + 1;
                else if (end == first) break;
            }

            if (end > first) groups.Add(new IsingRows<TOps, TVector, T>(form, cellBits, first, end - first, room));
            first = Math.Max(end, first + 1);
        }

        return [.. groups];
    }

    public int RowOf(long cell) => (int)(cell >> _shift) & _mask;

    /// <summary>Whether any line's factor is not 1.</summary>
    public bool HasLines(int row) => (_lineFlags >> row & 1) != 0;

    /// <summary>Whether any lane's factor is not 1.</summary>
    public bool HasLanes(int row) => (_laneFlags >> row & 1) != 0;

    public T* Lines(int row) => _lines + ((long)row * 2 * _lineCount);

    public T* Lanes(int row) => _lanes + ((long)row * 2 * Kernels.Lanes<T>.Width);

    /// <summary>Rows count and up become those below times one row.</summary>
    private static void Double(T* rows, int count, int length, PhaseTable factors)
    {
        T* re = stackalloc T[length], im = stackalloc T[length];
        for (var k = 0; k < length; k++) (re[k], im[k]) = (T.CreateTruncating(factors.Re[k]), T.CreateTruncating(factors.Im[k]));
        var distance = 2 * length * count;
        for (var row = rows; row < rows + distance; row += 2 * length)
        {
            for (var k = 0; k < length; k += 1 << TOps.Bits)
            {
                TVector xr = TOps.Load(row + k), xi = TOps.Load(row + length + k), yr = TOps.Load(re + k), yi = TOps.Load(im + k);
                TOps.Store(row + distance + k, TOps.Fnma(xi, yi, TOps.Multiply(xr, yr)));
                TOps.Store(row + distance + length + k, TOps.Fma(xi, yr, TOps.Multiply(xr, yi)));
            }
        }
    }
}
