using FsCheck.Xunit;
using Xunit;

namespace Qratum.Core.Tests;

public class ShotEstimatorTests
{
    /// <summary>Chance of a false alarm 6e-7 for one normally distributed value; seeds are fixed, so a pass stays a pass.</summary>
    private const double Sigmas = 5;

    private static readonly Parameter Theta = new("theta");
    private static readonly PauliSum Sum = PauliSum.FromTerms((0.7, "III"), (1.5, "ZZI"), (-0.5, "IZZ"), (0.8, "XXX"), (0.3, "IYX"), (-0.4, "YIY"), (0.25, "ZII"));
    private static readonly Circuit Circuit = new CircuitBuilder(3).Ry(Theta, 0).Cx(0, 1).Rx(0.4, 2).Cx(1, 2).Rz(0.9, 1).S(2).Build();

    [Fact]
    public async Task ValuesLieWithinTheirErrors()
    {
        var estimates = await new ShotEstimator(new DenseSampler(), 20_000) { Seed = 7 }.EstimateAsync(Pub(0.1, 1.2, 2.8));
        Assert.Equal(20_000, estimates.Shots);
        for (var k = 0; k < 3; k++)
        {
            var exact = DenseCircuit.Expectation(Circuit.Bind(new[] { 0.1, 1.2, 2.8 }[k]), Sum);
            Assert.InRange(estimates.StandardErrors[k], 1e-4, 0.05);
            Assert.True(Math.Abs(estimates.Values[k] - exact) < Sigmas * estimates.StandardErrors[k]);
        }
    }

    /// <summary>The stated errors against the spread of repeated estimates: their ratio is 1 within 5 standard deviations of a variance of 400 values.</summary>
    [Fact]
    public async Task StandardErrorsAreTrue()
    {
        const int repeats = 400;
        var exact = DenseCircuit.Expectation(Circuit.Bind(1.2), Sum);
        var estimator = new ShotEstimator(new DenseSampler(), 60);
        double spread = 0, stated = 0;
        for (var k = 0; k < repeats; k++)
        {
            var estimate = await estimator.EstimateAsync(Pub(1.2));
            spread += Math.Pow(estimate.Values[0] - exact, 2) / repeats;
            stated += Math.Pow(estimate.StandardErrors[0], 2) / repeats;
        }

        Assert.InRange(spread / stated, 1 - (5 * Math.Sqrt(2.0 / repeats)), 1 + (5 * Math.Sqrt(2.0 / repeats)));
    }

    [Fact]
    public async Task RepeatsAndResumesBitForBit()
    {
        var whole = new ShotEstimator(new DenseSampler(), 300) { Seed = 3 };
        var first = await whole.EstimateAsync(Pub(0.1, 0.2));
        Assert.Equal(2, whole.EvaluationCounter);
        var second = await whole.EstimateAsync(Pub(0.1, 0.2));
        var resumed = new ShotEstimator(new DenseSampler(), 300) { Seed = 3, EvaluationCounter = 2 };
        var again = await resumed.EstimateAsync(Pub(0.1, 0.2));
        Assert.Equal(second.Values, again.Values);
        Assert.Equal(second.StandardErrors, again.StandardErrors);
        Assert.NotEqual(first.Values, second.Values);
        Assert.Equal(4, resumed.EvaluationCounter);

        // A request with its own seed takes nothing from the estimator's stream.
        var own = await whole.EstimateAsync(Pub(0.1) with { Seed = 11 });
        Assert.Equal(own.Values, (await resumed.EstimateAsync(Pub(0.1) with { Seed = 11 })).Values);
        Assert.Equal(4, whole.EvaluationCounter);
    }

