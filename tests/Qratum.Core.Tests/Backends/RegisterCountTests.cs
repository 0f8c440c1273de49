using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Backends;

/// <summary>Peak memory in states: every register that a call makes lives until it ends, so that their number is the peak.</summary>
public sealed class RegisterCountTests
{
    private static readonly ReadOnlyMemory<double>[] Sets = [new[] { 0.3, 0.4 }, new[] { 0.1, -2 }, new[] { 5, 0.2 }];

    [Fact]
    public async Task Values_need_one_state_gradients_two_and_jacobians_three_whatever_the_number_of_sets()
    {
        var random = new PhiloxRandom(1);
        var circuit = CircuitGenerators.Random(6, 60, random);
        PauliSum[] sums = [PauliSumGenerators.Random(6, 9, random), PauliSumGenerators.Random(6, 5, random)];
        using var backend = new CountingBackend();

        await backend.EstimateAsync(new EstimatorPub(circuit, sums[0], Sets));
        Assert.Equal(1, CountingBackend.TakeMade());
        await backend.GradientAsync(new EstimatorPub(circuit, sums[0], Sets));
        Assert.Equal(2, CountingBackend.TakeMade());
        await backend.JacobianAsync(new ObservablesPub(circuit, sums, Sets));
        Assert.Equal(3, CountingBackend.TakeMade());
    }

    private sealed class CountingBackend : SimulatorBackend<StateVector>
    {
        private static int _made;

        public CountingBackend()
            : base("counting", Make)
        {
        }

        public static int TakeMade() => Interlocked.Exchange(ref _made, 0);

        private static StateVector Make(int qubits)
        {
            Interlocked.Increment(ref _made);
            return new StateVector(qubits);
        }
    }
}
