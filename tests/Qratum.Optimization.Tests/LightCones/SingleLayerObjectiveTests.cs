using Xunit;

namespace Qratum.Optimization.Tests;

public class SingleLayerObjectiveTests
{
    /// <summary>Rounding of states of up to 2^12 amplitudes.</summary>
    private const double Rounding = 1e-10;

    [Theory]
    [InlineData(1, 0, 1, true)]
    [InlineData(2, 0, 2, true)]
    [InlineData(5, 4, 3, true)]
    [InlineData(8, 7, 4, true)]
    [InlineData(10, 3, 5, true)]
    [InlineData(12, 4, 6, false)]
    [InlineData(12, 11, 7, true)]
    [InlineData(9, 8, 8, false)]
    public async Task FormulaIsTheState(int spins, double degree, ulong seed, bool withFields)
    {
        var model = SparseModels.Random(spins, degree, seed, withFields);
        var angles = SparseModels.Angles(1, seed);
        var objective = new SingleLayerObjective(model);
        var (formula, state) = (objective.Evaluate(angles), await SparseModels.ByState(model, angles));
        for (var i = 0; i < spins; i++) Assert.Equal(state.Spins[i], formula.Spins[i], Rounding);
        for (var k = 0; k < state.Couplings.Length; k++) Assert.Equal(state.Couplings[k], formula.Couplings[k], Rounding);

        var (value, gradient) = await SparseModels.GradientOf(objective, angles);
        var (expected, slopes) = await SparseModels.GradientByState(model, angles);
        Assert.Equal(expected, value, Rounding);
        Assert.Equal(expected, formula.Energy, Rounding);
        Assert.Equal(slopes[0], gradient[0], Rounding);
        Assert.Equal(slopes[1], gradient[1], Rounding);
    }

    [Fact]
    public async Task CouplingsOfWeightZeroHaveTheirPlace()
    {
        var model = new IsingModel(new Graph(4, [new Edge(0, 1, 1), new Edge(0, 2, 0), new Edge(1, 2, -2), new Edge(2, 3, 0.5)]), [0.3, 0, -1, 0]);
        var angles = SparseModels.Angles(1, 3);
        var state = await SparseModels.ByState(model, angles);
        var formula = new SingleLayerObjective(model).Evaluate(angles);
        for (var k = 0; k < 4; k++) Assert.Equal(state.Couplings[k], formula.Couplings[k], Rounding);
    }

    [Fact]
    public void AnglesOfLeastEnergyAreTheKnownOnes()
    {
        // A 3-regular graph without triangles: γ = arctan(1/√2), β = π/8 and 1/2 + 1/(3√3) of the edges.
        var model = new MaxCut(new Graph(6, [(0, 3), (0, 4), (0, 5), (1, 3), (1, 4), (1, 5), (2, 3), (2, 4), (2, 5)])).ToIsing();
        var objective = new SingleLayerObjective(model);
        var angles = objective.FindAngles();
        Assert.Equal(Math.Atan(1 / Math.Sqrt(2)), angles.Gammas[0], 1e-7);
        Assert.Equal(Math.PI / 8, angles.Betas[0], 1e-7);
        Assert.Equal(0.5 + (1 / Math.Sqrt(27)), -objective.Evaluate(angles).Energy / 9, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task NoGridPointIsBelowTheAnglesFound(ulong seed)
    {
        var model = SparseModels.Random(9, 3, seed, withFields: true);
        var objective = new SingleLayerObjective(model);
        var angles = objective.FindAngles();
        var least = objective.Evaluate(angles).Energy;
        var scale = Math.Sqrt(model.Couplings.Edges.Select(e => e.Weight).Concat(model.Fields.ToArray()).Where(w => w != 0).Average(w => w * w));
        for (var a = 1; a <= 50; a++)
        {
            for (var b = -25; b <= 25; b++)
            {
                var point = new[] { a / 50.0 * Math.PI / (4 * scale), b / 50.0 * Math.PI };
                Assert.True((await objective.EvaluateAsync([point], EvaluationKind.Value))[0].Value >= least - 1e-9);
            }
        }

        var (_, gradient) = await SparseModels.GradientOf(objective, angles);
        Assert.All(gradient, g => Assert.Equal(0, g, 1e-6));
    }

    [Fact]
    public void ModelsWithoutTermsAreTheirConstant()
    {
        var objective = new SingleLayerObjective(new IsingModel(new Graph(3, Array.Empty<Edge>()), constant: 2.5));
        Assert.Equal(2.5, objective.Evaluate(objective.FindAngles()).Energy);
        Assert.Throws<ArgumentException>(() => objective.Evaluate(SparseModels.Angles(2, 0)));
    }
}
