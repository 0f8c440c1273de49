using System.Numerics;

namespace Qratum.Optimization.Tests;

/// <summary>QAOA straight from its definition: amplitudes times phases of the energy, then the mixer, one qubit at a time.</summary>
internal static class QaoaReference
{
    internal static double Expectation(IsingModel model, QaoaAngles angles)
    {
        var n = model.SpinCount;
        var energies = AllBits.Of(n).Select(model.Energy).ToArray();
        var state = new Complex[1 << n];
        Array.Fill(state, 1 / Math.Sqrt(state.Length));
        for (var layer = 0; layer < angles.Layers; layer++)
        {
            // exp(-iγC) with C = -E.
            for (var x = 0; x < state.Length; x++) state[x] *= Complex.Exp(Complex.ImaginaryOne * angles.Gammas[layer] * energies[x]);

            // exp(-iβX) = cos β - i sin β X on every qubit.
            var (sin, cos) = Math.SinCos(angles.Betas[layer]);
            for (var q = 0; q < n; q++)
            {
                for (var x = 0; x < state.Length; x++)
                {
                    if ((x >> q & 1) != 0) continue;
                    var (a, b) = (state[x], state[x | 1 << q]);
                    state[x] = (cos * a) - (Complex.ImaginaryOne * sin * b);
                    state[x | 1 << q] = (cos * b) - (Complex.ImaginaryOne * sin * a);
                }
            }
        }

        return state.Select((a, x) => (a.Magnitude * a.Magnitude) * energies[x]).Sum();
    }
}
