using Qratum.Core.Tests.States;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Backends;

/// <summary>Chi-square tests of shots. Seeds are fixed, so that a pass stays a pass; a wrong distribution fails by many orders of magnitude.</summary>
public sealed class SamplingStatisticsTests
{
    // With some hundred tests in this class a true sampler passes all of them for 99 seeds of 100.
    private const double Least = 1e-4;

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Shots_of_states(Precision precision)
    {
        for (var qubits = 1; qubits <= 10; qubits++)
        {
            const int shots = 40_000;
            var amplitudes = RandomStates.Next(new PhiloxRandom((ulong)qubits, 31), qubits);
            for (var i = 0; i < amplitudes.Length; i += 3) amplitudes[i] = 0;
            using var state = StateVector.FromAmplitudes(amplitudes, precision);
            var norm = state.NormSquared;
            var counts = state.Sample(shots, (ulong)(100 + qubits));
            var p = ChiSquare.PValue(Enumerable.Range(0, amplitudes.Length).Select(i => (state.Probability(i) / norm, counts[new BitString((ulong)i, qubits)])), shots);
            Assert.True(p >= Least, $"{qubits} qubits: {p}");
        }
    }

    [Fact]
    public async Task Shots_of_circuits_that_measure_in_the_middle()
    {
        const int shots = 20_000;
        var random = new PhiloxRandom(61);
        using var backend = new StateVectorBackend();
        for (var k = 0; k < 60; k++)
        {
            var circuit = DynamicCircuits.Random(1 + (k % 5), 20, random);
            var exact = SparseBackend.Outcomes(circuit, ReadOnlyMemory<double>.Empty);
            var counts = (await backend.SampleAsync(new SamplerPub(circuit, shots, (ulong)k))).Counts[0];
            Assert.Equal(shots, counts.Where(c => exact.ContainsKey(c.Key)).Sum(c => c.Value));
            var p = ChiSquare.PValue(exact.Select(e => (e.Value, counts[e.Key])), shots);
            Assert.True(p >= Least, $"circuit {k}: {p}");
        }
    }

    /// <summary>Shots must not fit too well either: over many seeds the p-values are uniform, which joins of seeds and streams would spoil.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task P_values_of_many_seeds_are_uniform(bool branches)
    {
        const int seeds = 500, shots = 400, cells = 10;
        var builder = new CircuitBuilder(3, 3).Ry(0.9, 0).Cx(0, 1).Rx(1.3, 2).Cx(2, 1);
        if (branches) builder.Measure(0, 0).ApplyIf(new ClassicalCondition([0], 1), Gate.H, 1).Reset(0).Ry(1.1, 0);
        else builder.H(1);
        var circuit = builder.Measure(0, 0).Measure(1, 1).Measure(2, 2).Build();
        var exact = SparseBackend.Outcomes(circuit, ReadOnlyMemory<double>.Empty);
        using var backend = new StateVectorBackend();
        var histogram = new long[cells];
        for (var seed = 0; seed < seeds / 5; seed++)
        {
            // Five streams of each seed.
            var samples = await backend.SampleAsync(new SamplerPub(circuit, [.. new ReadOnlyMemory<double>[5]], shots, (ulong)seed));
            foreach (var counts in samples.Counts)
                histogram[Math.Min(cells - 1, (int)(cells * ChiSquare.PValue(exact.Select(e => (e.Value, counts[e.Key])), shots)))]++;
        }

        var p = ChiSquare.PValue(histogram.Select(count => (1.0 / cells, count)), seeds);
        Assert.True(p >= Least, $"{p}: {string.Join(" ", histogram)}");
    }

    [Fact]
    public void The_test_itself_tells_wrong_from_right()
    {
        // χ² = 25/25 + 0 + 25/50 with 2 degrees of freedom: exp(−χ²/2).
        Assert.Equal(Math.Exp(-0.75), ChiSquare.PValue([(0.25, 30), (0.25, 25), (0.5, 45)], 100), 1e-12);
        Assert.True(ChiSquare.PValue([(0.5, 600), (0.5, 400)], 1000) < 1e-9);
        Assert.Equal(0, ChiSquare.PValue([(1, 999), (0, 1)], 1000));
    }
}
