using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Qratum;

/// <summary>
/// The canonical form of a request, hashed: little-endian numbers of 64 bits, doubles by their bits, texts as their length and UTF-8, lists as
/// their length and elements. Described in docs/reproducibility.md; a change of it is a change of every fingerprint.
/// </summary>
internal sealed class FingerprintWriter
{
    // A search asks for the same circuit and observable every time.
    private static readonly ConditionalWeakTable<Circuit, byte[]> Circuits = [];
    private static readonly ConditionalWeakTable<PauliSum, byte[]> Sums = [];
    private readonly Sha256 _hash = new();

    public FingerprintWriter Add(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _hash.Add(bytes);
        return this;
    }

    public FingerprintWriter Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    public FingerprintWriter Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        _hash.Add(bytes);
        return this;
    }

    public FingerprintWriter Add(string[] texts)
    {
        Add(texts.Length);
        foreach (var text in texts) Add(text);
        return this;
    }

    public FingerprintWriter Add(Circuit circuit)
    {
        _hash.Add(Circuits.GetValue(circuit, DigestOf));
        return this;
    }

    public FingerprintWriter Add(PauliSum sum)
    {
        _hash.Add(Sums.GetValue(sum, DigestOf));
        return this;
    }

    public FingerprintWriter Add(double[][] sets)
    {
        Add(sets.Length);
        foreach (var set in sets)
        {
            Add(set.Length);
            foreach (var value in set) Add(value);
        }

        return this;
    }

    public FingerprintWriter Add(MachineCost machine) =>
        Add(machine.SecondLevelVisit).Add(machine.ThirdLevelVisit).Add(machine.MemoryVisit).Add(machine.CachedQubits).Add(machine.MultiplyAdds);

    public FingerprintWriter Add(MinimizerState state)
    {
        Add(state.Method).Add(state.Dimension).Add(state.Integers.Count);
        foreach (var (name, value) in state.Integers.OrderBy(i => i.Key, StringComparer.Ordinal)) Add(name).Add(value);
        Add(state.Vectors.Count);
        foreach (var (name, values) in state.Vectors.OrderBy(v => v.Key, StringComparer.Ordinal)) Add(name).Add([values]);
        return this;
    }

    public string Finish() => Convert.ToHexStringLower(_hash.Finish());

    private static byte[] DigestOf(Circuit circuit)
    {
        var writer = new FingerprintWriter().Add(circuit.QubitCount).Add(circuit.ClbitCount).Add(circuit.Parameters.Length);
        foreach (var parameter in circuit.Parameters) writer.Add(parameter.Name);
        writer.Add(circuit.Instructions.Length);
        foreach (var instruction in circuit.Instructions) writer.Write(instruction);
        return writer._hash.Finish();
    }

    private static byte[] DigestOf(PauliSum sum)
    {
        var writer = new FingerprintWriter().Add(sum.QubitCount).Add(sum.Count);
        foreach (var (coefficient, pauli) in sum) writer.Add(coefficient.Real).Add(coefficient.Imaginary).Add(pauli.ToString());
        return writer._hash.Finish();
    }

    private void Write(Instruction instruction)
    {
        Add(instruction.Operation.Name).Add(instruction.Qubits.Length);
        foreach (var qubit in instruction.Qubits) Add(qubit);
        Add(instruction.Clbit);
        Add(instruction.Condition is { } condition ? condition.Clbits.Length : 0);
        if (instruction.Condition is { } c)
        {
            foreach (var clbit in c.Clbits) Add(clbit);
            Add((long)c.Value);
        }

        var angles = instruction.Operation.Angles;
        Add(angles.Length);
        foreach (var angle in angles)
        {
            Add(angle.Offset).Add(angle.Terms.Length);
            foreach (var term in angle.Terms) Add(term.Parameter.Name).Add(term.Scale);
        }

        var gate = instruction.Gate is ControlledGate controlled ? controlled.Target : instruction.Gate;
        if (gate is not UnitaryGate unitary) return;
        // A name stands for every other gate.
        foreach (var element in unitary.ToMatrix()) Add(element.Real).Add(element.Imaginary);
    }
}
