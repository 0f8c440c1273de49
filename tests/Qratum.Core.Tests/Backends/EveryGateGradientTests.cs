using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Backends;

/// <summary>Adjoint, shifted and differenced gradients of each gate that takes an angle, under 0 to 3 controls, and of wide strings under many.</summary>
public sealed class EveryGateGradientTests
{
    // Exact formulas; rounding of some tens of terms of order one.
    private const double Tolerance = 1e-12;

    // Fourth-order differences with step 1e-3, three occurrences of frequency up to 2 for each parameter.
    private const double DifferenceTolerance = 1e-9;

    // Single precision: some tens of gates that round at 6e-8.
    private const double SingleTolerance = 2e-5;

    public static TheoryData<StandardGateKind, int> Gates
    {
        get
        {
            var data = new TheoryData<StandardGateKind, int>();
            foreach (var kind in Enum.GetValues<StandardGateKind>().Where(k => AngleCount(k) > 0))
            {
                for (var controls = 0; controls <= 3; controls++) data.Add(kind, controls);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task Of_standard_gates(StandardGateKind kind, int controls)
    {
        Parameter a = new("a"), b = new("b"), c = new("c");
        Angle[] first = [a, 0.5 * b, -1 * new Angle(c)], second = [new Angle(b) + 0.4, 2 * new Angle(a) - c, 0.7];
        var count = AngleCount(kind);
        await CheckAsync(Controlled(Of(first), controls), Controlled(Of(second), controls));

        Gate Of(Angle[] angles) => new StandardGate(kind, angles[0], count > 1 ? angles[1] : default, count > 2 ? angles[2] : default);
    }

    [Theory]
    [InlineData("X", 6), InlineData("X", 7), InlineData("YZ", 7), InlineData("XYZ", 4), InlineData("ZZZ", 5), InlineData("ZXIYX", 3), InlineData("YYXZXX", 2), InlineData("IZ", 6), InlineData("XXXXXXXX", 0)]
    public async Task Of_Pauli_rotations(string pauli, int controls)
    {
        Parameter a = new("a"), b = new("b"), c = new("c");
        var text = PauliString.Parse(pauli);
        await CheckAsync(Controlled(new PauliRotation(text, new Angle(a) + (0.5 * new Angle(b))), controls), Controlled(new PauliRotation(text, 2 * new Angle(c)), controls));
    }

    [Fact]
    public async Task Shots_give_shifted_gradients_within_their_errors()
    {
        Parameter a = new("a"), b = new("b");
        var circuit = new CircuitBuilder(3).H(0).Ry(a, 0).Crx(b, 0, 1).Rxx(a, 1, 2).Build();
        var pub = new EstimatorPub(circuit, PauliSum.FromTerms((1, "ZZI"), (0.5, "XIX"), (-0.7, "IYY")), [new[] { 0.4, -1.3 }], Seed: 8);
        using var backend = new StateVectorBackend();
        var exact = (await backend.GradientAsync(pub)).Derivatives[0].ToArray();
        var sampled = await new ParameterShift(new ShotEstimator(backend, 200_000)).GradientAsync(pub);
        // Energies of 2.2 at most at 4 to 6 points with weights below 1: five of the largest standard errors, the seed being fixed.
        const double Error = 5 * 2.2 * 2.5 / 447;
        for (var k = 0; k < exact.Length; k++) Assert.Equal(exact[k], sampled.Derivatives[0].Span[k], Error);
        Assert.NotEqual(exact[0], sampled.Derivatives[0].Span[0]);
    }

    private static int AngleCount(StandardGateKind kind) => new StandardGate(kind).Angles.Length;

    private static Gate Controlled(Gate gate, int controls) => controls == 0 ? gate : gate.Control(controls);

    /// <summary>Both gates inside a circuit that mixes all qubits, forwards and backwards over the qubits.</summary>
    private static async Task CheckAsync(Gate first, Gate second)
    {
        var qubits = Math.Max(first.QubitCount + 1, 4);
        var random = new PhiloxRandom(3);
        var builder = new CircuitBuilder(qubits).Declare(new Parameter("a"), new Parameter("b"), new Parameter("c"));
        for (var q = 0; q < qubits; q++) builder.Ry(0.4 + q, q).Rz(1.1 * q, q);
        for (var q = 0; q + 1 < qubits; q++) builder.Cz(q, q + 1);
        for (var q = 0; q < qubits; q++) builder.Rx(0.9 - (0.3 * q), q);
        int[] up = [.. Enumerable.Range(0, first.QubitCount)], down = [.. Enumerable.Range(0, first.QubitCount).Select(k => qubits - 1 - k)];
        var circuit = builder.Apply(first, up).H(0).Apply(second, down).Ry(0.2, qubits - 1).Build();
        var pub = new EstimatorPub(circuit, PauliSumGenerators.Random(qubits, 12, random), [new[] { 0.4, -1.3, 0.8 }, new[] { -2.2, 0.1, 3.0 }]);
        using var backend = new StateVectorBackend();
        using var single = new StateVectorBackend(new SimulatorOptions { Precision = Precision.Single });
        var adjoint = await backend.GradientAsync(pub);
        Assert.Contains(adjoint.Derivatives, d => d.ToArray().Any(x => Math.Abs(x) > 1e-4));
        AssertEqual(adjoint, await new ParameterShift(backend).GradientAsync(pub), Tolerance);
        AssertEqual(adjoint, await new FiniteDifference(backend).GradientAsync(pub), DifferenceTolerance);
        AssertEqual(adjoint, await single.GradientAsync(pub), SingleTolerance);
    }

    private static void AssertEqual(Gradients expected, Gradients found, double tolerance)
    {
        for (var k = 0; k < expected.Derivatives.Count; k++)
        {
            for (var j = 0; j < expected.Derivatives[k].Length; j++)
                Assert.Equal(expected.Derivatives[k].Span[j], found.Derivatives[k].Span[j], tolerance);
        }
    }
}
