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
    public async Task A_gate_without_a_rule_is_refused_by_name()
    {
        using var backend = new StateVectorBackend();
        var circuit = new CircuitBuilder(2).Apply(Gate.U(new Parameter("a"), 0, 0).Control(), 0, 1).Build();
        var pub = new EstimatorPub(circuit, PauliSum.FromTerms((1, "ZZ")), [new[] { 0.1 }]);
        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await new ParameterShift(backend).GradientAsync(pub));
        Assert.Contains("'cu'", error.Message, StringComparison.Ordinal);
    }
}
