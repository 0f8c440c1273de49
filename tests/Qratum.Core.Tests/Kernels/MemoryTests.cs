using Qratum.Kernels;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Kernels;

/// <summary>Counts the native memory of the process, so that nothing may run beside.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}

/// <summary>Memory by the counters of the one class that owns it and of the collector: exact, unlike the pages that a process holds.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class MemoryTests
{
    private const int Qubits = 18;
    private const long State = 16L << Qubits;

    // Tables of a plan, sums of threads, cells of strings: an eighth of a state of this size.
    private const long Constant = 1L << 19;

    // All that a call allocates on the heap from beginning to end, most of it garbage by then.
    private const long Garbage = 3L << 19;

    private static readonly Circuit Circuit = HardwareEfficient.Create(Qubits, 3);

    public MemoryTests()
    {
        // What other tests forgot to dispose must not be freed in the middle.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public async Task Ten_thousand_variational_iterations_leave_nothing_behind()
    {
        var circuit = HardwareEfficient.Create(4, 1);
        var observable = PauliSum.Parse("1 ZZII\n0.5 XIIX");
        using var backend = new StateVectorBackend();
        var pub = new ObservablesPub(circuit, [observable, PauliSum.Parse("1 IIZZ")], [new double[circuit.Parameters.Length]]);
        var before = AlignedBuffer.LiveBytes;
        await Iterate(500);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        await Iterate(10_000);
        // 13 bytes an iteration would fail.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - heap, long.MinValue, 1 << 17);

        async Task Iterate(int count)
        {
            for (var k = 0; k < count; k++)
            {
                var theta = new double[circuit.Parameters.Length];
                theta[k % theta.Length] = 0.01 * k;
                await backend.GradientAsync(new EstimatorPub(circuit, observable, [theta]));
                if (k % 8 == 0) await backend.JacobianAsync(pub with { ParameterSets = [theta, theta] });
                if (AlignedBuffer.LiveBytes != before) Assert.Fail($"Iteration {k} left {AlignedBuffer.LiveBytes - before} bytes.");
            }
        }
    }

    [Fact]
    public async Task A_search_of_ten_thousand_steps_leaves_nothing_behind()
    {
        var observable = PauliSum.Parse("1 ZZ\n0.5 XI\n0.3 IY");
        using var backend = new StateVectorBackend();
        var before = AlignedBuffer.LiveBytes;
        var steps = 0;
        var most = 0L;
        // A rate that never comes to rest.
        var minimizer = new Adam { MaxIterations = 10_000, MaxEvaluations = 20_000, LearningRate = 0.5, GradientTolerance = 0 };
        var result = await new Vqe(observable, HardwareEfficient.Create(2, 1), backend, minimizer).RunAsync(new VqeOptions
        {
            Start = new double[] { 1, 2, 3, 4, 5, 6, 7, 8 },
            AfterStep = _ => (steps, most) = (steps + 1, Math.Max(most, AlignedBuffer.LiveBytes)),
        });
        Assert.Equal(10_000, result.Iterations);
        Assert.True(steps >= 10_000);
        Assert.Equal((before, before), (most, AlignedBuffer.LiveBytes));
    }

    [Fact]
    public void Ten_thousand_states_leave_nothing_behind()
    {
        var (before, made) = (AlignedBuffer.LiveBytes, AlignedBuffer.MadeCount);
        for (var k = 0; k < 10_000; k++)
        {
            using var state = new StateVector(10);
            state.Apply(Gate.H, k % 10);
        }

        Assert.Equal(before, AlignedBuffer.LiveBytes);
        Assert.InRange(AlignedBuffer.MadeCount - made, 10_000, long.MaxValue);
    }

    [Fact]
    public void States_that_nobody_disposes_are_freed_in_the_end()
    {
        var before = AlignedBuffer.LiveBytes;
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(before, AlignedBuffer.LiveBytes);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget()
        {
            for (var k = 0; k < 10; k++) _ = new StateVector(12);
        }
    }

    [Theory]
    [InlineData(Precision.Double, 1)]
    [InlineData(Precision.Double, 3)]
    [InlineData(Precision.Single, 1)]
    public async Task The_peak_is_one_state_two_for_gradients_three_for_Jacobians(Precision precision, int threads)
    {
        var (random, state) = (new PhiloxRandom(2), precision == Precision.Double ? State : State / 2);
        PauliSum[] sums = [PauliSumGenerators.Random(Qubits, 40, random), PauliSumGenerators.Random(Qubits, 40, random)];
        ReadOnlyMemory<double>[] set = [new double[Circuit.Parameters.Length]];
        using var backend = new StateVectorBackend(new SimulatorOptions { Precision = precision, MaxThreads = threads });
        var measured = new CircuitBuilder(Qubits, Qubits).Declare(Circuit.Parameters.AsSpan()).Append(Circuit).MeasureAll().Build();
        await Peak(1, async () => await backend.EstimateAsync(new EstimatorPub(Circuit, sums[0], set)));
        await Peak(1, async () => await backend.EstimateAllAsync(new ObservablesPub(Circuit, sums, set)));
        await Peak(1, async () => await backend.SampleAsync(new SamplerPub(measured, set, 1000, 1)));
        await Peak(2, async () => await backend.GradientAsync(new EstimatorPub(Circuit, sums[0], set)));
        await Peak(3, async () => await backend.JacobianAsync(new ObservablesPub(Circuit, sums, set)));
        // Sets of a state this large run one after the other on the same registers where there are fewer than threads.
        await Peak(2, async () => await backend.GradientAsync(new EstimatorPub(Circuit, sums[0], threads == 1 ? [set[0], set[0], set[0]] : [set[0], set[0]])), sets: 3);

        async Task Peak(int states, Func<Task> run, int sets = 1)
        {
            // Once for what is prepared and kept with circuit and observables.
            await run();
            var (before, heap) = (AlignedBuffer.LiveBytes, GC.GetTotalAllocatedBytes(precise: true));
            AlignedBuffer.ForgetPeak();
            await run();
            Assert.InRange(AlignedBuffer.PeakBytes - before, states * state, (states * state) + Constant);
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - heap, 0, sets * Garbage);
            Assert.Equal(before, AlignedBuffer.LiveBytes);
        }
    }

    [Fact]
    public async Task What_memory_does_not_hold_is_refused_before_anything_is_allocated()
    {
        var available = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        // One state fits, two do not.
        var qubits = (int)Math.Floor(Math.Log2(available / 16));
        var circuit = new CircuitBuilder(qubits, 1).Ry(new Parameter("a"), 0).Build();
        var large = new CircuitBuilder(45, 1).Ry(new Parameter("a"), 0).Measure(0, 0).Build();
        PauliSum z = PauliSum.FromTerms((1, "Z" + new string('I', qubits - 1))), wide = PauliSum.FromTerms((1, "Z" + new string('I', 44)));
        ReadOnlyMemory<double>[] set = [new[] { 0.1 }];
        using var backend = new StateVectorBackend();
        var made = AlignedBuffer.MadeCount;

        var two = await Assert.ThrowsAsync<NotSupportedException>(async () => await backend.GradientAsync(new EstimatorPub(circuit, z, set)));
        Assert.Contains($"2 states of {qubits} qubits needs {(UInt128)32 << qubits} bytes", two.Message, StringComparison.Ordinal);
        var three = await Assert.ThrowsAsync<NotSupportedException>(async () => await backend.JacobianAsync(new ObservablesPub(circuit, [z, z], set)));
        Assert.Contains($"{(UInt128)48 << qubits} bytes", three.Message, StringComparison.Ordinal);
        var shots = await Assert.ThrowsAsync<NotSupportedException>(async () => await backend.SampleAsync(new SamplerPub(large, set, 10)));
        Assert.Contains($"A state of 45 qubits needs {(UInt128)16 << 45} bytes", shots.Message, StringComparison.Ordinal);
        using var single = new StateVectorBackend(new SimulatorOptions { Precision = Precision.Single });
        var value = await Assert.ThrowsAsync<NotSupportedException>(async () => await single.EstimateAsync(new EstimatorPub(new CircuitBuilder(45).Ry(new Parameter("a"), 0).Build(), wide, set)));
        Assert.Contains($"{(UInt128)8 << 45} bytes", value.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => new StateVector(50));
        Assert.Equal(made, AlignedBuffer.MadeCount);
    }

    [Fact]
    public void What_is_held_counts()
    {
        using var state = new StateVector(10);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var error = Assert.Throws<NotSupportedException>(() => AlignedBuffer.ThrowIfTooLarge((UInt128)available, "A test"));
        Assert.Contains($"A test needs {available} bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains($"beside the {AlignedBuffer.LiveBytes} bytes of other states", error.Message, StringComparison.Ordinal);
        AlignedBuffer.ThrowIfTooLarge((UInt128)(available - AlignedBuffer.LiveBytes - (1 << 20)), "A test");
    }

    [Fact]
    public void Shots_of_branches_go_on_where_no_other_state_fits()
    {
        var random = new PhiloxRandom(12);
        for (var k = 0; k < 10; k++)
        {
            var program = DynamicProgram.Create(DynamicCircuits.Random(4, 25, random));
            using var roomy = new RegisterPool<StateVector>(n => new StateVector(n), 4);
            List<KeyValuePair<BitString, long>> expected = [.. program.Sample(roomy, [], 500, 7, 0, CancellationToken.None)];
            foreach (var most in new[] { 1, 2 })
            {
                var made = 0;
                using var tight = new RegisterPool<StateVector>(n => made++ < most ? new StateVector(n) : throw new NotSupportedException("no room"), 4);
                List<KeyValuePair<BitString, long>> counts = [.. program.Sample(tight, [], 500, 7, 0, CancellationToken.None)];
                Assert.Equal(expected, counts);
            }
        }
    }
}
