using System.Diagnostics;

namespace Qratum.Cli;

/// <summary>One circuit, what is wanted of it, and what came out.</summary>
internal sealed class CircuitRun
{
    /// <summary>Greatest number of qubits whose amplitudes are printed: about a million lines.</summary>
    public const int MostPrintedQubits = 20;

    // From here on a state takes 64 MiB, and a collection is a small part of the run.
    private const int LeastLargeQubits = 22;

    // Smaller probabilities are rounding noise of amplitudes; left out, they cannot add up to the tolerances of a comparison.
    private const double LeastPrintedProbability = 1e-16;

    private readonly Circuit _circuit;
    private readonly Circuit _measured;
    private readonly int _keyLength;
    private Circuit? _unitary;
    private ExecutionPlan? _plan;

    public CircuitRun(Circuit circuit)
    {
        _circuit = circuit;
        var measures = circuit.Instructions.Any(i => i.Operation is Measurement);
        _measured = measures ? circuit : MeasureQubits(circuit);
        _keyLength = measures ? circuit.ClbitCount : circuit.QubitCount;
    }

    /// <summary>
    /// What the simulator plans: the whole circuit without its last measurements, or, where it measures in the middle, resets or has
    /// conditions, each stretch of gates between. Beside each plan the condition that it waits for.
    /// </summary>
    public IReadOnlyList<(ExecutionPlan Plan, string? Condition)> Plans => _plan is { } plan ? [(plan, null)] : PlanParts();

    public int? Shots { get; init; }

    public ulong Seed { get; init; }

    public bool WantProbabilities { get; init; }

    public bool WantState { get; init; }

    public SimulatorOptions Options { get; init; } = new();

    /// <summary>Sampled outcomes, the most frequent first.</summary>
    public IReadOnlyDictionary<string, long>? Counts { get; private set; }

    /// <summary>What fixes the bits of <see cref="Counts"/>, or, without shots, of probabilities and state.</summary>
    public RunIdentity? Identity { get; private set; }

    /// <summary>Exact probabilities in the order of outcomes.</summary>
    public IReadOnlyDictionary<string, double>? Probabilities { get; private set; }

    /// <summary>Amplitudes as pairs of real and imaginary part.</summary>
    public double[][]? State { get; private set; }

    /// <summary>Whether the state takes a good part of what memory the process has.</summary>
    public bool IsLarge => _circuit.QubitCount >= LeastLargeQubits;

    /// <exception cref="BadInputException">The state was asked of a circuit that has none, or too many amplitudes.</exception>
    public void ThrowIfImpossible()
    {
        if (!WantState) return;
        if (_circuit.QubitCount > MostPrintedQubits)
            throw new BadInputException($"--statevector: {Facts.Whole(_circuit.QubitCount)} qubits have too many amplitudes to print; the most is {Facts.Whole(MostPrintedQubits)} qubits.");
        _unitary = WithoutFinalMeasurements(_circuit);
        if (!_unitary.IsUnitary)
            throw new BadInputException("--statevector: the circuit measures in the middle, resets or has conditions; it does not end in one state.");
    }

    public void Plan() => _plan = MakePlan();

