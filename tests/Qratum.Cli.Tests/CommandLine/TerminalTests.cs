using System.Globalization;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Colour_is_off_without_a_terminal_or_when_not_wanted(bool isTerminal, bool useColor)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var terminal = new Terminal(output, TextWriter.Null, isTerminal, isErrorTerminal: false, useColor);

        new Facts().AddMain("energy", "-1").AddWarning("careful").Write(terminal);

        Assert.Contains("careful", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[38", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[33", output.ToString(), StringComparison.Ordinal);
    }
}
