using System.Numerics;
using FsCheck.Xunit;
using Qratum.Core.Tests.States;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Planning;

public class SwapRelabellingTests
{
    private static readonly double[] Theta = [0.7, -1.3];

    [Property(MaxTest = 60)]
    public void SwapsDoWhatTheySay(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var qubits = 2 + random.Next(11);
        var circuit = WithSwaps(qubits, random);
        var expected = DenseReference.Run(circuit, Theta);
        using var state = new StateVector(qubits);
        state.Apply(Planner.Plan(circuit), Theta);
        AssertClose(expected, state);
    }

    [Property(MaxTest = 60)]
    public void StatesOtherThanZeroAreMoved(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var qubits = 2 + random.Next(11);
        var circuit = WithSwaps(qubits, random);
        var plan = Planner.Plan(circuit);
        var start = RandomStates.Next(random, qubits);
        using var state = StateVector.FromAmplitudes(start);
        using var copy = new StateVector(qubits);
        copy.CopyFrom(state);
        // The reference: the state is the column of a matrix, of which the circuit knows one after X gates.
        var expected = new Complex[start.Length];
        for (var column = 0; column < start.Length && qubits <= 6; column++)
        {
            var builder = new CircuitBuilder(qubits);
            for (var q = 0; q < qubits; q++)
            {
                if ((column >> q & 1) != 0) builder.X(q);
            }

            var image = DenseReference.Run(builder.Append(circuit).Build(), Theta);
            for (var i = 0; i < expected.Length; i++) expected[i] += start[column] * image[i];
        }

        state.Apply(plan, Theta);
        if (qubits <= 6) AssertClose(expected, state);
        foreach (var pass in plan.Passes.Reverse()) state.Run(pass, Theta, isInverse: true);
        Assert.Equal(1, copy.InnerProduct(state).Real, 1e-12);
        Assert.Equal(1, state.NormSquared, 1e-12);
    }

    [Fact]
    public void GradientsPassThroughAnOrder()
    {
        var circuit = WithSwaps(7, new PhiloxRandom(5));
        var observable = PauliSum.Parse("0.3 ZIIIIXY\n-1.2 IZZIXII\n0.8 IIIIIIZ");
        using var psi = new StateVector(7);
        using var lambda = new StateVector(7);
        double Energy(double a, double b)
        {
            psi.SetZero();
            psi.Apply(Planner.Plan(circuit), [a, b]);
            return psi.Expectation(observable);
        }

        const double Step = 1e-5;
        double[] numeric =
        [
            (Energy(Theta[0] + Step, Theta[1]) - Energy(Theta[0] - Step, Theta[1])) / (2 * Step),
            (Energy(Theta[0], Theta[1] + Step) - Energy(Theta[0], Theta[1] - Step)) / (2 * Step),
        ];
        psi.SetZero();
        var (_, gradient) = AdjointGradient.Compute(Planner.Plan(circuit), Theta, observable, psi, lambda, CancellationToken.None);
        Assert.Equal(numeric[0], gradient[0], 1e-8);
        Assert.Equal(numeric[1], gradient[1], 1e-8);
        // Back at the start, which the order does change on its way.
        Assert.Equal(1, psi.Probability(0), 1e-12);
    }

    [Fact]
    public void ReversalAtTheEndCostsNothing()
    {
        var builder = new CircuitBuilder(14);
        for (var q = 0; q < 14; q++) builder.H(q).Rz(0.1 * q, q);
        for (var q = 0; q < 7; q++) builder.Swap(q, 13 - q);
        var reordered = Assert.IsType<ReorderPass>(Planner.Plan(builder.Build()).Passes[0]);
        Assert.Equal(Enumerable.Range(0, 14).Reverse(), reordered.Targets);
        Assert.DoesNotContain(Planner.Plan(builder.Build()).Passes.Skip(1), p => p.ToString().Contains("2x2", StringComparison.Ordinal));
        var report = Planner.Plan(builder.Build()).Report();
        Assert.Equal((0, 0.0, 0.0), (report.Passes[0].Operations, report.Passes[0].Bytes, report.Passes[0].Seconds));
        Assert.Contains("reorder 0>13 1>12", Planner.Plan(builder.Build()).Explain(), StringComparison.Ordinal);
        // Two reversals are none.
        for (var q = 0; q < 7; q++) builder.Swap(q, 13 - q);
        Assert.All(Planner.Plan(builder.Build()).Passes, p => Assert.IsType<BlockPass>(p));
    }

    [Theory]
    [InlineData("collapse")]
    [InlineData("copy")]
    [InlineData("amplitudes")]
    [InlineData("sum")]
    [InlineData("gate")]
    public void OnlyAKnownZeroStateIsLeftAlone(string change)
    {
        var swap = Planner.Plan(new CircuitBuilder(3).Swap(0, 2).Build());
        using var one = new StateVector(3);
        one.Apply(Gate.X, 0);
        using var other = new StateVector(3);
        using var made = StateVector.FromAmplitudes([0, 1, 0, 0, 0, 0, 0, 0]);
        var state = change == "amplitudes" ? made : other;
        if (change == "collapse")
        {
            other.Apply(Gate.H, 0);
            other.Collapse(0, true, 0.5);
        }
        else if (change == "copy")
        {
            other.CopyFrom(one);
        }
        else if (change == "sum")
        {
            other.Scale(1e-9);
            other.Add(1, one);
        }
        else if (change == "gate")
        {
            other.Apply(Gate.X, 0);
        }

        state.Apply(swap, []);
        Assert.Equal(1, state.Probability(4), 1e-12);
        state.SetZero();
        state.Apply(swap, []);
        Assert.Equal(1, state.Probability(0), 1e-12);
    }

    private static Circuit WithSwaps(int qubits, PhiloxRandom random)
    {
        Parameter a = new("a"), b = new("b");
        var builder = new CircuitBuilder(qubits);
        for (var k = 0; k < 6 * qubits; k++)
        {
            var p = random.Next(qubits);
            var q = (p + 1 + random.Next(qubits - 1)) % qubits;
            switch (random.Next(7))
            {
                case 0: builder.H(p); break;
                case 1: builder.Ry(random.Next(2) == 0 ? a : b, p); break;
                case 2: builder.Cp(random.NextDouble(), p, q); break;
                case 3: builder.Cx(p, q); break;
                case 4: builder.Rz(a, p); break;
                default: builder.Swap(p, q); break;
            }
        }

        return builder.Rx(a, 0).Ry(b, 1).Build();
    }

    private static void AssertClose(Complex[] expected, StateVector state)
    {
        for (var i = 0; i < expected.Length; i++) Assert.True(Complex.Abs(expected[i] - state[i]) < 1e-12, $"{i}: {expected[i]} and {state[i]}");
    }
}
