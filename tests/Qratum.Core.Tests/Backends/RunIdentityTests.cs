using Xunit;

namespace Qratum.Core.Tests.Backends;

public sealed class RunIdentityTests
{
    private static readonly Parameter Theta = new("theta");

    [Fact]
    public async Task The_fingerprint_is_that_of_the_request_alone()
    {
        foreach (var threads in new[] { 1, 3 })
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads, Seed = 9 });
            using var other = new StateVectorBackend(new SimulatorOptions { MaxThreads = 2 });
            var samples = await backend.SampleAsync(new SamplerPub(Measured(0.3), 10));
            var again = await other.SampleAsync(new SamplerPub(Measured(0.3), 10, 9));
            Assert.Equal(samples.Identity!.Fingerprint, again.Identity!.Fingerprint);
            Assert.Equal(9ul, samples.Identity.Seed);
            // Of the form in docs/reproducibility.md, by another implementation; another form is another fingerprint for everyone.
            Assert.Equal("dfc33500b7cef6cfcdae0e0c95289f34727155c67652df3a225cbb51e49c2032", samples.Identity.Fingerprint);
            Assert.StartsWith("simulator, double, ", samples.Identity.Path, StringComparison.Ordinal);
            Assert.NotEmpty(samples.Identity.Version);
        }
    }

    [Fact]
    public async Task Every_part_of_a_sampling_request_counts()
    {
        var measured = Measured(0.3);
        SamplerPub[] requests =
        [
            new(measured, 10, 1), new(measured, 11, 1), new(measured, 10, 2), new(Measured(Math.BitIncrement(0.3)), 10, 1), new(Measured(0.3, clbit: 1), 10, 1),
            new(Measured(0.3, qubits: 3), 10, 1), new(Measured(Theta), [new[] { 0.3 }], 10, 1), new(Measured(Theta), [new[] { 0.4 }], 10, 1),
            new(Measured(Theta), [new[] { 0.3 }, new[] { 0.4 }], 10, 1), new(Measured(2 * new Angle(Theta)), [new[] { 0.3 }], 10, 1),
            new(Measured(new Parameter("phi")), [new[] { 0.3 }], 10, 1), new(Conditional(0), 10, 1), new(Conditional(1), 10, 1),
            new(Matrix(0.1), 10, 1), new(Matrix(0.2), 10, 1),
        ];
        var found = new HashSet<string>();
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { Precision = precision });
            foreach (var request in requests) Assert.True(found.Add((await backend.SampleAsync(request)).Identity!.Fingerprint));
        }
    }

    [Fact]
    public async Task Every_part_of_an_estimate_counts_and_equal_objects_are_the_same()
    {
        using var backend = new StateVectorBackend();
        async Task<string> Fingerprint(Angle angle, string sum, params double[] theta) =>
            (await backend.EstimateAsync(new EstimatorPub(new CircuitBuilder(2).Ry(angle, 0).Build(), PauliSum.Parse(sum), [theta]))).Identity!.Fingerprint;

        var first = await Fingerprint(Theta, "1 ZZ\n0.5 XX", 0.3);
        Assert.Equal(first, await Fingerprint(Theta, "0.5 XX\n1 ZZ", 0.3));
        string[] others = [await Fingerprint(Theta, "1 ZZ\n0.5 XY", 0.3), await Fingerprint(Theta, "1 ZZ\n0.25 XX", 0.3), await Fingerprint(Theta, "1 ZZ\n0.5 XX", 0.2), await Fingerprint(0.3, "1 ZZ\n0.5 XX")];
        Assert.Equal(5, others.Append(first).Distinct().Count());
    }

    [Fact]
    public async Task Parameters_changed_after_the_call_do_not_count()
    {
        using var backend = new StateVectorBackend();
        var theta = new[] { 0.3 };
        var pub = new EstimatorPub(new CircuitBuilder(1).Ry(Theta, 0).Build(), PauliSum.Parse("1 Z"), [theta]);
        var before = await backend.EstimateAsync(pub);
        var gradient = await backend.GradientAsync(pub);
        theta[0] = 0.4;
        var after = await backend.EstimateAsync(pub);

        Assert.NotEqual(before.Identity!.Fingerprint, after.Identity!.Fingerprint);
        theta[0] = 0.3;
        Assert.Equal(before.Identity.Fingerprint, (await backend.EstimateAsync(pub)).Identity!.Fingerprint);
        Assert.NotEqual(before.Identity.Fingerprint, gradient.Identity!.Fingerprint);
        Assert.Null(before.Identity.Seed);
    }

    private static Circuit Measured(Angle angle, int clbit = 0, int qubits = 2) => new CircuitBuilder(qubits, 2).Ry(angle, 0).Measure(0, clbit).Build();

    private static Circuit Conditional(ulong value) => new CircuitBuilder(2, 2).H(0).Measure(0, 0).ApplyIf(new ClassicalCondition([0], value), Gate.X, 1).Measure(1, 1).Build();

    private static Circuit Matrix(double angle) => new CircuitBuilder(2, 1).Apply(Gate.Unitary([.. Gate.Ry(angle).ToMatrix()]), 0).Measure(0, 0).Build();
}
