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

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(15)]
    public void Ranges_go_in_and_out_as_amplitudes_do(int qubits)
    {
        var random = new PhiloxRandom((ulong)qubits);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            foreach (var threads in new[] { 1, 2, 3 })
            {
                var expected = RandomAmplitudes(1 << qubits, precision, random);
                using var state = StateVector.FromAmplitudes(expected, precision, threads);
                Equal(expected, state);
                for (var trial = 0; trial < 12; trial++)
                {
                    var start = (int)random.NextInt64(expected.Length);
                    var part = RandomAmplitudes((int)random.NextInt64(expected.Length - start + 1), precision, random);
                    part.CopyTo(expected, start);
                    state.CopyFrom(start, part);
                    Equal(expected, state);
                    var (from, to) = ((int)random.NextInt64(expected.Length), 0);
                    to = from + (int)random.NextInt64(expected.Length - from + 1);
                    var read = new Complex[to - from];
                    state.CopyTo(from, read);
                    Assert.Equal(expected[from..to], read);
                }
            }
        }

        static void Equal(Complex[] expected, StateVector state)
        {
            for (var i = 0; i < expected.Length; i++)
            {
                if (expected[i] != state[i]) Assert.Fail($"Amplitude {i} is {state[i]}, not {expected[i]}.");
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_is_copied()
    {
        using var state = new StateVector(4);
        using var single = new StateVector(4, Precision.Single);
        var numbers = new Complex[4];
        foreach (var start in new[] { -1, 13, 16, long.MaxValue, long.MaxValue - 2, long.MinValue })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => state.CopyTo(start, numbers));
            Assert.Throws<ArgumentOutOfRangeException>(() => state.CopyFrom(start, numbers));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => state.CopyTo(0, new Complex[17]));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.CopyTo(17, []));
        state.CopyTo(16, []);
        state.CopyFrom(16, []);
        foreach (var (at, value) in new (int, Complex)[] { (0, double.NaN), (2, new(0, double.PositiveInfinity)), (3, double.NegativeInfinity) })
        {
            numbers = [0.1, 0.1, 0.1, 0.1];
            numbers[at] = value;
            var error = Assert.Throws<ArgumentException>(() => state.CopyFrom(7, numbers));
            Assert.Contains($"Amplitude {7 + at} ", error.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => StateVector.FromAmplitudes(numbers));
        }

        // Just below and above what rounds to infinity.
        single.CopyFrom(5, [3.4028235677973360e38]);
        Assert.Throws<ArgumentException>(() => single.CopyFrom(6, [3.4028235677973366e38]));
        Assert.Throws<ArgumentException>(() => single.CopyFrom(6, [1e200]));
        Assert.Equal((Complex.One, Complex.Zero, float.MaxValue), (state[0], state[7], single[5].Real));
    }

    [Fact]
    public void The_first_wrong_amplitude_is_named_whatever_the_threads()
    {
        var numbers = new Complex[1 << 17];
        (numbers[40_000], numbers[90_001], numbers[^1]) = (double.NaN, double.NaN, double.NaN);
        foreach (var threads in new[] { 1, 2, 3, 7 })
        {
            var error = Assert.Throws<ArgumentException>(() => StateVector.FromAmplitudes(numbers, maxThreads: threads));
            Assert.Contains("Amplitude 40000 ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_state_with_amplitudes_from_outside_is_reordered_as_any()
    {
        // |0…0⟩ is known not to change by an order of qubits; a state that was written to is not.
        using var state = new StateVector(3);
        state.CopyFrom(0, [0, 1]);
        state.Apply(Planner.Plan(new CircuitBuilder(3).Swap(0, 2).Build()), []);
        Assert.Equal(Complex.One, state[4]);
    }

    private static Complex[] RandomAmplitudes(int count, Precision precision, PhiloxRandom random)
    {
        double Number() => precision == Precision.Double ? random.NextGaussian() : (float)random.NextGaussian();
        var amplitudes = new Complex[count];
        for (var k = 0; k < count; k++) amplitudes[k] = new Complex(Number(), Number());
        return amplitudes;
    }

    [Fact]
    public void A_disposed_state_says_so()
    {
        var state = new StateVector(2);
        state.Dispose();
        Assert.Throws<ObjectDisposedException>(() => state.Apply(Gate.X, 0));
    }
}
