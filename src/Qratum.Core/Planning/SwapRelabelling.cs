using System.Collections.Immutable;

namespace Qratum;

/// <summary>
/// Takes the swaps out of a circuit: the gates before one act on the other's qubit instead. What remains is one order of the
/// qubits at the very beginning, which changes nothing in |0…0⟩.
/// </summary>
internal static class SwapRelabelling
{
    /// <summary>The gates without swaps, and the order before them, null if it is the usual one. O(gates).</summary>
    public static (List<Instruction> Gates, ReorderPass? First) Apply(IEnumerable<Instruction> gates, int qubitCount, MachineCost machine)
    {
        // Where a qubit of the circuit lives at the gate at hand, read from the end, where every qubit is at home.
        var place = Enumerable.Range(0, qubitCount).ToArray();
        var rest = new List<Instruction>();
        foreach (var gate in gates.Reverse())
        {
            if (IsSwap(gate))
            {
                var (a, b) = (gate.Qubits[0], gate.Qubits[1]);
                (place[a], place[b]) = (place[b], place[a]);
            }
            else
            {
                rest.Add(new Instruction(gate.Operation, [.. gate.Qubits.Select(q => place[q])], gate.Clbit, gate.Condition));
            }
        }

        rest.Reverse();
        if (IsUsual(place)) return (rest, null);
        return (rest, new ReorderPass(place, BlockScheduler.Schedule([.. Exchanges(place)], qubitCount, machine)));
    }

    private static bool IsUsual(int[] place)
    {
        for (var q = 0; q < place.Length; q++)
        {
            if (place[q] != q) return false;
        }

        return true;
    }

    /// <summary>Whether a gate is taken out.</summary>
    public static bool IsSwap(Instruction gate) => gate.Gate is StandardGate { Kind: StandardGateKind.Swap };

    /// <summary>Transpositions that bring every qubit to its place, each as three exchanges: they move fewer numbers than a matrix multiplies.</summary>
    private static IEnumerable<CircuitOp> Exchanges(int[] place)
    {
        var at = (int[])place.Clone();
        for (var q = 0; q < at.Length; q++)
        {
            while (at[q] != q)
            {
                var other = at[q];
                int[] pair = [q, other];
                for (var k = 0; k < 3; k++) yield return new DenseOp(new DensePass(Gate.X, [pair[k & 1]], [pair[1 - (k & 1)]], []));
                (at[q], at[other]) = (at[other], at[q]);
            }
        }
    }
}
