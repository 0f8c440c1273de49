using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// The diagonal of a layer whose angles are all multiples of one parameter, for example a QAOA cost: few different values, so
/// one small index per amplitude replaces its sine and cosine. Made when the layer runs for the second time: once is cheaper
/// without.
/// </summary>
internal sealed class PhaseTable
{
    private const int MaximumQubits = 26;
    private readonly DiagonalTerm[] _terms;
    private readonly double[] _scales;
    private readonly Lock _lock = new();
    private bool _tooMany;
    private ushort[]? _index;
    private double[] _values = [];

    private PhaseTable(DiagonalTerm[] terms, double[] scales, int parameter)
    {
        _terms = terms;
        _scales = scales;
        Parameter = parameter;
    }

    /// <summary>Position of the parameter.</summary>
    public int Parameter { get; }

    public static PhaseTable? TryCreate(DiagonalTerm[] terms, ResolvedAngle[] angles)
    {
        if (angles.Length == 0 || !angles.All(a => a.Offset == 0 && a.Terms.Length == 1 && a.Terms[0].Index == angles[0].Terms[0].Index)) return null;
        return new PhaseTable(terms, [.. angles.Select(a => a.Terms[0].Scale)], angles[0].Terms[0].Index);
    }

    /// <summary>Index of each amplitude into the different values; null where there are more than 65,536 values.</summary>
    public (ushort[] Index, double[] Values)? Get(int qubitCount, long paddedAmplitudes)
    {
        lock (_lock)
        {
            if (_tooMany || qubitCount > MaximumQubits) return null;
            if (_index is null) Build(paddedAmplitudes);
            return _index is null ? null : (_index, _values);
        }
    }

    /// <summary>The multiple of the parameter at a basis state.</summary>
    public double ValueAt(long index)
    {
        var value = 0.0;
        for (var t = 0; t < _terms.Length; t++) value += _scales[t] * _terms[t].ValueAt(index);
        return value;
    }

    private void Build(long amplitudes)
    {
        var index = new ushort[amplitudes];
        var known = new Dictionary<double, ushort>();
        var values = new List<double>();
        for (long i = 0; i < amplitudes; i++)
        {
            var value = ValueAt(i);
            if (!known.TryGetValue(value, out var k))
            {
                if (values.Count > ushort.MaxValue)
                {
                    _tooMany = true;
                    return;
                }

                k = (ushort)values.Count;
                known[value] = k;
                values.Add(value);
            }

            index[i] = k;
        }

        _index = index;
        _values = [.. values];
    }
}
