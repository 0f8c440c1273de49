using System.Numerics;

namespace Qratum;

public abstract partial record Gate
{
    /// <summary>Identity.</summary>
    public static Gate Id { get; } = new StandardGate(StandardGateKind.Id);

    /// <summary>Pauli X.</summary>
    public static Gate X { get; } = new StandardGate(StandardGateKind.X);

    /// <summary>Pauli Y.</summary>
    public static Gate Y { get; } = new StandardGate(StandardGateKind.Y);

    /// <summary>Pauli Z.</summary>
    public static Gate Z { get; } = new StandardGate(StandardGateKind.Z);

    /// <summary>Hadamard.</summary>
    public static Gate H { get; } = new StandardGate(StandardGateKind.H);

    /// <summary>diag(1, i).</summary>
    public static Gate S { get; } = new StandardGate(StandardGateKind.S);

    /// <summary>diag(1, −i).</summary>
    public static Gate Sdg { get; } = new StandardGate(StandardGateKind.Sdg);

    /// <summary>diag(1, e^{iπ/4}).</summary>
    public static Gate T { get; } = new StandardGate(StandardGateKind.T);

    /// <summary>diag(1, e^{−iπ/4}).</summary>
    public static Gate Tdg { get; } = new StandardGate(StandardGateKind.Tdg);

    /// <summary>Principal square root of X.</summary>
    public static Gate Sx { get; } = new StandardGate(StandardGateKind.Sx);

    /// <summary>Inverse of <see cref="Sx"/>.</summary>
    public static Gate Sxdg { get; } = new StandardGate(StandardGateKind.Sxdg);

    /// <summary>Exchange of two qubits.</summary>
    public static Gate Swap { get; } = new StandardGate(StandardGateKind.Swap);

    /// <summary>Exchange with a factor i.</summary>
    public static Gate ISwap { get; } = new StandardGate(StandardGateKind.ISwap);

    /// <summary>Inverse of <see cref="ISwap"/>.</summary>
    public static Gate ISwapdg { get; } = new StandardGate(StandardGateKind.ISwapdg);

    /// <summary>Controlled X; the control is the first qubit.</summary>
    public static Gate Cx { get; } = X.Control();

    /// <summary>Controlled Y; the control is the first qubit.</summary>
    public static Gate Cy { get; } = Y.Control();

    /// <summary>Controlled Z.</summary>
    public static Gate Cz { get; } = Z.Control();

    /// <summary>Controlled Hadamard; the control is the first qubit.</summary>
    public static Gate Ch { get; } = H.Control();

    /// <summary>X with two controls, the first two qubits.</summary>
    public static Gate Ccx { get; } = X.Control(2);

    /// <summary>Exchange of the last two qubits, controlled by the first.</summary>
    public static Gate CSwap { get; } = Swap.Control();

    /// <summary>exp(−iθX/2).</summary>
    public static Gate Rx(Angle theta) => new StandardGate(StandardGateKind.Rx, theta);

    /// <summary>exp(−iθY/2).</summary>
    public static Gate Ry(Angle theta) => new StandardGate(StandardGateKind.Ry, theta);

    /// <summary>exp(−iθZ/2).</summary>
    public static Gate Rz(Angle theta) => new StandardGate(StandardGateKind.Rz, theta);

    /// <summary>diag(1, e^{iλ}).</summary>
    public static Gate Phase(Angle lambda) => new StandardGate(StandardGateKind.Phase, lambda);

    /// <summary>The general one-qubit gate; see <see cref="StandardGateKind.U"/>.</summary>
    public static Gate U(Angle theta, Angle phi, Angle lambda) => new StandardGate(StandardGateKind.U, theta, phi, lambda);

    /// <summary>exp(−iθ(XX + YY)/2) · diag(1, 1, 1, e^{−iφ}).</summary>
    public static Gate FSim(Angle theta, Angle phi) => new StandardGate(StandardGateKind.FSim, theta, phi);

    /// <summary>exp(−iθ XX/2).</summary>
    public static Gate Rxx(Angle theta) => new StandardGate(StandardGateKind.Rxx, theta);

    /// <summary>exp(−iθ YY/2).</summary>
    public static Gate Ryy(Angle theta) => new StandardGate(StandardGateKind.Ryy, theta);

    /// <summary>exp(−iθ ZZ/2).</summary>
    public static Gate Rzz(Angle theta) => new StandardGate(StandardGateKind.Rzz, theta);

    /// <summary>exp(−iθP/2) for any Pauli string; its qubit k is the k-th qubit the gate is applied to.</summary>
    public static Gate Rotation(PauliString pauli, Angle theta) => new PauliRotation(pauli, theta);

    /// <summary>An arbitrary unitary, row-major; see <see cref="UnitaryGate"/>.</summary>
    /// <exception cref="ArgumentException">The matrix is not unitary or its size is not 4^k.</exception>
    public static Gate Unitary(ReadOnlySpan<Complex> matrix) => new UnitaryGate(matrix);
}
