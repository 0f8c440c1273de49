using Qratum.Testing;
using Xunit;

namespace Qratum.Cli.Tests;

/// <summary>Problems other than cuts, through <c>qratum solve</c>.</summary>
public sealed class SolveProblemTests
{
    private const string House = "1 2; 2 3; 3 4; 4 1; 3 5; 4 5";

    [Theory]
    [InlineData(House, "independent-set", 2.0, "weight 2, nodes ")]
    [InlineData(House, "vertex-cover", 3.0, "weight 3, nodes ")]
    [InlineData(House, "clique", 3.0, "weight 3, nodes 3 4 5")]
    [InlineData(House, "colouring", 0.0, "colour 1: ")]
    [InlineData("4 5 6 7 8", "partition", 0.0, "difference 0: ")]
    [InlineData("9", "labs", 12.0, "energy 12, merit factor 3.375")]
    [InlineData("6", "spin-glass", null, "per spin")]
    public async Task Every_kind_of_problem_is_solved_by_all(string problem, string kind, double? value, string solution)
    {
        string[] colours = kind == "colouring" ? ["--colours", "3"] : [];
        var result = await Tool.RunAsync(["solve", problem, "--problem", kind, "--json", .. colours]);

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal((kind, "exact"), (result.Json.GetProperty("problem").GetString(), result.Json.GetProperty("optimumIs").GetString()));
        if (value is not null) Assert.Equal(value, result.Json.GetProperty("value").GetDouble());
        Assert.Contains(solution, result.Json.GetProperty("solution").GetString(), StringComparison.Ordinal);
        var qaoa = result.Json.GetProperty("baselines").EnumerateArray().Single(b => b.GetProperty("solver").GetString() == "qaoa");
        Assert.Equal(result.Json.GetProperty("value").GetDouble(), qaoa.GetProperty("value").GetDouble(), 9);
    }

    [Fact]
    public async Task Models_with_constraints_come_from_lp_files()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("lunch.lp", "maximize 5 soup + 2 rolls\nsubject to\n money: 4 soup + rolls <= 6\nbounds\n rolls <= 4\ngeneral\n rolls\nbinary\n soup\nend\n");
        var result = await Tool.RunAsync("solve", file, "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal((9, "exact"), (result.Json.GetProperty("value").GetDouble(), result.Json.GetProperty("optimumIs").GetString()));
        Assert.Contains("soup, rolls = 2", result.Json.GetProperty("solution").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_there_is_no_solution_is_proven()
    {
        var result = await Tool.RunAsync("solve", "1 2; 2 3; 3 1", "--problem", "colouring", "--colours", "2", "--solver", "exact", "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.Json.GetProperty("value").ValueKind);
        Assert.StartsWith("there is no solution, proven by", result.Json.GetProperty("proof").GetString(), StringComparison.Ordinal);
        var text = await Tool.RunAsync("solve", "1 2; 2 3; 3 1", "--problem", "colouring", "--colours", "2", "--solver", "greedy");
        Assert.Contains("no solver found a solution", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Round_trips_come_from_tsplib_files()
    {
        using var folder = new TemporaryFolder();
        var picture = folder.PathOf("trip.svg");
        var result = await Tool.RunAsync("solve", SharedData.PathOf("graphs", "tsp", "burma14.tsp"), "--solver", "exact", "--json", "--plot", picture);
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal((3323, "exact"), (result.Json.GetProperty("value").GetDouble(), result.Json.GetProperty("optimumIs").GetString()));
        Assert.Equal(14, File.ReadAllText(picture).Split("class=\"node\"").Length - 1);

        var four = folder.Write("four.tsp", "NAME: four\nTYPE: TSP\nDIMENSION: 4\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n10 15 20 35 25 30\nEOF\n");
        var qaoa = await Tool.RunAsync("solve", four, "--solver", "qaoa", "--json");
        Assert.Equal(80, qaoa.Json.GetProperty("value").GetDouble());
        Assert.Contains("length 80: 1 - ", qaoa.Json.GetProperty("solution").GetString(), StringComparison.Ordinal);
        var refused = await Tool.RunAsync("solve", four, "--plot", picture);
        Assert.Contains("--plot: there is no picture of this problem (tsp)", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p cnf 3 4\n1 2 0\n-1 2 0\n1 -2 0\n-1 -2 3 0\n", "satisfiability", 0)]
    [InlineData("p cnf 1 2\n1 0\n-1 0\n", "satisfiability", 1)]
    [InlineData("p cnf 3 3\nx 1 2 0\nx 2 3 0\nx 1 3 0\n", "xor-satisfiability", 1)]
    public async Task Formulas_come_from_dimacs_files(string text, string kind, double cost)
    {
        using var folder = new TemporaryFolder();
        var result = await Tool.RunAsync("solve", folder.Write("formula.cnf", text), "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal((kind, cost, "exact"), (result.Json.GetProperty("problem").GetString(), result.Json.GetProperty("value").GetDouble(), result.Json.GetProperty("optimumIs").GetString()));
    }

    [Fact]
    public async Task Pictures_of_graphs_show_their_groups()
    {
        using var folder = new TemporaryFolder();
        foreach (var (kind, label) in new[] { ("maxcut", "side 1"), ("independent-set", "not chosen"), ("vertex-cover", "between chosen nodes"), ("clique", "other edges"), ("colouring", "colour 3") })
        {
            string[] colours = kind == "colouring" ? ["--colours", "3"] : [];
            foreach (var format in new[] { ".svg", ".png" })
            {
                var picture = folder.PathOf(kind + format);
                var result = await Tool.RunAsync(["solve", House, "--problem", kind, "--solver", "exact", "--plot", picture, .. colours]);
                Assert.Equal(ExitCode.Ok, result.Exit);
                if (format == ".svg") Assert.Contains($">{label}<", File.ReadAllText(picture), StringComparison.Ordinal);
                else Assert.True(new FileInfo(picture).Length > 5000);
            }
        }
    }

    [Theory]
    [InlineData("PROBLEM: 'x' is not a number", "1 x", "--problem", "partition")]
    [InlineData("PROBLEM: 'ten' is no number of spins; --problem labs takes 2 to 60", "ten", "--problem", "labs")]
    [InlineData("--colours: --problem colouring needs their number", "1 2", "--problem", "colouring")]
    [InlineData("--colours: only --problem colouring has colours", "1 2", "--colours", "3")]
    [InlineData("--problem: the name 'a.lp' says what the problem is", "a.lp", "--problem", "clique")]
    [InlineData("PROBLEM: there is no file 'a.cnf'", "a.cnf")]
    public async Task Inputs_that_do_not_fit_are_refused(string message, params string[] arguments)
    {
        var result = await Tool.RunAsync(["solve", .. arguments]);
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad.lp", "minimize x\nend\n", "line 1, column 10: the variable 'x' is continuous")]
    [InlineData("never.lp", "minimize x\nst\n c: x >= 2\nbinary x\nend\n", "No values meet the constraint 'c'")]
    [InlineData("bad.tsp", "DIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n", "line 5, column 1: the section that begins on line 3 has 1 lines for 2 cities")]
    [InlineData("bad.cnf", "p cnf 1 1\n2 0\n", "line 2, column 1: the literal 2 names no variable")]
    public async Task Files_that_do_not_fit_are_refused(string name, string text, string message)
    {
        using var folder = new TemporaryFolder();
        var result = await Tool.RunAsync("solve", folder.Write(name, text));
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
