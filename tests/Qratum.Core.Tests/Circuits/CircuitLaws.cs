using System.Numerics;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Circuits;

[Properties(Arbitrary = [typeof(CircuitGenerators)])]
public sealed class CircuitLaws
{
    // At most three times 40 gates, each rounding a few units in the last place.
    private const double Tolerance = 1e-12;
    private static readonly double[] Theta = [0.7, -1.9];

    [Property(MaxTest = 100)]
    public void Binding_all_at_once_or_one_by_one_is_the_same(Circuit circuit)
    {
        var named = circuit.Bind(new Dictionary<Parameter, Angle> { [new("a")] = Theta[0] });
        Assert.Equal(new Parameter("b"), Assert.Single(named.Parameters));
        var bound = circuit.Bind(Theta);
        Assert.Empty(bound.Parameters);
        AssertClose(DenseReference.Run(circuit, Theta), DenseReference.Run(bound));
        AssertClose(DenseReference.Run(bound), DenseReference.Run(named, Theta[1]));
    }

    [Property(MaxTest = 100)]
    public void The_inverse_of_the_inverse_is_the_circuit(Circuit circuit)
    {
        AssertClose(DenseReference.Run(circuit, Theta), DenseReference.Run(circuit.Inverse().Inverse(), Theta));
        AssertClose(DenseReference.Run(new CircuitBuilder(circuit.QubitCount).Declare(new("a"), new("b")).Build(), Theta), DenseReference.Run(circuit.Then(circuit.Inverse()), Theta));
    }

    [Property(MaxTest = 60)]
    public void Powers_repeat(Circuit circuit)
    {
        AssertClose(DenseReference.Run(circuit.Then(circuit).Then(circuit), Theta), DenseReference.Run(circuit.Power(3), Theta));
        AssertClose(DenseReference.Run(circuit.Inverse().Then(circuit.Inverse()), Theta), DenseReference.Run(circuit.Power(-2), Theta));
        Assert.Empty(circuit.Power(0).Instructions);
    }

    [Property(MaxTest = 60)]
    public void Control_does_nothing_at_zero_and_the_circuit_at_one(Circuit circuit)
    {
        if (circuit.QubitCount > 5) return;
        var expected = DenseReference.Run(circuit, Theta);
        var off = DenseReference.Run(circuit.Control(2), Theta);
        Assert.Equal(1, off[0].Real, Tolerance);
        var on = DenseReference.Run(new CircuitBuilder(circuit.QubitCount + 2).Declare(new("a"), new("b")).X(0).X(1).Build().Then(circuit.Control(2)), Theta);
        for (var i = 0; i < expected.Length; i++) Assert.True(Complex.Abs(expected[i] - on[(i << 2) | 3]) < Tolerance);
    }

    [Property(MaxTest = 60)]
    public void Appending_on_other_qubits_permutes_the_state(Circuit circuit, ulong seed)
    {
        var map = Enumerable.Range(0, circuit.QubitCount).ToArray();
        new PhiloxRandom(seed).Shuffle(map);
        var moved = new CircuitBuilder(circuit.QubitCount).Append(circuit, map).Build();
        var (expected, actual) = (DenseReference.Run(circuit, Theta), DenseReference.Run(moved, Theta));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Complex.Abs(expected[i] - actual[map.Select((q, k) => ((i >> k) & 1) << q).Sum()]) < Tolerance);
    }

    [Property(MaxTest = 60)]
    public void A_circuit_equals_its_copy_and_not_a_longer_one(Circuit circuit)
    {
        Assert.Equal(circuit, circuit.ToBuilder().Build());
        Assert.Equal(circuit.GetHashCode(), circuit.ToBuilder().Build().GetHashCode());
        Assert.NotEqual(circuit, circuit.ToBuilder().H(0).Build());
    }

    [Fact]
    public void Angles_are_affine()
    {
        Parameter a = new("a"), b = new("b");
        Angle angle = (2 * a) - (0.5 * b) + 1 - a;
        Assert.Equal("a + -0.5*b + 1", angle.ToString());
        Assert.Equal((2.0 * 3) - 3 - (0.5 * 4) + 1, angle.Substitute(p => p == a ? 3.0 : 4.0).Value);
        Assert.True((angle - angle).IsConstant);
        Assert.Throws<InvalidOperationException>(() => angle.Value);
        Assert.Throws<ArgumentException>(() => new Angle(double.NaN));
    }

    [Fact]
    public void Bad_instructions_are_refused()
    {
        var builder = new CircuitBuilder(2, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.H(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.H(-1));
        Assert.Throws<ArgumentException>(() => builder.Cx(1, 1));
        Assert.Throws<ArgumentException>(() => builder.Apply(Gate.Cx, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Measure(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBuilder(0));
        var measured = builder.Measure(0, 0).Build();
        Assert.Throws<InvalidOperationException>(() => measured.Inverse());
        Assert.Throws<InvalidOperationException>(() => measured.Control());
        Assert.Throws<ArgumentException>(() => new CircuitBuilder(1).Rx(new Parameter("x"), 0).Build().Bind(1, 2));
        Assert.Throws<ArgumentException>(() => new CircuitBuilder(1).Build().Bind(new Dictionary<Parameter, Angle> { [new("x")] = 1 }));
    }

    private static void AssertClose(Complex[] expected, Complex[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.True(Complex.Abs(expected[i] - actual[i]) < Tolerance, $"Amplitude {i}: {actual[i]} is not {expected[i]}.");
    }
}
