using System.Text.RegularExpressions;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed partial class RehearsalTests
{
    [Theory]
    [InlineData]
    [InlineData("draw", "bell.qasm")]
    [InlineData("--help")]
    public void Other_commands_are_not_rehearsed(params string[] args) => Assert.Null(Rehearsal.Of(args));

    [Fact]
    public async Task What_is_printed_is_the_same_with_and_without()
    {
        using var folder = new TemporaryFolder();
        string[] args = ["run", folder.Write("bell.qasm", DrawCommandTests.Bell), "--seed", "7", "--json"];
        var rehearsal = Rehearsal.Of(args);
        if (Environment.ProcessorCount > 1) Assert.NotNull(rehearsal);

        using var output = new StringWriter();
        var exit = await QratumTool.RunAsync(args, new Terminal(output, TextWriter.Null, false, false, false), rehearsal);
        rehearsal?.Join();

        Assert.Equal(ExitCode.Ok, exit);
        Assert.Equal(WithoutTimes((await Tool.RunAsync(args)).Out), WithoutTimes(output.ToString()));
    }

    private static string WithoutTimes(string json) => Seconds().Replace(json, "");

    [GeneratedRegex("\"seconds\":.*", RegexOptions.Singleline)]
    private static partial Regex Seconds();
}
