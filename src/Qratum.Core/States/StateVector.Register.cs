using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

public sealed partial class StateVector
{
    /// <inheritdoc/>
    public void SetZero()
    {
        _amplitudes.SetBasisState(0);
        _isAllZeros = true;
    }

    /// <inheritdoc/>
    public void CopyFrom(IStateRegister source)
    {
        var same = Same(source);
        _amplitudes.CopyFrom(same._amplitudes);
        _isAllZeros = same._isAllZeros;
    }

    /// <inheritdoc/>
    public void Run(Pass pass, ReadOnlySpan<double> parameters, bool isInverse = false)
    {
        if (pass is ReorderPass reorder)
        {
            if (_isAllZeros) return;
            foreach (var sweep in isInverse ? reorder.Sweeps.Reverse() : reorder.Sweeps) Run(sweep, parameters, isInverse);
            return;
        }

        QratumDiagnostics.CountPass(_amplitudes.Lines * 256);
        _isAllZeros = false;
        _amplitudes.Run(pass, parameters, isInverse);
    }

    /// <inheritdoc/>
    public Complex InnerProduct(IStateRegister other) => _amplitudes.Inner(Same(other)._amplitudes);

    /// <inheritdoc/>
    public void StepBack(Pass pass, ReadOnlySpan<double> parameters, IStateRegister costate, Span<double> gradient)
    {
        if (pass is ReorderPass)
        {
            Run(pass, parameters, isInverse: true);
            costate.Run(pass, parameters, isInverse: true);
            return;
        }

        QratumDiagnostics.CountPass(_amplitudes.Lines * 512);
        (_isAllZeros, Same(costate)._isAllZeros) = (false, false);
        var sums = _amplitudes.StepBack(pass, parameters, Same(costate)._amplitudes);
        PassGradient.Add(pass, parameters, sums, gradient);
    }

    /// <inheritdoc/>
    public double ProbabilityOfOne(int qubit)
    {
        ThrowIfNoQubit(qubit);
        return _amplitudes.Norm2(1L << qubit, 1L << qubit);
    }

    /// <inheritdoc/>
    public void Collapse(int qubit, bool outcome, double probability)
    {
        ThrowIfNoQubit(qubit);
        if (!(probability > 0)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "An outcome that was measured has a positive probability.");
        _isAllZeros = false;
        _amplitudes.Project(1L << qubit, outcome ? 1L << qubit : 0, 1 / Math.Sqrt(probability));
    }

    /// <inheritdoc/>
    public void VisitProbabilities(double threshold, Action<long, double> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        for (long i = 0; i < Length; i++)
        {
            var probability = Probability(i);
            if (probability > threshold) visit(i, probability);
        }
    }

    internal Amplitudes Amplitudes => _amplitudes;

    internal static long Mask(ReadOnlySpan<int> qubits)
    {
        var mask = 0L;
        foreach (var qubit in qubits) mask |= 1L << qubit;
        return mask;
    }

    private StateVector Same(IStateRegister other) => other is StateVector state && state.QubitCount == QubitCount && state.Precision == Precision
        ? state : throw new ArgumentException($"The other state must be a {nameof(StateVector)} of {QubitCount} qubits in {Precision} precision.", nameof(other));

    private void ThrowIfNoQubit(int qubit)
    {
        if ((uint)qubit >= (uint)QubitCount) throw new ArgumentOutOfRangeException(nameof(qubit), qubit, $"Allowed are 0 to {QubitCount - 1}.");
    }
}
