using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>Excited states against the roots of full CI; what a method cannot reach is stated in the tolerance.</summary>
public sealed class ExcitedStatesTests
{
    private const string Dimer = "H 0 0 0; H 0 0 0.735", Chain = "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3", Hydride = "Li 0 0 0; H 0 0 1.5957";

    // Two electrons: singles and doubles are everything. Of four, the equation of motion misses what is three and four electrons away; subspace search has
    // one circuit for all. The search ends at a gradient of 1e-5, the ground state's at 1e-6.
    [Theory]
    [InlineData(ExcitedStatesMethod.Vqd, Dimer, 3, 1e-7)]
    [InlineData(ExcitedStatesMethod.Ssvqe, Dimer, 3, 1e-7)]
    [InlineData(ExcitedStatesMethod.Qeom, Dimer, 3, 1e-7)]
    [InlineData(ExcitedStatesMethod.Vqd, Chain, 5, 5e-6)]
    [InlineData(ExcitedStatesMethod.Ssvqe, Chain, 5, 2e-3)]
    [InlineData(ExcitedStatesMethod.Qeom, Chain, 5, 1.5e-2)]
    [InlineData(ExcitedStatesMethod.Vqd, Hydride, 6, 2e-6)]
    [InlineData(ExcitedStatesMethod.Qeom, Hydride, 6, 2e-4)]
    public async Task StatesAreThoseOfFullCI(ExcitedStatesMethod method, string molecule, int count, double tolerance)
    {
        var ground = await GroundState.SolveAsync(molecule);
        var result = await ExcitedStates.SolveAsync(ground, new ExcitedStatesOptions { Count = count, Method = method });
        Assert.Equal(count + 1, result.States.Count);
        // The ground state is the given one, but for subspace search, which makes its own.
        Assert.Equal(ground.Energy, result.States[0].Energy, method == ExcitedStatesMethod.Ssvqe ? 1e-3 : 1e-9);
        for (var k = 1; k <= count; k++)
        {
            var state = result.States[k];
            Assert.Equal(result.Exact![k], state.Energy, tolerance);
            Assert.True(Math.Min(Math.Abs(state.SpinSquared), Math.Abs(state.SpinSquared - 2)) < 1e-2);
            Assert.Equal(ground.Integrals.ElectronCount, state.Electrons);
            Assert.NotNull(state.Symmetry);
            Assert.InRange(state.LargestOverlap, 0, 1e-3);
            Assert.Equal(1, state.Vector.ToArray().Sum(c => c * c), 1e-9);
        }
    }

    [Theory]
    [InlineData(Chain, 4, 6)]
    [InlineData(Hydride, 2, 3)]
    public async Task OneLongCircuitServesAllStates(string molecule, int count, int layers)
    {
        var options = new ExcitedStatesOptions { Count = count, Method = ExcitedStatesMethod.Ssvqe, Layers = layers, Starts = 1 };
        var result = await ExcitedStates.SolveAsync(await GroundState.SolveAsync(molecule), options);
        for (var k = 0; k <= count; k++) Assert.Equal(result.Exact![k], result.States[k].Energy, 2e-6);
    }

    // S_z = 1/2: no mirror images, doublets and quartets.
    [Theory]
    [InlineData(ExcitedStatesMethod.Vqd, 1e-4)]
    [InlineData(ExcitedStatesMethod.Qeom, 5e-3)]
    public async Task OpenShellsHaveStatesToo(ExcitedStatesMethod method, double tolerance)
    {
        var ground = await GroundState.SolveAsync("H 0 0 0; H 0 0 1; H 0 0 2.2", new GroundStateOptions { Multiplicity = 2 });
        var result = await ExcitedStates.SolveAsync(ground, new ExcitedStatesOptions { Count = 3, Method = method });
        for (var k = 1; k <= 3; k++) Assert.Equal(result.Exact![k], result.States[k].Energy, tolerance);
    }

