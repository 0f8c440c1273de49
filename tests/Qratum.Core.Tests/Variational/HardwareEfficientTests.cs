using Xunit;

namespace Qratum.Core.Tests.Variational;

public sealed class HardwareEfficientTests
{
    [Theory]
    [InlineData(1, 0, 2)]
    [InlineData(4, 2, 24)]
    public void Has_two_parameters_a_qubit_in_each_layer_and_one_more(int qubits, int layers, int parameters)
    {
        var circuit = HardwareEfficient.Create(qubits, layers);
        Assert.Equal(parameters, circuit.Parameters.Length);
        Assert.Equal("theta[0]", circuit.Parameters[0].Name);
        Assert.Equal(layers * (qubits - 1), circuit.CountOperations().GetValueOrDefault("cx"));
    }

    [Fact]
    public void Sizes_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HardwareEfficient.Create(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HardwareEfficient.Create(2, -1));
    }
}
