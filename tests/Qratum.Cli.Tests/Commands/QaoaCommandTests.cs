using System.Xml.Linq;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class QaoaCommandTests
{
    private const string Ring = "4 4\n1 2 1\n2 3 1\n3 4 1\n4 1 1\n";

    private static readonly string[] Keys =
    [
        "formatVersion", "partition", "cutValue", "expectation", "counts", "countsLeftOut", "optimum", "optimumIs", "proof", "ratio",
        "probabilityOfOptimum", "shotsToSolution", "gammas", "betas",
        "parameters", "mixer", "layers", "nodes", "edges", "history", "identity", "seconds",
    ];

    [Fact]
    public async Task Json_holds_the_keys_of_the_contract_and_the_best_cut_of_a_ring()
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunInCultureAsync("de-DE", "qaoa", folder.Write("ring.txt", Ring), "--layers", "2", "--seed", "7", "--shots", "500", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        var json = result.Json;
        Assert.Equal(Keys, json.EnumerateObject().Select(p => p.Name));
        Assert.Contains(json.GetProperty("partition").GetString(), new[] { "0101", "1010" });
        Assert.Equal(4, json.GetProperty("cutValue").GetDouble());
        Assert.Equal(4, json.GetProperty("optimum").GetDouble());
        Assert.Equal(("exact", "enumeration"), (json.GetProperty("optimumIs").GetString(), json.GetProperty("proof").GetString()));
        Assert.InRange(json.GetProperty("shotsToSolution").GetDouble(), 1, 10);
        Assert.Equal(json.GetProperty("expectation").GetDouble() / 4, json.GetProperty("ratio").GetDouble(), 1e-12);
        Assert.InRange(json.GetProperty("ratio").GetDouble(), 0.83, 1);
        Assert.Equal(2, json.GetProperty("gammas").GetArrayLength());
        Assert.Equal(2, json.GetProperty("betas").GetArrayLength());
        Assert.Equal((4, 4, 2), (json.GetProperty("nodes").GetInt32(), json.GetProperty("edges").GetInt32(), json.GetProperty("layers").GetInt32()));
        var counts = json.GetProperty("counts").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt64());
        Assert.Equal(500, counts.Values.Sum());
        Assert.True(counts.ContainsKey(json.GetProperty("partition").GetString()!));
        Assert.Equal(0, json.GetProperty("countsLeftOut").GetInt32());
        Assert.NotEqual(0, json.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_counts()
    {
        string[] line = ["qaoa", "1 2; 2 3; 3 1; 3 4", "--layers", "1", "--seed", "5", "--json"];

        var (first, second) = ((await Tool.RunAsync(line)).Json, (await Tool.RunAsync(line)).Json);

        Assert.Equal(first.GetProperty("counts").GetRawText(), second.GetProperty("counts").GetRawText());
    }

    [Fact]
    public async Task Partition_characters_are_nodes_in_order()
    {
        // The star: its centre, node 1, stands alone in the best cut.
        var json = (await Tool.RunAsync("qaoa", "1 2; 1 3; 1 4; 1 5", "--layers", "2", "--json")).Json;

        Assert.Contains(json.GetProperty("partition").GetString(), new[] { "10000", "01111" });
        Assert.Equal(4, json.GetProperty("cutValue").GetDouble());
    }

    [Theory]
    [InlineData(2, "x", "--angles", "layer")]
    [InlineData(2, "x", "--schedule", "ramp", "--layers", "4")]
    [InlineData(2, "x", "--schedule", "fourier:2", "--growth", "fourier")]
    [InlineData(2, "x", "--flip-symmetry", "reduced")]
    [InlineData(0, "x", "--angles", "term")]
    [InlineData(2, "x", "--growth", "interpolation", "--starts", "1")]
    [InlineData(2, "x", "--training", "samples", "--tail", "0.2", "--max-iterations", "20")]
    [InlineData(2, "grover", "--mixer", "grover")]
    [InlineData(2, "xy ring", "--mixer", "xy-ring")]
    [InlineData(2, "xy complete", "--mixer", "xy-complete", "--ones", "2")]
    [InlineData(2, "warm start", "--warm-start", "01010", "--regularization", "0.1", "--starts", "2")]
    public async Task Variants_find_the_best_cut(int anglesOfLayer, string mixer, params string[] options)
    {
        var result = await Tool.RunAsync(["qaoa", "1 2; 2 3; 3 4; 4 5; 5 1", .. options, "--json"]);

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(4, result.Json.GetProperty("cutValue").GetDouble());
        Assert.StartsWith(mixer, result.Json.GetProperty("mixer").GetString(), StringComparison.Ordinal);
        Assert.Equal((anglesOfLayer == 0 ? 10 : anglesOfLayer) * result.Json.GetProperty("layers").GetInt32(), result.Json.GetProperty("parameters").GetArrayLength());
    }

    [Theory]
    [InlineData("--tail needs --training samples", "--tail", "0.5")]
    [InlineData("--ones is for the mixers", "--ones", "2")]
    [InlineData("of 3 nodes 4 cannot", "--mixer", "xy-ring", "--ones", "4")]
    [InlineData("has 2 characters; the graph has 3 nodes", "--warm-start", "01")]
    [InlineData("character 2 of '0x1'", "--warm-start", "0x1")]
    [InlineData("leave out --mixer grover", "--warm-start", "011", "--mixer", "grover")]
    [InlineData("--regularization needs --warm-start", "--regularization", "0.1")]
    [InlineData("is none of free, ramp, fourier:Q", "--schedule", "fourier:0")]
    [InlineData("a search that grows has one start", "--growth", "fourier", "--starts", "2")]
    [InlineData("--flip-symmetry reduced is for the mixer x", "--flip-symmetry", "reduced", "--mixer", "grover")]
    public async Task Variants_that_contradict_each_other_are_refused(string message, params string[] options)
    {
        var result = await Tool.RunAsync(["qaoa", "1 2; 2 3; 3 1", .. options]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_on_samples_works_with_methods_without_gradients()
    {
        var result = await Tool.RunAsync("qaoa", "1 2; 2 3; 3 1", "--layers", "1", "--training", "samples", "--shots", "200", "--max-iterations", "15", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(2, result.Json.GetProperty("cutValue").GetDouble());
    }

    [Theory]
    [InlineData("lbfgs", 1)]
    [InlineData("cobyla", 3)]
    [InlineData("spsa", 2)]
    public async Task A_cancelled_run_keeps_its_checkpoint_and_resumes_to_identical_bits(string minimizer, int steps)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.PathOf("run.json");
        string[] line = ["qaoa", "1 2; 2 3; 3 4; 4 1; 1 3", "--layers", "2", "--minimizer", minimizer, "--max-iterations", "12", "--json"];
        var whole = (await Tool.RunAsync(line)).Json;

        using var source = new CancellationTokenSource();
        var stopped = await Tool.RunWatchedAsync(text =>
        {
            if (text.StartsWith("iteration ", StringComparison.Ordinal) && --steps == 0) source.Cancel();
        }, [.. line, "--checkpoint", checkpoint], source.Token);
        Assert.Equal(ExitCode.Interrupted, stopped.Exit);
        Assert.Empty(stopped.Out);
        Assert.Contains("--resume", stopped.Error, StringComparison.Ordinal);

        var resumed = await Tool.RunAsync([.. line, "--checkpoint", checkpoint, "--resume"]);
        Assert.Equal(ExitCode.Ok, resumed.Exit);
        foreach (var key in Keys.Except(["seconds"]))
            Assert.Equal(whole.GetProperty(key).GetRawText(), resumed.Json.GetProperty(key).GetRawText());
    }

    [Fact]
    public async Task A_checkpoint_of_another_graph_or_kind_or_a_damaged_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.PathOf("run.json");
        await Tool.RunAsync("qaoa", "1 2; 2 3; 3 1", "--layers", "1", "--checkpoint", checkpoint);

        var other = await Tool.RunAsync("qaoa", "1 2; 2 3; 3 4", "--layers", "1", "--checkpoint", checkpoint, "--resume");
        var kind = await Tool.RunAsync("vqe", "H 0 0 0; H 0 0 0.735", "--checkpoint", checkpoint, "--resume");
        File.WriteAllText(checkpoint, File.ReadAllText(checkpoint)[..40]);
        var damaged = await Tool.RunAsync("qaoa", "1 2; 2 3; 3 1", "--layers", "1", "--checkpoint", checkpoint, "--resume");

        Assert.All([other, kind, damaged], result =>
        {
            Assert.Equal(ExitCode.BadInput, result.Exit);
            Assert.Contains("--checkpoint", result.Error, StringComparison.Ordinal);
            Assert.Empty(result.Out);
        });
    }

    [Fact]
    public async Task An_estimate_says_what_a_run_would_need_without_running()
    {
        // 60 nodes could not run at all.
        var ring = string.Join("; ", Enumerable.Range(1, 60).Select(i => FormattableString.Invariant($"{i} {(i % 60) + 1}")));

        var json = (await Tool.RunInCultureAsync("de-DE", "qaoa", ring, "--layers", "2", "--estimate", "--json")).Json;
        var text = await Tool.RunInCultureAsync("de-DE", "qaoa", ring, "--layers", "2", "--estimate");

        Assert.Equal((60, 60, 4), (json.GetProperty("qubits").GetInt32(), json.GetProperty("terms").GetInt32(), json.GetProperty("parameters").GetInt32()));
        Assert.False(json.GetProperty("termsIsBound").GetBoolean());
        Assert.InRange(json.GetProperty("memoryBytes").GetDouble(), 16 * Math.Pow(2, 60), 100 * Math.Pow(2, 60));
        Assert.True(json.GetProperty("roughSeconds").GetDouble() > 1e6);
        Assert.Equal(ExitCode.Ok, text.Exit);
        Assert.Contains("60 qubits, 60 Pauli terms, 4 parameters", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draws_the_cut()
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunAsync("qaoa", "1 2; 2 3; 3 4; 4 1", "--layers", "1", "--plot", folder.PathOf("cut.svg"));

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Contains("(exact, enumeration)", result.Out, StringComparison.Ordinal);
        Assert.Equal(4, XDocument.Load(folder.PathOf("cut.svg")).Descendants().Count(e => e.Attribute("class")?.Value == "node"));
    }

    [Theory]
    [InlineData("4 2\n1 2 1\n2 9 1\n", "line 3")]
    [InlineData("3 1\n2 2 1\n", "line 2")]
    [InlineData("3 3\n1 2 1\n2 1 1\n1 3 1\n", "line 3")]
    [InlineData("3 3\n1 2 1\n", "")]
    [InlineData("3 1\n1 2 NaN\n", "line 2")]
    [InlineData("3 1\n1 2 0,5\n", "line 2")]
    [InlineData("", "line 1")]
    [InlineData("hello\n", "line 1")]
    public async Task Bad_files_are_refused_with_file_and_line(string text, string place)
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunAsync("qaoa", folder.Write("graph.txt", text), "--json");

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains("graph.txt", result.Error, StringComparison.Ordinal);
        Assert.Contains(place, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.txt", "", "there is no file 'absent.txt'")]
    [InlineData("1 2; 2 3", "--layers 0", "--layers: '0'")]
    [InlineData("1 2; 2 3", "--shots -3", "--shots: '-3'")]
    [InlineData("1 2; 2 3", "--minimizer lbfgs --training samples", "--minimizer")]
    [InlineData("1 2; 2 3", "--plot cut.bmp", ".svg or .png")]
    [InlineData("1 2; 2 3", "--backend cuquantum", "cuStateVec")]
    [InlineData("1 2; 2 2", "", "line 1")]
    public async Task Bad_options_are_refused(string graph, string options, string detail)
    {
        var result = await Tool.RunAsync(["qaoa", graph, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains(detail, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_of_too_many_nodes_is_refused()
    {
        var path = string.Join("; ", Enumerable.Range(1, 60).Select(i => FormattableString.Invariant($"{i} {i + 1}")));

        var result = await Tool.RunAsync("qaoa", path);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("61", result.Error, StringComparison.Ordinal);
    }
}
