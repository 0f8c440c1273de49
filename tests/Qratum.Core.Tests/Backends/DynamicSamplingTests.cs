using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Backends;

public sealed class DynamicSamplingTests
{
    [Fact]
    public void Only_branches_that_shots_visit_are_run()
    {
        // 2^40 branches.
        const int measurements = 40, shots = 300;
        var builder = new CircuitBuilder(2, measurements);
        for (var k = 0; k < measurements; k++) builder.H(0).Measure(0, k).Cx(0, 1);
        var alive = 0;
        var most = 0;
        StateVector Create(int qubits)
        {
            most = Math.Max(most, ++alive);
            return new StateVector(qubits);
        }

        using var pool = new RegisterPool<StateVector>(Create, 2);
        var counts = DynamicProgram.Create(builder.Build()).Sample(pool, [], shots, 3, 0, CancellationToken.None);
        Assert.Equal(shots, counts.Shots);
        // The state that runs, and log2(300) that wait.
        Assert.InRange(most, 1, 10);
        for (var k = 0; k < measurements; k++)
        {
            var ones = counts.Where(c => c.Key[k]).Sum(c => c.Value);
            // Five standard errors of 300 fair coins.
            Assert.InRange(ones, 150 - 44, 150 + 44);
        }

        // No two shots see the same of 2^40 outcomes but by a chance of 1e-7.
        Assert.Equal(shots, counts.Count);
    }

    [Fact]
    public void Counts_do_not_depend_on_how_many_states_wait()
    {
        var random = new PhiloxRandom(12);
        for (var k = 0; k < 30; k++)
        {
            var program = DynamicProgram.Create(DynamicCircuits.Random(4, 25, random));
            List<KeyValuePair<BitString, long>>? first = null;
            using var pool = new RegisterPool<StateVector>(n => new StateVector(n), 4);
            foreach (var waiting in new[] { 32, 1, 0 })
            {
                program.WaitingStates = waiting;
                List<KeyValuePair<BitString, long>> counts = [.. program.Sample(pool, [], 500, 7, 0, CancellationToken.None)];
                first ??= counts;
                Assert.Equal(first, counts);
            }
        }
    }

    [Fact]
    public void Frequencies_pass_a_chi_square_test()
    {
        const int shots = 100_000;
        var random = new PhiloxRandom(13);
        var circuit = new CircuitBuilder(3, 4)
            .Ry(0.9, 0).Cx(0, 1).Measure(0, 0).Ry(1.3, 0).ApplyIf(new ClassicalCondition([0], 1), Gate.H, 2).Measure(0, 1)
            .Reset(1).Ry(0.4, 1).Cx(2, 1).Measure(1, 2).Measure(2, 3).Build();
        using var backend = new StateVectorBackend();
        var exact = backend.ExactDistribution(circuit);
        using var pool = new RegisterPool<StateVector>(n => new StateVector(n), circuit.QubitCount);
        var counts = DynamicProgram.Create(circuit).Sample(pool, [], shots, random.NextUInt64(), 0, CancellationToken.None);
        Assert.All(counts, c => Assert.True(exact.ContainsKey(c.Key)));
        var square = 0.0;
        foreach (var (bits, probability) in exact)
        {
            var difference = counts[bits] - (shots * probability);
            square += difference * difference / (shots * probability);
        }

        // At most 15 degrees of freedom: five standard deviations above the mean, the seed being fixed.
        Assert.InRange(square, 0, 15 + (5 * Math.Sqrt(30)));
    }
}
