using System.Numerics;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// A bound diagonal of terms on one and two qubits: amplitude i gets the phase constant + Σ h_q b_q + Σ J_pq b_p b_q, b_q being
/// bit q of i. Any number of phase, Z, controlled-phase and ZZ gates add up to one such form, and applying it costs the same
/// however many they were.
/// </summary>
internal sealed class IsingForm(int qubitCount)
{
    private readonly double[] _fields = new double[qubitCount];
    private readonly double[] _couplings = new double[qubitCount * qubitCount];
    private double _constant;

    public int QubitCount => qubitCount;

    /// <summary>Whether a term acts on at most two qubits.</summary>
    public static bool Holds(DiagonalTerm term) => BitOperations.PopCount((ulong)term.Mask) <= 2;

    /// <summary>J_pq, symmetric; zero for p = q.</summary>
    public double Coupling(int p, int q) => _couplings[(p * qubitCount) + q];

    /// <summary>Adds one generator times its angle.</summary>
    public void Add(DiagonalTerm term, double angle)
    {
        var mask = (ulong)term.Mask;
        var p = BitOperations.TrailingZeroCount(mask);
        var q = 63 - BitOperations.LeadingZeroCount(mask);
        if (term.IsParity) _constant -= angle / 2;
        switch (BitOperations.PopCount(mask), term.IsParity)
        {
            case (0, true): break;
            case (0, false): _constant += angle; break;
            case (1, _): _fields[p] += angle; break;
            case (2, false): Couple(p, q, angle); break;
            case (2, true):
                // The parity of two bits is b_p + b_q − 2 b_p b_q.
                _fields[p] += angle;
                _fields[q] += angle;
                Couple(p, q, -2 * angle);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(term), term, "At most two qubits.");
        }
    }

    /// <summary>Whether there is no phase at all but the constant.</summary>
    public bool IsZero => _fields.AsSpan().IndexOfAnyExcept(0.0) < 0 && _couplings.AsSpan().IndexOfAnyExcept(0.0) < 0;

    /// <summary>
    /// Of the terms within the lowest qubits: how many qubits they reach up to, and the mask of those that all of them act on. Where one
    /// of the latter is 0 they give no phase; the mask is zero where there is no term or no such qubit.
    /// </summary>
    public (int Reach, int Common) Support(int bits)
    {
        var (reach, common) = (0, -1);
        for (var p = 0; p < bits; p++)
        {
            for (var q = 0; q <= p; q++)
            {
                if ((q == p ? _fields[p] : Coupling(p, q)) == 0) continue;
                reach = p + 1;
                common &= (1 << p) | (1 << q);
            }
        }

        return (reach, reach == 0 ? 0 : common);
    }

    /// <summary>Whether any qubit of one range is coupled to any of the other.</summary>
    public bool IsCoupled((int First, int Bits) a, (int First, int Bits) b)
    {
        for (var k = a.First; k < a.First + a.Bits; k++)
        {
            if (_couplings.AsSpan((k * qubitCount) + b.First, b.Bits).IndexOfAnyExcept(0.0) >= 0) return true;
        }

        return false;
    }

    /// <summary>The terms between two ranges of qubits, as a form of these qubits alone; those within a range if asked for, the constant never.</summary>
    public IsingForm Part((int First, int Bits) a, bool withinA, (int First, int Bits) b, bool withinB)
    {
        var part = new IsingForm(a.Bits + b.Bits);
        if (withinA) Within(a, part, 0);
        if (withinB) Within(b, part, a.Bits);
        for (var k = 0; k < a.Bits; k++)
        {
            for (var l = 0; l < b.Bits; l++) part.Couple(k, a.Bits + l, Coupling(a.First + k, b.First + l));
        }

        return part;
    }

    private void Within((int First, int Bits) range, IsingForm part, int place)
    {
        for (var k = 0; k < range.Bits; k++)
        {
            part._fields[place + k] = _fields[range.First + k];
            for (var l = 0; l < k; l++) part.Couple(place + k, place + l, Coupling(range.First + k, range.First + l));
        }
    }

    /// <summary>
    /// exp(iφ) of the terms within the lowest qubits, for all their values, by doubling: one more qubit multiplies the known half
    /// by its own phase. O(2^bits).
    /// </summary>
    public PhaseTable Table(int bits, bool hasConstant)
    {
        var size = 1 << bits;
        var table = new PhaseTable(size);
        table.Set(0, hasConstant ? _constant : 0);
        var step = new PhaseTable(Math.Max(1, size / 2));
        for (var k = 0; k < bits; k++)
        {
            step.Set(0, _fields[k]);
            for (var l = 0; l < k; l++) step.Double(l, Coupling(k, l));
            table.Double(k, step);
        }

        return table;
    }

    /// <summary>exp(i Σ_k J_qk b_k), the factor of setting qubit q, for all values of the qubits k in a range.</summary>
    public PhaseTable Turns(int qubit, int first, int bits)
    {
        var turns = new PhaseTable(1 << bits);
        turns.Set(0, 0);
        for (var k = 0; k < bits; k++) turns.Double(k, Coupling(qubit, first + k));
        return turns;
    }

    private void Couple(int p, int q, double value)
    {
        _couplings[(p * qubitCount) + q] += value;
        _couplings[(q * qubitCount) + p] += value;
    }
}

