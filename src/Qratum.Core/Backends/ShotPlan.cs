using System.Globalization;

namespace Qratum;

/// <summary>How the values of one or several sums are put together from the same measurements. Immutable.</summary>
internal sealed class ShotPlan
{
    private readonly (double[] Coefficients, BitMask Bits)[][] _terms;
    private readonly double[] _norms;

    public ShotPlan(Circuit circuit, PauliGroupingKind grouping, params ReadOnlySpan<PauliSum> observables)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        foreach (var observable in observables)
        {
            ArgumentNullException.ThrowIfNull(observable, nameof(observables));
            if (observable.QubitCount != circuit.QubitCount)
                throw new ArgumentException($"The observable acts on {observable.QubitCount} qubits, the circuit on {circuit.QubitCount}.", nameof(observables));
            if (!observable.IsHermitian) throw new ArgumentException("The observable has a complex coefficient; it is not Hermitian.", nameof(observables));
        }

        if (circuit.Instructions.Any(i => i.Operation is Measurement))
            throw new ArgumentException("The circuit measures; an estimator appends the measurements itself.", nameof(circuit));
        (Circuit, Observables) = (circuit, observables.ToArray());
        Identities = Array.ConvertAll(Observables, o => o.IdentityCoefficient.Real);
        var groups = PauliGrouping.Of(Largest(circuit.QubitCount, Observables), grouping);
        var coefficients = Array.ConvertAll(Observables, o => o.ToDictionary(t => t.Pauli, t => t.Coefficient.Real));
        var first = circuit.ClbitCount;
        Circuits = [.. groups.Select(g => Measured(circuit, g, first))];
        _terms = [.. groups.Select(g => g.Terms.Select(t => Measured(g, t.Pauli, coefficients, first)).ToArray())];
        _norms = [.. groups.Select(g => g.Terms.OneNorm)];
    }

    public Circuit Circuit { get; }

    public PauliSum[] Observables { get; }

    /// <summary>For each observable what needs no measurement.</summary>
    public double[] Identities { get; }

    /// <summary>For each group the circuit with basis change and measurements.</summary>
    public IReadOnlyList<Circuit> Circuits { get; }

    /// <summary>Whether the plan is for these, object by object.</summary>
    public bool IsFor(Circuit circuit, ReadOnlySpan<PauliSum> observables) =>
        ReferenceEquals(Circuit, circuit) && observables.SequenceEqual(Observables, ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Shots for a standard error of at most <paramref name="precision"/>: with shots in proportion to the norms s_g, the
    /// variance is at most Σ s_g²/n_g = (Σ s_g)²/n. Of several sums s_g takes the largest |coefficient| of each string, which bounds all.
    /// </summary>
    public int ShotsFor(double precision)
    {
        if (!(precision > 0) || !double.IsFinite(precision))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The precision is {precision:R}; it must be positive and finite."), nameof(precision));
        // One shot more a group makes up for rounding shares to whole numbers.
        var shots = Math.Ceiling(Math.Pow(_norms.Sum() / precision, 2)) + _norms.Length;
        return shots <= int.MaxValue ? Math.Max((int)shots, 1)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A precision of {precision:R} needs {shots:R} shots; at most {int.MaxValue} are possible."), nameof(precision));
    }

    /// <summary>Shares of the shots: one for each group, the rest by norm, largest remainders first.</summary>
    public int[] Allocate(int total)
    {
        if (_norms.Length == 0) return [];
        if (total < _norms.Length)
            throw new ArgumentException($"{total} shots are fewer than the {_norms.Length} groups of terms; each group needs at least one.", nameof(total));
        var (spare, sum) = (total - _norms.Length, _norms.Sum());
        var exact = Array.ConvertAll(_norms, s => spare * (s / sum));
        var shares = Array.ConvertAll(exact, e => (int)e);
        var left = spare - shares.Sum();
        foreach (var g in Enumerable.Range(0, shares.Length).OrderByDescending(g => exact[g] - shares[g]).Take(left)) shares[g]++;
        return Array.ConvertAll(shares, s => s + 1);
    }

    /// <summary>Mean over the shots of what a group contributes to an observable, and the variance of that mean.</summary>
    public (double Mean, double Variance) Evaluate(int group, Counts counts, int observable = 0)
    {
        double sum = 0, squares = 0;
        foreach (var (bits, count) in counts)
        {
            var value = ValueOf(group, bits, observable);
            sum += count * value;
        }

        var mean = sum / counts.Shots;
        if (counts.Shots < 2)
        {
            var bound = _terms[group].Sum(t => Math.Abs(t.Coefficients[observable]));
            return (mean, bound * bound);
        }

        foreach (var (bits, count) in counts)
        {
            var deviation = ValueOf(group, bits, observable) - mean;
            squares += count * deviation * deviation;
        }

        return (mean, squares / (counts.Shots - 1) / counts.Shots);
    }

    private double ValueOf(int group, BitString bits, int observable)
    {
        var value = 0.0;
        foreach (var (coefficients, positions) in _terms[group])
        {
            var coefficient = coefficients[observable];
            value += ((bits.Bits & positions).PopCount & 1) == 0 ? coefficient : -coefficient;
        }

        return value;
    }

    /// <summary>Every string of the sums with its largest |coefficient|; a sum alone as it is.</summary>
    private static PauliSum Largest(int qubitCount, PauliSum[] sums)
    {
        if (sums.Length == 1) return sums[0];
        var largest = new Dictionary<PauliString, double>();
        foreach (var (coefficient, pauli) in sums.SelectMany(s => s))
            largest[pauli] = Math.Max(largest.GetValueOrDefault(pauli), Math.Abs(coefficient.Real));
        var builder = new PauliSumBuilder(qubitCount);
        foreach (var (pauli, coefficient) in largest) builder.Add(coefficient, pauli);
        return builder.Build();
    }

    private static Circuit Measured(Circuit circuit, PauliGroup group, int first)
    {
        var builder = new CircuitBuilder(circuit.QubitCount, first + circuit.QubitCount).Append(circuit).Append(group.BasisChange());
        for (var k = 0; k < circuit.QubitCount; k++) builder.Measure(k, first + k);
        return builder.Build();
    }

    /// <summary>For each observable the coefficient of a string with the sign that measuring gives it, and the bits to look at.</summary>
    private static (double[] Coefficients, BitMask Bits) Measured(PauliGroup group, PauliString pauli, Dictionary<PauliString, double>[] coefficients, int first)
    {
        var (sign, diagonal) = group.Measured(pauli);
        return (Array.ConvertAll(coefficients, c => sign * c.GetValueOrDefault(pauli)), Positions(diagonal, first));
    }

    /// <summary>The classical bits whose parity is the sign of a term.</summary>
    private static BitMask Positions(PauliString diagonal, int first)
    {
        var support = diagonal.Z;
        if (first == 0) return support;
        var shifted = default(BitMask);
        for (var k = 0; k < diagonal.QubitCount; k++)
        {
            if (support[k]) shifted |= BitMask.Single(first + k);
        }

        return shifted;
    }
}
