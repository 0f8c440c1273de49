using System.Numerics;

namespace Qratum;

public sealed partial class StateVector
{
    /// <summary>Adds a multiple of another state: |ψ⟩ becomes |ψ⟩ + factor · |other⟩, not normalised. One pass over both states.</summary>
    /// <param name="factor">A finite complex number.</param>
    /// <param name="other">A state of the same size and precision; may be this one.</param>
    /// <exception cref="ArgumentException">The other state is of another size or precision, or the factor is not finite.</exception>
    public void Add(Complex factor, StateVector other)
    {
        ThrowIfNotFinite(factor);
        var same = Same(other);
        QratumDiagnostics.CountPass(_amplitudes.Lines * 384);
        _isAllZeros = false;
        _amplitudes.Combine(Complex.One, factor, same._amplitudes);
    }

    /// <summary>Multiplies every amplitude by a number, for example 1/√<see cref="NormSquared"/>. One pass over the state.</summary>
    /// <param name="factor">A finite complex number.</param>
    /// <exception cref="ArgumentException">The factor is not finite.</exception>
    public void Scale(Complex factor)
    {
        ThrowIfNotFinite(factor);
        QratumDiagnostics.CountPass(_amplitudes.Lines * 256);
        _isAllZeros = false;
        _amplitudes.Combine(factor, Complex.Zero, null);
    }

    private static void ThrowIfNotFinite(Complex factor)
    {
        if (!Complex.IsFinite(factor)) throw new ArgumentException($"The factor is {factor}; it must be finite.", nameof(factor));
    }
}
