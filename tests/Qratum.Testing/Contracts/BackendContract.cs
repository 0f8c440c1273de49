using System.Numerics;
using Xunit;

namespace Qratum.Testing;

/// <summary>What every <see cref="IQuantumBackend"/> must do. An implementation is done when a class derived from this is green.</summary>
public abstract class BackendContract : IDisposable
{
    // Six standard errors of a frequency: one false alarm in 10^9 draws, and the seeds are fixed.
    private const double Sigmas = 6;
    private const int Shots = 4000;
    private static readonly Parameter A = new("a"), B = new("b");
    private IQuantumBackend? _backend;

    /// <summary>Greatest difference of exact values from the reference; wider for single precision.</summary>
    protected virtual double Tolerance => 1e-10;

    private IQuantumBackend Backend => _backend ??= Create();

    /// <summary>The backend under test, disposed after each test.</summary>
    protected abstract IQuantumBackend Create();

    [Fact]
    public void It_has_a_name_and_honest_capabilities()
    {
        Assert.False(string.IsNullOrWhiteSpace(Backend.Name));
        Assert.True(Backend.Capabilities.MaximumQubits >= 4);
        Assert.Equal(Backend.Capabilities.HasGradients, Backend is IGradientEstimator);
    }

    [Fact]
    public async Task Samples_have_the_shots_the_width_and_the_seed()
    {
        var circuit = new CircuitBuilder(2, 3).H(0).Cx(0, 1).Measure(0, 0).Measure(1, 2).Build();
        var samples = await Backend.SampleAsync(new SamplerPub(circuit, Shots, 5));
        var counts = Assert.Single(samples.Counts);
        Assert.Equal(Shots, counts.Shots);
        Assert.Equal(3, counts.Length);
        Assert.Equal(["000", "101"], counts.Select(c => c.Key.ToString()).Order());
        if (samples.Seed is { } seed) Assert.Equal(5UL, seed);
    }

