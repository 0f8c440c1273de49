using System.Collections.Immutable;
using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>Diagonal gates as generators: a controlled phase or a Z rotation each.</summary>
internal static class DiagonalTerms
{
    /// <summary>The terms of a gate, or null if it is not diagonal.</summary>
    public static List<(DiagonalTerm Term, ResolvedAngle Angle)>? TryGet(
        Gate gate, ImmutableArray<int> qubits, ImmutableArray<int> controls, ResolvedAngle[] angles)
    {
        var controlMask = Mask(controls);
        List<(DiagonalTerm, ResolvedAngle)> Phase(double angle) => PhaseOf(new ResolvedAngle(angle, []));
        List<(DiagonalTerm, ResolvedAngle)> PhaseOf(ResolvedAngle angle) => [(new DiagonalTerm(controlMask | Mask(qubits), false), angle)];
        switch (gate)
        {
            case StandardGate { Kind: StandardGateKind.Z }: return Phase(Math.PI);
            case StandardGate { Kind: StandardGateKind.S }: return Phase(Math.PI / 2);
            case StandardGate { Kind: StandardGateKind.Sdg }: return Phase(-Math.PI / 2);
            case StandardGate { Kind: StandardGateKind.T }: return Phase(Math.PI / 4);
            case StandardGate { Kind: StandardGateKind.Tdg }: return Phase(-Math.PI / 4);
            case StandardGate { Kind: StandardGateKind.Phase }: return PhaseOf(angles[0]);
            case StandardGate { Kind: StandardGateKind.Rz or StandardGateKind.Rzz }: return Rotation(Mask(qubits), controlMask, angles[0]);
            case PauliRotation { IsDiagonal: true } rotation:
                var mask = 0L;
                for (var k = 0; k < qubits.Length; k++)
                {
                    if (rotation.Pauli[k] == Pauli.Z) mask |= 1L << qubits[k];
                }

                return Rotation(mask, controlMask, angles[0]);
            default: return null;
        }
    }

    /// <summary>exp(−iθ Z…Z/2), under controls: products of the projectors on the controls give 2 terms for one target.</summary>
    private static List<(DiagonalTerm, ResolvedAngle)>? Rotation(long mask, long controls, ResolvedAngle angle)
    {
        if (controls == 0) return [(new DiagonalTerm(mask, true), angle)];
        // With one target: −θ/2 where the controls are met and θ more where the target is set too.
        if (BitOperations.PopCount((ulong)mask) > 1) return null;
        var half = new ResolvedAngle(-angle.Offset / 2, [.. angle.Terms.Select(t => (t.Index, -t.Scale / 2))]);
        List<(DiagonalTerm, ResolvedAngle)> terms = [(new DiagonalTerm(controls, false), half)];
        if (mask != 0) terms.Add((new DiagonalTerm(controls | mask, false), angle));
        return terms;
    }

    private static long Mask(ImmutableArray<int> qubits)
    {
        var mask = 0L;
        foreach (var qubit in qubits) mask |= 1L << qubit;
        return mask;
    }
}
