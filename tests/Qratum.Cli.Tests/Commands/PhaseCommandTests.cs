using System.Text.Json;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class PhaseCommandTests
{
    private const string Hydrogen = "H 0 0 0; H 0 0 0.735";

    /// <summary>Full CI, hartree.</summary>
    private const double Exact = -1.137306036;

    [Fact]
    public async Task The_ground_state_of_hydrogen_is_read_to_half_a_resolution()
    {
        var result = await Tool.RunAsync("phase", Hydrogen, "--bits", "8", "--window", "-1.5,0.5", "--steps", "8", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        var json = result.Json;
        Assert.Equal(2.0 / 256, json.GetProperty("resolution").GetDouble(), 1e-12);
        Assert.InRange(json.GetProperty("energy").GetDouble(), Exact - (1.0 / 256), Exact + (1.0 / 256));
        Assert.Equal(Exact, json.GetProperty("exact").GetDouble(), 1e-8);
        Assert.True(json.GetProperty("share").GetDouble() > 0.4);
        Assert.Equal((5, 8, 1000), (Whole(json, "qubits"), Whole(json, "bits"), Whole(json, "shots")));
        Assert.Equal(1, json.GetProperty("readings").EnumerateArray().Sum(r => r.GetProperty("share").GetDouble()), 1e-9);
    }

    [Fact]
    public async Task Mappings_read_the_same_and_print_it()
    {
        string[] options = ["--bits", "6", "--window", "-1.5,0.5", "--shots", "200"];
        var one = await Tool.RunAsync(["phase", Hydrogen, .. options, "--json"]);
        var two = await Tool.RunAsync(["phase", Hydrogen, .. options, "--mapper", "parity-reduced", "--json"]);
        var text = await Tool.RunAsync(["phase", Hydrogen, .. options]);

        Assert.Equal(3, Whole(two.Json, "qubits"));
        Assert.Equal(one.Json.GetProperty("energy").GetDouble(), two.Json.GetProperty("energy").GetDouble(), 1e-12);
        foreach (var word in new[] { "resolution", "full CI", "readings", "of the shots" }) Assert.Contains(word, text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bits 0", "--bits")]
    [InlineData("--bits 25", "from 1 to 24")]
    [InlineData("--bits 24", "rotations")]
    [InlineData("--window 1", "--window")]
    [InlineData("--window 0,-1", "--window: the first energy")]
    [InlineData("--window a,b", "not of the form low,high")]
    [InlineData("--formula trotter1", "--formula")]
    [InlineData("--steps 0", "--steps")]
    public async Task Bad_options_are_refused(string options, string message)
    {
        var result = await Tool.RunAsync(["phase", Hydrogen, .. options.Split(' ')]);
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    private static int Whole(JsonElement json, string key) => json.GetProperty(key).GetInt32();
}
