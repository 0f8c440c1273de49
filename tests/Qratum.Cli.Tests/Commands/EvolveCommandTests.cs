using Xunit;

namespace Qratum.Cli.Tests;

public sealed class EvolveCommandTests
{
    private const string Chain = "0.5 ZZI\n0.5 IZZ\n0.25 XII\n0.25 IXI\n0.25 IIX\n";

    [Theory]
    [InlineData("trotter1", 2, 10)]
    [InlineData("trotter2", 2, 17)]
    [InlineData("trotter4", 1, 41)]
    [InlineData("qdrift", 12, 12)]
    public async Task The_file_holds_a_circuit_that_runs(string formula, int steps, int rotations)
    {
        using var folder = new TemporaryFolder();
        var (file, circuit) = (folder.Write("chain.txt", Chain), folder.PathOf("chain.qasm"));

        var result = await Tool.RunInCultureAsync("de-DE", "evolve", file, "--time", "0.5", "--formula", formula, "--steps", $"{steps}", "--output", circuit, "--json");

        Assert.Equal((ExitCode.Ok, ""), (result.Exit, result.Error));
        Assert.Equal(["formatVersion", "qubits", "terms", "formula", "steps", "rotations", "depth"], result.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((3, 5, rotations), (result.Json.GetProperty("qubits").GetInt32(), result.Json.GetProperty("terms").GetInt32(), result.Json.GetProperty("rotations").GetInt32()));
        var run = await Tool.RunAsync("run", circuit, "--probabilities", "--json");
        Assert.Equal(1, run.Json.GetProperty("probabilities").EnumerateObject().Sum(p => p.Value.GetDouble()), 1e-12);
    }

    [Fact]
    public async Task Without_json_the_numbers_are_a_table()
    {
        using var folder = new TemporaryFolder();
        var result = await Tool.RunAsync("evolve", folder.Write("chain.txt", Chain), "--time", "1", "--steps", "3");
        Assert.Contains("trotter2, 3 steps", result.Out, StringComparison.Ordinal);
        Assert.Contains("25", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5 ZZI\n0.5 IQZ\n", "Line 2, column 6")]
    [InlineData("0.5i ZZI\n", "not real")]
    [InlineData("", "OPERATOR")]
    public async Task Operators_that_do_not_evolve_are_refused(string text, string reason)
    {
        using var folder = new TemporaryFolder();
        var result = await Tool.RunAsync("evolve", folder.Write("chain.txt", text), "--time", "1");
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--time", "0")]
    [InlineData("--formula", "trotter3")]
    [InlineData("--steps", "0")]
    public async Task Options_out_of_range_are_refused(string option, string value)
    {
        using var folder = new TemporaryFolder();
        string[] time = option == "--time" ? [] : ["--time", "1"];
        var result = await Tool.RunAsync(["evolve", folder.Write("chain.txt", Chain), .. time, option, value]);
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var result = await Tool.RunAsync("evolve", "nowhere.txt", "--time", "1");
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("nowhere.txt", result.Error, StringComparison.Ordinal);
    }
}
