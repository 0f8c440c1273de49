using System.Collections.Immutable;

namespace Qratum;

/// <summary>What a plan costs, pass by pass: made by <see cref="ExecutionPlan.Report"/>. Immutable.</summary>
/// <remarks>
/// The floor is the time in which memory can deliver and take back the state once for each pass; no plan of as many passes can be
/// faster. Times are of one thread, estimated by <see cref="Machine"/>.
/// </remarks>
public sealed record PlanReport
{
    internal PlanReport(Circuit circuit, Precision precision, MachineCost machine, ImmutableArray<PassReport> passes)
    {
        var inPasses = passes.SelectMany(p => p.Gates).ToHashSet();
        GatesWithoutPass = [.. Enumerable.Range(0, circuit.Instructions.Length).Where(k => circuit.Instructions[k].Gate is not null && !inPasses.Contains(k))];
        QubitCount = circuit.QubitCount;
        GateCount = circuit.Instructions.Count(i => i.Gate is not null);
        Precision = precision;
        Machine = machine;
        Passes = passes;
    }

    /// <summary>Qubits of the circuit.</summary>
    public int QubitCount { get; }

    /// <summary>Gates of the circuit, before they are merged.</summary>
    public int GateCount { get; }

    /// <summary>Arithmetic of amplitudes that the numbers are for.</summary>
    public Precision Precision { get; }

    /// <summary>What visits and arithmetic were taken to cost.</summary>
    public MachineCost Machine { get; }

    /// <summary>Bytes read and written in a second, counted together, by one thread that scales the state in place.</summary>
    public double BytesPerSecond => 32e9 / Machine.Visit(QubitCount);

    /// <summary>
    /// Gates that are in no pass, as indices into <see cref="Circuit.Instructions"/>: swaps, after which qubits only have other names, identities,
    /// and gates that undo each other.
    /// </summary>
    public ImmutableArray<int> GatesWithoutPass { get; }

    /// <summary>One report for each of <see cref="ExecutionPlan.Passes"/>, in order.</summary>
    public ImmutableArray<PassReport> Passes { get; }

    /// <summary>Gates of the circuit for each pass over the state, on average; 0 where there is no pass.</summary>
    public double GatesPerPass => Passes.IsEmpty ? 0 : (double)GateCount / Passes.Length;

    /// <summary>Bytes read and written by all passes.</summary>
    public double Bytes => Passes.Sum(p => p.Bytes);

    /// <summary>What all passes take about, seconds.</summary>
    public double Seconds => Passes.Sum(p => p.Seconds);

    /// <summary>The least time of all passes, <see cref="Bytes"/> / <see cref="BytesPerSecond"/>, seconds.</summary>
    public double FloorSeconds => Bytes / BytesPerSecond;

    /// <summary><see cref="Seconds"/> / <see cref="FloorSeconds"/>, at least 1; 1 where nothing moves.</summary>
    public double FloorRatio => Bytes > 0 ? Seconds / FloorSeconds : 1;
}

/// <summary>What one pass of a plan costs.</summary>
/// <param name="Pass">The pass.</param>
/// <param name="Gates">
/// Gates of the circuit that are in this pass, wholly or in part, as rising indices into <see cref="Circuit.Instructions"/>. A gate that is split,
/// such as a Hadamard gate into a rotation and phases, may be in several passes.
/// </param>
/// <param name="Operations">
/// What is left of the circuit's gates in this pass, after merging: rotations, phase terms, Pauli strings and matrices. One gate may
/// become several, in different passes, and many may become one.
/// </param>
/// <param name="Bytes">Bytes read and written.</param>
/// <param name="Seconds">What it takes about: the way of the data and the work on it.</param>
/// <param name="FloorSeconds">What scaling the state in place takes.</param>
public sealed record PassReport(Pass Pass, ImmutableArray<int> Gates, int Operations, double Bytes, double Seconds, double FloorSeconds);
