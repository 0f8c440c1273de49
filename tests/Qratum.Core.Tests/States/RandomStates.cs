using System.Numerics;

namespace Qratum.Core.Tests.States;

/// <summary>Normalised states with normally distributed amplitudes.</summary>
internal static class RandomStates
{
    public static Complex[] Next(PhiloxRandom random, int qubits)
    {
        var amplitudes = new Complex[1 << qubits];
        for (var i = 0; i < amplitudes.Length; i++) amplitudes[i] = new Complex(random.NextGaussian(), random.NextGaussian());
        var norm = Math.Sqrt(amplitudes.Sum(a => (a.Real * a.Real) + (a.Imaginary * a.Imaginary)));
        for (var i = 0; i < amplitudes.Length; i++) amplitudes[i] /= norm;
        return amplitudes;
    }
}
