using System.Globalization;
using System.Numerics;
using System.Text;

namespace Qratum;

/// <summary>Writes one instruction of a circuit as lines of OpenQASM 2, each behind the same condition.</summary>
internal readonly struct QasmLines(StringBuilder text, string prefix)
{
    public void Measure(int qubit, string clbit) => text.Append(prefix).Append(CultureInfo.InvariantCulture, $"measure q[{qubit}] -> {clbit};\n");

    public void Line(string name, params ReadOnlySpan<int> qubits) => Line(name, [], qubits);

    public void Gate(Gate gate, ReadOnlySpan<int> qubits)
    {
        if (gate is ControlledGate controlled) Controlled(controlled.Target, qubits[..controlled.ControlCount], qubits[controlled.ControlCount..]);
        else Controlled(gate, [], qubits);
    }

    /// <summary>Any gate, acting where all controls are 1; exact up to a phase that is global.</summary>
    private void Controlled(Gate gate, ReadOnlySpan<int> controls, ReadOnlySpan<int> targets)
    {
        switch (gate)
        {
            case PauliRotation r: Rotation(r.Pauli, r.Theta.Value, controls, targets); break;
            case StandardGate { QubitCount: 2 } s: TwoQubit(s, controls, targets); break;
            default: OneQubit(gate, controls, targets[0]); break;
        }
    }

    private void TwoQubit(StandardGate gate, ReadOnlySpan<int> controls, ReadOnlySpan<int> targets)
    {
        var angle = gate.AngleCount > 0 ? gate.Angles[0].Value : 0;
        switch (gate.Kind)
        {
            case StandardGateKind.Swap when controls.IsEmpty: Line("swap", targets); break;
            case StandardGateKind.Swap when controls.Length == 1: Line("cswap", [controls[0], .. targets]); break;
            case StandardGateKind.Swap:
                Line("cx", targets[1], targets[0]);
                OneQubit(Qratum.Gate.X, [.. controls, targets[0]], targets[1]);
                Line("cx", targets[1], targets[0]);
                break;
            case StandardGateKind.Rxx when controls.IsEmpty: Line("rxx", [angle], targets); break;
            case StandardGateKind.Rzz when controls.IsEmpty: Line("rzz", [angle], targets); break;
            case StandardGateKind.Rxx: Rotation(PauliString.Parse("XX"), angle, controls, targets); break;
            case StandardGateKind.Ryy: Rotation(PauliString.Parse("YY"), angle, controls, targets); break;
            case StandardGateKind.Rzz: Rotation(PauliString.Parse("ZZ"), angle, controls, targets); break;
            case StandardGateKind.ISwap: Exchange(-Math.PI / 2, controls, targets); break;
            case StandardGateKind.ISwapdg: Exchange(Math.PI / 2, controls, targets); break;
            default:
                // XX + YY commutes with the diagonal factor, which is a phase on |11>.
                Exchange(angle, controls, targets);
                OneQubit(Qratum.Gate.Phase(-gate.Angles[1].Value), [.. controls, targets[0]], targets[1]);
                break;
        }
    }

    /// <summary>exp(−iθ(XX + YY)/2).</summary>
    private void Exchange(double theta, ReadOnlySpan<int> controls, ReadOnlySpan<int> targets)
    {
        Rotation(PauliString.Parse("XX"), theta, controls, targets);
        Rotation(PauliString.Parse("YY"), theta, controls, targets);
    }

    /// <summary>exp(−iθP/2): a change of basis to Z, a ladder that gathers the parity, a rotation of its last qubit, and all back.</summary>
    private void Rotation(PauliString pauli, double theta, ReadOnlySpan<int> controls, ReadOnlySpan<int> qubits)
    {
        var support = new List<int>();
        for (var k = 0; k < pauli.QubitCount; k++)
        {
            if (pauli[k] == Pauli.I) continue;
            support.Add(qubits[k]);
            if (pauli[k] == Pauli.Y) Line("sdg", qubits[k]);
            if (pauli[k] != Pauli.Z) Line("h", qubits[k]);
        }

        if (support.Count == 0)
        {
            // A phase; on controls it is seen where all of them are 1.
            if (!controls.IsEmpty) OneQubit(Qratum.Gate.Phase(-theta / 2), controls[..^1], controls[^1]);
            return;
        }

        for (var k = 1; k < support.Count; k++) Line("cx", support[k - 1], support[k]);
        OneQubit(Qratum.Gate.Rz(theta), controls, support[^1]);
        for (var k = support.Count - 1; k > 0; k--) Line("cx", support[k - 1], support[k]);
        for (var k = 0; k < pauli.QubitCount; k++)
        {
            if (pauli[k] is Pauli.X or Pauli.Y) Line("h", qubits[k]);
            if (pauli[k] == Pauli.Y) Line("s", qubits[k]);
        }
    }

    private void OneQubit(Gate gate, ReadOnlySpan<int> controls, int target)
    {
        if (gate is StandardGate { Kind: StandardGateKind.Id } && !controls.IsEmpty) return;
        if (gate is StandardGate standard && NameOf(standard.Kind, controls.Length) is { } name)
        {
            Line(name, [.. standard.Angles.Select(a => a.Value)], [.. controls, target]);
            return;
        }

        if (controls.Length > 1)
        {
            ManyControls(gate, controls, target);
            return;
        }

        var (alpha, theta, phi, lambda) = Angles(gate);
        if (controls.IsEmpty)
        {
            Line("u3", [theta, phi, lambda], target);
            return;
        }

        Line("u1", [alpha], controls);
        Line("cu3", [theta, phi, lambda], controls[0], target);
    }

    /// <summary>Lemma 7.5 of Barenco et al.: with V² = U, the last control applies V and V†, all others together V again.</summary>
    private void ManyControls(Gate gate, ReadOnlySpan<int> controls, int target)
    {
        var root = gate.Power(0.5);
        var others = controls[..^1];
        var last = controls[^1];
        OneQubit(root, [last], target);
        OneQubit(Qratum.Gate.X, others, last);
        OneQubit(root.Inverse(), [last], target);
        OneQubit(Qratum.Gate.X, others, last);
        OneQubit(root, others, target);
    }

    private static string? NameOf(StandardGateKind kind, int controls) => (kind, controls) switch
    {
        (StandardGateKind.Phase, 0) => "u1",
        (StandardGateKind.U, 0) => "u3",
        (_, 0) => new StandardGate(kind).Name,
        (StandardGateKind.X, 1) => "cx",
        (StandardGateKind.Y, 1) => "cy",
        (StandardGateKind.Z, 1) => "cz",
        (StandardGateKind.H, 1) => "ch",
        (StandardGateKind.Sx, 1) => "csx",
        (StandardGateKind.Rx, 1) => "crx",
        (StandardGateKind.Ry, 1) => "cry",
        (StandardGateKind.Rz, 1) => "crz",
        (StandardGateKind.Phase, 1) => "cu1",
        (StandardGateKind.U, 1) => "cu3",
        (StandardGateKind.X, 2) => "ccx",
        (StandardGateKind.X, 3) => "c3x",
        _ => null,
    };

    /// <summary>α, θ, φ, λ of e^{iα} U(θ, φ, λ).</summary>
    private static (double Alpha, double Theta, double Phi, double Lambda) Angles(Gate gate)
    {
        var m = gate.ToMatrix();
        var theta = 2 * Elementary.Atan2(Complex.Abs(m[1, 0]), Complex.Abs(m[0, 0]));
        var alpha = Elementary.Phase(m[0, 0]);
        var phi = Elementary.Phase(m[1, 0]) - alpha;
        // The phase of a small element is rounding; the larger of each pair fixes the sum.
        var lambda = Complex.Abs(m[0, 0]) >= Complex.Abs(m[1, 0]) ? Elementary.Phase(m[1, 1]) - alpha - phi : Elementary.Phase(-m[0, 1]) - alpha;
        return (alpha, theta, phi, lambda);
    }

    private void Line(string name, ReadOnlySpan<double> angles, params ReadOnlySpan<int> qubits)
    {
        text.Append(prefix).Append(name);
        for (var k = 0; k < angles.Length; k++) text.Append(k == 0 ? '(' : ',').Append(Number(angles[k]));
        if (!angles.IsEmpty) text.Append(')');
        for (var k = 0; k < qubits.Length; k++) text.Append(k == 0 ? ' ' : ',').Append(CultureInfo.InvariantCulture, $"q[{qubits[k]}]");
        text.Append(";\n");
    }

    private static string Number(double value)
    {
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        // The language wants a point in numbers with an exponent.
        return digits.Contains('E', StringComparison.Ordinal) && !digits.Contains('.', StringComparison.Ordinal)
            ? digits.Replace("E", ".0E", StringComparison.Ordinal)
            : digits;
    }
}
