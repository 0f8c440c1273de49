using System.Text.Json;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class RunExplainTests
{
    private const string Dynamic = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3];\ncreg c[3];\nh q[0];\ncx q[0],q[1];\nmeasure q[0] -> c[0];\nif(c==1) x q[2];\nreset q[1];\nh q[1];\nt q[1];\nmeasure q[1] -> c[1];\n";

    [Fact]
    public async Task The_plan_is_printed_and_nothing_is_run()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bell.qasm", DrawCommandTests.Bell);

        var text = await Tool.RunInCultureAsync("de-DE", "run", path, "--explain");
        var json = (await Tool.RunAsync("run", path, "--explain", "--json")).Json;

        Assert.Equal(ExitCode.Ok, text.Exit);
        Assert.Contains("GB/s (assumed)", text.Out, StringComparison.Ordinal);
        Assert.Contains("blocks of 2 qubits", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("shots", text.Out, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("counts").ValueKind);
        Assert.Equal(0, json.GetProperty("seconds").GetProperty("run").GetArrayLength());
        var plan = json.GetProperty("plan");
        Assert.Equal(["gates", "gatesPerPass", "bytes", "seconds", "floorSeconds", "floorRatio", "bytesPerSecond", "isMeasured", "parts"],
            plan.EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, plan.GetProperty("gates").GetInt32());
        var pass = Assert.Single(Assert.Single(plan.GetProperty("parts").EnumerateArray()).GetProperty("passes").EnumerateArray());
        Assert.Equal(["what", "operations", "bytes", "seconds", "floorSeconds", "steps"], pass.EnumerateObject().Select(p => p.Name));
        Assert.Equal(4 * 32, pass.GetProperty("bytes").GetDouble());
        Assert.NotEqual(0, pass.GetProperty("steps").GetArrayLength());
    }

    [Theory]
    [InlineData("--shots", "8")]
    [InlineData("--repeat", "2")]
    public async Task What_else_is_asked_for_is_run(string option, string value)
    {
        using var folder = new TemporaryFolder();

        var json = (await Tool.RunAsync("run", folder.Write("bell.qasm", DrawCommandTests.Bell), "--explain", option, value, "--json")).Json;

        Assert.Equal(JsonValueKind.Object, json.GetProperty("counts").ValueKind);
        Assert.NotEqual(0, json.GetProperty("seconds").GetProperty("run").GetArrayLength());
        Assert.Equal(JsonValueKind.Object, json.GetProperty("plan").ValueKind);
    }

    [Fact]
    public async Task A_circuit_that_measures_in_the_middle_has_a_part_for_each_stretch_of_gates()
    {
        using var folder = new TemporaryFolder();

        var plan = (await Tool.RunAsync("run", folder.Write("d.qasm", Dynamic), "--explain", "--json")).Json.GetProperty("plan");

        var parts = plan.GetProperty("parts").EnumerateArray().ToArray();
        Assert.Equal([2, 1, 2], parts.Select(p => p.GetProperty("gates").GetInt32()));
        Assert.Equal([null, "c[0,1,2] == 1", null], parts.Select(p => p.GetProperty("condition").GetString()));
        Assert.Equal(5, plan.GetProperty("gates").GetInt32());
    }

    [Fact]
    public async Task From_18_qubits_on_the_floor_is_measured()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("h.qasm", "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[18];\nh q;\n");

        var plan = (await Tool.RunAsync("run", path, "--explain", "--json")).Json.GetProperty("plan");

        Assert.True(plan.GetProperty("isMeasured").GetBoolean());
        Assert.Equal(plan.GetProperty("bytes").GetDouble() / plan.GetProperty("bytesPerSecond").GetDouble(), plan.GetProperty("floorSeconds").GetDouble(), 1e-12);
    }
}
