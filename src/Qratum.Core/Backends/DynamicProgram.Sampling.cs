namespace Qratum;

/// <summary>
/// Shots of circuits with measurements in the middle. Shots that saw the same outcomes share one state: at a measurement they part,
/// and only branches that hold a shot are run, so that the work is that of the branches visited, at most one for each shot.
/// </summary>
/// <remarks>
/// Depth first, the branch of fewer shots before the other: those that wait hold at least half of the shots of their parent, so
/// that at most log2(shots) states wait. Only <see cref="WaitingStates"/> are kept, 4 from 20 qubits on; a branch beyond them is run
/// again from the start when its turn comes. What a shot sees depends on the seed, its number and its measurements alone.
/// </remarks>
internal sealed partial class DynamicProgram
{
    private const int FewStates = 4, ManyStates = 32, LargeQubits = 20;

    private bool Branches => _steps.Any(s => s is MeasureStep or ResetStep);

    /// <summary>Copies of the state that may wait at any time, beside the one that runs.</summary>
    public int WaitingStates { get; set; }

    /// <summary>Counts of the classical bits.</summary>
    public Counts Sample<TRegister>(RegisterPool<TRegister> pool, double[] parameters, int shots, ulong seed, ulong stream, CancellationToken cancellationToken)
        where TRegister : class, IStateRegister
    {
        if (Branches) return new ShotRun<TRegister>(this, pool, parameters, shots, seed, stream, cancellationToken).Sample();
        var register = pool.RentZero();
        foreach (var step in _steps) RunGates((GateStep)step, register, default, parameters, cancellationToken);
        var counts = RegisterSampling.Sample(register, shots, seed, stream, IsDirect ? null : index => Outcome(default, index));
        pool.Return(register);
        return counts;
    }

    /// <summary>Whether classical bit k is qubit k for all k: outcomes are basis states.</summary>
    private bool IsDirect => _circuit.ClbitCount == _circuit.QubitCount && _deferred.Length == _circuit.QubitCount && Array.TrueForAll(_deferred, d => d.Qubit == d.Clbit);

    /// <summary>A branch that waits: where it goes on, what its shots saw, and its state if it is kept.</summary>
    private sealed record Branch<TRegister>(int Step, BitMask Bits, Path? Path, int Depth, int First, int End, TRegister? State);

    /// <summary>Outcomes so far, the last first.</summary>
    private sealed record Path(Path? Before, bool Outcome);

