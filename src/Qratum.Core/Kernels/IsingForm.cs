using System.Numerics;

namespace Qratum.Kernels;

/// <summary>
/// A bound diagonal of Z and ZZ terms: amplitude i gets the phase constant + Σ h_q z_q + Σ J_ab z_a z_b with z = +1 for bit 0.
/// Any number of phase, Z, controlled-phase and ZZ gates add up to one such form, and applying it costs the same however many
/// they were.
/// </summary>
internal sealed class IsingForm
{
    private readonly double[] _fields;
    private readonly double[] _couplings;
    private double _constant;

    public IsingForm(int qubitCount)
    {
        QubitCount = qubitCount;
        _fields = new double[qubitCount];
        _couplings = new double[qubitCount * qubitCount];
    }

    public int QubitCount { get; }

    /// <summary>Whether a term has at most two Z.</summary>
    public static bool Holds(DiagonalTerm term) => BitOperations.PopCount((ulong)term.Mask) <= 2;

    /// <summary>J_ab, symmetric; zero for a = b.</summary>
    public double Coupling(int a, int b) => _couplings[(a * QubitCount) + b];

    /// <summary>Adds one generator times its angle.</summary>
    public void Add(DiagonalTerm term, double angle)
    {
        var mask = (ulong)term.Mask;
        var a = BitOperations.TrailingZeroCount(mask);
        var b = 63 - BitOperations.LeadingZeroCount(mask);
        switch (BitOperations.PopCount(mask), term.IsParity)
        {
            case (0, true): _constant -= angle / 2; break;
            case (1, true): _fields[a] -= angle / 2; break;
            case (2, true): AddCoupling(a, b, -angle / 2); break;
            case (0, false): _constant += angle; break;
            case (1, false):
                _constant += angle / 2;
                _fields[a] -= angle / 2;
                break;
            case (2, false):
                _constant += angle / 4;
                _fields[a] -= angle / 4;
                _fields[b] -= angle / 4;
                AddCoupling(a, b, angle / 4);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(term), term, "At most two qubits.");
        }
    }

    /// <summary>
    /// exp(iφ) for all values of qubits <paramref name="first"/> .. <paramref name="first"/> + bits − 1 with lower qubits 0 and
    /// without what belongs to higher ones, by doubling: one more qubit multiplies the known half by its own phase. O(2^bits).
    /// </summary>
    public (double[] Re, double[] Im) Table(int first, int bits, bool hasConstant)
    {
        var size = 1 << bits;
        var table = (Re: new double[size], Im: new double[size]);
        var end = first + bits;
        var phase = hasConstant ? _constant : 0;
        for (var k = first; k < end; k++)
        {
            phase += _fields[k];
            // A pair belongs to the range of its upper qubit; a lower qubit outside is 0 and acts as a field.
            for (var l = 0; l < k; l++) phase += Coupling(k, l);
        }

        (table.Im[0], table.Re[0]) = Math.SinCos(phase);
        var step = (Re: new double[Math.Max(1, size / 2)], Im: new double[Math.Max(1, size / 2)]);
        for (var k = 0; k < bits; k++)
        {
            var qubit = first + k;
            var turn = _fields[qubit];
            for (var l = 0; l < end; l++) turn += Coupling(qubit, l);

            (step.Im[0], step.Re[0]) = Math.SinCos(-2 * turn);
            for (var l = 0; l < k; l++)
            {
                var coupling = Coupling(qubit, first + l);
                var (sin, cos) = coupling == 0 ? (0, 1) : Math.SinCos(4 * coupling);
                Double(step.Re, step.Im, 1 << l, cos, sin);
            }

            var half = 1 << k;
            for (var x = 0; x < half; x++)
            {
                var (re, im) = (table.Re[x], table.Im[x]);
                table.Re[x + half] = (re * step.Re[x]) - (im * step.Im[x]);
                table.Im[x + half] = (re * step.Im[x]) + (im * step.Re[x]);
            }
        }

        return table;
    }

    /// <summary>exp(−2i Σ_k J_jk z_k), the factor of setting qubit j, for all values of qubits k in a range.</summary>
    public (double[] Re, double[] Im) Turns(int qubit, int first, int bits)
    {
        var size = 1 << bits;
        var turns = (Re: new double[size], Im: new double[size]);
        var phase = 0.0;
        for (var k = first; k < first + bits; k++) phase += Coupling(qubit, k);
        (turns.Im[0], turns.Re[0]) = Math.SinCos(-2 * phase);
        for (var k = 0; k < bits; k++)
        {
            var (sin, cos) = Math.SinCos(4 * Coupling(qubit, first + k));
            Double(turns.Re, turns.Im, 1 << k, cos, sin);
        }

        return turns;
    }

    private static void Double(double[] re, double[] im, int half, double cos, double sin)
    {
        for (var x = 0; x < half; x++)
        {
            re[x + half] = (re[x] * cos) - (im[x] * sin);
            im[x + half] = (re[x] * sin) + (im[x] * cos);
        }
    }

    private void AddCoupling(int a, int b, double value)
    {
        _couplings[(a * QubitCount) + b] += value;
        _couplings[(b * QubitCount) + a] += value;
    }
}
