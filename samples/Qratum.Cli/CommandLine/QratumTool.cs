using System.CommandLine;
using System.CommandLine.Invocation;

namespace Qratum.Cli;

/// <summary>The whole command line: parses, runs one command and turns what happened into an exit code and a message.</summary>
internal static class QratumTool
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var root = CreateRoot(terminal);
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || (parsed.Errors.Count > 0 && parsed.Action is not SynchronousCommandLineAction))
        {
            ParseErrors.Write(parsed, terminal.Error);
            return ExitCode.BadInput;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (BadInputException e)
        {
            terminal.Error.WriteLine("error: " + e.Message);
            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is NotSupportedException or FormatException or ArgumentException or InsufficientMemoryException)
        {
            terminal.Error.WriteLine("error: " + BadInputException.TextOf(e));
            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BackendException or InvalidOperationException or ArithmeticException)
        {
            terminal.Error.WriteLine("failed: " + BadInputException.TextOf(e));
            return ExitCode.Failed;
        }
        catch (OutOfMemoryException)
        {
            terminal.Error.WriteLine("failed: the memory of this machine did not suffice.");
            return ExitCode.Failed;
        }
    }

    internal static RootCommand CreateRoot(Terminal terminal) => new(
        "Molecules to ground states, graphs to cuts, circuits to counts.\n" +
        "Exit codes: 0 done, 1 failed, 2 bad input, 130 interrupted (a checkpoint is kept).")
    {
        new EnergyCommand(terminal),
        new HamiltonianCommand(terminal),
        new VqeCommand(terminal),
        new CurveCommand(terminal),
        new QaoaCommand(terminal),
        new RunCommand(terminal),
        new DrawCommand(terminal),
        new BackendsCommand(terminal),
    };
}