    private sealed class ShotRun<TRegister>(DynamicProgram program, RegisterPool<TRegister> pool, double[] parameters, int shots, ulong seed, ulong stream, CancellationToken cancellationToken)
        where TRegister : class, IStateRegister
    {
        private readonly int[] _shots = [.. Enumerable.Range(0, shots)];
        private readonly int[] _ones = new int[shots];
        private readonly Stack<Branch<TRegister>> _waiting = [];
        private readonly Dictionary<BitString, long> _counts = [];
        private int _kept;

        public Counts Sample()
        {
            _waiting.Push(new Branch<TRegister>(0, default, null, 0, 0, shots, null));
            while (_waiting.TryPop(out var branch)) Run(branch);
            return new Counts(_counts);
        }

        private void Run(Branch<TRegister> branch)
        {
            var register = branch.State;
            if (register is null) Replay(register = pool.Rent(), branch);
            else _kept--;

            var (bits, path, depth, first, end) = (branch.Bits, branch.Path, branch.Depth, branch.First, branch.End);
            for (var k = branch.Step; k < program._steps.Count; k++)
            {
                if (program._steps[k] is GateStep gates)
                {
                    RunGates(gates, register, bits, parameters, cancellationToken);
                    continue;
                }

                var (qubit, clbit, condition) = Measured(program._steps[k]);
                if (!Holds(condition, bits)) continue;
                cancellationToken.ThrowIfCancellationRequested();
                var one = register.ProbabilityOfOne(qubit);
                var zero = 1 - one;
                var middle = one <= Negligible ? end : zero <= Negligible ? first : Part(first, end, depth, zero);
                depth++;
                // The branch of fewer shots goes on in this register, the other waits.
                var goesOn = middle == first || (middle != end && end - middle <= middle - first);
                if (middle != first && middle != end)
                {
                    var waits = !goesOn;
                    var probability = waits ? one : zero;
                    var state = Keep(register);
                    // Settled only when its turn comes if it has no state: then it is run from the start.
                    var otherBits = state is null ? Written(bits, clbit, waits) : Settle(state, qubit, clbit, bits, waits, probability);
                    _waiting.Push(new Branch<TRegister>(k + 1, otherBits, new Path(path, waits), depth, waits ? middle : first, waits ? end : middle, state));
                }

                bits = Settle(register, qubit, clbit, bits, goesOn, goesOn ? one : zero);
                path = new Path(path, goesOn);
                (first, end) = goesOn ? (middle, end) : (first, middle);
            }

            Draw(register, bits, depth, first, end);
            pool.Return(register);
        }

        /// <summary>Parts shots by their numbers of this depth, zeros first, each side in its old order.</summary>
        private int Part(int first, int end, int depth, double zero)
        {
            var (middle, ones) = (first, 0);
            for (var k = first; k < end; k++)
            {
                var shot = _shots[k];
                if (Uniform(shot, depth) < zero) _shots[middle++] = shot;
                else _ones[ones++] = shot;
            }

            _ones.AsSpan(0, ones).CopyTo(_shots.AsSpan(middle));
            return middle;
        }

        /// <summary>What is left to measure at the end.</summary>
        private void Draw(TRegister register, BitMask bits, int depth, int first, int end)
        {
            var outcomes = new long[end - first];
            if (program._deferred.Length > 0)
            {
                var uniforms = new double[outcomes.Length];
                for (var k = 0; k < uniforms.Length; k++) uniforms[k] = Uniform(_shots[first + k], depth);
                Array.Sort(uniforms);
                register.Sample(uniforms, outcomes);
            }

            Counts.AddSorted(_counts, outcomes, index => program.Outcome(bits, index));
        }

        private double Uniform(int shot, int depth) => PhiloxRandom.ToUnit(PhiloxRandom.WordAt(seed, stream, ((ulong)depth * (ulong)shots) + (ulong)shot));

        private TRegister? Keep(TRegister register)
        {
            if (_kept == program.WaitingStates) return null;
            TRegister copy;
            try
            {
                copy = pool.Rent();
            }
            catch (NotSupportedException)
            {
                // No memory for another state: the branch is run again when its turn comes.
                return null;
            }

            _kept++;
            copy.CopyFrom(register);
            return copy;
        }

        /// <summary>Runs a state from the start to where a branch goes on, with the outcomes that its shots saw.</summary>
        private void Replay(TRegister register, Branch<TRegister> branch)
        {
            register.SetZero();
            var outcomes = new Stack<bool>();
            for (var path = branch.Path; path is not null; path = path.Before) outcomes.Push(path.Outcome);
            BitMask bits = default;
            for (var k = 0; k < branch.Step; k++)
            {
                if (program._steps[k] is GateStep gates)
                {
                    RunGates(gates, register, bits, parameters, cancellationToken);
                    continue;
                }

                var (qubit, clbit, condition) = Measured(program._steps[k]);
                if (!Holds(condition, bits)) continue;
                var outcome = outcomes.Pop();
                var one = register.ProbabilityOfOne(qubit);
                bits = Settle(register, qubit, clbit, bits, outcome, outcome ? one : 1 - one);
            }
        }

        private static BitMask Written(BitMask bits, int clbit, bool outcome) => clbit >= 0 ? bits.With(clbit, outcome) : bits;

        private static (int Qubit, int Clbit, ClassicalCondition? Condition) Measured(Step step) =>
            step is MeasureStep m ? (m.Qubit, m.Clbit, m.Condition) : ((ResetStep)step).Values;
    }
}
