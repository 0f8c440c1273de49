using System.CommandLine;

namespace Qratum.Cli;

/// <summary><c>qratum draw</c>: a circuit as text.</summary>
internal sealed class DrawCommand : Command
{
    /// <summary>Longer circuits end with a line that counts the rest.</summary>
    private const int MostLayers = 10_000;

    private readonly Terminal _terminal;
    private readonly CircuitInput _circuit = new();
    private readonly Option<int> _width = OptionOf.Whole("--width", "Characters per line", 100, 20, 100_000);
    private readonly Option<bool> _ascii = OptionOf.Flag("--ascii", "Draw with ASCII characters only");
    private readonly Option<bool> _json = OptionOf.Json();

    public DrawCommand(Terminal terminal)
        : base("draw", "Draw a circuit as text")
    {
        _terminal = terminal;
        _circuit.AddTo(this);
        Add(_width);
        Add(_ascii);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var circuit = _circuit.Read(parsed).Circuit;
        var style = parsed.GetValue(_ascii) ? CircuitTextStyle.Ascii : CircuitTextStyle.Unicode;
        var drawing = CircuitText.Draw(circuit, parsed.GetValue(_width), style, MostLayers);
        if (parsed.GetValue(_json))
        {
            var report = new DrawReport(circuit.QubitCount, circuit.ClbitCount, circuit.Instructions.Length, circuit.Depth(), drawing);
            JsonOutput.Write(report, ReportsJson.Default.DrawReport, _terminal);
        }
        else
        {
            _terminal.Out.WriteLine(drawing.TrimEnd('\r', '\n'));
        }

        return ExitCode.Ok;
    }
}

/// <summary>Result of <c>qratum draw</c>.</summary>
internal sealed record DrawReport(int Qubits, int Clbits, int Instructions, int Depth, string Drawing) : Report;