    /// <summary>
    /// Seconds of the gates alone, <paramref name="repeats"/> times from |0…0⟩ on one state: no parsing, planning, allocation or
    /// sampling. Null for a circuit that measures in the middle.
    /// </summary>
    public double[]? TimeGates(int repeats, CancellationToken cancellationToken)
    {
        if ((_plan ?? MakePlan()) is not { } plan) return null;
        using var state = new StateVector(_circuit.QubitCount, Options.Precision, Options.MaxThreads);
        state.Apply(plan, []);
        var times = new double[repeats];
        for (var k = 0; k < repeats; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            state.SetZero();
            var start = Stopwatch.GetTimestamp();
            state.Apply(plan, []);
            times[k] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return times;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (IsLarge)
        {
            // What parsing and planning left behind goes back to the system before a large state is made: docs/decisions/0006.
            _plan = null;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        using var backend = new StateVectorBackend(Options);
        if (Shots is { } shots)
        {
            var samples = await backend.SampleAsync(new SamplerPub(_measured, shots, Seed), cancellationToken).ConfigureAwait(false);
            var counts = new OrderedDictionary<string, long>();
            foreach (var (bits, count) in samples.Counts[0]) counts.Add(Key(bits), count);
            Counts = counts;
            Identity = samples.Identity;
        }

        if (WantProbabilities)
        {
            var probabilities = new OrderedDictionary<string, double>();
            var exact = backend.ExactDistribution(_measured, cancellationToken: cancellationToken);
            foreach (var (bits, p) in exact.Where(e => e.Value >= LeastPrintedProbability).OrderBy(e => e.Key)) probabilities.Add(Key(bits), p);
            Probabilities = probabilities;
        }

        if (WantState) State = ComputeState();
        Identity ??= backend.Identify(_measured);
    }

    private ExecutionPlan? MakePlan()
    {
        var unitary = _unitary ?? WithoutFinalMeasurements(_circuit);
        return unitary.IsUnitary ? Planner.Plan(unitary, Options.Machine ?? MachineCost.Default) : null;
    }

    private List<(ExecutionPlan Plan, string? Condition)> PlanParts()
    {
        var parts = new List<(ExecutionPlan Plan, string? Condition)>();
        var builder = new CircuitBuilder(_circuit.QubitCount);
        var isEmpty = true;
        void Flush(ClassicalCondition? condition)
        {
            if (!isEmpty) parts.Add((Planner.Plan(builder.Build(), Options.Machine ?? MachineCost.Default), condition?.ToString()));
            builder = new CircuitBuilder(_circuit.QubitCount);
            isEmpty = true;
        }

        foreach (var instruction in WithoutFinalMeasurements(_circuit).Instructions)
        {
            if (instruction.Operation is Barrier) continue;
            if (instruction.Gate is null || instruction.Condition is not null) Flush(null);
            if (instruction.Gate is not { } gate) continue;
            builder.Apply(gate, instruction.Qubits.AsSpan());
            isEmpty = false;
            if (instruction.Condition is { } condition) Flush(condition);
        }

        Flush(null);
        return parts;
    }

    private double[][] ComputeState()
    {
        using var state = new StateVector(_circuit.QubitCount, Options.Precision, Options.MaxThreads);
        state.Apply(_plan!, []);
        var amplitudes = new double[state.Length][];
        for (var i = 0; i < amplitudes.Length; i++)
        {
            var amplitude = state[i];
            amplitudes[i] = [amplitude.Real, amplitude.Imaginary];
        }

        return amplitudes;
    }

    private string Key(BitString bits) => bits.ToString()[.._keyLength];

    /// <summary>The circuit with all qubits measured into new classical bits, more significant than its own.</summary>
    private static Circuit MeasureQubits(Circuit circuit)
    {
        var builder = new CircuitBuilder(circuit.QubitCount, circuit.ClbitCount + circuit.QubitCount).Append(circuit);
        for (var q = 0; q < circuit.QubitCount; q++) builder.Measure(q, circuit.ClbitCount + q);
        return builder.Build();
    }

    private static Circuit WithoutFinalMeasurements(Circuit circuit)
    {
        var busy = new HashSet<int>();
        var kept = new Stack<Instruction>();
        foreach (var instruction in circuit.Instructions.Reverse())
        {
            if (instruction.Operation is Measurement && instruction.Condition is null && !busy.Contains(instruction.Qubits[0])) continue;
            if (instruction.Operation is Barrier) continue;
            busy.UnionWith(instruction.Qubits);
            kept.Push(instruction);
        }

        if (kept.Any(i => i.Gate is null || i.Condition is not null)) return circuit;
        var builder = new CircuitBuilder(circuit.QubitCount, circuit.ClbitCount);
        foreach (var instruction in kept) builder.Apply(instruction.Gate!, instruction.Qubits.AsSpan());
        return builder.Build();
    }
}
