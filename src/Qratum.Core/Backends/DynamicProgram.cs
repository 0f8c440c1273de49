using System.Collections.Immutable;

namespace Qratum;

/// <summary>
/// A circuit with measurements as steps: sweeps, measurements, resets and conditions. A measurement of a qubit that is not
/// touched again, into a bit that is not read or written again, is deferred to the end and costs no branch.
/// </summary>
internal sealed partial class DynamicProgram
{
    // Below this a branch is rounding: its weight in any probability is less than what double precision resolves.
    private const double Negligible = 1e-15;

    private readonly Circuit _circuit;
    private readonly List<Step> _steps;
    private readonly (int Qubit, int Clbit)[] _deferred;

    private DynamicProgram(Circuit circuit, List<Step> steps, (int Qubit, int Clbit)[] deferred)
    {
        _circuit = circuit;
        _steps = steps;
        _deferred = deferred;
        WaitingStates = circuit.QubitCount < LargeQubits ? ManyStates : FewStates;
    }

    public static DynamicProgram Create(Circuit circuit, MachineCost? machine = null)
    {
        var all = circuit.Instructions;
        var busyQubits = new HashSet<int>();
        var busyBits = new HashSet<int>();
        var deferred = new List<(int, int)>();
        var kept = new Stack<Instruction>();
        for (var k = all.Length - 1; k >= 0; k--)
        {
            var i = all[k];
            if (i.Operation is Barrier) continue;
            if (i.Operation is Measurement && i.Condition is null && !busyQubits.Contains(i.Qubits[0]) && !busyBits.Contains(i.Clbit))
            {
                // An earlier write to the same bit is overwritten by this one.
                busyBits.Add(i.Clbit);
                deferred.Add((i.Qubits[0], i.Clbit));
            }
            else
            {
                if (i.Clbit >= 0) busyBits.Add(i.Clbit);
                kept.Push(i);
            }

            // Two measurements in a row may both be deferred; anything else makes the qubit busy.
            if (i.Operation is not Measurement || kept.Count > 0 && ReferenceEquals(kept.Peek(), i)) busyQubits.UnionWith(i.Qubits);
            if (i.Condition is { } condition) busyBits.UnionWith(condition.Clbits);
        }

        return new DynamicProgram(circuit, Steps(circuit, kept, machine ?? MachineCost.Default), [.. deferred]);
    }

    /// <summary>What a shot takes about if no measurement branches.</summary>
    public double Nanoseconds => _steps.OfType<GateStep>().Sum(s => ParameterBatch.Nanoseconds(s.Passes, _circuit.QubitCount));

    public void ThrowIfNothingMeasured()
    {
        if (_circuit.Instructions.Any(i => i.Operation is Measurement)) return;
        throw new ArgumentException("The circuit measures nothing; add measurements, for example MeasureAll().");
    }

    public Dictionary<BitString, double> Distribution<TRegister>(Func<int, TRegister> create, double[] parameters, CancellationToken cancellationToken)
        where TRegister : class, IStateRegister
    {
        var result = new Dictionary<BitString, double>();
        using var register = create(_circuit.QubitCount);
        Walk(register, create, 0, default, 1, parameters, (r, bits, weight) => r.VisitProbabilities(0, (index, p) =>
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(result, Outcome(bits, index), out _) += weight * p), cancellationToken);
        return result;
    }

    private static List<Step> Steps(Circuit circuit, IEnumerable<Instruction> instructions, MachineCost machine)
    {
        var steps = new List<Step>();
        var gates = new List<Instruction>();
        void Flush(ClassicalCondition? condition)
        {
            if (gates.Count > 0) steps.Add(new GateStep(Planner.Plan(circuit, gates, machine), condition));
            gates.Clear();
        }

        foreach (var i in instructions)
        {
            if (i.Gate is not null && i.Condition is null)
            {
                gates.Add(i);
                continue;
            }

            Flush(null);
            if (i.Gate is not null)
            {
                gates.Add(i);
                Flush(i.Condition);
            }
            else if (i.Operation is Measurement)
            {
                steps.Add(new MeasureStep(i.Qubits[0], i.Clbit, i.Condition));
            }
            else
            {
                steps.Add(new ResetStep(i.Qubits[0], i.Condition));
            }
        }

        Flush(null);
        return steps;
    }

    private static bool Holds(ClassicalCondition? condition, BitMask bits)
    {
        if (condition is null) return true;
        var value = 0UL;
        for (var k = 0; k < condition.Clbits.Length; k++)
        {
            if (bits[condition.Clbits[k]]) value |= 1UL << k;
        }

        return value == condition.Value;
    }

    private static void RunGates(GateStep step, IStateRegister register, BitMask bits, double[] parameters, CancellationToken cancellationToken)
    {
        if (!Holds(step.Condition, bits)) return;
        foreach (var pass in step.Passes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            register.Run(pass, parameters);
        }
    }

    /// <summary>Depth first, outcome 0 before 1; the register is used up.</summary>
    private void Walk<TRegister>(TRegister register, Func<int, TRegister> create, int from, BitMask bits, double weight,
        double[] parameters, Action<TRegister, BitMask, double> leaf, CancellationToken cancellationToken)
        where TRegister : class, IStateRegister
    {
        for (var k = from; k < _steps.Count; k++)
        {
            if (_steps[k] is GateStep gates)
            {
                RunGates(gates, register, bits, parameters, cancellationToken);
                continue;
            }

            var (qubit, clbit, condition) = _steps[k] is MeasureStep m ? (m.Qubit, m.Clbit, m.Condition) : ((ResetStep)_steps[k]).Values;
            if (!Holds(condition, bits)) continue;
            cancellationToken.ThrowIfCancellationRequested();
            var one = register.ProbabilityOfOne(qubit);
            var zero = 1 - one;
            if (one <= Negligible || zero <= Negligible)
            {
                bits = Settle(register, qubit, clbit, bits, outcome: one > zero, probability: Math.Max(one, zero));
                continue;
            }

            using (var branch = create(_circuit.QubitCount))
            {
                branch.CopyFrom(register);
                Walk(branch, create, k + 1, Settle(branch, qubit, clbit, bits, false, zero), weight * zero, parameters, leaf, cancellationToken);
            }

            bits = Settle(register, qubit, clbit, bits, true, one);
            weight *= one;
        }

        leaf(register, bits, weight);
    }

    /// <summary>Projects the qubit; a reset then flips it back to 0, a measurement writes its bit.</summary>
    private static BitMask Settle(IStateRegister register, int qubit, int clbit, BitMask bits, bool outcome, double probability)
    {
        register.Collapse(qubit, outcome, probability);
        if (clbit >= 0) return bits.With(clbit, outcome);
        if (outcome) register.Run(new DensePass(Gate.X, [qubit], [], []), []);
        return bits;
    }

    private BitString Outcome(BitMask bits, long index)
    {
        foreach (var (qubit, clbit) in _deferred) bits = bits.With(clbit, (index >> qubit & 1) != 0);
        return new BitString(_circuit.ClbitCount, bits);
    }

    private abstract record Step;

    private sealed record GateStep(ImmutableArray<Pass> Passes, ClassicalCondition? Condition) : Step;

    private sealed record MeasureStep(int Qubit, int Clbit, ClassicalCondition? Condition) : Step;

    private sealed record ResetStep(int Qubit, ClassicalCondition? Condition) : Step
    {
        public (int Qubit, int Clbit, ClassicalCondition? Condition) Values => (Qubit, -1, Condition);
    }
}
