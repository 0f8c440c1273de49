using System.Numerics;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.States;

[Properties(Arbitrary = [typeof(CircuitGenerators), typeof(PauliSumGenerators)])]
public sealed class StateVectorTests
{
    // 40 gates, each rounding a few units in the last place.
    private const double DoubleTolerance = 1e-12, SingleTolerance = 2e-5;

    private static readonly double[] Theta = [0.7, -1.9];

    [Property(MaxTest = 300)]
    public void Amplitudes_equal_the_dense_reference(Circuit circuit)
    {
        var expected = DenseReference.Run(circuit, Theta);
        foreach (var (precision, tolerance) in new[] { (Precision.Double, DoubleTolerance), (Precision.Single, SingleTolerance) })
        {
            using var state = new StateVector(circuit.QubitCount, precision);
            state.Apply(Planner.Plan(circuit), Theta);
            for (var i = 0; i < expected.Length; i++) Assert.True(Complex.Abs(expected[i] - state[i]) < tolerance, $"{precision} amplitude {i}: {state[i]} is not {expected[i]}");
        }
    }

    [Property(MaxTest = 100)]
    public void The_inverse_circuit_leads_back(Circuit circuit)
    {
        using var state = new StateVector(circuit.QubitCount);
        state.Apply(Planner.Plan(circuit.Then(circuit.Inverse())), Theta);
        Assert.Equal(1, state[0].Real, DoubleTolerance);
    }

    [Property(MaxTest = 100)]
    public void Expectation_values_equal_the_dense_reference(Circuit circuit, ulong seed)
    {
        var sum = PauliSumGenerators.Random(circuit.QubitCount, 15, new PhiloxRandom(seed));
        using var state = new StateVector(circuit.QubitCount);
        state.Apply(Planner.Plan(circuit), Theta);
        Assert.Equal(DenseReference.Expectation(sum, DenseReference.Run(circuit, Theta)).Real, state.Expectation(sum), DoubleTolerance);
        using var target = new StateVector(circuit.QubitCount);
        state.ApplyObservable(sum, target);
        Assert.Equal(state.Expectation(sum), state.InnerProduct(target).Real, DoubleTolerance);
    }

    [Fact]
    public void Results_are_the_same_bits_for_any_number_of_threads()
    {
        var circuit = CircuitGenerators.Random(15, 60, new PhiloxRandom(5));
        var sum = PauliSumGenerators.Random(15, 20, new PhiloxRandom(6));
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            var results = new[] { 1, 2, 3, 7 }.Select(threads =>
            {
                using var state = new StateVector(15, precision, threads);
                state.Apply(Planner.Plan(circuit), Theta);
                return (state.Expectation(sum), state.NormSquared, state[12345], string.Join(" ", state.Sample(1000, 3)));
            }).ToList();
            Assert.Single(results.Distinct());
        }
    }

    [Fact]
    public void Samples_follow_the_distribution_and_the_seed()
    {
        using var state = new StateVector(3);
        state.Apply(Gate.Ry(1.0), 0);
        state.Apply(Gate.H, 2);
        var counts = state.Sample(100_000, 7);
        for (ulong i = 0; i < 8; i++)
        {
            var p = state.Probability((long)i);
            // Five standard errors of a frequency.
            Assert.Equal(p, counts.Frequency(new BitString(i, 3)), 1e-12 + (5 * Math.Sqrt(p * (1 - p) / 100_000)));
        }

        Assert.Equal(counts, state.Sample(100_000, 7));
        Assert.NotEqual(counts, state.Sample(100_000, 8));
    }

    [Fact]
    public void A_state_beyond_memory_is_refused_with_its_bytes()
    {
        var error = Assert.Throws<NotSupportedException>(() => new StateVector(50));
        Assert.Contains("18014398509481984 bytes", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StateVector(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StateVector(61));
    }

    [Fact]
    public void Amplitudes_go_in_and_out()
    {
        Complex[] values = [0.5, new(0, 0.5), -0.5, new(0.3, 0.4)];
        using var state = StateVector.FromAmplitudes(values);
        var copy = new Complex[2];
        state.CopyTo(2, copy);
        Assert.Equal(values[2..], copy);
        Assert.Equal(1, state.NormSquared, DoubleTolerance);
        Assert.Throws<ArgumentException>(() => StateVector.FromAmplitudes([1, 0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.CopyTo(3, copy));
        Assert.Throws<ArgumentOutOfRangeException>(() => state[4]);
    }

    [Fact]
    public void A_disposed_state_says_so()
    {
        var state = new StateVector(2);
        state.Dispose();
        Assert.Throws<ObjectDisposedException>(() => state.Apply(Gate.X, 0));
    }
}
