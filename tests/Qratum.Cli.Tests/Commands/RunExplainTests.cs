using System.Text.Json;
using Xunit;

namespace Qratum.Cli.Tests;

[Collection(CacheFolder.Name)]
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
        Assert.Contains("GB/s (measured)", text.Out, StringComparison.Ordinal);
        Assert.Contains("blocks of 2 qubits", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("shots", text.Out, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("counts").ValueKind);
        Assert.Equal(0, json.GetProperty("seconds").GetProperty("run").GetArrayLength());
        var plan = json.GetProperty("plan");
        Assert.Equal(["gates", "gatesPerPass", "bytes", "seconds", "floorSeconds", "floorRatio", "bytesPerSecond", "multiplyAdds", "isMeasured", "parts"],
            plan.EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, plan.GetProperty("gates").GetInt32());
        var pass = Assert.Single(Assert.Single(plan.GetProperty("parts").EnumerateArray()).GetProperty("passes").EnumerateArray());
        Assert.Equal(["what", "gates", "operations", "bytes", "seconds", "floorSeconds", "steps"], pass.EnumerateObject().Select(p => p.Name));
        Assert.Equal([0, 1], pass.GetProperty("gates").EnumerateArray().Select(g => g.GetInt32()));
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
        Assert.Equal([[0, 1], [2], [3, 4]], parts.Select(p => p.GetProperty("passes").EnumerateArray().SelectMany(x => x.GetProperty("gates").EnumerateArray()).Select(g => g.GetInt32()).Distinct().Order().ToArray()));
    }

    [Fact]
    public async Task Gates_that_need_no_pass_are_told()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("s.qasm", "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3];\nh q[0];\nbarrier q;\nswap q[0],q[1];\nx q[2];\nx q[2];\nry(0.3) q[1];\n");

        var text = await Tool.RunAsync("run", path, "--explain");
        var part = Assert.Single((await Tool.RunAsync("run", path, "--explain", "--json")).Json.GetProperty("plan").GetProperty("parts").EnumerateArray());

        Assert.Contains("3 gates: swaps", text.Out, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], part.GetProperty("gatesWithoutPass").EnumerateArray().Select(g => g.GetInt32()));
    }

    [Fact]
    public async Task Costs_of_a_machine_that_is_given_are_used()
    {
        using var folder = new TemporaryFolder();
        var bell = folder.Write("bell.qasm", DrawCommandTests.Bell);
        var costs = folder.Write("costs.json", "\uFEFF{\r\n\"formatVersion\": 1, \"secondLevelVisit\": 3.2, \"thirdLevelVisit\": 4, \"memoryVisit\": 5, \"cachedQubits\": 19, \"multiplyAdds\": 10 }");

        var usual = (await Tool.RunAsync("run", bell, "--explain", "--probabilities", "--json")).Json;
        var given = (await Tool.RunAsync("run", bell, "--explain", "--probabilities", "--machine", costs, "--json")).Json;

        Assert.Equal(1e10, given.GetProperty("plan").GetProperty("bytesPerSecond").GetDouble(), 1);
        Assert.Equal(10, given.GetProperty("plan").GetProperty("multiplyAdds").GetDouble());
        Assert.Equal(128 / 1e10, given.GetProperty("plan").GetProperty("floorSeconds").GetDouble(), 1e-15);
        // What was measured is only told, what is given decides.
        Assert.NotEqual(Fingerprint(usual), Fingerprint(given));
        Assert.Equal(Fingerprint(usual), Fingerprint((await Tool.RunAsync("run", bell, "--probabilities", "--json")).Json));

        static string? Fingerprint(JsonElement json) => json.GetProperty("identity").GetProperty("fingerprint").GetString();
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{\n\"formatVersion\": x }", "line 2")]
    [InlineData("null", "formatVersion 1")]
    [InlineData("{\"formatVersion\": 2}", "formatVersion 1")]
    [InlineData("{\"formatVersion\": 1, \"secondLevelVisit\": 1, \"thirdLevelVisit\": -4, \"memoryVisit\": 5, \"cachedQubits\": 19, \"multiplyAdds\": 10 }", "ThirdLevelVisit is -4")]
    public async Task Costs_that_cannot_be_read_are_refused(string content, string reason)
    {
        using var folder = new TemporaryFolder();
        var bell = folder.Write("bell.qasm", DrawCommandTests.Bell);

        var result = await Tool.RunAsync("run", bell, "--explain", "--machine", folder.Write("costs.json", content));

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("--machine: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("costs.json: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        var missing = await Tool.RunAsync("run", bell, "--machine", folder.PathOf("none.json"));
        Assert.Equal(ExitCode.BadInput, missing.Exit);
        Assert.Contains("there is no file", missing.Error, StringComparison.Ordinal);
    }
}
