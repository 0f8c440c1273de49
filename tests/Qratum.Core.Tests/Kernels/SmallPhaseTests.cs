using Xunit;

namespace Qratum.Core.Tests.Kernels;

public sealed class SmallPhaseTests
{
    // The cosine of such an angle is 1, its sine is not 0: a factor may be left out only where both are those of 1.
    private const double Angle = 3e-9;

    [Theory]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(15)]
    public void Phases_below_the_rounding_of_their_cosine_are_applied(int qubits)
    {
        var builder = new CircuitBuilder(qubits);
        for (var q = 0; q < qubits; q++) builder.H(q);
        for (var p = 0; p < qubits; p++)
        {
            for (var q = 0; q < p; q++) builder.Cp(Angle, q, p);
        }

        using var state = new StateVector(qubits);
        state.Apply(Planner.Plan(builder.Build()), []);
        var size = Math.Pow(2, -qubits / 2.0);
        for (long i = 0; i < state.Length; i++)
        {
            var ones = System.Numerics.BitOperations.PopCount((ulong)i);
            Assert.Equal(Angle * ones * (ones - 1) / 2, state[i].Imaginary / size, 1e-13);
        }
    }

    [Theory]
    [InlineData(6, 0.7)]
    [InlineData(6, Angle)]
    [InlineData(9, 0)]
    [InlineData(10, 0.7)]
    [InlineData(13, Angle)]
    [InlineData(14, 0)]
    public void Phases_that_share_a_qubit_touch_the_other_half_by_their_constant_only(int qubits, double turn)
    {
        for (var shared = 0; shared < qubits; shared++)
        {
            var builder = new CircuitBuilder(qubits);
            for (var q = 0; q < qubits; q++) builder.H(q);
            // A parameter stays one phase by the qubit's parity; a number would become a phase of the qubit and one of the state.
            builder.Rz(new Parameter("turn"), shared);
            for (var q = 0; q < qubits; q++)
            {
                if (q != shared) builder.Cp(0.3 + (0.1 * q), q, shared);
            }

            using var state = new StateVector(qubits);
            state.Apply(Planner.Plan(builder.Build()), [turn]);
            var size = Math.Pow(2, -qubits / 2.0);
            for (long i = 0; i < state.Length; i++)
            {
                var isSet = ((i >> shared) & 1) != 0;
                var phase = isSet ? turn / 2 : -turn / 2;
                for (var q = 0; q < qubits; q++)
                {
                    if (isSet && q != shared && ((i >> q) & 1) != 0) phase += 0.3 + (0.1 * q);
                }

                Assert.Equal(Math.Cos(phase), state[i].Real / size, 1e-13);
                Assert.Equal(Math.Sin(phase), state[i].Imaginary / size, 1e-13);
            }
        }
    }
}
