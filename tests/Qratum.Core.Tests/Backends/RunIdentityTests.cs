using System.Globalization;
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

    [Fact]
    public async Task Every_part_of_several_observables_counts()
    {
        var found = new HashSet<string>();
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { Precision = precision });
            IEstimator plain = new Single(backend);
            IGradientEstimator oneByOne = new SingleGradient(backend);
            foreach (var pub in Requests())
            {
                foreach (var estimator in new IGradientEstimator[] { backend, new ParameterShift(backend), new FiniteDifference(backend), new FiniteDifference(backend, 1e-2) })
                {
                    var identity = (await estimator.JacobianAsync(pub)).Identity!;
                    Assert.True(found.Add(identity.Fingerprint));
                    Assert.Equal(identity.Fingerprint, (await estimator.JacobianAsync(pub with { Observables = [.. pub.Observables] })).Identity!.Fingerprint);
                    Assert.Contains(precision == Precision.Double ? "double" : "single", identity.Path, StringComparison.Ordinal);
                    Assert.True(found.Add((await estimator.GradientAsync(pub.For(pub.Observables[0]))).Identity!.Fingerprint));
                }

                Assert.True(found.Add((await backend.EstimateAllAsync(pub)).Identity!.Fingerprint));
                Assert.True(found.Add((await plain.EstimateAllAsync(pub)).Identity!.Fingerprint));
                Assert.True(found.Add((await oneByOne.JacobianAsync(pub)).Identity!.Fingerprint));
            }
        }

        // 2Θ at 0.3 shifts the same circuit at the same points as Θ at 0.6.
        static ObservablesPub[] Requests()
        {
            PauliSum z = PauliSum.Parse("1 ZZ"), x = PauliSum.Parse("1 XX");
            Circuit once = new CircuitBuilder(2).Ry(Theta, 0).Build(), twice = new CircuitBuilder(2).Ry(2 * new Angle(Theta), 0).Build();
            return [new(once, [z, x], [new[] { 0.6 }]), new(once, [x, z], [new[] { 0.6 }]), new(twice, [z, x], [new[] { 0.3 }]), new(once, [z, x], [new[] { 0.5 }])];
        }
    }

    [Fact]
    public async Task Shots_and_seed_of_an_estimate_count()
    {
        using var backend = new StateVectorBackend();
        var circuit = new CircuitBuilder(2).Ry(Theta, 0).Build();
        var pub = new EstimatorPub(circuit, PauliSum.Parse("1 ZZ\n0.5 XX"), [new[] { 0.3 }], Seed: 4);
        async Task<RunIdentity> Identity(int shots, EstimatorPub p) => (await new ShotEstimator(backend, shots).EstimateAsync(p)).Identity!;

        var first = await Identity(100, pub);
        Assert.Equal(first.Fingerprint, (await Identity(100, pub)).Fingerprint);
        Assert.Equal(4ul, first.Seed);
        Assert.StartsWith("shots of simulator, double", first.Path, StringComparison.Ordinal);
        string[] others = [(await Identity(101, pub)).Fingerprint, (await Identity(100, pub with { Seed = 5 })).Fingerprint, (await Identity(100, pub with { Seed = null })).Fingerprint, (await Identity(100, pub with { Precision = 0.5 })).Fingerprint];
        Assert.Equal(5, others.Append(first.Fingerprint).Distinct().Count());

        var estimator = new ShotEstimator(backend, 100);
        var all = new ObservablesPub(circuit, [PauliSum.Parse("1 ZZ")], [new[] { 0.3 }]);
        var counted = await estimator.EstimateAllAsync(all);
        Assert.NotEqual(counted.Identity!.Fingerprint, (await estimator.EstimateAllAsync(all)).Identity!.Fingerprint);
        Assert.Equal(counted.Identity.Fingerprint, (await new ShotEstimator(backend, 100).EstimateAllAsync(all)).Identity!.Fingerprint);
        // A sampler that does not say leaves it open.
        Assert.Null((await new ShotEstimator(new DenseSampler(), 100).EstimateAsync(pub)).Identity);
    }

    [Fact]
    public async Task Every_part_of_a_search_counts()
    {
        using var backend = new StateVectorBackend();
        using var single = new StateVectorBackend(new SimulatorOptions { Precision = Precision.Single });
        async Task<RunIdentity> Search(string sum = "1 ZZ", IMinimizer? minimizer = null, IEstimator? estimator = null, ulong seed = 1, Angle? angle = null, VqeOptions? options = null) =>
            (await new Vqe(PauliSum.Parse(sum), new CircuitBuilder(2).Ry(angle ?? Theta, 0).Build(), estimator ?? backend, minimizer ?? new Lbfgs(), seed).RunAsync(options)).Identity!;

        var first = await Search();
        Assert.Equal(first.Fingerprint, (await Search()).Fingerprint);
        Assert.Equal(1ul, first.Seed);
        Assert.StartsWith("simulator, double", first.Path, StringComparison.Ordinal);
        RunIdentity[] others =
        [
            await Search("2 ZZ"), await Search(minimizer: new Lbfgs { GradientTolerance = 2e-6 }), await Search(minimizer: new GradientDescent { MaxIterations = 3 }), await Search(estimator: single),
            await Search(seed: 2), await Search(angle: 2 * new Angle(Theta)), await Search(options: new VqeOptions { Start = new[] { 0.1 } }),
            await Search(options: new VqeOptions { Bounds = new Bounds([-1], [1]) }), await Search(estimator: new ParameterShift(backend)),
        ];
        Assert.Equal(1 + others.Length, others.Append(first).Select(i => i.Fingerprint).Distinct().Count());
        // An objective of one's own says nothing.
        Assert.Null((await new Vqe(new FiniteDifferenceObjective(new EstimatorObjective(PauliSum.Parse("1 Z"), new CircuitBuilder(1).Ry(Theta, 0).Build(), backend)), new Lbfgs()).RunAsync()).Identity);
    }

    [Fact]
    public async Task A_resumed_search_has_the_identity_of_the_whole_one()
    {
        using var backend = new StateVectorBackend();
        var vqe = new Vqe(PauliSum.Parse("1 ZZ\n0.3 XI"), new CircuitBuilder(2).Ry(Theta, 0).Ry(new Parameter("phi"), 1).Build(), backend, new Lbfgs(), 7);
        var saved = new List<MinimizationSnapshot>();
        var whole = await vqe.RunAsync(new VqeOptions { Start = new[] { 0.1, 0.2 }, AfterStep = loop => saved.Add(loop.Save()) });

        Assert.True(saved.Count > 3);
        foreach (var snapshot in new[] { saved[0], saved[2], saved[^1] })
        {
            var resumed = await vqe.RunAsync(new VqeOptions { Resume = snapshot });
            Assert.Equal(whole.Identity!.ToString(), resumed.Identity!.ToString());
            Assert.Equal(whole.Energy, resumed.Energy);
        }
    }

    [Fact]
    public async Task A_search_is_the_same_request_in_every_culture()
    {
        using var backend = new StateVectorBackend();
        async Task<string> Fingerprint(string culture)
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            return (await new Vqe(PauliSum.Parse("1 Z"), new CircuitBuilder(1).Ry(Theta, 0).Build(), backend, new Lbfgs()).RunAsync()).Identity!.Fingerprint;
        }

        var before = CultureInfo.CurrentCulture;
        try
        {
            Assert.Equal(await Fingerprint("en-US"), await Fingerprint("de-DE"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void States_and_requests_of_ones_own_have_an_identity()
    {
        using var backend = new StateVectorBackend();
        var circuit = new CircuitBuilder(1).Ry(Theta, 0).Build();
        Assert.Equal(backend.Identify(circuit, [0.1]).Fingerprint, backend.Identify(new CircuitBuilder(1).Ry(Theta, 0).Build(), [0.1]).Fingerprint);
        Assert.NotEqual(backend.Identify(circuit, [0.1]).Fingerprint, backend.Identify(circuit, [0.2]).Fingerprint);
        Assert.Throws<ArgumentException>(() => backend.Identify(circuit));

        var own = RunIdentity.Create("device", ["job", "1"], "remote", 3);
        // Of the form in docs/reproducibility.md, by another implementation.
        Assert.Equal("e08745a21f9996cd4f9b77e93f9bbd4342a788f63b6d8e419167a8c202358daa", own.Fingerprint);
        Assert.Equal((3ul, "remote"), (own.Seed, own.Path));
        Assert.NotEqual(own.Fingerprint, RunIdentity.Create("device", ["job1"], "remote", 3).Fingerprint);
        Assert.Equal("remote", own.Then("search", ["2"], 5).Path);
        Assert.NotEqual(own.Then("search", ["2"]).Fingerprint, own.Then("search", ["3"]).Fingerprint);
    }

    private static Circuit Measured(Angle angle, int clbit = 0, int qubits = 2) => new CircuitBuilder(qubits, 2).Ry(angle, 0).Measure(0, clbit).Build();

    private static Circuit Conditional(ulong value) => new CircuitBuilder(2, 2).H(0).Measure(0, 0).ApplyIf(new ClassicalCondition([0], value), Gate.X, 1).Measure(1, 1).Build();

    private sealed class Single(IEstimator inner) : IEstimator
    {
        public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default) => inner.EstimateAsync(pub, cancellationToken);
    }

    private sealed class SingleGradient(IGradientEstimator inner) : IGradientEstimator
    {
        public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default) => inner.EstimateAsync(pub, cancellationToken);

        public ValueTask<Gradients> GradientAsync(EstimatorPub pub, CancellationToken cancellationToken = default) => inner.GradientAsync(pub, cancellationToken);
    }

    private static Circuit Matrix(double angle) => new CircuitBuilder(2, 1).Apply(Gate.Unitary([.. Gate.Ry(angle).ToMatrix()]), 0).Measure(0, 0).Build();
}
