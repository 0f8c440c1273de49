using System.Collections.Immutable;

namespace Qratum;

/// <summary>
/// Turns a unitary circuit into sweeps over the state: gates become Y rotations, phases, Pauli rotations and small matrices,
/// and these are ordered into blocks that stay in a cache.
/// </summary>
public static class Planner
{
    /// <summary>Plans a circuit. O(instructions × passes) at worst; a plan serves any number of parameter sets.</summary>
    /// <exception cref="NotSupportedException">There is a measurement, a reset or a condition, or a gate on more than 12 targets.</exception>
    public static ExecutionPlan Plan(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (!circuit.IsUnitary) throw new NotSupportedException("Only circuits without measurements, resets and conditions are planned.");
        return new ExecutionPlan(circuit, Plan(circuit, circuit.Instructions));
    }

    internal static ImmutableArray<Pass> Plan(Circuit circuit, IEnumerable<Instruction> instructions)
    {
        var (gates, first) = SwapRelabelling.Apply(instructions.Where(i => i.Gate is not null), circuit.QubitCount);
        var passes = BlockScheduler.Schedule(new GateLowering(circuit).Lower(gates), circuit.QubitCount);
        return first is null ? [.. passes] : [first, .. passes];
    }
}
