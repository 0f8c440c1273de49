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
}
