using Qratum.Testing;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class DrawCommandTests
{
    internal const string Bell = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\nmeasure q -> c;\n";

    [Fact]
    public async Task Draws_every_instruction()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bell.qasm", Bell);

        var (text, json) = (await Tool.RunAsync("draw", path), await Tool.RunAsync("draw", path, "--json"));

        Assert.Equal(ExitCode.Ok, text.Exit);
        Assert.NotEmpty(text.Out);
        Assert.Equal(text.Out.TrimEnd(), json.Json.GetProperty("drawing").GetString()!.TrimEnd());
        Assert.Equal((2, 2, 4, 3), (json.Json.GetProperty("qubits").GetInt32(), json.Json.GetProperty("clbits").GetInt32(),
            json.Json.GetProperty("instructions").GetInt32(), json.Json.GetProperty("depth").GetInt32()));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("OPENQASM 2.0;\nqreg q[2];\ncx q[0];\n", "line 3")]
    [InlineData("OPENQASM 2.0;\nqreg q[0];\n", "line 2")]
    [InlineData("OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[1];\nhh q[0];\n", "line 4")]
    [InlineData("OPENQASM 2.0;\r\ninclude \"qelib1.inc\";\r\nqreg q[1];\r\nrx(0,5) q[0];\r\n", "line 4")]
    public async Task Bad_files_are_refused_with_file_line_and_column(string text, string place)
    {
        using var folder = new TemporaryFolder();
        foreach (var command in Commands)
        {
            var result = await Tool.RunAsync(command, folder.Write("bad.qasm", text));

            Assert.Equal(ExitCode.BadInput, result.Exit);
            Assert.Empty(result.Out);
            Assert.Contains("bad.qasm", result.Error, StringComparison.Ordinal);
            Assert.Contains(place, result.Error, StringComparison.Ordinal);
            Assert.Contains("column", result.Error, StringComparison.Ordinal);
        }
    }

    [SharedDataFact]
    public async Task The_invalid_circuit_of_the_collection_is_refused()
    {
        foreach (var command in Commands)
        {
            var result = await Tool.RunAsync(command, SharedData.PathOf("circuits", "invalid", "vqe_uccsd_n4.qasm"));

            Assert.Equal(ExitCode.BadInput, result.Exit);
            Assert.Matches("line [0-9]+, column [0-9]+", result.Error);
        }
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var result = await Tool.RunAsync("draw", "absent.qasm");

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("there is no file 'absent.qasm'", result.Error, StringComparison.Ordinal);
    }

    private static string[] Commands => ["draw", "run"];
}
