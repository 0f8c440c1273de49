using System.Numerics;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.States;

/// <summary>Each kind of kernel on random states, for every target and every ordered pair of targets of 1 to 12 qubits.</summary>
public sealed class EveryTargetTests
{
    // A few gates on amplitudes of at most one.
    private const double DoubleTolerance = 1e-14, SingleTolerance = 2e-6;

    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void One_qubit(int qubits)
    {
        var random = new PhiloxRandom(11, (ulong)qubits);
        Gate[] gates = [Gate.X, Gate.H, Gate.T, Gate.Ry(0.8), Gate.Rx(-2.9), Gate.Rz(1.7), Gate.U(0.4, 1.1, -0.6)];
        for (var target = 0; target < qubits; target++)
        {
            foreach (var gate in gates) Check(qubits, [(gate, [target])], random);
            // Enough gates for rotations and phases instead of matrices.
            Check(qubits, [(gates[3], [target]), (gates[5], [target]), (gates[4], [target]), (gates[2], [(target + 1) % qubits]), (gates[6], [target])], random);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Two_qubits(int qubits)
    {
        var random = new PhiloxRandom(12, (ulong)qubits);
        for (var a = 0; a < qubits; a++)
        {
            for (var b = 0; b < qubits; b++)
            {
                if (a == b) continue;
                Check(qubits, [(Gate.Cx, [a, b])], random);
                Check(qubits, [(Gate.Unitary(Gate.FSim(random.NextDouble(), random.NextDouble()).ToMatrix().ToArray()), [a, b])], random);
                Check(qubits, [(Gate.U(0.3, 0.4, 0.5).Control(), [a, b]), (Gate.Rotation(PauliString.Parse("XY"), 0.9), [a, b])], random);
                Check(qubits, [(Gate.Ry(1.1), [a]), (Gate.Rzz(0.7), [a, b]), (Gate.Phase(0.9).Control(), [b, a]), (Gate.Ry(-0.6), [b]), (Gate.Rz(0.2), [a])], random);
            }
        }
    }

    private static void Check(int qubits, (Gate Gate, int[] Targets)[] gates, PhiloxRandom random)
    {
        var before = RandomStates.Next(random, qubits);
        var expected = before;
        var builder = new CircuitBuilder(qubits);
        foreach (var (gate, targets) in gates)
        {
            expected = DenseReference.Apply(gate, targets, expected);
            builder.Apply(gate, targets);
        }

        var plan = Planner.Plan(builder.Build());
        foreach (var (precision, tolerance) in new[] { (Precision.Double, DoubleTolerance), (Precision.Single, SingleTolerance) })
        {
            using var state = StateVector.FromAmplitudes(before, precision);
            state.Apply(plan, []);
            var actual = new Complex[expected.Length];
            state.CopyTo(0, actual);
            for (var i = 0; i < expected.Length; i++)
            {
                if (!(Complex.Abs(expected[i] - actual[i]) < tolerance))
                    Assert.Fail($"{string.Join(", ", gates.Select(g => $"{g.Gate.Name} on {string.Join(",", g.Targets)}"))}, {precision}: amplitude {i} is {actual[i]}, not {expected[i]}.");
            }
        }
    }
}
