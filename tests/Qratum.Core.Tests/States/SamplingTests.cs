using System.Numerics;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.States;

public sealed class SamplingTests
{
    // Sums of up to 2^12 probabilities in another order.
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1000)]
    [InlineData(30_001)]
    public void Sorted_numbers_are_the_stream_in_order(int count)
    {
        var random = new PhiloxRandom(4, 9);
        var expected = new double[count];
        for (var k = 0; k < count; k++) expected[k] = random.NextDouble();
        Array.Sort(expected);
        var actual = new double[count];
        RegisterSampling.SortedUniforms(4, 9, new long[count], actual);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Points_of_the_cumulative_distribution(Precision precision)
    {
        for (var qubits = 1; qubits <= 12; qubits++)
        {
            var random = new PhiloxRandom((ulong)qubits);
            var amplitudes = RandomStates.Next(random, qubits);
            // States that cannot be, at the ends and inside.
            for (var i = 0; i < amplitudes.Length; i++)
            {
                if ((i < amplitudes.Length / 8 || i > amplitudes.Length * 7 / 8 || i % 3 == 1) && i != amplitudes.Length / 2) amplitudes[i] = Complex.Zero;
            }

            using var state = StateVector.FromAmplitudes(amplitudes, precision);
            var points = new double[3000];
            RegisterSampling.SortedUniforms(5, 0, new long[points.Length], points);
            (points[0], points[^1]) = (0, Math.BitDecrement(1.0));
            var outcomes = new long[points.Length];
            state.Sample(points, outcomes);
            var total = Enumerable.Range(0, amplitudes.Length).Sum(i => state.Probability(i));
            var (before, index) = (0.0, 0L);
            for (var k = 0; k < points.Length; k++)
            {
                for (; index < outcomes[k]; index++) before += state.Probability(index);
                Assert.Equal(index, outcomes[k]);
                Assert.True(state.Probability(index) > 0);
                Assert.InRange(points[k] * total, before - Tolerance, before + state.Probability(index) + Tolerance);
            }
        }
    }

    [Fact]
    public void Frequencies_pass_a_chi_square_test()
    {
        const int qubits = 8, shots = 200_000;
        var amplitudes = RandomStates.Next(new PhiloxRandom(21), qubits);
        using var state = StateVector.FromAmplitudes(amplitudes);
        var counts = state.Sample(shots, 22);
        Assert.Equal(shots, counts.Shots);
        var square = 0.0;
        for (var i = 0; i < amplitudes.Length; i++)
        {
            var expected = shots * state.Probability(i);
            var difference = counts[new BitString((ulong)i, qubits)] - expected;
            square += difference * difference / expected;
        }

        // 255 degrees of freedom: mean 255, standard deviation 22.6; five of them, the seed being fixed.
        Assert.InRange(square, 142, 368);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void The_same_counts_for_any_number_of_threads(Precision precision)
    {
        const int qubits = 16;
        var amplitudes = RandomStates.Next(new PhiloxRandom(23), qubits);
        List<KeyValuePair<BitString, long>>? first = null;
        foreach (var threads in new[] { 1, 2, 3, 7 })
        {
            using var state = StateVector.FromAmplitudes(amplitudes, precision, threads);
            List<KeyValuePair<BitString, long>> counts = [.. state.Sample(50_000, 24)];
            first ??= counts;
            Assert.Equal(first, counts);
        }
    }

    [Fact]
    public void Too_little_room_for_outcomes()
    {
        using var state = new StateVector(2);
        Assert.Throws<ArgumentException>(() => state.Sample([0.1, 0.2], new long[1]));
        state.Sample([], []);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.1)]
    [InlineData(1.0)]
    public void Points_that_do_not_rise_within_the_interval(double second)
    {
        using var state = new StateVector(2);
        Assert.Contains("Point 1", Assert.Throws<ArgumentException>(() => state.Sample([0.2, second], new long[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => state.Sample([-0.1], new long[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Sample(0, 1));
    }
}