    [Fact]
    public async Task ResidualsBoundTheDistanceToExactEnergies()
    {
        var ground = await GroundState.SolveAsync(Chain);
        var result = await ExcitedStates.SolveAsync(ground, new ExcitedStatesOptions { Count = 3, Method = ExcitedStatesMethod.Vqd });
        var exact = FullConfigurationInteraction.Solve(ground.Integrals, new FullConfigurationInteractionOptions { RootCount = 20 }).Roots;
        foreach (var state in result.States) Assert.True(exact.Min(r => Math.Abs(r.Energy - state.Energy)) <= state.ResidualNorm + 1e-12);
        Assert.Equal(result.States[2].Energy - result.States[0].Energy, result.ExcitationEnergy(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => result.ExcitationEnergy(4));
    }

    [Theory]
    [InlineData(ExcitedStatesMethod.Vqd)]
    [InlineData(ExcitedStatesMethod.Ssvqe)]
    [InlineData(ExcitedStatesMethod.Qeom)]
    public async Task ThreadsAndRepetitionChangeNoBit(ExcitedStatesMethod method)
    {
        var ground = await GroundState.SolveAsync(Chain);
        var options = new ExcitedStatesOptions { Count = 2, Method = method, Layers = 1, MaxThreads = 1 };
        var (one, two) = (await ExcitedStates.SolveAsync(ground, options), await ExcitedStates.SolveAsync(ground, options with { MaxThreads = 3 }));
        Assert.Equal(one.States.Select(s => BitConverter.DoubleToInt64Bits(s.Energy)), two.States.Select(s => BitConverter.DoubleToInt64Bits(s.Energy)));
    }

    [Fact]
    public async Task DerivativesOfEnsemblesAreDifferences()
    {
        const double step = 1e-4;
        var integrals = RandomIntegrals.Create(4, 2, 1, 5);
        var problem = new StateProblem(integrals, Uccsd.Ansatz(integrals), 1);
        var sector = problem.Sectors[0];
        var known = new double[sector.Space.Count];
        (known[0], known[5]) = (0.6, 0.8);
        var objective = new EnsembleObjective(problem, [new(sector, sector.Configurations[0], 0.7, [known]), new(sector, sector.Configurations[3], 0.3, [])], 2);
        var random = new PhiloxRandom(4);
        var point = Enumerable.Range(0, problem.ParameterCount).Select(_ => 0.3 * random.NextGaussian()).ToArray();
        var gradient = (await objective.EvaluateAsync([point], EvaluationKind.ValueAndGradient))[0].Gradient.ToArray();
        for (var k = 0; k < point.Length; k++)
        {
            var (up, down) = ((double[])point.Clone(), (double[])point.Clone());
            up[k] += step;
            down[k] -= step;
            var values = await objective.EvaluateAsync([up, down], EvaluationKind.Value);
            Assert.Equal((values[0].Value - values[1].Value) / (2 * step), gradient[k], 1e-6);
        }
    }

    [Fact]
    public async Task WhatCannotBeDoneIsRefusedOrWarnedOf()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExcitedStatesOptions { Count = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExcitedStatesOptions { Penalty = 0 });
        var circuit = await GroundState.SolveAsync(Dimer, new GroundStateOptions { Ansatz = AnsatzKind.Ucj });
        await Assert.ThrowsAsync<NotSupportedException>(() => ExcitedStates.SolveAsync(circuit));
        var ground = await GroundState.SolveAsync(Dimer);
        foreach (var method in Enum.GetValues<ExcitedStatesMethod>())
        {
            var all = await ExcitedStates.SolveAsync(ground, new ExcitedStatesOptions { Count = 9, Method = method });
            Assert.Equal(4, all.States.Count);
            Assert.Contains(all.Warnings, w => w.Kind == ExcitedStatesWarningKind.TooFewStates && w.Value == 3);
        }
    }
}
