using System.Numerics;
using Xunit;

namespace Qratum.Optimization.Tests;

/// <summary>Variants of the algorithm against the circuit run gate by gate and against each other.</summary>
public class QaoaVariantTests
{
    private const double Tolerance = 1e-10;

    private static readonly QaoaAngles Two = new([0.4, 0.7], [0.5, 0.2]);

    public static TheoryData<string, AngleSharing> Variants
    {
        get
        {
            var data = new TheoryData<string, AngleSharing>();
            foreach (var mixer in (string[])["x", "warm", "ring", "complete", "grover", "grover of xy"])
            {
                foreach (var sharing in Enum.GetValues<AngleSharing>()) data.Add(mixer, sharing);
            }

            return data;
        }
    }

    /// <summary>The energy that the engine plans, fuses and sums is that of gates applied one by one and energies looked up string by string.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Energy_is_that_of_the_circuit_gate_by_gate(string name, AngleSharing sharing)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var model = Model(6, seed);
            var mixer = Mixer(name, 6);
            var circuit = QaoaAnsatz.Create(model, 2, mixer, sharing);
            using var backend = new StateVectorBackend();
            var random = new Random(seed);
            var parameters = circuit.Parameters.Select(_ => random.NextDouble()).ToArray();
            var estimate = await backend.GradientAsync(new EstimatorPub(circuit, model.ToPauliSum(), [parameters]));
            Assert.Equal(ByGates(model, circuit, parameters), estimate.Values[0], Tolerance);
            for (var k = 0; k < parameters.Length; k += Math.Max(1, parameters.Length / 4))
            {
                const double step = 1e-5;
                double At(double by)
                {
                    var moved = (double[])parameters.Clone();
                    moved[k] += by;
                    return ByGates(model, circuit, moved);
                }

                Assert.Equal((At(step) - At(-step)) / (2 * step), estimate.Derivatives[0].Span[k], 1e-7);
            }

