using System.Numerics;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Planning;

/// <summary>Plans of states larger than a cache's block: layers of rotations and phases, whose order the planner changes most, against one gate after the other.</summary>
public sealed class LargePlanTests
{
    // Some hundred gates; amplitudes of 2^-n/2.
    private const double Tolerance = 1e-14;

    private static readonly double[] Theta = [0.7, -1.9];

    [Theory]
    [InlineData(13, 1), InlineData(14, 3)]
    public void Layers_equal_the_dense_reference(int qubits, ulong seed)
    {
        // Of the random circuit some gates act on more qubits than a matrix may have.
        foreach (var circuit in Layered(qubits, seed).SkipLast(1))
        {
            var expected = DenseReference.Run(circuit, Theta);
            using var state = new StateVector(qubits);
            state.Apply(Planner.Plan(circuit), Theta);
            var actual = new Complex[expected.Length];
            state.CopyTo(0, actual);
            for (var i = 0; i < expected.Length; i++)
            {
                if (!(Complex.Abs(expected[i] - actual[i]) < Tolerance)) Assert.Fail($"Amplitude {i} is {actual[i]}, not {expected[i]}.");
            }
        }
    }

    [Theory]
    [InlineData(16, 5), InlineData(17, 6), InlineData(18, 7), InlineData(20, 8), InlineData(21, 9)]
    public void Layers_equal_one_gate_after_the_other(int qubits, ulong seed)
    {
        foreach (var circuit in Layered(qubits, seed))
        {
            using var expected = new StateVector(qubits);
            foreach (var instruction in circuit.Bind(Theta).Instructions) expected.Apply(instruction.Gate!, instruction.Qubits.AsSpan());
            using var state = new StateVector(qubits);
            state.Apply(Planner.Plan(circuit), Theta);
            // The distance of two states of norm one.
            state.Add(-1, expected);
            Assert.InRange(state.NormSquared, 0, 1e-26);
        }
    }

    [Fact]
    public void Gates_on_many_high_qubits_stay_within_their_blocks()
    {
        for (var seed = 0UL; seed < 40; seed++)
        {
            var random = new PhiloxRandom(seed, 77);
            var circuit = CircuitGenerators.Random(13 + (int)(seed % 4), 25, random);
            using var expected = new StateVector(circuit.QubitCount);
            foreach (var instruction in circuit.Bind(Theta).Instructions) expected.Apply(instruction.Gate!, instruction.Qubits.AsSpan());
            using var state = new StateVector(circuit.QubitCount);
            state.Apply(Planner.Plan(circuit), Theta);
            state.Add(-1, expected);
            Assert.InRange(state.NormSquared, 0, 1e-26);
        }
    }

    /// <summary>Of alternating operators on a random graph; hardware-efficient; a Fourier transform; random gates.</summary>
    private static IEnumerable<Circuit> Layered(int qubits, ulong seed)
    {
        var random = new PhiloxRandom(seed);
        CircuitBuilder Start() => new CircuitBuilder(qubits).Declare(new Parameter("a"), new Parameter("b"));
        var edges = Enumerable.Range(0, 3 * qubits / 2).Select(_ => (A: random.Next(qubits), B: random.Next(qubits))).Where(e => e.A != e.B).ToArray();
        var alternating = Start();
        for (var q = 0; q < qubits; q++) alternating.H(q);
        for (var layer = 0; layer < 3; layer++)
        {
            foreach (var (a, b) in edges) alternating.Cx(a, b).Rz(0.3 * new Parameter("a"), b).Cx(a, b);
            for (var q = 0; q < qubits; q++) alternating.Rx(new Parameter("b"), q);
        }

        yield return alternating.Build();
        var ladder = Start();
        for (var layer = 0; layer < 4; layer++)
        {
            for (var q = 0; q < qubits; q++) ladder.Ry(random.NextDouble(), q).Rz(new Parameter("b") + (0.1 * q), q);
            for (var q = 0; q + 1 < qubits; q++) ladder.Cz(q, q + 1);
        }

        yield return ladder.Build();
        var fourier = Start();
        for (var q = 0; q < qubits; q++) fourier.Ry(0.2 * q, q);
        for (var q = qubits - 1; q >= 0; q--)
        {
            fourier.H(q);
            for (var k = 0; k < q; k++) fourier.Apply(Gate.Phase(Math.PI / (1L << (q - k))).Control(), k, q);
        }

        yield return fourier.Build();
        yield return CircuitGenerators.Random(qubits, 60, random);
    }
}
