using System.Collections.Immutable;
using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// Turns gates into the few kinds of work that kernels do: Y rotations, phases, Pauli rotations and matrices. Constant gates on
/// one qubit are multiplied first; what is left of them becomes phase · RY · phase, or joins a neighbouring two-qubit matrix. Swaps are taken out before.
/// </summary>
/// <param name="circuit">The circuit.</param>
/// <param name="origins">Instruction of each gate, where operations should tell what they come from.</param>
internal sealed class GateLowering(Circuit circuit, IReadOnlyList<int>? origins = null)
{
    // A circuit of so few gates gains nothing from splitting matrices into rotations and phases.
    private const int FewGates = 3;

    // Phases between two controlled X that undo each other.
    private const int MostBetween = 64;
    private readonly List<CircuitOp?> _ops = [];
    private readonly int[] _last = [.. Enumerable.Repeat(-1, circuit.QubitCount)];
    private readonly Complex[]?[] _pending = new Complex[]?[circuit.QubitCount];
    private readonly List<int>?[] _pendingGates = new List<int>?[circuit.QubitCount];
    private bool _keepsMatrices;

    // What the next operations come from.
    private List<int>? _gates;

    public List<CircuitOp> Lower(IReadOnlyCollection<Instruction> gates)
    {
        _keepsMatrices = gates.Count <= FewGates;
        var next = 0;
        foreach (var instruction in gates)
        {
            _gates = origins is null ? null : [origins[next++]];
            Add(instruction.Gate!, instruction.Qubits);
        }

        for (var qubit = 0; qubit < _pending.Length; qubit++) Flush(qubit);
        return [.. _ops.OfType<CircuitOp>()];
    }

    private static long Bit(int qubit) => 1L << qubit;

    private static ResolvedAngle Constant(double value) => new(value, []);

    private void Add(Gate gate, ImmutableArray<int> qubits)
    {
        var controls = ImmutableArray<int>.Empty;
        if (gate is ControlledGate controlled)
        {
            controls = qubits[..controlled.ControlCount];
            qubits = qubits[controlled.ControlCount..];
            gate = controlled.Target;
        }

        if (gate is StandardGate { Kind: StandardGateKind.Id }) return;
        var angles = gate.Angles.Select(circuit.Resolve).ToArray();
        var isConstant = angles.All(a => a.IsConstant);
        if (qubits.Length == 1 && controls.IsEmpty && isConstant)
        {
            var matrix = new Complex[4];
            gate.WriteMatrix([.. angles.Select(a => a.Offset)], matrix);
            var known = _pending[qubits[0]];
            _pending[qubits[0]] = known is null ? matrix : SmallMatrix.Product(matrix, known, 2);
            _pendingGates[qubits[0]] = Joined(_pendingGates[qubits[0]], _gates);
            return;
        }

        if (qubits.Length == 2 && controls.IsEmpty && isConstant && !gate.IsDiagonal)
        {
            AddTwoQubit(gate, qubits, angles);
            return;
        }

        foreach (var qubit in qubits) Flush(qubit);
        foreach (var qubit in controls) Flush(qubit);
        if (gate is StandardGate { Kind: StandardGateKind.X } && controls.Length == 1 && TryUndoExchange(controls[0], qubits[0])) return;
        if (DiagonalTerms.TryGet(gate, qubits, controls, angles) is { } terms) AddDiagonal(terms);
        else if (qubits.Length == 1 && controls.IsEmpty && gate is StandardGate standard) AddOneQubit(standard, qubits[0], angles);
        else if (!(isConstant && qubits.Length == 1) && AsRotations(gate, controls.Length, angles) is { } rotations) AddRotations(gate, qubits, controls, rotations, angles);
        else AddDense(gate, qubits, controls, angles);
    }

    private void Append(CircuitOp op)
    {
        for (var mask = (ulong)op.Touched; mask != 0; mask &= mask - 1) _last[BitOperations.TrailingZeroCount(mask)] = _ops.Count;
        op.Gates = Joined(null, _gates);
        _ops.Add(op);
    }

    /// <summary>Both lists as one that no other operation has; the first may be used up.</summary>
    private static List<int>? Joined(List<int>? first, List<int>? second)
    {
        if (second is null) return first;
        first ??= [];
        first.AddRange(second);
        return first;
    }

