using Xunit;

namespace Qratum.Cli.Tests;

public sealed class SolveCommandTests
{
    [Fact]
    public async Task All_solvers_stand_side_by_side()
    {
        var result = await Tool.RunInCultureAsync("de-DE", "solve", "1 2; 2 3; 3 4; 4 5; 5 1", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        var json = result.Json;
        Assert.Equal(["formatVersion", "problem", "solver", "value", "cutValue", "bits", "partition", "optimum", "optimumIs", "proof", "bound", "baselines", "leftOut", "nodes", "edges", "seed", "seconds"],
            json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((4, 4), (json.GetProperty("cutValue").GetDouble(), json.GetProperty("optimum").GetDouble()));
        Assert.Equal("exact", json.GetProperty("optimumIs").GetString());
        Assert.StartsWith("proven by", json.GetProperty("proof").GetString(), StringComparison.Ordinal);
        Assert.Equal(["greedy", "gw", "annealing", "tabu", "exact", "rqaoa", "qaoa"], json.GetProperty("baselines").EnumerateArray().Select(b => b.GetProperty("solver").GetString()));
        Assert.All(json.GetProperty("baselines").EnumerateArray(), b => Assert.Equal(1, b.GetProperty("ratio").GetDouble()));
        Assert.Equal(0, json.GetProperty("leftOut").GetArrayLength());
    }

    [Theory]
    [InlineData("greedy")]
    [InlineData("gw")]
    [InlineData("annealing")]
    [InlineData("tabu")]
    [InlineData("exact")]
    [InlineData("rqaoa")]
    [InlineData("qaoa")]
    public async Task Each_solver_runs_alone(string solver)
    {
        // A negative edge, a part of its own, a node without edges.
        using var folder = new TemporaryFolder();
        var file = folder.Write("graph.txt", "6 4\n1 2 1.5\n2 3 -1\n1 3 1\n4 5 2\n");
        var result = await Tool.RunAsync("solve", file, "--solver", solver, "--seed", "2", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(solver, result.Json.GetProperty("solver").GetString());
        Assert.Equal(4.5, result.Json.GetProperty("cutValue").GetDouble());
        Assert.Equal(1, result.Json.GetProperty("baselines").GetArrayLength());
        Assert.Equal(solver == "qaoa" ? "best-known" : "exact", result.Json.GetProperty("optimumIs").GetString());
    }

    [Fact]
    public async Task Beyond_the_simulator_qaoa_is_left_out_by_all_and_the_table_says_so()
    {
        var ring = string.Join("; ", Enumerable.Range(1, 30).Select(i => FormattableString.Invariant($"{i} {(i % 30) + 1}")));
        var result = await Tool.RunAsync("solve", ring, "--time-limit", "0.2");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Contains("qaoa is left out: 30 variables are more than 22", result.Out, StringComparison.Ordinal);
        Assert.Contains("annealing", result.Out, StringComparison.Ordinal);
        Assert.Contains("30 by", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_sparse_graphs_go_by_light_cones()
    {
        // A ring of 200: two layers expect 5/6 of the edges, and correlations of neighbours round to all of them.
        var ring = string.Join("; ", Enumerable.Range(1, 200).Select(i => FormattableString.Invariant($"{i} {(i % 200) + 1}")));
        var result = await Tool.RunAsync("solve", ring, "--solver", "light-cones", "--layers", "2", "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(200, result.Json.GetProperty("cutValue").GetDouble());
        Assert.Equal(200 * 5 / 6.0, result.Json.GetProperty("baselines")[0].GetProperty("expectation").GetDouble(), 4);

        var complete = string.Join("; ", from i in Enumerable.Range(1, 40) from j in Enumerable.Range(1, i - 1) select FormattableString.Invariant($"{j} {i}"));
        var refused = await Tool.RunAsync("solve", complete, "--solver", "light-cones", "--layers", "2");
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Contains("the limit of both is 20", refused.Error, StringComparison.Ordinal);
        var hint = await Tool.RunAsync("qaoa", ring);
        Assert.Contains("qratum solve GRAPH --solver light-cones", hint.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("qaoa")]
    public async Task Files_of_quadratic_problems_are_minimized(string solver)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("problem.sparse", "3 4\n1 1 -2\n2 2 -3\n1 2 2\n2 3 -1\n");
        var result = await Tool.RunAsync("solve", file, "--solver", solver, "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(("qubo", -5), (result.Json.GetProperty("problem").GetString(), result.Json.GetProperty("value").GetDouble())); // x2 = x3 = 1
        Assert.Equal("011", result.Json.GetProperty("bits").GetString());
        Assert.False(result.Json.TryGetProperty("cutValue", out _));
        Assert.Equal(solver == "all" ? "exact" : "best-known", result.Json.GetProperty("optimumIs").GetString());
        var text = await Tool.RunAsync("solve", file);
        Assert.Contains("-5 by", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_files_are_refused_with_their_place()
    {
        using var folder = new TemporaryFolder();
        var result = await Tool.RunAsync("solve", folder.Write("bad.sparse", "2 1\n1 3 1\n"));
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("line 2, column 3: variable 3 is outside 1..2", result.Error, StringComparison.Ordinal);
        Assert.Contains("there is no file", (await Tool.RunAsync("solve", "absent.sparse")).Error, StringComparison.Ordinal);
        Assert.Contains("PROBLEM: there is no file", (await Tool.RunAsync("solve", "absent.txt")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--time-limit: '0' is not a number of seconds", "--time-limit", "0")]
    [InlineData("--solver: 'magic'", "--solver", "magic")]
    public async Task Bad_options_are_refused(string message, params string[] options)
    {
        var result = await Tool.RunAsync(["solve", "1 2; 2 3", .. options]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
