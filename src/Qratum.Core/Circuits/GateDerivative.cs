using System.Numerics;

namespace Qratum;

/// <summary>Derivatives of gate matrices, exact: the elements are trigonometric in each angle, of frequency 1/2 or 1.</summary>
internal static class GateDerivative
{
    /// <summary>∂M/∂angle at given angles, row-major.</summary>
    public static Complex[] Of(Gate gate, ReadOnlySpan<double> angles, int angle)
    {
        var size = 1 << (2 * gate.QubitCount);
        var plus = new Complex[size];
        var shifted = angles.ToArray();
        if (HasHalfFrequency(gate, angle))
        {
            // d cos(θ/2)/dθ = cos((θ + π)/2)/2, and the same for the sine; no element is constant.
            shifted[angle] = angles[angle] + Math.PI;
            gate.WriteMatrix(shifted, plus);
            for (var k = 0; k < size; k++) plus[k] /= 2;
            return plus;
        }

        // d e^{iθ}/dθ = (e^{i(θ+π/2)} − e^{i(θ−π/2)})/2, and constants cancel.
        var minus = new Complex[size];
        shifted[angle] = angles[angle] + (Math.PI / 2);
        gate.WriteMatrix(shifted, plus);
        shifted[angle] = angles[angle] - (Math.PI / 2);
        gate.WriteMatrix(shifted, minus);
        for (var k = 0; k < size; k++) plus[k] = (plus[k] - minus[k]) / 2;
        return plus;
    }

    private static bool HasHalfFrequency(Gate gate, int angle) => gate switch
    {
        PauliRotation => true,
        StandardGate standard => standard.Kind switch
        {
            StandardGateKind.Phase or StandardGateKind.FSim => false,
            StandardGateKind.U => angle == 0,
            _ => true,
        },
        _ => throw new NotSupportedException($"The gate '{gate.Name}' has no derivative."),
    };
}
