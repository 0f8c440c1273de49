namespace Qratum;

/// <summary>A named run of neighbouring qubits or classical bits of a circuit.</summary>
/// <param name="Name">Name in the source text.</param>
/// <param name="Offset">Index, in the circuit, of the register's element 0.</param>
/// <param name="Size">Number of elements, at least 1.</param>
public readonly record struct CircuitRegister(string Name, int Offset, int Size);
