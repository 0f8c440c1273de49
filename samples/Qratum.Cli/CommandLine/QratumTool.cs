using System.CommandLine;
using System.CommandLine.Invocation;

namespace Qratum.Cli;

/// <summary>The whole command line: parses, runs one command and turns what happened into an exit code and a message.</summary>
internal static class QratumTool
{
    /// <summary>Every command, in the order of the help.</summary>
    private static readonly (string Name, Func<Terminal, Rehearsal?, Command> Create)[] Commands =
    [
        ("energy", static (t, _) => new EnergyCommand(t)),
        ("optimize-geometry", static (t, _) => new OptimizeGeometryCommand(t)),
        ("hamiltonian", static (t, _) => new HamiltonianCommand(t)),
        ("evolve", static (t, _) => new EvolveCommand(t)),
        ("vqe", static (t, _) => new VqeCommand(t)),
        ("phase", static (t, _) => new PhaseCommand(t)),
        ("curve", static (t, _) => new CurveCommand(t)),
        ("qaoa", static (t, _) => new QaoaCommand(t)),
        ("solve", static (t, _) => new SolveCommand(t)),
        ("run", static (t, r) => new RunCommand(t, r)),
        ("draw", static (t, _) => new DrawCommand(t)),
        ("machine", static (t, _) => new MachineCommand(t)),
        ("backends", static (t, _) => new BackendsCommand(t)),
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, Rehearsal? rehearsal = null, CancellationToken cancellationToken = default)
    {
        var root = CreateRoot(terminal, args.Count > 0 ? args[0] : null, rehearsal);
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

    /// <summary>
    /// The root with the one command that is named, or with all where none is: help, a misspelt name and completions need them all, and
    /// making the others would load the packages of chemistry and graphs to run a circuit.
    /// </summary>
    internal static RootCommand CreateRoot(Terminal terminal, string? first = null, Rehearsal? rehearsal = null)
    {
        var root = new RootCommand(
            "Molecules to ground states, graphs to cuts, circuits to counts.\n" +
            "Exit codes: 0 done, 1 failed, 2 bad input, 130 interrupted (a checkpoint is kept).");
        if (first is not null && Commands.FirstOrDefault(c => c.Name == first).Create is { } create) root.Add(create(terminal, rehearsal));
        else foreach (var (_, createEach) in Commands) root.Add(createEach(terminal, null));
        return root;
    }
}
