using System.Globalization;
using System.Text.Json;
using Qratum.Testing;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class RunCommandTests
{
    // Sums of a few thousand gates in double precision.
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Circuits => SharedData.Root is null ? ["none"] :
        [.. Directory.GetFiles(SharedData.PathOf("circuits", "expected"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Where(n => n is not ("ghz_state_n23" or "qram_n20")).Order()];

    [SharedDataTheory]
    [MemberData(nameof(Circuits))]
    public async Task Exact_probabilities_are_those_expected(string name)
    {
        var expected = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("circuits", "expected", name + ".json"))).RootElement;

        var result = await Tool.RunAsync("run", SharedData.PathOf("circuits", name + ".qasm"), "--probabilities", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(expected.GetProperty("clbits").GetInt32(), result.Json.GetProperty("clbits").GetInt32());
        var found = Read(result.Json.GetProperty("probabilities"));
        var wanted = Read(expected.GetProperty("probabilities"));
        Assert.Equal(1, found.Values.Sum(), Tolerance);
        var distance = 0.5 * found.Keys.Union(wanted.Keys).Sum(k => Math.Abs(found.GetValueOrDefault(k) - wanted.GetValueOrDefault(k)));
        if (!expected.GetProperty("truncated").GetBoolean()) Assert.InRange(distance, 0, Tolerance);
        else Assert.All(wanted, w => Assert.Equal(w.Value, found[w.Key], Tolerance));
    }

    [Fact]
    public async Task Json_holds_the_keys_of_the_contract()
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunInCultureAsync("de-DE", "run", folder.Write("bell.qasm", DrawCommandTests.Bell),
            "--shots", "100", "--seed", "7", "--probabilities", "--statevector", "--repeat", "3", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(["formatVersion", "qubits", "clbits", "counts", "probabilities", "statevector", "plan", "identity", "seconds"],
            result.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["parse", "plan", "run"], result.Json.GetProperty("seconds").EnumerateObject().Select(p => p.Name));
        var identity = result.Json.GetProperty("identity");
        Assert.Equal(["fingerprint", "seed", "version", "path"], identity.EnumerateObject().Select(p => p.Name));
        Assert.Equal((64, 7ul), (identity.GetProperty("fingerprint").GetString()!.Length, identity.GetProperty("seed").GetUInt64()));
        Assert.Equal(3, result.Json.GetProperty("seconds").GetProperty("run").GetArrayLength());
        Assert.Equal(100, result.Json.GetProperty("counts").EnumerateObject().Sum(c => c.Value.GetInt64()));
        Assert.Equal(["00", "11"], result.Json.GetProperty("probabilities").EnumerateObject().Select(p => p.Name));
        Assert.Equal(0.5, result.Json.GetProperty("probabilities").GetProperty("11").GetDouble(), 1e-15);
        Assert.Equal(Math.Sqrt(0.5), result.Json.GetProperty("statevector")[3][0].GetDouble(), 1e-15);
    }

    [Fact]
    public async Task Probabilities_and_states_without_shots_have_an_identity()
    {
        using var folder = new TemporaryFolder();
        var bell = folder.Write("bell.qasm", DrawCommandTests.Bell);
        async Task<JsonElement> Identity(params string[] options) => (await Tool.RunAsync(["run", bell, .. options, "--json"])).Json.GetProperty("identity");

        var identity = await Identity("--probabilities");
        Assert.Equal(JsonValueKind.Null, identity.GetProperty("seed").ValueKind);
        Assert.Equal(identity.ToString(), (await Identity("--statevector")).ToString());
        Assert.NotEqual(identity.GetProperty("fingerprint").GetString(), (await Identity("--probabilities", "--precision", "single")).GetProperty("fingerprint").GetString());
        Assert.Equal(JsonValueKind.Null, (await Identity("--explain")).ValueKind);
    }

    [Fact]
    public async Task Without_measurements_keys_are_qubits_with_qubit_0_rightmost()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.qasm", "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3];\ncreg c[2];\nx q[0];\n");

        var result = await Tool.RunAsync("run", path, "--shots", "5", "--probabilities", "--json");

        Assert.Equal("001", result.Json.GetProperty("counts").EnumerateObject().Single().Name);
        Assert.Equal("001", result.Json.GetProperty("probabilities").EnumerateObject().Single().Name);
        Assert.Equal(2, result.Json.GetProperty("clbits").GetInt32());
    }

    [Fact]
    public async Task Later_registers_are_more_significant()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("r.qasm",
            "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3];\ncreg a[1];\ncreg b[2];\nx q[0];\nmeasure q[0] -> a[0];\nmeasure q[1] -> b[0];\nx q[2];\nmeasure q[2] -> b[1];\n");

        var result = await Tool.RunAsync("run", path, "--json");

        Assert.Equal("101", result.Json.GetProperty("counts").EnumerateObject().Single().Name);
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("probabilities").ValueKind);
    }

    [Theory]
    [InlineData("double")]
    [InlineData("single")]
    public async Task The_seed_fixes_the_counts_for_any_number_of_threads(string precision)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bell.qasm", DrawCommandTests.Bell);
        async Task<string> Counts(string seed, string threads) => (await Tool.RunAsync(
            "run", path, "--seed", seed, "--threads", threads, "--precision", precision, "--json")).Json.GetProperty("counts").GetRawText();

        Assert.Equal(await Counts("3", "1"), await Counts("3", "2"));
        Assert.NotEqual(await Counts("3", "1"), await Counts("4", "1"));
    }

    [Fact]
    public async Task The_table_shows_outcomes_and_shots()
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunAsync("run", folder.Write("bell.qasm", DrawCommandTests.Bell), "--probabilities");

        Assert.Contains("0.500000000", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shots -1", "--shots: '-1'")]
    [InlineData("--shots 1e3", "--shots: '1e3'")]
    [InlineData("--threads 0", "--threads: '0'")]
    [InlineData("--repeat 0", "--repeat: '0'")]
    [InlineData("--precision dubble", "Did you mean 'double'?")]
    [InlineData("--backend ibm", "Qratum.Backends.Ibm")]
    public async Task Bad_options_are_refused(string options, string detail)
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunAsync(["run", folder.Write("bell.qasm", DrawCommandTests.Bell), .. options.Split(' ')]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains(detail, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(61)]
    [InlineData(50)]
    public async Task Too_many_qubits_are_refused_saying_how_much_they_need(int qubits)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("wide.qasm", FormattableString.Invariant($"OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[{qubits}];\nh q;\n"));

        var result = await Tool.RunAsync("run", path);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains("bytes", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_state_is_printed_of_a_circuit_that_measures_in_the_middle()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mid.qasm",
            "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[1];\ncreg c[1];\nh q[0];\nmeasure q[0] -> c[0];\nif (c==1) x q[0];\n");

        var refused = await Tool.RunAsync("run", path, "--statevector");
        var branched = await Tool.RunAsync("run", path, "--probabilities", "--json");

        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Contains("--statevector", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0.5, branched.Json.GetProperty("probabilities").GetProperty("1").GetDouble(), 1e-15);
    }

    private static Dictionary<string, double> Read(JsonElement element) =>
        element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
}