    private void AddDiagonal(IEnumerable<(DiagonalTerm Term, ResolvedAngle Angle)> terms)
    {
        foreach (var (term, angle) in terms) Append(new DiagonalOp(term, angle));
    }

    private void AddPhase(int qubit, double angle)
    {
        if (angle != 0) AddDiagonal([(new DiagonalTerm(Bit(qubit), false), Constant(angle))]);
    }

    private void AddRealRotation(int qubit, ResolvedAngle angle)
    {
        if (angle.IsConstant && angle.Offset == 0) return;
        if (_last[qubit] >= 0 && _ops[_last[qubit]] is RealRotationOp last) _ops[_last[qubit]] = last with { Angle = last.Angle.Plus(angle), Gates = Joined(last.Gates, _gates) };
        else Append(new RealRotationOp(qubit, angle));
    }

    /// <summary>A parametrised gate on one qubit that is not diagonal: RX is RZ(−π/2) RY RZ(π/2), U is P(φ) RY P(λ).</summary>
    private void AddOneQubit(StandardGate gate, int qubit, ResolvedAngle[] angles)
    {
        DiagonalTerm z = new(Bit(qubit), true), phase = new(Bit(qubit), false);
        switch (gate.Kind)
        {
            case StandardGateKind.Ry: AddRealRotation(qubit, angles[0]); break;
            case StandardGateKind.Rx:
                AddDiagonal([(z, Constant(Math.PI / 2))]);
                AddRealRotation(qubit, angles[0]);
                AddDiagonal([(z, Constant(-Math.PI / 2))]);
                break;
            default:
                AddDiagonal([(phase, angles[2])]);
                AddRealRotation(qubit, angles[0]);
                AddDiagonal([(phase, angles[1])]);
                break;
        }
    }

    /// <summary>The strings whose rotations make up a gate, each by the gate's first angle; null if it is no product of rotations.</summary>
    private static PauliString[]? AsRotations(Gate gate, int controls, ResolvedAngle[] angles) => gate switch
    {
        _ when controls > RotationGroup.MaximumRank => null,
        PauliRotation rotation => [rotation.Pauli],
        StandardGate { Kind: StandardGateKind.Rx } => [PauliString.Parse("X")],
        StandardGate { Kind: StandardGateKind.Ry } => [PauliString.Parse("Y")],
        StandardGate { Kind: StandardGateKind.Rxx } => [PauliString.Parse("XX")],
        StandardGate { Kind: StandardGateKind.Ryy } => [PauliString.Parse("YY")],
        StandardGate { Kind: StandardGateKind.FSim } when controls == 0 && angles.Length == 2 => [PauliString.Parse("XX"), PauliString.Parse("YY")],
        _ => null,
    };

    private void AddRotations(Gate gate, ImmutableArray<int> qubits, ImmutableArray<int> controls, PauliString[] strings, ResolvedAngle[] angles)
    {
        foreach (var pauli in strings) AddControlledRotation(Widen(pauli, qubits), controls, angles[0]);
        if (gate is StandardGate { Kind: StandardGateKind.FSim }) AddDiagonal([(new DiagonalTerm(Bit(qubits[0]) | Bit(qubits[1]), false), angles[1].Times(-1))]);
    }

    private PauliString Widen(PauliString pauli, ImmutableArray<int> qubits)
    {
        var wide = PauliString.Identity(circuit.QubitCount);
        for (var k = 0; k < qubits.Length; k++) wide = wide.With(qubits[k], pauli[k]);
        return wide;
    }

    /// <summary>
    /// The projector on the controls is 2^−m Σ_S (−1)^|S| Z_S over their subsets S, so the controlled rotation by P is a product
    /// of commuting rotations by Z_S P: one pass again.
    /// </summary>
    private void AddControlledRotation(PauliString pauli, ImmutableArray<int> controls, ResolvedAngle angle)
    {
        for (var subset = 0; subset < 1 << controls.Length; subset++)
        {
            var scale = ((BitOperations.PopCount((uint)subset) & 1) == 0 ? 1.0 : -1.0) / (1 << controls.Length);
            var part = pauli;
            for (var k = 0; k < controls.Length; k++)
            {
                if ((subset >> k & 1) != 0) part = part.With(controls[k], Pauli.Z);
            }

            if (part.IsDiagonal) AddDiagonal([(new DiagonalTerm((long)part.Z.Low, true), angle.Times(scale))]);
            else AddRotation(part, angle.Times(scale));
        }
    }

