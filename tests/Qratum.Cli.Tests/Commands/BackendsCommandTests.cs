using Xunit;

namespace Qratum.Cli.Tests;

public sealed class BackendsCommandTests
{
    [Fact]
    public async Task Json_names_the_simulator_and_the_reserved_names_with_their_packages()
    {
        var result = await Tool.RunAsync("backends", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Empty(result.Error);
        Assert.Equal(1, result.Json.GetProperty("formatVersion").GetInt32());
        var backends = result.Json.GetProperty("backends").EnumerateArray().ToDictionary(b => b.GetProperty("name").GetString()!);
        Assert.Equal(["simulator", "cuda", "ibm", "cuquantum"], backends.Keys);
        Assert.True(backends["simulator"].GetProperty("available").GetBoolean());
        Assert.Equal("Qratum.Backends.Ibm", backends["ibm"].GetProperty("package").GetString());
        Assert.Equal("ibmq", backends["ibm"].GetProperty("aliases")[0].GetString());
    }

    [Fact]
    public async Task The_table_has_no_escape_sequences_when_piped()
    {
        var result = await Tool.RunAsync("backends");

        Assert.Contains("simulator", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Out);
    }
}
