using Xunit;

namespace Qratum.Optimization.Tests;

public class LightConeObjectiveTests
{
    /// <summary>Rounding of states of up to 2^14 amplitudes and of sums over as many paths.</summary>
    private const double Rounding = 1e-10;

    public static TheoryData<int, double, int, ulong, bool> Models()
    {
        var data = new TheoryData<int, double, int, ulong, bool>();
        ulong seed = 1;
        foreach (var (spins, degree) in ((int, double)[])[(1, 0), (2, 1), (4, 3), (7, 2), (10, 2), (12, 2.5), (14, 2)])
        {
            for (var layers = 1; layers <= 3; layers++) data.Add(spins, degree, layers, seed++, seed % 3 != 0);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task ConesAreTheState(int spins, double degree, int layers, ulong seed, bool withFields)
    {
        var model = SparseModels.Random(spins, degree, seed, withFields);
        var angles = SparseModels.Angles(layers, seed);
        var objective = new LightConeObjective(model, layers);
        var (cones, state) = (objective.Evaluate(angles), await SparseModels.ByState(model, angles));
        for (var i = 0; i < spins; i++) Assert.Equal(state.Spins[i], cones.Spins[i], Rounding);
        for (var k = 0; k < state.Couplings.Length; k++) Assert.Equal(state.Couplings[k], cones.Couplings[k], Rounding);
        Assert.Equal(state.Energy, cones.Energy, Rounding);

        var (value, gradient) = await SparseModels.GradientOf(objective, angles);
        var (expected, slopes) = await SparseModels.GradientByState(model, angles);
        Assert.Equal(expected, value, Rounding);
        for (var k = 0; k < slopes.Length; k++) Assert.Equal(slopes[k], gradient[k], Rounding);
    }
}
