using System.Collections.Immutable;

namespace Qratum;

/// <summary>What an OpenQASM 2 text says: the circuit, and the names its qubits and classical bits have there. Immutable.</summary>
/// <remarks>
/// Registers are concatenated in the order of declaration, so the first one declared holds the lowest indices and the
/// last one the most significant bits of an outcome.
/// </remarks>
public sealed class OpenQasm2Program
{
    internal OpenQasm2Program(Circuit circuit, ImmutableArray<CircuitRegister> qubits, ImmutableArray<CircuitRegister> clbits)
    {
        Circuit = circuit;
        QubitRegisters = qubits;
        ClbitRegisters = clbits;
    }

    /// <summary>The circuit, with all gate definitions expanded.</summary>
    public Circuit Circuit { get; }

    /// <summary>The quantum registers in the order of declaration; together they cover all qubits.</summary>
    public ImmutableArray<CircuitRegister> QubitRegisters { get; }

    /// <summary>The classical registers in the order of declaration; together they cover all classical bits.</summary>
    public ImmutableArray<CircuitRegister> ClbitRegisters { get; }
}
