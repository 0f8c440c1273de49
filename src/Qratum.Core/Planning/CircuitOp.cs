using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// What gates become before they are scheduled. Two of them commute where on every shared qubit both only multiply by phases.
/// </summary>
/// <param name="Flipped">Mask of qubits that are changed other than by phases.</param>
/// <param name="Touched">Mask of all qubits.</param>
internal abstract record CircuitOp(long Flipped, long Touched)
{
    /// <summary>The gates that it comes from, by their instructions; null unless the planner was asked.</summary>
    public List<int>? Gates { get; set; }
}

/// <summary>One diagonal generator.</summary>
internal sealed record DiagonalOp(DiagonalTerm Term, ResolvedAngle Angle) : CircuitOp(0, Term.Mask);

/// <summary>exp(−iθY/2).</summary>
internal sealed record RealRotationOp(int Qubit, ResolvedAngle Angle) : CircuitOp(1L << Qubit, 1L << Qubit);

/// <summary>Commuting Pauli rotations that flip the same qubits.</summary>
internal sealed record PauliRotationOp(RotationGroup Group, List<(PauliString Pauli, ResolvedAngle Angle)> Strings, long Mask) : CircuitOp(Group.X, Mask);

/// <summary>A matrix under controls.</summary>
internal sealed record DenseOp(DensePass Pass) : CircuitOp(Pass.Flipped, Pass.Flipped | StateVector.Mask(Pass.Controls.AsSpan()));
