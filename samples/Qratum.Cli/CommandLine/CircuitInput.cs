using System.CommandLine;
using System.CommandLine.Parsing;

namespace Qratum.Cli;

/// <summary>The argument CIRCUIT: an OpenQASM 2 file.</summary>
internal sealed class CircuitInput
{
    private readonly Argument<string> _circuit = new("CIRCUIT") { Description = "An OpenQASM 2 file" };

    public void AddTo(Command command) => command.Add(_circuit);

    /// <summary>The circuit, with the names of its registers.</summary>
    /// <exception cref="BadInputException">There is no such file, or it cannot be read; the message gives file, line and column.</exception>
    public OpenQasm2Program Read(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_circuit);
        if (Directory.Exists(path)) throw new BadInputException($"CIRCUIT: '{path}' is a folder, not a file.");
        if (!File.Exists(path)) throw new BadInputException($"CIRCUIT: there is no file '{path}'.");
        return BadInputException.Naming("CIRCUIT", () => OpenQasm2Reader.ReadFile(path));
    }
}
