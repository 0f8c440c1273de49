using System.Runtime.CompilerServices;
using Qratum.Kernels;

namespace Qratum;

public sealed partial class StateVector
{
    // Preparing an observable costs more than one expectation value of a small state; a search asks for the same one every time.
    private static readonly ConditionalWeakTable<PauliSum, PauliObservable> Prepared = [];
    private static readonly ConditionalWeakTable<IReadOnlyList<PauliSum>, PreparedList> PreparedLists = [];

    /// <inheritdoc/>
    public double Expectation(PauliSum observable)
    {
        var prepared = Prepare(observable);
        return prepared.Combine(0, Values(prepared));
    }

    /// <summary>
    /// ⟨ψ|H|ψ⟩ of several Hermitian sums. Strings that occur in many sums are evaluated once, and those that flip the same qubits
    /// share one visit of the state. A value may differ from that of its sum alone by rounding, some 1e-16 Σ|coefficient|, since
    /// additions are in another order; values are the same bits for any number of threads.
    /// </summary>
    /// <param name="observables">Sums on as many qubits as the state has.</param>
    /// <returns>One number for each sum, in order.</returns>
    /// <remarks>
    /// 2^n operations for each mask of flipped qubits, and 2^n / 64 for each different string. What is prepared for a list is kept as long
    /// as the list object lives: asking again for the same list costs only the visit.
    /// </remarks>
    /// <exception cref="ArgumentException">A sum acts on another number of qubits or has a complex coefficient.</exception>
    public double[] Expectation(IReadOnlyList<PauliSum> observables)
    {
        ArgumentNullException.ThrowIfNull(observables);
        if (observables.Count == 0) return [];
        if (observables.Count == 1) return [Expectation(observables[0])];
        var sums = new PauliSum[observables.Count];
        for (var k = 0; k < sums.Length; k++)
        {
            sums[k] = observables[k];
            ThrowIfNoObservable(sums[k]);
        }

        var prepared = Prepare(observables, sums);
        var values = Values(prepared);
        var result = new double[sums.Length];
        for (var k = 0; k < result.Length; k++) result[k] = prepared.Combine(k, values);
        return result;
    }

    /// <inheritdoc/>
    public double ApplyObservable(PauliSum observable, IStateRegister target)
    {
        var other = OtherThan(target);
        Apply(Prepare(observable), other);
        return _amplitudes.Inner(other._amplitudes).Real;
    }

    /// <summary>
    /// S|ψ⟩ for any sum of Pauli strings, Hermitian or not, written to another state; the result is not normalised. With
    /// <see cref="InnerProduct"/> and <see cref="Add"/> this is what Krylov methods, imaginary time and linear response stand on.
    /// </summary>
    /// <param name="sum">A sum on as many qubits as the state has, with any complex coefficients.</param>
    /// <param name="target">Another state of the same size and precision; what it held is lost.</param>
    /// <remarks>2^n operations for each mask of flipped qubits, and 2^n / 64 for each string; both states and a few kilobytes of memory.</remarks>
    /// <exception cref="ArgumentException">The sum acts on another number of qubits, or the target is this state or of another size or precision.</exception>
    public void Apply(PauliSum sum, StateVector target)
    {
        ArgumentNullException.ThrowIfNull(sum);
        var other = OtherThan(target);
        if (sum.QubitCount != QubitCount) throw new ArgumentException($"The sum acts on {sum.QubitCount} qubits, the state has {QubitCount}.", nameof(sum));
        Apply(Prepared.GetValue(sum, static s => new PauliObservable([s])), other);
    }

    private void Apply(PauliObservable prepared, StateVector target)
    {
        QratumDiagnostics.CountPass(_amplitudes.Lines * 128 * (prepared.Sectors.Length + 1));
        target._isAllZeros = false;
        _amplitudes.ApplyObservable(prepared, target._amplitudes);
    }

    private StateVector OtherThan(IStateRegister target)
    {
        var other = Same(target);
        return ReferenceEquals(other, this) ? throw new ArgumentException("The target must be another state.", nameof(target)) : other;
    }

    private static PauliObservable Prepare(IReadOnlyList<PauliSum> list, PauliSum[] sums)
    {
        // A list may change: what was prepared counts only for the sums that are in it now.
        if (PreparedLists.TryGetValue(list, out var kept) && kept.Sums.AsSpan().SequenceEqual(sums, ReferenceEqualityComparer.Instance)) return kept.Observable;
        var prepared = new PauliObservable(sums);
        PreparedLists.AddOrUpdate(list, new PreparedList(sums, prepared));
        return prepared;
    }

    private PauliObservable Prepare(PauliSum observable)
    {
        ThrowIfNoObservable(observable);
        return Prepared.GetValue(observable, static sum => new PauliObservable([sum]));
    }

    private double[] Values(PauliObservable observable)
    {
        QratumDiagnostics.CountPass(_amplitudes.Lines * 128 * observable.Sectors.Length);
        return _amplitudes.PauliValues(observable);
    }

    private void ThrowIfNoObservable(PauliSum observable)
    {
        ArgumentNullException.ThrowIfNull(observable);
        if (observable.QubitCount != QubitCount)
            throw new ArgumentException($"The observable acts on {observable.QubitCount} qubits, the state has {QubitCount}.", nameof(observable));
        if (!observable.IsHermitian) throw new ArgumentException("The observable has a complex coefficient; it is not Hermitian.", nameof(observable));
    }

    private sealed record PreparedList(PauliSum[] Sums, PauliObservable Observable);
}
