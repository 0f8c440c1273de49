using Xunit;

namespace Qratum.Optimization.Tests;

public class QaoaIdentityTests
{
    private static readonly MaxCut Problem = new(GraphGenerators.RandomRegular(3, 6, 2));

    [Fact]
    public async Task EveryPartOfARunCounts()
    {
        using var backend = new StateVectorBackend();
        using var single = new StateVectorBackend(new SimulatorOptions { Precision = Precision.Single });
        var options = new QaoaOptions { Layers = 1, Shots = 50, Seed = 5, MaximumIterations = 2 };
        static async Task<RunIdentity> Run(StateVectorBackend backend, QaoaOptions options, MaxCut? problem = null, IMinimizer? minimizer = null) =>
            (await new Qaoa(backend, minimizer ?? new Lbfgs()).RunAsync(problem ?? Problem, options)).Identity!;

        var first = await Run(backend, options);
        Assert.Equal(first.ToString(), (await Run(backend, options)).ToString());
        Assert.Equal(5ul, first.Seed);
        Assert.StartsWith("simulator, double", first.Path, StringComparison.Ordinal);
        RunIdentity[] others =
        [
            await Run(single, options), await Run(backend, options with { Layers = 2 }), await Run(backend, options with { Shots = 51 }), await Run(backend, options with { Seed = 6 }),
            await Run(backend, options with { Starts = 2 }), await Run(backend, options with { MaximumIterations = 3 }), await Run(backend, options with { MaximumIterations = 0 }),
            await Run(backend, options with { Start = new QaoaAngles([0.3], [0.2]) }),
            await Run(backend, options, new MaxCut(GraphGenerators.RandomRegular(3, 6, 3))), await Run(backend, options, minimizer: new Lbfgs { Memory = 3 }),
            await Run(backend, options with { Training = QaoaTraining.Samples }, minimizer: new Spsa()),
            await Run(backend, options with { Training = QaoaTraining.Samples, TailFraction = 0.5 }, minimizer: new Spsa()),
        ];
        Assert.Equal(1 + others.Length, others.Append(first).Select(i => i.Fingerprint).Distinct().Count());
        Assert.Null((await new Qaoa(new DenseBackend(), new FixedStepDescent(0.02, 2)).RunAsync(Problem, options)).Identity);
    }

    [Fact]
    public async Task AResumedRunHasTheIdentityOfTheWholeOne()
    {
        using var backend = new StateVectorBackend();
        var saved = new List<QaoaSnapshot>();
        var options = new QaoaOptions { Layers = 1, Shots = 50, Starts = 2, MaximumIterations = 3, AfterStep = saved.Add };
        var whole = await new Qaoa(backend, new Lbfgs()).RunAsync(Problem, options);

        Assert.Contains(saved, s => s.StartIndex == 1);
        foreach (var snapshot in new[] { saved[0], saved[^1] })
        {
            var resumed = await new Qaoa(backend, new Lbfgs()).RunAsync(Problem, options with { AfterStep = null, Resume = snapshot });
            Assert.Equal(whole.Identity!.ToString(), resumed.Identity!.ToString());
            Assert.Equal(whole.Counts, resumed.Counts);
        }
    }
}
