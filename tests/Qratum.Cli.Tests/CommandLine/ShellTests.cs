using Xunit;

namespace Qratum.Cli.Tests;

public sealed class ShellTests
{
    [Theory]
    [InlineData("backend", "'backend' is no command of qratum. Did you mean 'backends'?")]
    [InlineData("backends --jsn", "'--jsn' is no option of backends. Did you mean '--json'?")]
    [InlineData("backends extra", "'extra' is no argument of backends.")]
    public async Task Misspelt_words_are_bad_input_with_the_nearest_word(string line, string message)
    {
        var result = await Tool.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_command_and_the_exit_codes()
    {
        var result = await Tool.RunAsync("--help");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Contains("130 interrupted", result.Out, StringComparison.Ordinal);
        foreach (var command in QratumTool.CreateRoot(new Terminal(TextWriter.Null, TextWriter.Null, false, false, false)).Subcommands)
            Assert.Contains($"  {command.Name}", result.Out, StringComparison.Ordinal);
    }
}
