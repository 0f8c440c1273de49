using System.Collections.Immutable;

namespace Qratum;

/// <summary>A unitary circuit as sweeps over the state: made once by <see cref="Planner"/>, run at any number of parameter sets. Immutable.</summary>
public sealed partial class ExecutionPlan
{
    internal ExecutionPlan(Circuit circuit, ImmutableArray<Pass> passes, MachineCost machine)
    {
        Circuit = circuit;
        Machine = machine;
        Passes = passes;
        FirstVarying = passes.TakeWhile(p => !p.HasParameters).Count();
    }

    /// <summary>What was planned.</summary>
    public Circuit Circuit { get; }

    /// <summary>The sweeps in order.</summary>
    public ImmutableArray<Pass> Passes { get; }

    /// <summary>The costs that the order of work was chosen by.</summary>
    public MachineCost Machine { get; }

    /// <summary>The first pass that depends on a parameter; a gradient needs nothing from those before it.</summary>
    internal int FirstVarying { get; }
}