/// <summary>Complex numbers of modulus 1, filled by doubling.</summary>
internal sealed class PhaseTable(int size)
{
    public double[] Re { get; } = new double[size];

    public double[] Im { get; } = new double[size];

    /// <summary>Whether all are 1.</summary>
    public bool IsOne => Re.AsSpan().IndexOfAnyExcept(1.0) < 0 && Im.AsSpan().IndexOfAnyExcept(0.0) < 0;

    public void Set(int index, double phase) => (Im[index], Re[index]) = SinCos.Compute(phase);

    /// <summary>Entries 2^bit and up become those below times one phase.</summary>
    public void Double(int bit, double phase)
    {
        var half = 1 << bit;
        if (phase == 0)
        {
            Re.AsSpan(0, half).CopyTo(Re.AsSpan(half));
            Im.AsSpan(0, half).CopyTo(Im.AsSpan(half));
            return;
        }

        var (sin, cos) = SinCos.Compute(phase);
        var x = 0;
        for (; half - x >= Vector256<double>.Count; x += Vector256<double>.Count)
        {
            Vector256<double> re = Vector256.Create(Re.AsSpan(x)), im = Vector256.Create(Im.AsSpan(x));
            ((re * cos) - (im * sin)).CopyTo(Re.AsSpan(x + half));
            ((re * sin) + (im * cos)).CopyTo(Im.AsSpan(x + half));
        }

        for (; x < half; x++)
        {
            Re[x + half] = (Re[x] * cos) - (Im[x] * sin);
            Im[x + half] = (Re[x] * sin) + (Im[x] * cos);
        }
    }

    /// <summary>Entries 2^bit and up become those below times the entries of another table.</summary>
    public void Double(int bit, PhaseTable factors)
    {
        var half = 1 << bit;
        var x = 0;
        for (; half - x >= Vector256<double>.Count; x += Vector256<double>.Count)
        {
            Vector256<double> re = Vector256.Create(Re.AsSpan(x)), im = Vector256.Create(Im.AsSpan(x));
            Vector256<double> c = Vector256.Create(factors.Re.AsSpan(x)), s = Vector256.Create(factors.Im.AsSpan(x));
            ((re * c) - (im * s)).CopyTo(Re.AsSpan(x + half));
            ((re * s) + (im * c)).CopyTo(Im.AsSpan(x + half));
        }

        for (; x < half; x++)
        {
            var (cos, sin) = (factors.Re[x], factors.Im[x]);
            Re[x + half] = (Re[x] * cos) - (Im[x] * sin);
            Im[x + half] = (Re[x] * sin) + (Im[x] * cos);
        }
    }
}
