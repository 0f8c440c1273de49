using System.CommandLine;
using System.CommandLine.Parsing;

namespace Qratum.Cli;

/// <summary>The options of a search that can be stopped and gone on with, shared by <c>vqe</c> and <c>qaoa</c>.</summary>
internal sealed class CheckpointInput
{
    private readonly Option<string?> _file = OptionOf.OutputFile("--checkpoint", "File that the search is saved to after every step");
    private readonly Option<bool> _resume = OptionOf.Flag("--resume", "Go on from the checkpoint, to the very result of an uninterrupted run");

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_resume);
    }

    /// <summary>The file, null for none, and whether it is there to go on from.</summary>
    /// <exception cref="BadInputException">Going on is asked for without a file.</exception>
    public (string? File, bool Resume) Read(ParseResult parsed, Terminal terminal)
    {
        var file = parsed.GetValue(_file);
        var resume = parsed.GetValue(_resume);
        if (resume && file is null) throw new BadInputException("--resume: name the file to go on from with --checkpoint.");
        if (resume && !File.Exists(file))
        {
            // A run may be stopped before its first step is saved; going on from there is starting.
            terminal.Error.WriteLine($"There is no checkpoint '{file}' yet; the search starts at the beginning.");
            resume = false;
        }

        return (file, resume);
    }

    /// <summary>Says how to go on after an interruption, where there is something to go on from.</summary>
    /// <returns>Exit code of the command.</returns>
    public static int TellInterrupted(string file, Terminal terminal)
    {
        terminal.Error.WriteLine($"Stopped; '{file}' holds the last whole step. Go on with --resume.");
        return ExitCode.Interrupted;
    }
}