    [Fact]
    public async Task Frequencies_follow_the_amplitudes()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            var circuit = CircuitGenerators.Random(4, 15, new PhiloxRandom(seed));
            double[] theta = [0.3 + seed, -0.7];
            var amplitudes = DenseReference.Run(circuit, theta);
            var measured = new CircuitBuilder(4, 4).Append(circuit).MeasureAll().Build();
            var counts = (await Backend.SampleAsync(new SamplerPub(measured, [theta], Shots, seed))).Counts[0];
            for (var i = 0; i < 16; i++)
            {
                var p = Math.Min(1, Math.Pow(Complex.Abs(amplitudes[i]), 2));
                AssertFrequency(p, counts, new BitString((ulong)i, 4));
            }
        }
    }

    [Fact]
    public async Task A_seed_fixes_the_counts_and_every_set_has_its_own_stream()
    {
        var circuit = new CircuitBuilder(4, 4).Rx(A, 0).H(1).H(2).H(3).MeasureAll().Build();
        ReadOnlyMemory<double>[] sets = [new[] { 1.0 }, new[] { 1.0 }];
        var first = await Backend.SampleAsync(new SamplerPub(circuit, sets, Shots, 11));
        var again = await Backend.SampleAsync(new SamplerPub(circuit, sets, Shots, 11));
        var single = await Backend.SampleAsync(new SamplerPub(circuit, [sets[0]], Shots, 11));
        var other = await Backend.SampleAsync(new SamplerPub(circuit, sets, Shots, 12));
        Assert.Equal(first.Counts[0].AsEnumerable(), again.Counts[0]);
        Assert.Equal(first.Counts[1].AsEnumerable(), again.Counts[1]);
        Assert.Equal(first.Counts[0].AsEnumerable(), single.Counts[0]);
        Assert.NotEqual(first.Counts[0].AsEnumerable(), first.Counts[1]);
        Assert.NotEqual(first.Counts[0].AsEnumerable(), other.Counts[0]);
    }

    [Fact]
    public async Task Estimates_come_in_the_order_of_the_sets()
    {
        var z = PauliSum.FromTerms((1, "Z"));
        var circuit = new CircuitBuilder(1).Rx(A, 0).Build();
        double[] angles = [0, 0.4, Math.PI, -2.5];
        var answer = await Backend.EstimateAsync(new EstimatorPub(circuit, z, [.. angles.Select(a => (ReadOnlyMemory<double>)new[] { a })]));
        Assert.Equal(4, answer.Values.Count);
        Assert.Equal(4, answer.StandardErrors.Count);
        for (var k = 0; k < 4; k++) AssertEstimate(Math.Cos(angles[k]), answer.Values[k], answer.StandardErrors[k]);
    }

    [Fact]
    public async Task Estimates_equal_the_dense_reference()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new PhiloxRandom(seed, 1);
            var circuit = CircuitGenerators.Random(1 + (int)(seed % 5), 20, random);
            var sum = PauliSumGenerators.Random(circuit.QubitCount, 8, random);
            double[] theta = [1.1, -0.2 * seed];
            var expected = DenseReference.Expectation(sum, DenseReference.Run(circuit, theta)).Real;
            var answer = await Backend.EstimateAsync(new EstimatorPub(circuit, sum, [theta]));
            AssertEstimate(expected, answer.Values[0], answer.StandardErrors[0]);
        }
    }

    [Fact]
    public async Task Exact_backends_report_no_error_and_no_shots()
    {
        if (!Backend.Capabilities.IsExact) return;
        var answer = await Backend.EstimateAsync(new EstimatorPub(new CircuitBuilder(2).H(0).Build(), PauliSum.FromTerms((1, "ZX"), (0.5, "II")), [ReadOnlyMemory<double>.Empty]));
        Assert.Equal(0, answer.StandardErrors[0]);
        Assert.Equal(0, answer.Shots);
    }

    [Fact]
    public async Task An_empty_batch_gives_an_empty_answer()
    {
        var circuit = new CircuitBuilder(1, 1).H(0).Build();
        Assert.Empty((await Backend.EstimateAsync(new EstimatorPub(circuit, PauliSum.FromTerms((1, "Z")), []))).Values);
        Assert.Empty((await Backend.SampleAsync(new SamplerPub(circuit.ToBuilder().Measure(0, 0).Build(), [], 10))).Counts);
    }

    [Fact]
    public async Task Gradients_equal_the_parameter_shift()
    {
        if (!Backend.Capabilities.HasGradients) return;
        var builder = new CircuitBuilder(3).Declare(A, B).H(0).Ry(A, 1).Crx(B, 0, 2).Rzz(0.5 * A + 0.1, 0, 1).FSim(B, -2 * A, 1, 2)
            .Cp(A, 2, 0).Rotation(PauliString.Parse("XYZ"), B).U(A, 0.2, B, 1).Phase(-1 * B, 0).Rx(A, 2);
        ReadOnlyMemory<double>[] sets = [new[] { 0.3, -1.2 }, new[] { 2.0, 0.7 }];
        var pub = new EstimatorPub(builder.Build(), PauliSum.FromTerms((0.3, "ZZI"), (1, "XIX"), (-0.5, "IYZ")), sets);
        var gradients = await ((IGradientEstimator)Backend).GradientAsync(pub);
        var shifted = await new ParameterShift(Backend).GradientAsync(pub);
        for (var k = 0; k < sets.Length; k++)
        {
            Assert.Equal(shifted.Values[k], gradients.Values[k], Tolerance);
            for (var p = 0; p < 2; p++) Assert.Equal(shifted.Derivatives[k].Span[p], gradients.Derivatives[k].Span[p], 10 * Tolerance);
        }
    }

    [Fact]
    public async Task Measurements_conditions_and_resets_act_in_order()
    {
        if (!Backend.Capabilities.HasMidCircuitMeasurement) return;

        // Teleports Ry(0.8)|0⟩ from qubit 0 to qubit 2, then reuses qubit 0.
        var circuit = new CircuitBuilder(3, 4).Ry(0.8, 0).H(1).Cx(1, 2).Cx(0, 1).H(0).Measure(0, 0).Measure(1, 1)
            .ApplyIf(new ClassicalCondition([1], 1), Gate.X, 2).ApplyIf(new ClassicalCondition([0], 1), Gate.Z, 2)
            .Reset(0).X(0).Measure(0, 3).Measure(2, 2).Build();
        var counts = (await Backend.SampleAsync(new SamplerPub(circuit, Shots, 3))).Counts[0];
        Assert.All(counts, c => Assert.True(c.Key[3]));
        var ones = counts.Where(c => c.Key[2]).Sum(c => c.Value) / (double)Shots;
        var p = Math.Pow(Math.Sin(0.4), 2);
        Assert.InRange(ones, p - (Sigmas * Math.Sqrt(p * (1 - p) / Shots)), p + (Sigmas * Math.Sqrt(p * (1 - p) / Shots)));
        Assert.Equal(8, counts.Count);
    }

    [Fact]
    public async Task The_last_measurement_into_a_bit_counts()
    {
        if (!Backend.Capabilities.HasMidCircuitMeasurement) return;
        var circuit = new CircuitBuilder(2, 1).H(0).X(1).Measure(0, 0).Measure(1, 0).Build();
        var counts = (await Backend.SampleAsync(new SamplerPub(circuit, 100, 1))).Counts[0];
        Assert.Equal(100, counts[new BitString(1, 1)]);
    }

    [Fact]
    public async Task Requests_that_do_not_fit_are_refused()
    {
        var z = PauliSum.FromTerms((1, "Z"));
        var open = new CircuitBuilder(1, 1).Rx(A, 0).Measure(0, 0).Build();
        var unitary = new CircuitBuilder(1).Rx(A, 0).Build();
        ReadOnlyMemory<double>[] one = [new[] { 1.0 }], none = [ReadOnlyMemory<double>.Empty];
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Backend.SampleAsync(new SamplerPub(open, none, 10)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Backend.SampleAsync(new SamplerPub(unitary, one, 10)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Backend.SampleAsync(new SamplerPub(open, one, 0)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Backend.EstimateAsync(new EstimatorPub(unitary, z, none)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Backend.EstimateAsync(new EstimatorPub(unitary, PauliSum.FromTerms((1, "ZZ")), one)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Backend.EstimateAsync(new EstimatorPub(unitary, Complex.ImaginaryOne * z, one)));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Backend.EstimateAsync(new EstimatorPub(open, z, one)));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Backend.EstimateAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Backend.SampleAsync(null!));
    }

    [Fact]
    public async Task Too_many_qubits_are_refused_before_any_work()
    {
        var wide = Backend.Capabilities.MaximumQubits + 1;
        var circuit = new CircuitBuilder(wide, 1).H(0).Measure(0, 0).Build();
        var error = await Assert.ThrowsAnyAsync<Exception>(async () => await Backend.SampleAsync(new SamplerPub(circuit, 10)));
        Assert.True(error is NotSupportedException or ArgumentOutOfRangeException, error.ToString());
        Assert.Contains(wide.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_is_heard()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var circuit = new CircuitBuilder(2, 2).H(0).Cx(0, 1).Build();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Backend.EstimateAsync(new EstimatorPub(circuit, PauliSum.FromTerms((1, "ZZ")), [ReadOnlyMemory<double>.Empty]), source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Backend.SampleAsync(new SamplerPub(circuit.ToBuilder().MeasureAll().Build(), 10), source.Token));
        if (Backend is IGradientEstimator gradients)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                await gradients.GradientAsync(new EstimatorPub(circuit, PauliSum.FromTerms((1, "ZZ")), [ReadOnlyMemory<double>.Empty]), source.Token));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the backend.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) (_backend as IDisposable)?.Dispose();
    }

    private static void AssertFrequency(double p, Counts counts, BitString bits)
    {
        var error = Math.Sqrt(p * (1 - p) / counts.Shots);
        Assert.InRange(counts.Frequency(bits), p - (Sigmas * error) - 1e-9, p + (Sigmas * error) + 1e-9);
    }

    private void AssertEstimate(double expected, double value, double error) =>
        Assert.InRange(value, expected - Tolerance - (Sigmas * error), expected + Tolerance + (Sigmas * error));
}