            var feasible = AllBits.Of(6).Where(mixer.Reaches).ToArray();
            Assert.InRange(estimate.Values[0], feasible.Min(model.Energy) - Tolerance, feasible.Max(model.Energy) + Tolerance);
        }
    }

    [Fact]
    public void Parameters_are_in_the_stated_order()
    {
        var model = new IsingModel(new Graph(3, [new Edge(0, 1, 1), new Edge(1, 2, 2)]), [0.5, 0, 0]);
        var mixer = new TransverseMixer(3);
        string[] Names(AngleSharing sharing) => [.. QaoaAnsatz.Create(model, 2, mixer, sharing).Parameters.Select(p => p.Name)];
        Assert.Equal(["gamma[0]", "gamma[1]", "beta[0]", "beta[1]"], Names(AngleSharing.Layer));
        Assert.Equal(["gamma[0][0]", "gamma[0][1]", "gamma[1][0]", "gamma[1][1]", "beta[0]", "beta[1]"], Names(AngleSharing.Kind));
        Assert.Equal(6 + 6, Names(AngleSharing.Term).Length);
        Assert.Equal(QaoaAnsatz.Create(model, 2), QaoaAnsatz.Create(model, 2, mixer));
        Assert.Throws<ArgumentException>(() => QaoaAnsatz.Create(model, 2, new TransverseMixer(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => QaoaAnsatz.Create(model, 2, mixer, (AngleSharing)7));
    }

    /// <summary>More freedom never ends higher than where less freedom ended, begun there.</summary>
    [Fact]
    public async Task More_angles_give_lower_energies()
    {
        var model = Model(7, 4);
        using var backend = new StateVectorBackend();
        var qaoa = new Qaoa(backend, new Lbfgs());
        var standard = await qaoa.RunAsync(model, new() { Layers = 2 });
        var kinds = await qaoa.RunAsync(model, new() { Layers = 2, Sharing = AngleSharing.Kind, Start = standard.Angles });
        var terms = await qaoa.RunAsync(model, new() { Layers = 2, Sharing = AngleSharing.Term, Start = standard.Angles });
        Assert.True(kinds.Expectation < standard.Expectation - 1e-3);
        Assert.True(terms.Expectation < kinds.Expectation - 1e-3);
        Assert.Equal(terms.Parameters.Count, QaoaAnsatz.Create(model, 2, new TransverseMixer(7), AngleSharing.Term).Parameters.Length);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ring")]
    [InlineData("grover")]
    public async Task Samples_are_reachable(string name)
    {
        var mixer = Mixer(name, 6);
        using var backend = new StateVectorBackend();
        var result = await new Qaoa(backend, new Lbfgs()).RunAsync(Model(6, 1), new() { Layers = 3, Mixer = mixer, Shots = 500 });
        Assert.All(result.Counts, c => Assert.True(mixer.Reaches(c.Key)));
        var optimum = AllBits.Of(6).Where(mixer.Reaches).Min(Model(6, 1).Energy);
        Assert.Equal(optimum, result.BestEnergy, Tolerance);
    }

    [Fact]
    public async Task Warm_start_begins_at_its_solution()
    {
        var problem = new MaxCut(GraphGenerators.RandomRegular(3, 10, 1));
        var model = problem.ToIsing();
        var best = BruteForce.Minimize(model);
        using var backend = new StateVectorBackend();
        var cold = await new Qaoa(backend, new Lbfgs()).RunAsync(model, new() { Layers = 1 });
        var warm = await new Qaoa(backend, new Lbfgs()).RunAsync(model, new()
        {
            Layers = 1, Mixer = WarmStartMixer.From(best.Bits, 0.1), Start = new([0], [0]), MaximumIterations = 0,
        });
        Assert.True(warm.Expectation < cold.Expectation);
        Assert.Equal(best.Energy, warm.BestEnergy, Tolerance);
    }

    /// <summary>Half the state holds the same energies, angles for angles, and the same expected values at the end.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Flip_symmetry_changes_nothing_but_the_size(int nodes)
    {
        var random = new Random(nodes);
        var graph = new Graph(nodes, from i in Enumerable.Range(0, nodes) from j in Enumerable.Range(0, i) select new Edge(j, i, random.NextDouble() - 0.3));
        var model = new MaxCut(graph).ToIsing();
        using var backend = new StateVectorBackend();
        var qaoa = new Qaoa(backend, new Lbfgs());
        var options = new QaoaOptions { Layers = 2, Start = Two, MaximumIterations = 0 };
        var (whole, half) = (await qaoa.RunAsync(model, options), await qaoa.RunAsync(model, options with { FlipSymmetry = FlipSymmetry.Reduced }));
        Assert.Equal(whole.Expectation, half.Expectation, Tolerance);
        Assert.All(half.Counts, c => Assert.True(c.Key.Length == nodes && !c.Key[nodes - 1]));
        Assert.Equal(model.Energy(half.Best), half.BestEnergy, Tolerance);
        options = new QaoaOptions { Layers = 2 };
        (whole, half) = (await qaoa.RunAsync(model, options), await qaoa.RunAsync(model, options with { FlipSymmetry = FlipSymmetry.Reduced }));
        Assert.Equal(whole.Expectation, half.Expectation, 1e-6);
    }

    [Fact]
    public async Task Flip_symmetry_is_refused_where_there_is_none()
    {
        using var backend = new StateVectorBackend();
        var qaoa = new Qaoa(backend, new Lbfgs());
        var options = new QaoaOptions { FlipSymmetry = FlipSymmetry.Reduced };
        await Assert.ThrowsAsync<ArgumentException>(() => qaoa.RunAsync(Model(4, 1), options));
        var even = new MaxCut(GraphGenerators.Complete(4)).ToIsing();
        await Assert.ThrowsAsync<ArgumentException>(() => qaoa.RunAsync(even, options with { Mixer = new GroverMixer(4) }));
        Assert.Equal(4, (await qaoa.RunAsync(even, options)).Best.Length);
        Assert.Equal(1, (await qaoa.RunAsync(new IsingModel(new Graph(1, [])), options)).Best.Length);
    }

    [Theory]
    [InlineData("ramp")]
    [InlineData("fourier:2")]
    [InlineData("fourier:9")]
    public async Task Schedules_search_few_numbers(string name)
    {
        var schedule = name == "ramp" ? AngleSchedule.Ramp : AngleSchedule.Fourier(name[^1] - '0');
        Assert.Equal(name, schedule.ToString());
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 8, 5)).ToIsing();
        using var backend = new StateVectorBackend();
        var qaoa = new Qaoa(backend, new Lbfgs());
        var options = new QaoaOptions { Layers = 4, Schedule = schedule };
        var few = await qaoa.RunAsync(model, options);
        var all = await qaoa.RunAsync(model, options with { Schedule = AngleSchedule.Free, Start = few.Angles });
        Assert.True(all.Expectation <= few.Expectation + Tolerance);
        Assert.Equal(QaoaReference.Expectation(model, few.Angles), few.Expectation, Tolerance);
        if (name == "ramp") Assert.Equal(few.Angles.Gammas[1] - few.Angles.Gammas[0], few.Angles.Gammas[3] - few.Angles.Gammas[2], Tolerance);
        else Assert.True(few.Expectation < (await qaoa.RunAsync(model, options with { Layers = 1, Schedule = AngleSchedule.Free })).Expectation);
    }

    /// <summary>All frequencies are all angles: a change of basis.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Schedules_map_there_and_back(int layers)
    {
        var form = new QaoaForm(CostFunction.Of(Model(4, 2)), new TransverseMixer(4), layers, AngleSharing.Kind);
        var random = new Random(1);
        var angles = new ScheduledAngles(form, AngleSchedule.Fourier(layers));
        var parameters = Enumerable.Range(0, form.ParameterCount).Select(_ => random.NextDouble()).ToArray();
        var back = angles.Parameters(angles.Nearest(parameters));
        for (var k = 0; k < parameters.Length; k++) Assert.Equal(parameters[k], back[k], 1e-12);
        Assert.Equal(form.ParameterCount, angles.Count);
        var direction = Enumerable.Range(0, angles.Count).Select(_ => random.NextDouble()).ToArray();
        Assert.Equal(Dot(parameters, angles.Parameters(direction)), Dot(angles.Gradient(parameters), direction), 1e-12);
    }

    /// <summary>What an estimate says of sizes is what the run has.</summary>
    [Theory]
    [InlineData(AngleSharing.Layer, "free")]
    [InlineData(AngleSharing.Kind, "fourier")]
    [InlineData(AngleSharing.Term, "ramp")]
    public void Estimate_counts_what_is_searched(AngleSharing sharing, string schedule)
    {
        var model = Model(6, 1);
        var options = new QaoaOptions
        {
            Layers = 5, Sharing = sharing, Schedule = schedule switch { "ramp" => AngleSchedule.Ramp, "fourier" => AngleSchedule.Fourier(2), _ => AngleSchedule.Free },
        };
        var stage = new QaoaStage(CostFunction.Of(model), new TransverseMixer(6), 5, options);
        Assert.Equal(stage.Dimension, Qaoa.Estimate(model, options).Parameters);
        var even = new MaxCut(GraphGenerators.Ring(8)).ToIsing();
        Assert.Equal(7, Qaoa.Estimate(even, options with { FlipSymmetry = FlipSymmetry.Reduced }).Qubits);
        Assert.Equal(8, Qaoa.Estimate(even, options).Qubits);
    }

    [Theory]
    [InlineData(LayerGrowth.Interpolation)]
    [InlineData(LayerGrowth.Fourier)]
    public async Task Growth_goes_through_every_number_of_layers(LayerGrowth growth)
    {
        var model = new MaxCut(GraphGenerators.RandomRegular(3, 8, 5)).ToIsing();
        using var backend = new StateVectorBackend();
        var qaoa = new Qaoa(backend, new Lbfgs());
        var saved = new List<QaoaSnapshot>();
        var options = new QaoaOptions { Layers = 4, Growth = growth, AfterStep = saved.Add };
        var grown = await qaoa.RunAsync(model, options);
        Assert.Equal(4, grown.Angles.Layers);
        var ends = saved[^1].Ended;
        Assert.Equal([2, 4, 6], ends.Select(e => e.Parameters.Length));
        for (var k = 1; k < ends.Count; k++) Assert.True(ends[k].Value < ends[k - 1].Value);
        Assert.True(grown.Expectation < ends[^1].Value);
        Assert.Equal(QaoaReference.Expectation(model, grown.Angles), grown.Expectation, Tolerance);

        // Resumed in the middle of the third search, the run ends in the same bits.
        var middle = saved.First(s => s.StartIndex == 2 && s.Search.Evaluations > 2);
        var resumed = await qaoa.RunAsync(model, options with { Resume = middle });
        Assert.Equal(grown.Angles, resumed.Angles);
        Assert.Equal(grown.Identity!.Fingerprint, resumed.Identity!.Fingerprint);
        Assert.Equal(grown.Counts, resumed.Counts);
        await Assert.ThrowsAsync<ArgumentException>(() => qaoa.RunAsync(model, options with { Starts = 2 }));
        await Assert.ThrowsAsync<ArgumentException>(() => qaoa.RunAsync(model, options with { Layers = 1, Start = Two }));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, static (x, y) => x * y).Sum();

    private static IsingModel Model(int spins, int seed)
    {
        var random = new Random(seed);
        var edges = from i in Enumerable.Range(0, spins) from j in Enumerable.Range(0, i) where random.NextDouble() < 0.6 select new Edge(j, i, random.NextDouble() - 0.5);
        return new IsingModel(new Graph(spins, edges.ToList()), [.. Enumerable.Range(0, spins).Select(_ => random.NextDouble() - 0.5)], 0.25);
    }

    private static IMixer Mixer(string name, int n) => name switch
    {
        "warm" => new WarmStartMixer([.. Enumerable.Range(0, n).Select(k => (k + 0.5) / n)]),
        "ring" => new XyMixer(n, [[0, 1, 2], [3, 4, 5]], [1, 2], XyPairs.Ring),
        "complete" => new XyMixer(n, n / 2, XyPairs.Complete),
        "grover" => new GroverMixer(n),
        "grover of xy" => new GroverMixer(new XyMixer(n, [[0, 2], [1, 3]], [1, 1], XyPairs.Ring)),
        _ => new TransverseMixer(n),
    };

    private static double ByGates(IsingModel model, Circuit circuit, double[] parameters)
    {
        var bound = circuit.Bind(parameters);
        using var state = new StateVector(circuit.QubitCount);
        foreach (var instruction in bound.Instructions) state.Apply(instruction.Gate!, instruction.Qubits.AsSpan());
        var amplitudes = new Complex[state.Length];
        state.CopyTo(0, amplitudes);
        return amplitudes.Select((a, x) => a.Magnitude * a.Magnitude * model.Energy(new BitString((ulong)x, circuit.QubitCount))).Sum();
    }
}
