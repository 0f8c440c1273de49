using System.Numerics;

namespace Qratum.Kernels;

/// <summary>
/// The factor S(u) of a cell from the terms among the qubits above it. They are taken in groups of five: a table for every two
/// groups that are coupled, which also holds the terms within a group where no table before it does, and one for a group that is
/// coupled to none. A table of all values of u would be as large as a state of nine qubits less.
/// </summary>
internal readonly unsafe struct IsingScalars
{
    private const int GroupBits = 5;
    private readonly Factor[] _factors;

    /// <param name="form">The phases.</param>
    /// <param name="cellBits">Qubits of a cell, the lowest ones.</param>
    /// <param name="room">Where tables go.</param>
    public IsingScalars(IsingForm form, int cellBits, BindRoom room)
    {
        var factors = new List<Factor>();
        long held = 0;
        for (var a = cellBits; a < form.QubitCount; a += GroupBits)
        {
            for (var b = a + GroupBits; b < form.QubitCount; b += GroupBits)
            {
                var (qubitsA, qubitsB) = (Group(form, a), Group(form, b));
                if (!form.IsCoupled(qubitsA, qubitsB)) continue;
                factors.Add(new Factor(form.Part(qubitsA, (held >> a & 1) == 0, qubitsB, (held >> b & 1) == 0), a - cellBits, b - cellBits, room));
                held |= 1L << a | 1L << b;
            }

            if ((held >> a & 1) != 0) continue;
            var part = form.Part(Group(form, a), true, default, false);
            if (!part.IsZero) factors.Add(new Factor(part, a - cellBits, 0, room));
        }

        _factors = [.. factors];
    }

    /// <summary>The factor of a cell; false, and 1, if there is none.</summary>
    public bool TryFactor(long cell, out double re, out double im)
    {
        (re, im) = (1, 0);
        foreach (ref readonly var factor in _factors.AsSpan())
        {
            var p = factor.At(cell);
            (re, im) = (Math.FusedMultiplyAdd(-im, p[1], re * p[0]), Math.FusedMultiplyAdd(im, p[0], re * p[1]));
        }

        return re != 1 || im != 0;
    }

    private static (int First, int Bits) Group(IsingForm form, int first) => (first, Math.Min(GroupBits, form.QubitCount - first));

    private readonly struct Factor
    {
        private readonly double* _table;
        private readonly int _shiftA, _shiftB, _bitsA, _maskA, _maskB;

        public Factor(IsingForm part, int shiftA, int shiftB, BindRoom room)
        {
            _bitsA = Math.Min(GroupBits, part.QubitCount);
            (_shiftA, _shiftB) = (shiftA, shiftB);
            (_maskA, _maskB) = ((1 << _bitsA) - 1, (1 << (part.QubitCount - _bitsA)) - 1);
            var phases = part.Table(part.QubitCount, hasConstant: false);
            _table = room.Take<double>(2 << part.QubitCount);
            for (var x = 0; x < 1 << part.QubitCount; x++) (_table[2 * x], _table[(2 * x) + 1]) = (phases.Re[x], phases.Im[x]);
        }

        public double* At(long cell) => _table + (2 * (((cell >> _shiftA) & _maskA) | (((cell >> _shiftB) & _maskB) << _bitsA)));
    }
}
