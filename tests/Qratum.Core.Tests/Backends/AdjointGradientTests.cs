using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Backends;

[Properties(Arbitrary = [typeof(CircuitGenerators)])]
public sealed class AdjointGradientTests
{
    // Central differences with step 1e-5: error about step² · third derivative (≤ 40³ · norm) and rounding 1e-16/step.
    private const double Step = 1e-5, Tolerance = 2e-5;

    [Property(MaxTest = 150)]
    public async Task Equals_central_differences(Circuit circuit, ulong seed)
    {
        var sum = PauliSumGenerators.Random(circuit.QubitCount, 6, new PhiloxRandom(seed));
        using var backend = new StateVectorBackend();
        async Task<double> Energy(double a, double b) => (await backend.EstimateAsync(new EstimatorPub(circuit, sum, [new[] { a, b }]))).Values[0];
        var gradient = (await backend.GradientAsync(new EstimatorPub(circuit, sum, [new[] { 0.4, -0.8 }]))).Derivatives[0].ToArray();
        Assert.Equal((await Energy(0.4 + Step, -0.8) - await Energy(0.4 - Step, -0.8)) / (2 * Step), gradient[0], Tolerance);
        Assert.Equal((await Energy(0.4, -0.8 + Step) - await Energy(0.4, -0.8 - Step)) / (2 * Step), gradient[1], Tolerance);
    }
}
