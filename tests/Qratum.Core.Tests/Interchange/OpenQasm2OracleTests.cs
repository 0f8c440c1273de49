using System.Numerics;
using System.Text.Json;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests;

/// <summary>Circuits in files, read and simulated, against probabilities and amplitudes that another simulator computed.</summary>
public class OpenQasm2OracleTests
{
    /// <summary>Total-variation distance; both sides round in double precision, the deepest circuit has about 2000 gates.</summary>
    private const double DistributionTolerance = 1e-9;

    /// <summary>Amplitudes and expectations after some hundred gates in double precision.</summary>
    private const double AmplitudeTolerance = 1e-11;

    public static TheoryData<string> Circuits => [.. Names("expected", "*.json").Where(n => !Heavy.Contains(n))];

    /// <summary>Wide or deep: seconds in unoptimised builds.</summary>
    private static string[] Heavy => ["ghz_state_n23", "qram_n20", "dnn_n16"];

    [SharedDataTheory]
    [MemberData(nameof(Circuits))]
    public void ProbabilitiesAreTheExpectedOnes(string name) => AssertDistribution(name);

    [SharedDataTheory]
    [Trait("Category", "Nightly")]
    [InlineData("ghz_state_n23")]
    [InlineData("qram_n20")]
    [InlineData("dnn_n16")]
    public void ProbabilitiesOfWideCircuitsAreTheExpectedOnes(string name) => AssertDistribution(name);

    [SharedDataTheory]
    [InlineData("hea_10")]
    [InlineData("qaoa_10")]
    [InlineData("qft_10")]
    [InlineData("qft_16")]
    public Task WorkloadsReproduceTheirReferences(string name) => AssertReferenceAsync(name);

    [SharedDataTheory]
    [Trait("Category", "Nightly")]
    [InlineData("hea_16")]
    [InlineData("qaoa_16")]
    public Task DeepWorkloadsReproduceTheirReferences(string name) => AssertReferenceAsync(name);

    private static async Task AssertReferenceAsync(string name)
    {
        var circuit = OpenQasm2Reader.ReadFile(SharedData.PathOf("workloads", name + ".qasm")).Circuit;
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("workloads", name + ".ref.json")));
        var root = json.RootElement;
        Assert.Equal(root.GetProperty("qubits").GetInt32(), circuit.QubitCount);

        using var state = new StateVector(circuit.QubitCount);
        foreach (var i in circuit.Instructions)
        {
            if (i.Gate is { } gate) state.Apply(gate, i.Qubits.AsSpan());
        }

        var index = 0;
        var amplitudes = root.GetProperty("amps").EnumerateArray().Select(a => new Complex(a[0].GetDouble(), a[1].GetDouble())).ToArray();
        // The reference may differ by the global phase that gate definitions leave open.
        var phase = state[0] / amplitudes[0];
        Assert.Equal(1, phase.Magnitude, AmplitudeTolerance);
        foreach (var amplitude in amplitudes) Assert.True(Complex.Abs(state[index++] - (amplitude * phase)) < AmplitudeTolerance);
        Assert.Equal(root.GetProperty("prob_zero").GetDouble(), state.Probability(0), AmplitudeTolerance);

        var z = new PauliSumBuilder(circuit.QubitCount);
        for (var q = 0; q < circuit.QubitCount; q++) z.Add(1, PauliString.Single(circuit.QubitCount, q, Pauli.Z));
        using var backend = new StateVectorBackend();
        var estimate = await backend.EstimateAsync(new EstimatorPub(circuit, z.Build(), [ReadOnlyMemory<double>.Empty]));
        Assert.Equal(root.GetProperty("exp_sum_z").GetDouble(), estimate.Values[0], 10 * AmplitudeTolerance);
    }

    private static void AssertDistribution(string name)
    {
        var circuit = OpenQasm2Reader.ReadFile(SharedData.PathOf("circuits", name + ".qasm")).Circuit;
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("circuits", "expected", name + ".json")));
        var root = json.RootElement;
        Assert.Equal(root.GetProperty("qubits").GetInt32(), circuit.QubitCount);
        Assert.Equal(root.GetProperty("clbits").GetInt32(), circuit.ClbitCount);
        using var backend = new StateVectorBackend();
        var actual = backend.ExactDistribution(circuit);
        double difference = 0, listed = 0;
        foreach (var entry in root.GetProperty("probabilities").EnumerateObject())
        {
            var probability = actual.GetValueOrDefault(BitString.Parse(entry.Name));
            difference += Math.Abs(probability - entry.Value.GetDouble());
            listed += probability;
        }

        // Outcomes that are not listed have probability 0, unless the list was cut.
        var total = actual.Values.Sum();
        Assert.Equal(1, total, DistributionTolerance);
        if (!root.GetProperty("truncated").GetBoolean()) difference += total - listed;
        Assert.InRange(difference / 2, 0, DistributionTolerance);
    }

    private static IEnumerable<string> Names(string folder, string pattern) => SharedData.Root is null
        ? ["absent"]
        : Directory.GetFiles(SharedData.PathOf("circuits", folder), pattern).Select(f => Path.GetFileNameWithoutExtension(f)).Order();
}
