using System.Collections.Immutable;

namespace Qratum;

/// <summary>An operation applied to qubits of a circuit. Immutable; checked by <see cref="CircuitBuilder"/>.</summary>
public sealed class Instruction : IEquatable<Instruction>
{
    internal Instruction(Operation operation, ImmutableArray<int> qubits, int clbit = -1, ClassicalCondition? condition = null)
    {
        Operation = operation;
        Qubits = qubits;
        Clbit = clbit;
        Condition = condition;
    }

    /// <summary>What is done.</summary>
    public Operation Operation { get; }

    /// <summary>The gate, or null for a measurement, a reset or a barrier.</summary>
    public Gate? Gate => Operation as Gate;

    /// <summary>Qubits, all different; the first is bit 0 of the operation's matrix index, controls come first.</summary>
    public ImmutableArray<int> Qubits { get; }

    /// <summary>Classical bit that a measurement writes; −1 for everything else.</summary>
    public int Clbit { get; }

    /// <summary>When set, the operation happens only if the classical bits hold the value.</summary>
    public ClassicalCondition? Condition { get; }

    /// <inheritdoc/>
    public bool Equals(Instruction? other) => other is not null && Operation.Equals(other.Operation)
        && Qubits.AsSpan().SequenceEqual(other.Qubits.AsSpan()) && Clbit == other.Clbit && Equals(Condition, other.Condition);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Instruction);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operation, Qubits.IsEmpty ? -1 : Qubits[0], Qubits.Length, Clbit);

    /// <summary>For example <c>cx 0, 1</c>.</summary>
    public override string ToString()
    {
        var text = $"{Operation} {string.Join(", ", Qubits)}";
        if (Clbit >= 0) text += $" -> {Clbit}";
        return Condition is null ? text : $"if ({Condition}) {text}";
    }
}
