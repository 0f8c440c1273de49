using System.CommandLine;
using System.CommandLine.Parsing;

namespace Qratum.Cli;

/// <summary>Says what is wrong with a command line, each fault once, and what the word may have been meant to be.</summary>
internal static class ParseErrors
{
    public static void Write(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var messages = parsed.UnmatchedTokens.Count > 0 && !HasOwnFaults(parsed)
            ? parsed.UnmatchedTokens.Take(1).Select(token => Unknown(token, command)).ToArray()
            : [.. parsed.Errors.Select(e => e.Message).Distinct()];
        foreach (var message in messages) error.WriteLine("error: " + message);
        error.WriteLine($"Run '{Path(parsed.CommandResult)} --help' for the usage.");
    }

    // A value that its option refused says more than the words left over behind it.
    private static bool HasOwnFaults(ParseResult parsed) => parsed.Errors.Any(e => e.SymbolResult is OptionResult or ArgumentResult);

    private static string Unknown(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        var known = isOption
            ? command.Options.Concat(command.Parents.OfType<Command>().SelectMany(c => c.Options)).Select(o => o.Name)
            : command.Subcommands.Select(c => c.Name);
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"'{token}' is no {kind} of {(command is RootCommand ? "qratum" : command.Name)}.{NearestName.Hint(token, known)}";
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "qratum";
}
