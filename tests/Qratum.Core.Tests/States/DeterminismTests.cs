using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.States;

/// <summary>Random circuits of all gates: the same bits for any number of threads and on every vector path, near them without vectors.</summary>
public sealed class DeterminismTests
{
    // Rounding of some hundred gates in one order or another.
    private const double ScalarDistance = 1e-12;

    // Where a child process writes what it found.
    private const string OutputVariable = "QRATUM_DETERMINISM_OUTPUT";

    // Work is shared from 14 qubits on where it takes long enough; the larger circuits have more than one level of blocks.
    private static readonly int[] Sizes = [5, 15, 18];
    private static readonly double[] Theta = [0.7, -1.9];

    public static TheoryData<int, Precision> Cases()
    {
        var data = new TheoryData<int, Precision>();
        foreach (var qubits in Sizes)
        {
            data.Add(qubits, Precision.Double);
            data.Add(qubits, Precision.Single);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Any_number_of_threads_gives_the_same_bits(int qubits, Precision precision)
    {
        var one = await HashesAsync(qubits, precision, 1);
        foreach (var threads in new[] { 2, 3, 7 }) Assert.Equal(one, await HashesAsync(qubits, precision, threads));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    public async Task Narrower_vectors_give_the_same_bits(string variable)
    {
        var expected = await LinesAsync(Sizes[1]);
        Assert.Equal(expected, (await ChildLinesAsync(variable)).Select(l => l.Split('|')[0]));
    }

    [Fact]
    public async Task Without_vectors_states_are_within_the_stated_distance()
    {
        using var state = Prepare(Sizes[1], Precision.Double, 2);
        var last = (await ChildLinesAsync("DOTNET_EnableHWIntrinsic"))[^1];
        var found = Convert.FromBase64String(last.Split('|')[1]);
        var values = MemoryMarshal.Cast<byte, double>(found);
        for (var k = 0; k < values.Length / 2; k++)
        {
            Assert.Equal(state[k].Real, values[2 * k], ScalarDistance);
            Assert.Equal(state[k].Imaginary, values[(2 * k) + 1], ScalarDistance);
        }
    }

    /// <summary>The part of a child process; without the variable it only shows that the work can be done.</summary>
    [Fact]
    public async Task Hashes_are_written_for_whoever_asks()
    {
        var lines = await LinesAsync(Sizes[1]);
        Assert.NotEmpty(lines);
        if (Environment.GetEnvironmentVariable(OutputVariable) is not { } path) return;
        using var state = Prepare(Sizes[1], Precision.Double, 2);
        var few = new System.Numerics.Complex[512];
        state.CopyTo(0, few);
        lines[^1] += "|" + Convert.ToBase64String(MemoryMarshal.AsBytes(few.AsSpan()));
        await File.WriteAllLinesAsync(path, lines);
    }

    private static async Task<List<string>> LinesAsync(int qubits)
    {
        var lines = new List<string>();
        // Several circuits, in blocks and without: an order of additions that differs shows only in some.
        foreach (var size in new[] { 9, 12, 13, 14, qubits })
        {
            lines.AddRange(await HashesAsync(size, Precision.Single, 2));
            lines.AddRange(await HashesAsync(size, Precision.Double, 2));
        }

        return lines;
    }

    private static StateVector Prepare(int qubits, Precision precision, int threads)
    {
        var circuit = CircuitGenerators.Random(qubits, 80, new PhiloxRandom((ulong)qubits));
        var state = new StateVector(qubits, precision, threads);
        state.Apply(Planner.Plan(circuit), Theta);
        return state;
    }

    /// <summary>State, values of several observables, gradient and shots.</summary>
    private static async Task<string[]> HashesAsync(int qubits, Precision precision, int threads)
    {
        var random = new PhiloxRandom((ulong)qubits);
        var circuit = CircuitGenerators.Random(qubits, 80, random);
        PauliSum[] sums = [PauliSumGenerators.Random(qubits, 12, random), PauliSumGenerators.Random(qubits, 3, random)];
        using var state = Prepare(qubits, precision, threads);
        var amplitudes = new System.Numerics.Complex[state.Length];
        state.CopyTo(0, amplitudes);
        using var backend = new StateVectorBackend(new SimulatorOptions { Precision = precision, MaxThreads = threads });
        var gradient = await backend.GradientAsync(new EstimatorPub(circuit, sums[0], [Theta]));
        var shots = state.Sample(1000, 5).OrderBy(c => c.Key).SelectMany(c => c.Key.ToString() + c.Value).ToArray();
        return [Hash(amplitudes.AsSpan()), Hash(state.Expectation(sums).AsSpan()), Hash(gradient.Derivatives[0].ToArray().AsSpan()), Hash(shots.AsSpan())];
    }

    private static string Hash<T>(Span<T> values) where T : struct => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values)));

    /// <summary>Runs the test above in a process of its own with an instruction set switched off.</summary>
    private static async Task<string[]> ChildLinesAsync(string variable)
    {
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet", ["vstest", typeof(DeterminismTests).Assembly.Location, $"--Tests:{nameof(Hashes_are_written_for_whoever_asks)}"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            start.Environment[variable] = "0";
            start.Environment[OutputVariable] = output;
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, text + await error);
            return await File.ReadAllLinesAsync(output);
        }
        finally
        {
            File.Delete(output);
        }
    }
}
