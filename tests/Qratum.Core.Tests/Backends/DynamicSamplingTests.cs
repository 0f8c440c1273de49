using System.Numerics;
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

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void The_work_is_that_of_the_branches_whatever_the_shots(int shots)
    {
        // Four rounds of a measured and reset helper, each followed by a correction: 2^4 branches.
        const int rounds = 4;
        var builder = new CircuitBuilder(4, rounds + 3);
        for (var q = 0; q < 3; q++) builder.Ry(0.4 + q, q);
        for (var k = 0; k < rounds; k++) builder.Cx(k % 3, 3).Ry(0.3, 3).Measure(3, k).Reset(3).ApplyIf(new ClassicalCondition([k], 1), Gate.X, k % 3).Ry(0.5, k % 3);
        for (var q = 0; q < 3; q++) builder.Measure(q, rounds + q);
        var circuit = builder.Build();
        var program = DynamicProgram.Create(circuit);
        var runs = 0;
        using var pool = new RegisterPool<CountingRegister>(qubits => new CountingRegister(qubits, () => runs++), 4);
        var counts = program.Sample(pool, [], shots, 3, 0, CancellationToken.None);

        // A branch runs at most 3 sweeps between two measurements: the gates, the flip of a reset, the condition.
        Assert.InRange(runs, (1 << rounds) - 1, 3 * ((2 << rounds) - 1));
        var exact = SparseBackend.Outcomes(circuit, ReadOnlyMemory<double>.Empty);
        Assert.True(exact.Count > 64);
        var p = ChiSquare.PValue(exact.Select(e => (e.Value, counts[e.Key])), shots);
        Assert.True(p >= 1e-4, $"{p}");
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

    /// <summary>Tells of every pass that it runs.</summary>
    private sealed class CountingRegister(int qubits, Action runs) : IStateRegister
    {
        private readonly StateVector _state = new(qubits);

        public int QubitCount => _state.QubitCount;

        public void SetZero() => _state.SetZero();

        public void CopyFrom(IStateRegister source) => _state.CopyFrom(((CountingRegister)source)._state);

        public void Run(Pass pass, ReadOnlySpan<double> parameters, bool isInverse = false)
        {
            runs();
            _state.Run(pass, parameters, isInverse);
        }

        public double Expectation(PauliSum observable) => throw new NotSupportedException();

        public double ApplyObservable(PauliSum observable, IStateRegister target) => throw new NotSupportedException();

        public Complex InnerProduct(IStateRegister other) => throw new NotSupportedException();

        public void StepBack(Pass pass, ReadOnlySpan<double> parameters, IStateRegister costate, Span<double> gradient) => throw new NotSupportedException();

        public double ProbabilityOfOne(int qubit) => _state.ProbabilityOfOne(qubit);

        public void Collapse(int qubit, bool outcome, double probability) => _state.Collapse(qubit, outcome, probability);

        public void VisitProbabilities(double threshold, Action<long, double> visit) => _state.VisitProbabilities(threshold, visit);

        public void Sample(ReadOnlySpan<double> sortedUniforms, Span<long> outcomes) => _state.Sample(sortedUniforms, outcomes);

        public void Dispose() => _state.Dispose();
    }
}
