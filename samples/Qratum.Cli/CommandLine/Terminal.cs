using Spectre.Console;

namespace Qratum.Cli;

/// <summary>Where a command writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
internal sealed class Terminal
{
    // Wide enough for every table: what reads a pipe does not wrap.
    private const int PipeWidth = 200;

    // Made on first use: what prints JSON only never loads the library of tables, which a Lazy of its type would.
    private readonly bool _isOutputTerminal, _useColor;
    private IAnsiConsole? _results, _messages;

    public Terminal(TextWriter output, TextWriter error, bool isOutputTerminal, bool isErrorTerminal, bool useColor)
    {
        (Out, Error, IsErrorTerminal) = (output, error, isErrorTerminal);
        (_isOutputTerminal, _useColor) = (isOutputTerminal, useColor);
    }

    /// <summary>Standard output.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person watches standard error, so that progress may be redrawn in place.</summary>
    public bool IsErrorTerminal { get; }

    /// <summary>Tables and colour on standard output.</summary>
    public IAnsiConsole Results => _results ??= Create(Out, _isOutputTerminal, _useColor);

    /// <summary>Progress and messages on standard error.</summary>
    public IAnsiConsole Messages => _messages ??= Create(Error, IsErrorTerminal, _useColor);

    /// <summary>The terminal of this process. Colour is off when piped, with NO_COLOR (https://no-color.org) or TERM=dumb.</summary>
    public static Terminal OfProcess()
    {
        if (!Console.IsOutputRedirected && OperatingSystem.IsWindows()) Console.OutputEncoding = System.Text.Encoding.UTF8;
        var useColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected, useColor);
    }

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal, bool useColor)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && useColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal) console.Profile.Width = PipeWidth;
        return console;
    }
}
