using System.Runtime.CompilerServices;
using Qratum.Kernels;

namespace Qratum;

public sealed partial class StateVector
{
    // Preparing an observable costs more than one expectation value of a small state; a search asks for the same one every time.
    private static readonly ConditionalWeakTable<PauliSum, PauliObservable> Prepared = [];

    /// <inheritdoc/>
    public double Expectation(PauliSum observable)
    {
        var prepared = Prepare(observable);
        return prepared.Combine(0, Values(prepared));
    }

    /// <summary>
    /// ⟨ψ|H|ψ⟩ of several Hermitian sums. Strings that occur in many sums are evaluated once, and those that flip the same qubits
    /// share one visit of the state.
    /// </summary>
    /// <param name="observables">Sums on as many qubits as the state has.</param>
    /// <returns>One number for each sum, in order.</returns>
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

        var prepared = new PauliObservable(sums);
        var values = Values(prepared);
        var result = new double[sums.Length];
        for (var k = 0; k < result.Length; k++) result[k] = prepared.Combine(k, values);
        return result;
    }

    /// <inheritdoc/>
    public double ApplyObservable(PauliSum observable, IStateRegister target)
    {
        var other = Same(target);
        if (ReferenceEquals(other, this)) throw new ArgumentException("The target must be another state.", nameof(target));
        var prepared = Prepare(observable);
        QratumDiagnostics.CountPass(_amplitudes.Lines * 128 * (prepared.Sectors.Length + 1));
        _amplitudes.ApplyObservable(prepared, other._amplitudes);
        return _amplitudes.Inner(other._amplitudes).Real;
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
}