    private void AddRotation(PauliString pauli, ResolvedAngle angle)
    {
        var (x, z) = ((long)pauli.X.Low, (long)pauli.Z.Low);
        if (BitOperations.PopCount((ulong)(x | z)) == 1 && (x & z) != 0)
        {
            AddRealRotation(BitOperations.TrailingZeroCount(x), angle);
            return;
        }

        var odd = (BitOperations.PopCount((ulong)(x & z)) & 1) != 0;
        if (_ops.Count > 0 && _ops[^1] is PauliRotationOp last && last.Group.X == x && last.Group.HasOddY == odd && last.Group.TryAdd(z))
        {
            _ops.RemoveAt(_ops.Count - 1);
            last.Strings.Add((pauli, angle));
            Append(new PauliRotationOp(last.Group, last.Strings, last.Mask | x | z));
            _ops[^1]!.Gates = Joined(last.Gates, _gates);
            return;
        }

        Append(new PauliRotationOp(new RotationGroup(x, z), [(pauli, angle)], x | z));
    }

    /// <summary>
    /// A controlled X that undoes the last one, with only phases on its target between: they become phases of the parity of
    /// both qubits, and both exchanges fall away. CX · RZ · CX is how ZZ rotations are written where there are none.
    /// </summary>
    private bool TryUndoExchange(int control, int target)
    {
        var between = new List<int>();
        var k = _ops.Count - 1;
        for (; k >= 0 && between.Count <= MostBetween; k--)
        {
            if (_ops[k] is not { } op || (op.Touched & (Bit(control) | Bit(target))) == 0) continue;
            if (op is DenseOp { Pass: { IsExchange: true } pass } && pass.Qubits[0] == target && pass.Controls is [var c] && c == control) break;
            if ((op.Flipped & Bit(control)) != 0) return false;
            if ((op.Touched & Bit(target)) == 0) continue;
            if (op is not DiagonalOp diagonal || !(diagonal.Term.IsParity || diagonal.Term.Mask == Bit(target))) return false;
            between.Add(k);
        }

        if (k < 0 || between.Count > MostBetween) return false;
        _gates = Joined(_gates, _ops[k]!.Gates);
        _ops[k] = null;
        foreach (var index in between)
        {
            var (term, angle) = (DiagonalOp)_ops[index]!;
            // A phase on one qubit is a Z rotation and a phase of the whole.
            if (!term.IsParity) AddDiagonal([(new DiagonalTerm(0, false), angle.Times(0.5))]);
            _ops[index] = new DiagonalOp(new DiagonalTerm(term.Mask ^ Bit(control), true), angle) { Gates = Joined(_ops[index]!.Gates, _gates) };
        }

        foreach (var qubit in (int[])[control, target])
        {
            _last[qubit] = _ops.FindLastIndex(op => op is not null && (op.Touched & Bit(qubit)) != 0);
        }

        return true;
    }

    private void AddDense(Gate gate, ImmutableArray<int> qubits, ImmutableArray<int> controls, ResolvedAngle[] angles)
    {
        if (qubits.Length > Gate.MaximumMatrixQubits)
            throw new NotSupportedException($"The gate '{gate.Name}' acts on {qubits.Length} targets under controls; at most {Gate.MaximumMatrixQubits} are supported.");
        Append(new DenseOp(new DensePass(gate, qubits, controls, angles)));
    }

    /// <summary>A constant matrix on two qubits takes up what waits on them, and joins the one before it on the same pair.</summary>
    private void AddTwoQubit(Gate gate, ImmutableArray<int> qubits, ResolvedAngle[] angles)
    {
        var matrix = new Complex[16];
        gate.WriteMatrix([.. angles.Select(a => a.Offset)], matrix);
        for (var k = 0; k < 2; k++)
        {
            if (_pending[qubits[k]] is not { } waiting) continue;
            matrix = SmallMatrix.Product(matrix, SmallMatrix.OnPair(waiting, k), 4);
            _gates = Joined(_gates, _pendingGates[qubits[k]]);
            (_pending[qubits[k]], _pendingGates[qubits[k]]) = (null, null);
        }

        if (PairBefore(qubits[0], qubits[1]) is { } before)
        {
            var first = before.MatrixAt([]);
            ReplaceLast(qubits[0], SmallMatrix.Product(matrix, before.Qubits[0] == qubits[0] ? first : SmallMatrix.Exchanged(first), 4), qubits);
            return;
        }

        Append(new DenseOp(new DensePass(matrix, qubits, gate.Name)));
    }

