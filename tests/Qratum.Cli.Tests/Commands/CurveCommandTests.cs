using Xunit;

namespace Qratum.Cli.Tests;

public sealed class CurveCommandTests
{
    private const string Hydrogen = "H 0 0 0; H 0 0 0.735";

    [Fact]
    public async Task Energies_lie_at_the_distances_asked_for_and_in_order()
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunInCultureAsync("de-DE", "curve", Hydrogen, "--bond", "1,2", "--from", "0.5", "--to", "2.0", "--points", "4",
            "--plot", folder.PathOf("curve.svg"), "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        var points = result.Json.GetProperty("points").EnumerateArray().ToArray();
        Assert.Equal([0.5, 1.0, 1.5, 2.0], points.Select(p => p.GetProperty("distance").GetDouble()));
        Assert.All(points, p =>
        {
            Assert.Equal(p.GetProperty("exact").GetDouble(), p.GetProperty("vqe").GetDouble(), 1e-7);
            Assert.True(p.GetProperty("hartreeFock").GetDouble() > p.GetProperty("vqe").GetDouble());
        });
        Assert.True(File.Exists(folder.PathOf("curve.svg")));
    }

    [Fact]
    public async Task The_table_has_a_line_for_each_point()
    {
        var result = await Tool.RunAsync("curve", Hydrogen, "--bond", "1,2", "--from", "0.7", "--to", "0.8", "--points", "2");

        Assert.Contains("0.7000", result.Out, StringComparison.Ordinal);
        Assert.Contains("0.8000", result.Out, StringComparison.Ordinal);
        Assert.Contains("point 2 of 2", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bond 1,9 --from 0.5 --to 2", "--bond: 1,9")]
    [InlineData("--bond 1,1 --from 0.5 --to 2", "--bond: 1,1")]
    [InlineData("--bond 0,1 --from 0.5 --to 2", "--bond")]
    [InlineData("--bond 1 --from 0.5 --to 2", "--bond")]
    [InlineData("--from 0.5 --to 2", "--bond")]
    [InlineData("--bond 1,2 --from 2 --to 1", "--to: 1")]
    [InlineData("--bond 1,2 --from 0,5 --to 1", "'0,5'")]
    [InlineData("--bond 1,2 --from NaN --to 1", "--from: 'NaN'")]
    [InlineData("--bond 1,2 --from 0.5 --to 2 --points 1", "--points: '1'")]
    [InlineData("--bond 1,2 --from 0.5 --to 2 --plot curve.gif", ".svg or .png")]
    public async Task Bad_options_are_refused(string options, string detail)
    {
        var result = await Tool.RunAsync(["curve", Hydrogen, .. options.Split(' ')]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains(detail, result.Error, StringComparison.Ordinal);
    }
}
