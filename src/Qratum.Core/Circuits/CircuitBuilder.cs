using System.Collections.Immutable;

namespace Qratum;

/// <summary>Builds a <see cref="Circuit"/> step by step; every call checks its qubits and returns the builder.</summary>
/// <remarks>Not thread-safe. <see cref="Build"/> may be called any number of times.</remarks>
public sealed partial class CircuitBuilder
{
    private readonly ImmutableArray<Instruction>.Builder _instructions = ImmutableArray.CreateBuilder<Instruction>();
    private readonly List<Parameter> _declared = [];

    /// <summary>Starts an empty circuit.</summary>
    /// <param name="qubitCount">Number of qubits, at least 1.</param>
    /// <param name="clbitCount">Number of classical bits, not negative.</param>
    public CircuitBuilder(int qubitCount, int clbitCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(qubitCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(clbitCount);
        QubitCount = qubitCount;
        ClbitCount = clbitCount;
    }

    /// <summary>Number of qubits.</summary>
    public int QubitCount { get; }

    /// <summary>Number of classical bits.</summary>
    public int ClbitCount { get; }

    /// <summary>Fixes the order of parameters before they are used; a parameter set lists their numbers in this order.</summary>
    public CircuitBuilder Declare(params ReadOnlySpan<Parameter> parameters)
    {
        foreach (var parameter in parameters) _declared.Add(parameter);
        return this;
    }

    /// <summary>Applies a gate; controls come first, the first qubit is bit 0 of the gate's matrix index.</summary>
    /// <exception cref="ArgumentException">The number of qubits is not the gate's, or a qubit is named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A qubit is not in 0 .. QubitCount − 1.</exception>
    public CircuitBuilder Apply(Gate gate, params ReadOnlySpan<int> qubits)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Add(gate, qubits);
    }

    /// <summary>Applies a gate only if classical bits hold a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A qubit or classical bit is out of range.</exception>
    public CircuitBuilder ApplyIf(ClassicalCondition condition, Gate gate, params ReadOnlySpan<int> qubits)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(gate);
        return Add(gate, qubits, -1, condition);
    }

    /// <summary>Measures a qubit in the Z basis into a classical bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The qubit or the classical bit is out of range.</exception>
    public CircuitBuilder Measure(int qubit, int clbit) => Measure(qubit, clbit, null);

    /// <summary>Measures a qubit into a classical bit, only if <paramref name="condition"/> holds when it is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The qubit or a classical bit is out of range.</exception>
    public CircuitBuilder Measure(int qubit, int clbit, ClassicalCondition? condition)
    {
        ThrowIfNoClbit(clbit);
        return Add(Measurement.Instance, [qubit], clbit, condition);
    }

    /// <summary>Measures qubit k into classical bit k for every qubit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer classical bits than qubits.</exception>
    public CircuitBuilder MeasureAll()
    {
        for (var k = 0; k < QubitCount; k++) Measure(k, k);
        return this;
    }

    /// <summary>Sets a qubit to |0⟩.</summary>
    public CircuitBuilder Reset(int qubit) => Add(Qratum.Reset.Instance, [qubit]);

    /// <summary>Sets a qubit to |0⟩, only if <paramref name="condition"/> holds when it is given.</summary>
    public CircuitBuilder Reset(int qubit, ClassicalCondition? condition) => Add(Qratum.Reset.Instance, [qubit], -1, condition);

    /// <summary>Puts a barrier across the qubits, across all when none is named.</summary>
    public CircuitBuilder Barrier(params ReadOnlySpan<int> qubits)
    {
        if (qubits.IsEmpty) return Add(new Barrier(QubitCount), [.. Enumerable.Range(0, QubitCount)]);
        return Add(new Barrier(qubits.Length), qubits);
    }

    /// <summary>Appends a circuit, its qubit k on qubit k, its classical bit k on classical bit k.</summary>
    /// <exception cref="ArgumentException">The circuit has more qubits or classical bits than the builder.</exception>
    public CircuitBuilder Append(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return Append(circuit, [.. Enumerable.Range(0, circuit.QubitCount)]);
    }

    /// <summary>Appends a circuit on chosen qubits: its qubit k on <c>qubits[k]</c>, its classical bit k on classical bit k.</summary>
    /// <exception cref="ArgumentException">The number of qubits is not the circuit's, or a qubit is named twice.</exception>
    public CircuitBuilder Append(Circuit circuit, ReadOnlySpan<int> qubits)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (qubits.Length != circuit.QubitCount)
            throw new ArgumentException($"The circuit has {circuit.QubitCount} qubits, {qubits.Length} were named.", nameof(qubits));
        if (circuit.ClbitCount > ClbitCount)
            throw new ArgumentException($"The circuit has {circuit.ClbitCount} classical bits, the builder {ClbitCount}.", nameof(circuit));
        ThrowIfBadQubits("circuit", qubits);
        var map = qubits.ToArray();
        Declare(circuit.Parameters.AsSpan());
        foreach (var i in circuit.Instructions)
            _instructions.Add(new Instruction(i.Operation, [.. i.Qubits.Select(q => map[q])], i.Clbit, i.Condition));
        return this;
    }

    /// <summary>The circuit built so far.</summary>
    public Circuit Build() => new(QubitCount, ClbitCount, _instructions.ToImmutable(), _declared);

    private CircuitBuilder Add(Operation operation, ReadOnlySpan<int> qubits, int clbit = -1, ClassicalCondition? condition = null)
    {
        if (qubits.Length != operation.QubitCount)
            throw new ArgumentException($"'{operation.Name}' acts on {operation.QubitCount} qubits, {qubits.Length} were named.", nameof(qubits));
        ThrowIfBadQubits(operation.Name, qubits);
        if (condition is not null)
        {
            foreach (var bit in condition.Clbits) ThrowIfNoClbit(bit);
        }

        _instructions.Add(new Instruction(operation, [.. qubits], clbit, condition));
        return this;
    }

    private void ThrowIfBadQubits(string name, ReadOnlySpan<int> qubits)
    {
        for (var k = 0; k < qubits.Length; k++)
        {
            if ((uint)qubits[k] >= (uint)QubitCount)
                throw new ArgumentOutOfRangeException(nameof(qubits), qubits[k], $"'{name}' names qubit {qubits[k]}; allowed are 0 to {QubitCount - 1}.");
            for (var j = 0; j < k; j++)
            {
                if (qubits[j] == qubits[k]) throw new ArgumentException($"'{name}' names qubit {qubits[k]} twice.", nameof(qubits));
            }
        }
    }

    private void ThrowIfNoClbit(int clbit)
    {
        if ((uint)clbit >= (uint)ClbitCount)
            throw new ArgumentOutOfRangeException(nameof(clbit), clbit, $"Classical bit {clbit} was named; there are {ClbitCount}, counted from 0.");
    }
}
