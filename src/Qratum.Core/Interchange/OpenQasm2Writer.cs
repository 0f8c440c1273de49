using System.Globalization;
using System.Text;

namespace Qratum;

/// <summary>Writes circuits as OpenQASM 2.0.</summary>
/// <remarks>
/// Only gates that <c>qelib1.inc</c> has in every toolkit's copy, and <c>sx</c>, <c>sxdg</c>, <c>csx</c>, are used; all others
/// are written as products of these: Pauli rotations as ladders of CX, gates with many controls by A. Barenco et al.,
/// Phys. Rev. A 52, 3457 (1995), lemma 7.5, whose length grows as 3^controls. Reading the text back gives the same circuit up
/// to such products and a global phase, which the language cannot express.
/// </remarks>
public static class OpenQasm2Writer
{
    /// <summary>Greatest number of controls of a gate; more would take more than a million lines.</summary>
    public const int MaximumControls = 12;

    /// <summary>The circuit as text, with the quantum register <c>q</c>, lines ended by LF, numbers at full precision.</summary>
    /// <remarks>
    /// Classical bits are one register <c>c</c>, cut into <c>c0</c>, <c>c1</c>, ... where conditions compare parts of them.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A parameter is unbound; the message names it.</exception>
    /// <exception cref="NotSupportedException">
    /// There is a matrix gate on more than one qubit, a gate with more than <see cref="MaximumControls"/> controls, or conditions
    /// compare bits that are no runs of neighbours or that overlap in part.
    /// </exception>
    public static string Write(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ThrowIfNotSupported(circuit);
        var registers = Registers(circuit);
        var text = new StringBuilder("OPENQASM 2.0;\ninclude \"qelib1.inc\";\n");
        text.Append(CultureInfo.InvariantCulture, $"qreg q[{circuit.QubitCount}];\n");
        foreach (var register in registers) text.Append(CultureInfo.InvariantCulture, $"creg {register.Name}[{register.Size}];\n");
        foreach (var instruction in circuit.Instructions)
        {
            var lines = new QasmLines(text, Prefix(instruction.Condition, registers));
            switch (instruction.Operation)
            {
                case Gate gate: lines.Gate(gate, [.. instruction.Qubits]); break;
                case Barrier: lines.Line("barrier", [.. instruction.Qubits]); break;
                case Reset: lines.Line("reset", instruction.Qubits[0]); break;
                default: lines.Measure(instruction.Qubits[0], Name(instruction.Clbit, registers)); break;
            }
        }

        return text.ToString();
    }

    private static void ThrowIfNotSupported(Circuit circuit)
    {
        foreach (var instruction in circuit.Instructions)
        {
            var (target, controls) = instruction.Gate is ControlledGate c ? (c.Target, c.ControlCount) : (instruction.Gate, 0);
            if (target is UnitaryGate { QubitCount: > 1 } unitary)
                throw new NotSupportedException($"OpenQASM 2 cannot express '{instruction}': a matrix on {unitary.QubitCount} qubits; matrices on 1 qubit can be written.");
            if (controls > MaximumControls)
                throw new NotSupportedException($"'{instruction}' has {controls} controls; at most {MaximumControls} can be written.");
        }
    }

    /// <summary>Classical registers such that every condition compares a whole one.</summary>
    private static List<CircuitRegister> Registers(Circuit circuit)
    {
        var owner = new ClassicalCondition?[circuit.ClbitCount];
        foreach (var instruction in circuit.Instructions)
        {
            if (instruction.Condition is not { } condition) continue;
            for (var k = 0; k < condition.Clbits.Length; k++)
            {
                var bit = condition.Clbits[k];
                if (bit != condition.Clbits[0] + k)
                    throw new NotSupportedException($"OpenQASM 2 cannot express '{instruction}': a condition compares neighbouring bits, lowest first.");
                if (owner[bit] is { } other && !other.Clbits.SequenceEqual(condition.Clbits))
                    throw new NotSupportedException($"OpenQASM 2 cannot express the conditions '{other}' and '{condition}' together: they overlap in part.");
                owner[bit] ??= condition;
            }
        }

        var starts = new List<int>();
        for (var bit = 0; bit < owner.Length; bit++)
        {
            if (bit == 0 || !ReferenceEquals(owner[bit], owner[bit - 1])) starts.Add(bit);
        }

        starts.Add(owner.Length);
        var registers = new List<CircuitRegister>();
        for (var r = 0; r + 1 < starts.Count; r++)
            registers.Add(new CircuitRegister(starts.Count == 2 ? "c" : string.Create(CultureInfo.InvariantCulture, $"c{r}"), starts[r], starts[r + 1] - starts[r]));
        return registers;
    }

    private static string Prefix(ClassicalCondition? condition, List<CircuitRegister> registers) => condition is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $"if({registers.Find(r => r.Offset == condition.Clbits[0]).Name}=={condition.Value}) ");

    private static string Name(int clbit, List<CircuitRegister> registers)
    {
        var register = registers.Find(r => clbit < r.Offset + r.Size);
        return string.Create(CultureInfo.InvariantCulture, $"{register.Name}[{clbit - register.Offset}]");
    }
}