    [Fact]
    public async Task TheSimulatorGivesTheSameBitsWithAnyNumberOfThreads()
    {
        var answers = new List<Estimates>();
        foreach (var threads in new[] { 1, 2 })
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads });
            answers.Add(await new ShotEstimator(backend, 4000) { Seed = 9 }.EstimateAsync(Pub(0.1, 1.2)));
        }

        Assert.Equal(answers[0].Values, answers[1].Values);
        Assert.Equal(answers[0].StandardErrors, answers[1].StandardErrors);
        for (var k = 0; k < 2; k++)
        {
            var exact = DenseCircuit.Expectation(Circuit.Bind(new[] { 0.1, 1.2 }[k]), Sum);
            Assert.True(Math.Abs(answers[0].Values[k] - exact) < Sigmas * answers[0].StandardErrors[k]);
        }
    }

    [Property(MaxTest = 50)]
    public void ShotsAddUpAndEveryGroupHasOne(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var sum = RandomSums.Next(random, 3, random.Next(1, 20));
        var plan = new ShotPlan(new CircuitBuilder(3).Build(), PauliGroupingKind.QubitWise, sum);
        var groups = PauliGrouping.QubitWise(sum);
        if (groups.Count == 0) return;
        var total = groups.Count + random.Next(500);
        var shots = plan.Allocate(total);
        Assert.Equal(total, shots.Sum());
        Assert.All(shots, s => Assert.True(s >= 1));
        var norm = groups.Sum(g => g.Terms.OneNorm);
        for (var g = 0; g < shots.Length; g++)
            Assert.True(Math.Abs(shots[g] - 1 - ((total - groups.Count) * groups[g].Terms.OneNorm / norm)) <= 1);
    }

    [Fact]
    public async Task CommutingGroupsGiveTheSameValuesFromFewerCircuits()
    {
        var sum = PauliSum.FromTerms((0.5, "XX"), (0.4, "YY"), (0.3, "ZZ"), (0.2, "ZI"));
        var circuit = new CircuitBuilder(2).Ry(0.7, 0).Cx(0, 1).Rz(0.4, 1).Ry(0.3, 1).Build();
        var sampler = new DenseSampler();
        var estimator = new ShotEstimator(sampler, 40_000) { Seed = 3, Grouping = PauliGroupingKind.Commuting };
        var estimates = await estimator.EstimateAsync(new EstimatorPub(circuit, sum, [default]));
        Assert.Equal(2, sampler.Requests.Count);
        Assert.Equal(DenseCircuit.Expectation(circuit, sum), estimates.Values[0], Sigmas * estimates.StandardErrors[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShotEstimator(sampler, 1) { Grouping = (PauliGroupingKind)9 });
    }

    [Fact]
    public async Task OneSamplerCallForEachGroup()
    {
        var sampler = new DenseSampler();
        await new ShotEstimator(sampler, 100).EstimateAsync(Pub(0.1, 0.2, 0.3));
        Assert.Equal(PauliGrouping.QubitWise(Sum).Count, sampler.Requests.Count);
        Assert.All(sampler.Requests, r => Assert.Equal(3, r.ParameterSets.Count));
        Assert.Equal(100, sampler.Requests.Sum(r => r.Shots));
        Assert.Equal(sampler.Requests.Count, sampler.Requests.Select(r => r.Seed).Distinct().Count());
    }

    [Fact]
    public async Task PrecisionChoosesTheShots()
    {
        var estimates = await new ShotEstimator(new DenseSampler(), 10).EstimateAsync(Pub(0.4) with { Precision = 0.05 });
        Assert.InRange(estimates.StandardErrors[0], 0.001, 0.05);
        Assert.Equal((long)Math.Ceiling(Math.Pow((Sum.OneNorm - 0.7) / 0.05, 2)) + PauliGrouping.QubitWise(Sum).Count, estimates.Shots);
        await Assert.ThrowsAsync<ArgumentException>(async () => await new ShotEstimator(new DenseSampler(), 10).EstimateAsync(Pub(0.4) with { Precision = 1e-9 }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await new ShotEstimator(new DenseSampler(), 10).EstimateAsync(Pub(0.4) with { Precision = double.NaN }));
    }

    [Fact]
    public async Task TheIdentityNeedsNoShot()
    {
        var sampler = new DenseSampler();
        var estimates = await new ShotEstimator(sampler, 1).EstimateAsync(new EstimatorPub(Circuit, PauliSum.Identity(3, -2), [new[] { 0.5 }]));
        Assert.Equal([-2.0], estimates.Values);
        Assert.Equal([0.0], estimates.StandardErrors);
        Assert.Equal(0, estimates.Shots);
        Assert.Empty(sampler.Requests);
    }

    [Fact]
    public async Task ClassicalBitsOfTheCircuitAreLeftAlone()
    {
        var wide = new CircuitBuilder(3, 2).Declare(Theta).Append(Circuit).Build();
        var (plain, shifted) = (new ShotEstimator(new DenseSampler(), 500), new ShotEstimator(new DenseSampler(), 500));
        var expected = await plain.EstimateAsync(Pub(1.2));
        Assert.Equal(expected.Values, (await shifted.EstimateAsync(Pub(1.2) with { Circuit = wide })).Values);
    }

    [Fact]
    public async Task BadRequestsAreRefused()
    {
        var estimator = new ShotEstimator(new DenseSampler(), 3);
        await Assert.ThrowsAsync<ArgumentException>(async () => await estimator.EstimateAsync(Pub(0.1)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await estimator.EstimateAsync(new EstimatorPub(Circuit, Sum, [new[] { 0.1, 0.2 }])));
        await Assert.ThrowsAsync<ArgumentException>(async () => await estimator.EstimateAsync(Pub(0.1) with { Observable = PauliSum.FromTerms((1, "Z")) }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await estimator.EstimateAsync(Pub(0.1) with { Observable = PauliSum.FromTerms((System.Numerics.Complex.ImaginaryOne, "ZZZ")) }));
        var measured = new CircuitBuilder(3, 3).MeasureAll().Build();
        await Assert.ThrowsAsync<ArgumentException>(async () => await estimator.EstimateAsync(new EstimatorPub(measured, Sum, [Array.Empty<double>()])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShotEstimator(new DenseSampler(), 0));
    }

    [Fact]
    public async Task SeveralObservablesShareTheShots()
    {
        PauliSum[] observables = [Sum, PauliSum.FromTerms((1, "ZZI"), (-2, "IIZ")), PauliSum.Identity(3, 4), PauliSum.FromTerms((0.5, "XXX"), (1, "XII"))];
        ReadOnlyMemory<double>[] sets = [new[] { 0.1 }, new[] { 1.2 }];
        var sampler = new DenseSampler();
        var answer = await new ShotEstimator(sampler, 20_000) { Seed = 5 }.EstimateAllAsync(new ObservablesPub(Circuit, observables, sets));
        Assert.Equal(20_000, answer.Shots);
        // (−IIZ) fits the group of ZZI, and X.. that of XXX: no more circuits than for the first alone.
        Assert.Equal(PauliGrouping.QubitWise(Sum).Count, sampler.Requests.Count);
        for (var k = 0; k < sets.Length; k++)
        {
            for (var j = 0; j < observables.Length; j++)
            {
                var exact = DenseCircuit.Expectation(Circuit.Bind(sets[k].Span), observables[j]);
                Assert.InRange(answer.StandardErrors[k][j], 0, 0.08);
                Assert.True(Math.Abs(answer.Values[k][j] - exact) <= (Sigmas * answer.StandardErrors[k][j]) + 1e-12, $"set {k}, observable {j}: {answer.Values[k][j]}, not {exact}");
            }

            Assert.Equal((4.0, 0.0), (answer.Values[k][2], answer.StandardErrors[k][2]));
        }
    }

    [Fact]
    public async Task APrecisionHoldsForEachOfSeveralObservables()
    {
        PauliSum[] observables = [Sum, PauliSum.FromTerms((2, "XXX"), (-1, "ZII")), PauliSum.FromTerms((3, "YYY"))];
        var answer = await new ShotEstimator(new DenseSampler(), 10).EstimateAllAsync(new ObservablesPub(Circuit, observables, [new[] { 0.4 }], Precision: 0.1));
        Assert.All(answer.StandardErrors[0], e => Assert.InRange(e, 0, 0.1));
        Assert.Contains(answer.StandardErrors[0], e => e > 0.001);
    }

    [Fact]
    public async Task OneOfSeveralHasTheBitsOfOneAlone()
    {
        var (one, other) = (new ShotEstimator(new DenseSampler(), 500) { Seed = 2 }, new ShotEstimator(new DenseSampler(), 500) { Seed = 2 });
        var alone = await one.EstimateAsync(Pub(0.3, 0.9));
        var listed = await other.EstimateAllAsync(new ObservablesPub(Circuit, [Sum], Pub(0.3, 0.9).ParameterSets));
        Assert.Equal(alone.Values, listed.Values.Select(v => v[0]));
        Assert.Equal(alone.StandardErrors, listed.StandardErrors.Select(e => e[0]));
    }

    private static EstimatorPub Pub(params double[] thetas) => new(Circuit, Sum, [.. thetas.Select(t => (ReadOnlyMemory<double>)new[] { t })]);
}
