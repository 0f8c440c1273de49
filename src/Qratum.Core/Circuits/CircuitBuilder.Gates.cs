using System.Numerics;

namespace Qratum;

public sealed partial class CircuitBuilder
{
    /// <summary>Applies the identity.</summary>
    public CircuitBuilder Id(int qubit) => Add(Gate.Id, [qubit]);

    /// <summary>Applies the Pauli X.</summary>
    public CircuitBuilder X(int qubit) => Add(Gate.X, [qubit]);

    /// <summary>Applies the Pauli Y.</summary>
    public CircuitBuilder Y(int qubit) => Add(Gate.Y, [qubit]);

    /// <summary>Applies the Pauli Z.</summary>
    public CircuitBuilder Z(int qubit) => Add(Gate.Z, [qubit]);

    /// <summary>Applies the Hadamard gate.</summary>
    public CircuitBuilder H(int qubit) => Add(Gate.H, [qubit]);

    /// <summary>Applies the diag(1, i).</summary>
    public CircuitBuilder S(int qubit) => Add(Gate.S, [qubit]);

    /// <summary>Applies the diag(1, −i).</summary>
    public CircuitBuilder Sdg(int qubit) => Add(Gate.Sdg, [qubit]);

    /// <summary>Applies the diag(1, e^{iπ/4}).</summary>
    public CircuitBuilder T(int qubit) => Add(Gate.T, [qubit]);

    /// <summary>Applies the diag(1, e^{−iπ/4}).</summary>
    public CircuitBuilder Tdg(int qubit) => Add(Gate.Tdg, [qubit]);

    /// <summary>Applies the square root of X.</summary>
    public CircuitBuilder Sx(int qubit) => Add(Gate.Sx, [qubit]);

    /// <summary>Applies the inverse square root of X.</summary>
    public CircuitBuilder Sxdg(int qubit) => Add(Gate.Sxdg, [qubit]);

    /// <summary>Applies exp(−iθX/2).</summary>
    public CircuitBuilder Rx(Angle theta, int qubit) => Add(Gate.Rx(theta), [qubit]);

    /// <summary>Applies exp(−iθY/2).</summary>
    public CircuitBuilder Ry(Angle theta, int qubit) => Add(Gate.Ry(theta), [qubit]);

    /// <summary>Applies exp(−iθZ/2).</summary>
    public CircuitBuilder Rz(Angle theta, int qubit) => Add(Gate.Rz(theta), [qubit]);

    /// <summary>Applies diag(1, e^{iθ}).</summary>
    public CircuitBuilder Phase(Angle theta, int qubit) => Add(Gate.Phase(theta), [qubit]);

    /// <summary>Applies the general one-qubit gate; see <see cref="StandardGateKind.U"/>.</summary>
    public CircuitBuilder U(Angle theta, Angle phi, Angle lambda, int qubit) => Add(Gate.U(theta, phi, lambda), [qubit]);

    /// <summary>Applies X to the target where the control is 1.</summary>
    public CircuitBuilder Cx(int control, int target) => Add(Gate.Cx, [control, target]);

    /// <summary>Applies Y to the target where the control is 1.</summary>
    public CircuitBuilder Cy(int control, int target) => Add(Gate.Cy, [control, target]);

    /// <summary>Applies Z to the target where the control is 1.</summary>
    public CircuitBuilder Cz(int control, int target) => Add(Gate.Cz, [control, target]);

    /// <summary>Applies the Hadamard gate to the target where the control is 1.</summary>
    public CircuitBuilder Ch(int control, int target) => Add(Gate.Ch, [control, target]);

    /// <summary>Applies exp(−iθX/2) to the target where the control is 1.</summary>
    public CircuitBuilder Crx(Angle theta, int control, int target) => Add(Gate.Rx(theta).Control(), [control, target]);

    /// <summary>Applies exp(−iθY/2) to the target where the control is 1.</summary>
    public CircuitBuilder Cry(Angle theta, int control, int target) => Add(Gate.Ry(theta).Control(), [control, target]);

    /// <summary>Applies exp(−iθZ/2) to the target where the control is 1.</summary>
    public CircuitBuilder Crz(Angle theta, int control, int target) => Add(Gate.Rz(theta).Control(), [control, target]);

    /// <summary>Applies diag(1, e^{iθ}) to the target where the control is 1.</summary>
    public CircuitBuilder Cp(Angle theta, int control, int target) => Add(Gate.Phase(theta).Control(), [control, target]);

    /// <summary>Exchanges two qubits.</summary>
    public CircuitBuilder Swap(int first, int second) => Add(Gate.Swap, [first, second]);

    /// <summary>Exchanges two qubits with a factor i.</summary>
    public CircuitBuilder ISwap(int first, int second) => Add(Gate.ISwap, [first, second]);

    /// <summary>Applies <see cref="Gate.FSim"/>.</summary>
    public CircuitBuilder FSim(Angle theta, Angle phi, int first, int second) => Add(Gate.FSim(theta, phi), [first, second]);

    /// <summary>Applies exp(−iθ XX/2).</summary>
    public CircuitBuilder Rxx(Angle theta, int first, int second) => Add(Gate.Rxx(theta), [first, second]);

    /// <summary>Applies exp(−iθ YY/2).</summary>
    public CircuitBuilder Ryy(Angle theta, int first, int second) => Add(Gate.Ryy(theta), [first, second]);

    /// <summary>Applies exp(−iθ ZZ/2).</summary>
    public CircuitBuilder Rzz(Angle theta, int first, int second) => Add(Gate.Rzz(theta), [first, second]);

    /// <summary>Applies X to the target where both controls are 1.</summary>
    public CircuitBuilder Ccx(int control1, int control2, int target) => Add(Gate.Ccx, [control1, control2, target]);

    /// <summary>Exchanges two qubits where the control is 1.</summary>
    public CircuitBuilder CSwap(int control, int first, int second) => Add(Gate.CSwap, [control, first, second]);

    /// <summary>Applies exp(−iθP/2) for a string on all qubits of the circuit; qubits with the identity are left out.</summary>
    public CircuitBuilder Rotation(PauliString pauli, Angle theta) => AddRotation(pauli, theta);

    /// <summary>Applies exp(−iθP/2) on chosen qubits: qubit k of the string on <c>qubits[k]</c>.</summary>
    public CircuitBuilder Rotation(PauliString pauli, Angle theta, params ReadOnlySpan<int> qubits) => Add(new PauliRotation(pauli, theta), qubits);

    /// <summary>Applies an arbitrary unitary, row-major, the first qubit being bit 0 of its index.</summary>
    public CircuitBuilder Unitary(ReadOnlySpan<Complex> matrix, params ReadOnlySpan<int> qubits) => Add(new UnitaryGate(matrix), qubits);

    private CircuitBuilder AddRotation(PauliString pauli, Angle theta)
    {
        if (pauli.QubitCount != QubitCount)
            throw new ArgumentException($"'{pauli}' acts on {pauli.QubitCount} qubits, the circuit has {QubitCount}.", nameof(pauli));
        var factors = new List<Pauli>();
        var qubits = new List<int>();
        for (var k = 0; k < QubitCount; k++)
        {
            if (pauli[k] == Pauli.I) continue;
            factors.Add(pauli[k]);
            qubits.Add(k);
        }

        // exp(−iθ/2) alone is a global phase; it is kept as a rotation by the identity, since a control would see it.
        if (qubits.Count == 0) (factors, qubits) = ([Pauli.I], [0]);
        return Add(new PauliRotation(PauliString.FromFactors(factors.ToArray()), theta), qubits.ToArray());
    }
}
