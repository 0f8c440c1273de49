using System.Collections.Immutable;
using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// Turns a unitary circuit into sweeps over the state: gates on one qubit are multiplied, neighbouring diagonal gates are merged
/// into one phase, and Pauli rotations that flip the same qubits become one rotation of pairs.
/// </summary>
public static class Planner
{
    /// <summary>Plans a circuit. O(instructions × open passes).</summary>
    /// <exception cref="NotSupportedException">There is a measurement, a reset or a condition, or a gate on more than 12 targets.</exception>
    public static ExecutionPlan Plan(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (!circuit.IsUnitary) throw new NotSupportedException("Only circuits without measurements, resets and conditions are planned.");
        return new ExecutionPlan(circuit, Plan(circuit, circuit.Instructions));
    }

    internal static ImmutableArray<Pass> Plan(Circuit circuit, IEnumerable<Instruction> instructions)
    {
        var builder = new PassListBuilder(circuit);
        foreach (var instruction in instructions)
        {
            if (instruction.Gate is { } gate) builder.Add(gate, instruction.Qubits);
        }

        return builder.Build();
    }

    /// <summary>Collects passes; the newest ones stay open for gates that commute past what came after.</summary>
    private sealed class PassListBuilder(Circuit circuit)
    {
        // A gate looks this many passes back for one it can join.
        private const int LookBack = 64;
        private readonly List<Draft> _drafts = [];

        public void Add(Gate gate, ImmutableArray<int> qubits)
        {
            var controls = ImmutableArray<int>.Empty;
            if (gate is ControlledGate controlled)
            {
                controls = qubits[..controlled.ControlCount];
                qubits = qubits[controlled.ControlCount..];
                gate = controlled.Target;
            }

            var angles = gate.Angles.Select(circuit.Resolve).ToArray();
            if (gate is StandardGate { Kind: StandardGateKind.Id }) return;
            if (qubits.Length == 1 && controls.IsEmpty && TryJoinOneQubit(gate, qubits[0], angles)) return;
            if (DiagonalTerms.TryGet(gate, qubits, controls, angles) is { } terms) AddDiagonal(terms);
            else if (controls.Length <= RotationGroup.MaximumRank && AsRotation(gate, controls.Length) is { } pauli) AddControlledRotation(Widen(pauli, qubits), controls, angles[0]);
            else if (qubits.Length == 1) AddOneQubit(gate, qubits[0], controls, angles);
            else if (gate is PauliRotation or UnitaryGate or StandardGate) AddDense(gate, qubits, controls, angles);
        }

        public ImmutableArray<Pass> Build() => [.. _drafts.Select(d => d.ToPass())];

        private static PauliString? AsRotation(Gate gate, int controls) => gate switch
        {
            PauliRotation rotation when rotation.QubitCount > 1 || controls > 0 => rotation.Pauli,
            StandardGate { Kind: StandardGateKind.Rxx } => PauliString.Parse("XX"),
            StandardGate { Kind: StandardGateKind.Ryy } => PauliString.Parse("YY"),
            _ => null,
        };

        private PauliString Widen(PauliString pauli, ImmutableArray<int> qubits)
        {
            var wide = PauliString.Identity(circuit.QubitCount);
            for (var k = 0; k < qubits.Length; k++) wide = wide.With(qubits[k], pauli[k]);
            return wide;
        }

        private void AddDiagonal(List<(DiagonalTerm Term, ResolvedAngle Angle)> terms)
        {
            var mask = terms.Aggregate(0L, (m, t) => m | t.Term.Mask);
            for (var k = _drafts.Count - 1; k >= Math.Max(0, _drafts.Count - LookBack); k--)
            {
                if (_drafts[k] is DiagonalDraft draft)
                {
                    draft.Terms.AddRange(terms);
                    draft.Mask |= mask;
                    return;
                }

                if ((_drafts[k].Mask & mask) != 0) break;
            }

            _drafts.Add(new DiagonalDraft { Mask = mask, Terms = terms });
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

                var scaled = new ResolvedAngle(scale * angle.Offset, [.. angle.Terms.Select(t => (t.Index, scale * t.Scale))]);
                if (part.IsDiagonal) AddDiagonal([(new DiagonalTerm((long)part.Z.Low, true), scaled)]);
                else AddRotation(part, scaled);
            }
        }

