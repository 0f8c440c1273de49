using System.Numerics;

namespace Qratum.Testing;

/// <summary>
/// A second, independent backend: a state is a dictionary of the amplitudes that are not zero, and measurements branch. It
/// shares no code with plans, registers or kernels, so that two implementations must agree on every contract.
/// </summary>
public sealed class SparseBackend : IQuantumBackend
{
    private const int QubitLimit = 16;
    private const double Vanishing = 1e-14;

    /// <inheritdoc/>
    public string Name => "sparse";

    /// <inheritdoc/>
    public BackendCapabilities Capabilities => new()
    {
        MaximumQubits = QubitLimit, IsExact = true, HasGradients = false, HasMidCircuitMeasurement = true,
    };

    /// <inheritdoc/>
    public ValueTask<Samples> SampleAsync(SamplerPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        ArgumentOutOfRangeException.ThrowIfLessThan(pub.Shots, 1, nameof(pub));
        Check(pub.Circuit, pub.ParameterSets);
        if (!pub.Circuit.Instructions.Any(i => i.Operation is Measurement)) throw new ArgumentException("The circuit measures nothing.", nameof(pub));
        var seed = pub.Seed ?? 0;
        var counts = pub.ParameterSets.Select((set, k) => Draw(Outcomes(pub.Circuit, set, cancellationToken), pub.Shots, new PhiloxRandom(seed, (ulong)k)));
        return ValueTask.FromResult(new Samples([.. counts], seed));
    }

    /// <inheritdoc/>
    public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        Check(pub.Circuit, pub.ParameterSets);
        if (!pub.Circuit.IsUnitary) throw new NotSupportedException("The circuit measures, resets or has a condition.");
        if (pub.Observable.QubitCount != pub.Circuit.QubitCount || !pub.Observable.IsHermitian)
            throw new ArgumentException("The observable does not fit.", nameof(pub));
        var values = pub.ParameterSets.Select(set => Expectation(pub.Observable, Run(pub.Circuit, set, cancellationToken).Single().State)).ToArray();
        return ValueTask.FromResult(new Estimates(values, new double[values.Length]));
    }

    /// <summary>Exact probabilities of the classical bits.</summary>
    public static IReadOnlyDictionary<BitString, double> Outcomes(Circuit circuit, ReadOnlyMemory<double> parameters, CancellationToken cancellationToken = default) =>
        Run(circuit, parameters, cancellationToken).GroupBy(b => BitString.FromBits(b.Bits)).ToDictionary(g => g.Key, g => g.Sum(b => Norm(b.State)));

    private static void Check(Circuit circuit, IReadOnlyList<ReadOnlyMemory<double>> sets)
    {
        if (circuit.QubitCount > QubitLimit) throw new NotSupportedException($"{circuit.QubitCount} qubits were asked, at most {QubitLimit} are supported.");
        foreach (var set in sets)
        {
            if (set.Length != circuit.Parameters.Length) throw new ArgumentException($"{circuit.Parameters.Length} parameters are needed, {set.Length} were given.", nameof(sets));
        }
    }

    private static List<Branch> Run(Circuit circuit, ReadOnlyMemory<double> parameters, CancellationToken cancellationToken)
    {
        List<Branch> branches = [new(new bool[circuit.ClbitCount], new() { [0] = 1 })];
        foreach (var instruction in circuit.Bind(parameters.Span).Instructions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            branches = [.. branches.SelectMany(b => Holds(instruction.Condition, b.Bits) ? Step(instruction, b) : [b])];
        }

        return branches;
    }

    private static bool Holds(ClassicalCondition? condition, bool[] bits) =>
        condition is null || condition.Clbits.Select((c, k) => bits[c] ? 1UL << k : 0).Aggregate(0UL, (a, b) => a | b) == condition.Value;

    private static IEnumerable<Branch> Step(Instruction instruction, Branch branch)
    {
        switch (instruction.Operation)
        {
            case Gate gate:
                yield return branch with { State = Apply(gate.ToMatrix().ToArray(), [.. instruction.Qubits], branch.State) };
                break;
            case Barrier:
                yield return branch;
                break;
            default:
                var bit = 1L << instruction.Qubits[0];
                foreach (var outcome in new[] { false, true })
                {
                    var state = branch.State.Where(a => ((a.Key & bit) != 0) == outcome).ToDictionary(a => a.Key, a => a.Value);
                    if (Norm(state) < Vanishing) continue;
                    if (instruction.Operation is Reset) yield return branch with { State = state.ToDictionary(a => a.Key & ~bit, a => a.Value) };
                    else yield return new Branch([.. branch.Bits.Select((b, k) => k == instruction.Clbit ? outcome : b)], state);
                }

                break;
        }
    }

    private static Dictionary<long, Complex> Apply(Complex[] matrix, int[] qubits, Dictionary<long, Complex> state)
    {
        var dimension = 1 << qubits.Length;
        var result = new Dictionary<long, Complex>();
        foreach (var (index, amplitude) in state)
        {
            var column = qubits.Select((q, k) => (int)((index >> q) & 1) << k).Sum();
            var rest = qubits.Aggregate(index, (i, q) => i & ~(1L << q));
            for (var row = 0; row < dimension; row++)
            {
                var factor = matrix[(row * dimension) + column];
                if (factor == Complex.Zero) continue;
                var target = rest | qubits.Select((q, k) => (long)((row >> k) & 1) << q).Sum();
                result[target] = result.GetValueOrDefault(target) + (factor * amplitude);
            }
        }

        return result;
    }

    private static double Expectation(PauliSum sum, Dictionary<long, Complex> state)
    {
        Complex total = 0;
        foreach (var (coefficient, pauli) in sum)
        {
            foreach (var (index, amplitude) in state)
            {
                var (target, factor) = (index, coefficient);
                for (var q = 0; q < sum.QubitCount; q++)
                {
                    var one = ((index >> q) & 1) != 0;
                    if (pauli[q] is Pauli.X or Pauli.Y) target ^= 1L << q;
                    factor *= pauli[q] switch { Pauli.Y => new Complex(0, one ? -1 : 1), Pauli.Z when one => -1, _ => 1 };
                }

                total += Complex.Conjugate(state.GetValueOrDefault(target)) * factor * amplitude;
            }
        }

        return total.Real;
    }

    private static double Norm(Dictionary<long, Complex> state) => state.Values.Sum(a => (a.Real * a.Real) + (a.Imaginary * a.Imaginary));

    private static Counts Draw(IReadOnlyDictionary<BitString, double> outcomes, int shots, PhiloxRandom random)
    {
        var sorted = outcomes.OrderBy(o => o.Key).ToArray();
        var total = sorted.Sum(o => o.Value);
        var counts = new Dictionary<BitString, long>();
        for (var shot = 0; shot < shots; shot++)
        {
            var point = random.NextDouble() * total;
            var k = 0;
            while (k < sorted.Length - 1 && (point -= sorted[k].Value) >= 0) k++;
            counts[sorted[k].Key] = counts.GetValueOrDefault(sorted[k].Key) + 1;
        }

        return new Counts(counts);
    }

    /// <summary>One history of outcomes; the norm of the state is its probability.</summary>
    private sealed record Branch(bool[] Bits, Dictionary<long, Complex> State);
}
