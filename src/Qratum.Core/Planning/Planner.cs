using System.Collections.Immutable;

namespace Qratum;

/// <summary>
/// Turns a unitary circuit into sweeps over the state: gates become Y rotations, phases, Pauli rotations and small matrices,
/// and these are ordered into blocks that stay in a cache.
/// </summary>
public static class Planner
{
    /// <summary>Plans a circuit. O(instructions × passes) at worst; a plan serves any number of parameter sets.</summary>
    /// <remarks>The plan, and with it the last bits of results, is the same on every machine: costs are <see cref="MachineCost.Default"/>.</remarks>
    /// <exception cref="NotSupportedException">There is a measurement, a reset or a condition, or a gate on more than 12 targets.</exception>
    public static ExecutionPlan Plan(Circuit circuit) => Plan(circuit, MachineCost.Default);

    /// <summary>Plans a circuit for a machine. Other costs may give other plans, whose results differ by rounding.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="machine">What visits and arithmetic take, for example from <see cref="MachineCost.Measure"/>.</param>
    /// <inheritdoc cref="Plan(Circuit)" path="/exception"/>
    public static ExecutionPlan Plan(Circuit circuit, MachineCost machine)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(machine);
        if (!circuit.IsUnitary) throw new NotSupportedException("Only circuits without measurements, resets and conditions are planned.");
        return new ExecutionPlan(circuit, Plan(circuit, circuit.Instructions, machine), machine);
    }

    internal static ImmutableArray<Pass> Plan(Circuit circuit, IEnumerable<Instruction> instructions, MachineCost machine) =>
        Plan(circuit, instructions, machine, origins: null);

    /// <summary>The same passes once more, each telling the gates that it comes from; planning does not keep them.</summary>
    internal static ImmutableArray<Pass> Trace(ExecutionPlan plan)
    {
        var instructions = plan.Circuit.Instructions;
        int[] origins = [.. Enumerable.Range(0, instructions.Length).Where(k => instructions[k].Gate is not null && !SwapRelabelling.IsSwap(instructions[k]))];
        return Plan(plan.Circuit, instructions, plan.Machine, origins);
    }

    private static ImmutableArray<Pass> Plan(Circuit circuit, IEnumerable<Instruction> instructions, MachineCost machine, int[]? origins)
    {
        var (gates, first) = SwapRelabelling.Apply(instructions.Where(i => i.Gate is not null), circuit.QubitCount, machine);
        var passes = BlockScheduler.Schedule(new GateLowering(circuit, origins).Lower(gates), circuit.QubitCount, machine);
        return first is null ? [.. passes] : [first, .. passes];
    }
}
