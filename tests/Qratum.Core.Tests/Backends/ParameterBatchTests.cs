using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Backends;

[Properties(Arbitrary = [typeof(CircuitGenerators)])]
public sealed class ParameterBatchTests
{
    private static readonly int[] Threads = [1, 2, 3, 7];

    [Property(MaxTest = 25)]
    public async Task A_batch_has_the_bits_of_one_set_after_the_other(Circuit circuit, ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var sum = PauliSumGenerators.Random(circuit.QubitCount, 6, random);
        var sets = Sets(40, circuit.Parameters.Length, random);
        using var one = new StateVectorBackend(new SimulatorOptions { MaxThreads = 1 });
        var values = new List<double>();
        var gradients = new List<double[]>();
        foreach (var set in sets)
        {
            values.Add((await one.EstimateAsync(new EstimatorPub(circuit, sum, [set]))).Values[0]);
            gradients.Add((await one.GradientAsync(new EstimatorPub(circuit, sum, [set]))).Derivatives[0].ToArray());
        }

        foreach (var threads in Threads)
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads });
            var answer = await backend.GradientAsync(new EstimatorPub(circuit, sum, sets));
            Assert.Equal(values, (await backend.EstimateAsync(new EstimatorPub(circuit, sum, sets))).Values);
            for (var k = 0; k < sets.Length; k++) Assert.Equal(gradients[k], answer.Derivatives[k].ToArray());
        }
    }

    [Theory]
    [InlineData(10, Precision.Double)]
    [InlineData(10, Precision.Single)]
    [InlineData(14, Precision.Double)]
    [InlineData(19, Precision.Double)]
    public async Task The_same_bits_on_either_side_of_the_largest_batched_state(int qubits, Precision precision)
    {
        var random = new PhiloxRandom((ulong)qubits);
        var circuit = CircuitGenerators.Random(qubits, qubits > 14 ? 8 : 30, random);
        var sum = PauliSumGenerators.Random(qubits, 6, random);
        // As many sets as threads at most, so that both ways are taken at 14 qubits.
        var sets = Sets(qubits > 14 ? 2 : 5, 2, random);
        var results = new List<(List<double>, List<double>)>();
        foreach (var threads in Threads)
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads, Precision = precision });
            var answer = await backend.GradientAsync(new EstimatorPub(circuit, sum, sets));
            results.Add(([.. answer.Values], [.. answer.Derivatives.SelectMany(d => d.ToArray())]));
        }

        Assert.All(results, r => Assert.Equal(results[0].Item1, r.Item1));
        Assert.All(results, r => Assert.Equal(results[0].Item2, r.Item2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Shots_of_a_batch_are_those_of_one_set_after_the_other(bool measuresInTheMiddle)
    {
        var random = new PhiloxRandom(41);
        var a = new Parameter("a");
        var builder = new CircuitBuilder(5, 5).Declare(a);
        for (var q = 0; q < 5; q++) builder.Ry((q + 1) * a, q).Cx(q, (q + 1) % 5);
        if (measuresInTheMiddle) builder.Measure(0, 0).ApplyIf(new ClassicalCondition([0], 1), Gate.Ry(a), 1).Reset(2).H(0);
        var circuit = builder.MeasureAll().Build();
        var sets = Sets(60, 1, random);
        List<List<KeyValuePair<BitString, long>>>? first = null;
        foreach (var threads in Threads)
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads });
            List<List<KeyValuePair<BitString, long>>> counts = [.. (await backend.SampleAsync(new SamplerPub(circuit, sets, 200, 5))).Counts.Select(c => c.ToList())];
            first ??= counts;
            Assert.Equal(first, counts);
        }

        Assert.True(first!.Select(c => c.Count).Distinct().Count() > 1, "Every set has the same counts.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_thread_uses_its_registers_for_all_its_sets_and_disposes_them(int threads)
    {
        var made = new System.Collections.Concurrent.ConcurrentBag<StateVector>();
        using var backend = new Backend(threads, qubits =>
        {
            var state = new StateVector(qubits);
            made.Add(state);
            return state;
        });
        var circuit = CircuitGenerators.Random(9, 40, new PhiloxRandom(1));
        await backend.GradientAsync(new EstimatorPub(circuit, PauliSum.Identity(9), Sets(100, 2, new PhiloxRandom(2))));
        Assert.InRange(made.Count, 2, 2 * threads);
        Assert.All(made, state => Assert.Throws<ObjectDisposedException>(() => state.NormSquared));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_a_set_throws_reaches_the_caller(int threads)
    {
        using var backend = new Backend(threads, _ => throw new NotSupportedException("no room"));
        var circuit = CircuitGenerators.Random(9, 40, new PhiloxRandom(1));
        var pub = new EstimatorPub(circuit, PauliSum.Identity(9), Sets(50, 2, new PhiloxRandom(2)));
        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await backend.EstimateAsync(pub));
        Assert.Equal("no room", error.Message);
        using var other = new StateVectorBackend();
        Assert.Equal(50, (await other.EstimateAsync(pub)).Values.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Cancellation_is_heard_within_a_batch(int threads)
    {
        using var source = new CancellationTokenSource();
        using var backend = new Backend(threads, qubits =>
        {
            source.Cancel();
            return new StateVector(qubits);
        });
        var circuit = CircuitGenerators.Random(9, 40, new PhiloxRandom(1));
        var pub = new EstimatorPub(circuit, PauliSum.Identity(9), Sets(50, 2, new PhiloxRandom(2)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await backend.EstimateAsync(pub, source.Token));
    }

    private static ReadOnlyMemory<double>[] Sets(int count, int length, PhiloxRandom random) =>
        [.. Enumerable.Range(0, count).Select(_ => (ReadOnlyMemory<double>)Enumerable.Range(0, length).Select(_ => (6 * random.NextDouble()) - 3).ToArray())];

    private sealed class Backend(int threads, Func<int, StateVector> create) : SimulatorBackend<StateVector>("test", create)
    {
        protected override int SetsAtOnce(int qubitCount, int setCount) => threads;
    }
}