    /// <summary>The constant two-qubit matrix that was the last to touch both qubits.</summary>
    private DensePass? PairBefore(int a, int b) => _last[a] >= 0 && _last[a] == _last[b] && _ops[_last[a]] is DenseOp { Pass: { Gate: null, Qubits.Length: 2 } pass } ? pass : null;

    private void ReplaceLast(int qubit, Complex[] matrix, ImmutableArray<int> qubits) =>
        _ops[_last[qubit]] = new DenseOp(new DensePass(matrix, qubits, "product")) { Gates = Joined(_ops[_last[qubit]]!.Gates, _gates) };

    /// <summary>Writes down the product of constant gates that waits on a qubit.</summary>
    private void Flush(int qubit)
    {
        if (_pending[qubit] is not { } matrix) return;
        var gates = _gates;
        _gates = _pendingGates[qubit];
        (_pending[qubit], _pendingGates[qubit]) = (null, null);
        Flush(qubit, matrix);
        _gates = gates;
    }

    private void Flush(int qubit, Complex[] m)
    {
        if (_last[qubit] >= 0 && _ops[_last[qubit]] is DenseOp { Pass: { Gate: null, Qubits.Length: 2 } pair })
        {
            ReplaceLast(qubit, SmallMatrix.Product(SmallMatrix.OnPair(m, pair.Qubits[0] == qubit ? 0 : 1), pair.MatrixAt([]), 4), pair.Qubits);
            return;
        }

        if (m[1] == 0 && m[2] == 0)
        {
            AddGlobalPhase(Elementary.Phase(m[0]));
            AddPhase(qubit, Elementary.Phase(m[3] / m[0]));
        }
        else if (m[0] == 0 && m[3] == 0)
        {
            // X after diag(m10, m01).
            AddGlobalPhase(Elementary.Phase(m[2]));
            AddPhase(qubit, Elementary.Phase(m[1] / m[2]));
            Append(new DenseOp(new DensePass(Gate.X, [qubit], [], [])));
        }
        else if (_keepsMatrices && !IsRealRotation(m))
        {
            Append(new DenseOp(new DensePass(m, [qubit], "product")));
        }
        else
        {
            AddSplit(qubit, m);
        }
    }

    private static bool IsRealRotation(Complex[] m) =>
        (m[0].Imaginary, m[1].Imaginary, m[2].Imaginary, m[3].Imaginary) == (0, 0, 0, 0) && m[0] == m[3] && m[1] == -m[2];

    /// <summary>
    /// e^{iα} P(φ) RY(θ) P(λ) has the elements e^{iα} cos, −e^{i(α+λ)} sin, e^{i(α+φ)} sin, e^{i(α+φ+λ)} cos. Where the sine or
    /// the cosine is nothing but rounding, λ is free and its phase is not read from there.
    /// </summary>
    private void AddSplit(int qubit, Complex[] m)
    {
        const double Rounding = 1e-14;
        double cos = Complex.Abs(m[0]), sin = Complex.Abs(m[2]);
        var (alpha, lambda) = cos < Rounding ? (Elementary.Phase(-m[1]), 0) : sin < Rounding ? (Elementary.Phase(m[0]), 0) : (Elementary.Phase(m[0]), Elementary.Phase(-m[1] / m[0]));
        var phi = Elementary.Phase(sin < Rounding ? m[3] : m[2]) - alpha;
        AddGlobalPhase(alpha);
        AddPhase(qubit, lambda);
        AddRealRotation(qubit, Constant(2 * Elementary.Atan2(sin, cos)));
        AddPhase(qubit, phi);
    }

    private void AddGlobalPhase(double angle)
    {
        if (angle != 0) Append(new DiagonalOp(new DiagonalTerm(0, false), Constant(angle)));
    }
}