        private void AddRotation(PauliString pauli, ResolvedAngle angle)
        {
            var (x, z) = ((long)pauli.X.Low, (long)pauli.Z.Low);
            var odd = (BitOperations.PopCount((ulong)(x & z)) & 1) != 0;
            if (_drafts.Count > 0 && _drafts[^1] is RotationDraft last && last.Group.X == x && last.Group.HasOddY == odd && last.Group.TryAdd(z))
            {
                last.Mask |= x | z;
                last.Strings.Add((pauli, angle));
                return;
            }

            _drafts.Add(new RotationDraft { Mask = x | z, Group = new RotationGroup(x, z), Strings = [(pauli, angle)] });
        }

        /// <summary>Multiplies a gate into the open matrix of its qubit, diagonal or not: that costs nothing, a pass of its own a sweep.</summary>
        private bool TryJoinOneQubit(Gate gate, int qubit, ResolvedAngle[] angles)
        {
            for (var k = _drafts.Count - 1; k >= Math.Max(0, _drafts.Count - LookBack); k--)
            {
                if (_drafts[k] is OneQubitDraft draft && draft.Qubit == qubit && draft.Controls.IsEmpty)
                {
                    draft.Gates.Add((gate, angles));
                    return true;
                }

                if ((_drafts[k].Mask & (1L << qubit)) != 0) return false;
            }

            return false;
        }

        private void AddOneQubit(Gate gate, int qubit, ImmutableArray<int> controls, ResolvedAngle[] angles)
        {
            var mask = 1L << qubit;
            foreach (var control in controls) mask |= 1L << control;
            _drafts.Add(new OneQubitDraft { Mask = mask, Qubits = circuit.QubitCount, Qubit = qubit, Controls = controls, Gates = [(gate, angles)] });
        }

        private void AddDense(Gate gate, ImmutableArray<int> qubits, ImmutableArray<int> controls, ResolvedAngle[] angles)
        {
            if (qubits.Length > Gate.MaximumMatrixQubits)
                throw new NotSupportedException($"The gate '{gate.Name}' acts on {qubits.Length} targets under controls; at most {Gate.MaximumMatrixQubits} are supported.");
            var mask = qubits.Concat(controls).Aggregate(0L, (m, q) => m | (1L << q));
            _drafts.Add(new DenseDraft { Mask = mask, Pass = new DensePass(gate, qubits, controls, angles) });
        }
    }

    private abstract class Draft
    {
        public long Mask { get; set; }

        public abstract Pass ToPass();
    }

    private sealed class DiagonalDraft : Draft
    {
        public required List<(DiagonalTerm Term, ResolvedAngle Angle)> Terms { get; init; }

        public override Pass ToPass() => new DiagonalPass(Terms);
    }

    private sealed class RotationDraft : Draft
    {
        public required RotationGroup Group { get; init; }

        public required List<(PauliString Pauli, ResolvedAngle Angle)> Strings { get; init; }

        public override Pass ToPass() => new RotationPass(Group, [.. Strings.Select(s => s.Pauli)], [.. Strings.Select(s => s.Angle)]);
    }

    private sealed class OneQubitDraft : Draft
    {
        public required int Qubits { get; init; }

        public required int Qubit { get; init; }

        public required ImmutableArray<int> Controls { get; init; }

        public required List<(Gate Gate, ResolvedAngle[] Angles)> Gates { get; init; }

        public override Pass ToPass()
        {
            // A single rotation needs half the arithmetic of a matrix.
            var axis = Gates is [{ Gate: StandardGate { Kind: StandardGateKind.Rx } }] ? Pauli.X
                : Gates is [{ Gate: StandardGate { Kind: StandardGateKind.Ry } }] ? Pauli.Y : Pauli.I;
            if (axis == Pauli.I || !Controls.IsEmpty) return new OneQubitPass(Qubit, Controls, Gates);
            return new RotationPass(new RotationGroup(1L << Qubit, axis == Pauli.Y ? 1L << Qubit : 0), [PauliString.Single(Qubits, Qubit, axis)], Gates[0].Angles);
        }
    }

    private sealed class DenseDraft : Draft
    {
        public required DensePass Pass { get; init; }

        public override Pass ToPass() => Pass;
    }
}
