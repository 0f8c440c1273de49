using Xunit;

namespace Qratum.Core.Tests.Variational;

public sealed class ParameterShiftTests
{
    // Both are exact formulas; what is left is rounding of a few dozen terms of order one.
    private const double Tolerance = 1e-12;

    [Fact]
    public async Task Equals_the_adjoint_gradient_for_every_gate_with_a_rule()
    {
        Parameter a = new("a"), b = new("b");
        var circuit = new CircuitBuilder(3).H(0).H(1).H(2)
            .Rx(a, 0).Ry(2 * a + b, 1).Rz(0.5 * b, 2).Phase(a, 1).U(a, b, a + 0.3, 0)
            .Crx(a, 0, 1).Cry(b, 1, 2).Crz(a, 2, 0).Cp(b, 0, 2)
            .Rxx(a, 0, 1).Ryy(b, 1, 2).Rzz(a, 0, 2).FSim(a, b, 0, 1)
            .Rotation(PauliString.Parse("XYZ"), a).Apply(new PauliRotation(PauliString.Parse("YX"), b).Control(), 2, 0, 1)
            .Build();
        var observable = PauliSum.FromTerms((1, "ZXI"), (0.5, "IYZ"), (-0.3, "XXX"), (2, "IIZ"));
        using var backend = new StateVectorBackend();
        var pub = new EstimatorPub(circuit, observable, [new[] { 0.4, -1.3 }, new[] { 2.2, 0.1 }]);
        var exact = await backend.GradientAsync(pub);
        var shifted = await new ParameterShift(backend).GradientAsync(pub);
        for (var k = 0; k < 2; k++)
        {
            Assert.Equal(exact.Values[k], shifted.Values[k], Tolerance);
            for (var j = 0; j < 2; j++) Assert.Equal(exact.Derivatives[k].Span[j], shifted.Derivatives[k].Span[j], Tolerance);
        }
    }

    [Fact]
    public async Task Controlled_gates_of_several_angles_have_rules()
    {
        Parameter a = new("a"), b = new("b"), c = new("c");
        var circuit = new CircuitBuilder(4).H(0).H(1).Ry(0.4, 2).Rx(1.1, 3)
            .Apply(Gate.U(a, b, c).Control(), 0, 1).Apply(Gate.U(b, a, c).Control(2), 2, 0, 3)
            .Apply(Gate.FSim(a, c).Control(), 1, 2, 3).Apply(Gate.FSim(b, a).Control(2), 0, 3, 1, 2).Build();
        var observable = PauliSum.FromTerms((1, "ZXIY"), (0.5, "IYZX"), (-0.3, "XXXZ"), (2, "IIZI"));
        using var backend = new StateVectorBackend();
        var pub = new EstimatorPub(circuit, observable, [new[] { 0.4, -1.3, 0.9 }]);
        var exact = (await backend.GradientAsync(pub)).Derivatives[0].ToArray();
        var shifted = (await new ParameterShift(backend).GradientAsync(pub)).Derivatives[0].ToArray();
        for (var k = 0; k < exact.Length; k++) Assert.Equal(exact[k], shifted[k], Tolerance);
    }

    [Fact]
    public async Task A_circuit_that_measures_is_refused()
    {
        using var backend = new StateVectorBackend();
        var circuit = new CircuitBuilder(1, 1).Ry(new Parameter("a"), 0).Measure(0, 0).Build();
        var error = await Assert.ThrowsAsync<NotSupportedException>(async () =>
            await new ParameterShift(backend).GradientAsync(new EstimatorPub(circuit, PauliSum.FromTerms((1, "Z")), [new[] { 0.1 }])));
        Assert.Contains("measurements", error.Message, StringComparison.Ordinal);
    }
}
