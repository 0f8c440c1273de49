using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// Σ_i v_t(i) w_i, w_i = Im λ_i* ψ_i, for any number of generators t on one or two qubits: both states are read once, and all
/// sums of w over one and two given bits come out together.
/// </summary>
/// <remarks>
/// The lowest nine qubits make a cell. Sums within cells come from one array that all cells are added to. For pairs of a lower
/// and an upper qubit each cell is folded in halves, which leaves the sum over each of its bits: two additions for a line.
/// </remarks>
internal sealed unsafe class IsingGradient<T> : GradientStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaximumCellBits = 9;
    private readonly T* _psi, _lambda;
    private readonly int _qubits, _cellBits, _rowLength;
    private readonly long _outer;
    private readonly bool _needsUpper, _needsMixed;
    private readonly DiagonalTerm[] _terms;

    /// <param name="psi">The state.</param>
    /// <param name="lambda">The other state.</param>
    /// <param name="qubitCount">Number of qubits.</param>
    /// <param name="free">Mask of the free qubits of a block; the lowest nine qubits are among them.</param>
    /// <param name="terms">Generators on at most two qubits; one sum for each.</param>
    public IsingGradient(T* psi, T* lambda, int qubitCount, long free, DiagonalTerm[] terms)
    {
        _psi = psi;
        _lambda = lambda;
        _qubits = qubitCount;
        _terms = terms;
        _cellBits = Math.Min(qubitCount, MaximumCellBits);
        _rowLength = (qubitCount + 8) & ~7;
        _outer = ~(free >> _cellBits);
        foreach (var term in terms)
        {
            var hasUpper = term.Mask >> _cellBits != 0;
            _needsUpper |= hasUpper;
            _needsMixed |= hasUpper && (term.Mask & ((1L << _cellBits) - 1)) != 0;
        }
    }

    public override int ScratchLength => CellLength + ((1 + _qubits - _cellBits) * _rowLength) + CellLength;

    public override int SumCount => _terms.Length;

    // The array of all cells, one row for each upper qubit, a row and a cell to work in.
    private int CellLength => Math.Max(8, 1 << _cellBits);

    public override void Run(long baseIndex, double* scratch)
    {
        T* psi = Amplitude<T>.At(_psi, baseIndex), lambda = Amplitude<T>.At(_lambda, baseIndex);
        var isFixed = _outer;
        var last = ~isFixed;
        double* rows = scratch + CellLength, row = rows + ((_qubits - _cellBits) * _rowLength), cell = row + _rowLength;
        for (long u = 0; ; u = ((u | isFixed) + 1) & last)
        {
            var offset = u << (_cellBits + 1);
            if (!_needsUpper)
            {
                Add(psi + offset, lambda + offset, scratch, CellLength / 8);
            }
            else
            {
                var total = _needsMixed ? AddAndFold(psi + offset, lambda + offset, scratch, cell, row, CellLength / 8)
                    : AddAndTotal(psi + offset, lambda + offset, scratch, CellLength / 8);
                AddRow((baseIndex >> _cellBits) | u, total, rows, row);
            }

            if (u == last) return;
        }
    }

    public override void Finish(double* scratch, Span<double> sums)
    {
        var rows = scratch + CellLength;
        for (var t = 0; t < _terms.Length; t++)
        {
            var mask = _terms[t].Mask;
            var p = BitOperations.TrailingZeroCount(mask);
            var q = 63 - BitOperations.LeadingZeroCount((ulong)mask);
            var both = Over(mask);
            sums[t] = (BitOperations.PopCount((ulong)mask), _terms[t].IsParity) switch
            {
                (_, false) => both,
                (0, true) => -both / 2,
                (1, true) => both - (Over(0) / 2),
                _ => Over(1L << p) + Over(1L << q) - (2 * both) - (Over(0) / 2),
            };
        }

        // The sum over all indices that have the bits of a mask.
        double Over(long mask)
        {
            var upper = mask >> _cellBits;
            if (upper == 0)
            {
                var sum = 0.0;
                for (var x = 0; x < 1 << _cellBits; x++)
                {
                    if ((x & mask) == mask) sum += scratch[x];
                }

                return sum;
            }

            var row = BitOperations.TrailingZeroCount(upper);
            var other = mask & ~(1L << (row + _cellBits));
            return rows[(row * _rowLength) + (other == 0 ? _qubits : BitOperations.TrailingZeroCount(other))];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(T* psi, T* lambda, double* all, int groups)
    {
        for (var g = 0; g < groups; g++) WideView<T>.AddTo(all + (8 * g), WideView<T>.ImaginaryProduct(lambda, psi, WideView<T>.Group(g)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double AddAndTotal(T* psi, T* lambda, double* all, int groups)
    {
        Vector512<double> total = default;
        for (var g = 0; g < groups; g++)
        {
            var w = WideView<T>.ImaginaryProduct(lambda, psi, WideView<T>.Group(g));
            WideView<T>.AddTo(all + (8 * g), w);
            total += w;
        }

        return Sum(total);
    }

    /// <summary>Also writes the sums over each bit of the cell to a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double AddAndFold(T* psi, T* lambda, double* all, double* cell, double* row, int groups)
    {
        for (var g = 0; g < groups; g++)
        {
            var w = WideView<T>.ImaginaryProduct(lambda, psi, WideView<T>.Group(g));
            WideView<T>.AddTo(all + (8 * g), w);
            w.Store(cell + (8 * g));
        }

        for (var half = groups / 2; half > 0; half /= 2)
        {
            Vector512<double> even = default, odd = default;
            var g = 0;
            for (; g + 1 < half; g += 2)
            {
                double* p = cell + (8 * g), q = p + (8 * half);
                Vector512<double> first = Vector512.Load(q), second = Vector512.Load(q + 8);
                even += first;
                odd += second;
                WideView<T>.AddTo(p, first);
                WideView<T>.AddTo(p + 8, second);
            }

            if (g < half)
            {
                even += Vector512.Load(cell + (8 * (g + half)));
                WideView<T>.AddTo(cell + (8 * g), Vector512.Load(cell + (8 * (g + half))));
            }

            row[WideView<T>.Bits + BitOperations.Log2((uint)half)] = Sum(even + odd);
        }

        row[0] = cell[1] + cell[3] + (cell[5] + cell[7]);
        row[1] = cell[2] + cell[3] + (cell[6] + cell[7]);
        row[2] = cell[4] + cell[5] + (cell[6] + cell[7]);
        return Sum(Vector512.Load(cell));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector512<double> v)
    {
        var half = v.GetLower() + v.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        return quarter[0] + quarter[1];
    }

    /// <summary>Adds what is known of a cell to the row of each upper qubit that is 1 there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRow(long cell, double total, double* rows, double* row)
    {
        for (var k = _cellBits; k < _qubits; k++) row[k] = (cell >> (k - _cellBits) & 1) != 0 ? total : 0;
        row[_qubits] = total;
        for (var bits = (ulong)cell; bits != 0; bits &= bits - 1)
        {
            var target = rows + (BitOperations.TrailingZeroCount(bits) * _rowLength);
            for (var k = 0; k < _rowLength; k += 8) WideView<T>.AddTo(target + k, Vector512.Load(row + k));
        }
    }
}
