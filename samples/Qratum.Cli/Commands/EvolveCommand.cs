using System.CommandLine;
using System.Text;

namespace Qratum.Cli;

/// <summary><c>qratum evolve</c>: the circuit of exp(−iHt) by a product formula.</summary>
internal sealed class EvolveCommand : Command
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _operator = new("OPERATOR") { Description = "A file of 'coefficient PAULISTRING' lines, as 'qratum hamiltonian --output' writes them" };
    private readonly Option<double> _time = OptionOf.Real("--time", "Time t in the inverse unit of the operator, above 0", 0, 1e9);
    private readonly Option<int> _steps = OptionOf.Whole("--steps", "Steps of a Trotter formula, or rotations of qdrift", 1, 1, 1_000_000);
    private readonly Option<string> _formula = OptionOf.Choice("--formula", "Product formula: the order of Trotter and Suzuki, or random", "trotter2", "trotter1", "trotter2", "trotter4", "trotter6", "trotter8", "qdrift");
    private readonly Option<ulong> _seed = OptionOf.Seed();
    private readonly Option<string?> _output = OptionOf.OutputFile("--output", "File that gets the circuit as OpenQASM 2, which leaves out the phase of the whole state");
    private readonly Option<bool> _json = OptionOf.Json();

    public EvolveCommand(Terminal terminal)
        : base("evolve", "Circuit of the evolution under a Hamiltonian")
    {
        _terminal = terminal;
        Add(_operator);
        Add(_time);
        Add(_steps);
        Add(_formula);
        Add(_seed);
        Add(_output);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var sum = BadInputException.Naming("OPERATOR", () => PauliSum.Parse(File.ReadAllText(parsed.GetRequiredValue(_operator))));
        var (formula, steps) = (parsed.GetRequiredValue(_formula), parsed.GetValue(_steps));
        var circuit = BadInputException.Naming("OPERATOR", () => formula == "qdrift"
            ? TimeEvolution.QDrift(sum, parsed.GetValue(_time), steps, parsed.GetValue(_seed))
            : TimeEvolution.Trotter(sum, parsed.GetValue(_time), steps, formula[^1] - '0'));
        if (parsed.GetValue(_output) is { } file)
            AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(OpenQasm2Writer.Write(circuit))));

        var report = new EvolveReport(circuit.QubitCount, sum.Count, formula, steps, circuit.Instructions.Length, circuit.Depth());
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.EvolveReport, _terminal);
        else Show(report);
        return ExitCode.Ok;
    }

    private void Show(EvolveReport report) => new Facts()
        .Add("qubits", Facts.Whole(report.Qubits))
        .Add("Pauli terms", Facts.Whole(report.Terms))
        .Add("formula", $"{report.Formula}, {Facts.Whole(report.Steps)} {(report.Formula == "qdrift" ? "draws" : "steps")}")
        .AddMain("rotations", Facts.Whole(report.Rotations))
        .Add("depth", Facts.Whole(report.Depth))
        .Write(_terminal);
}

/// <summary>Result of <c>qratum evolve</c>: rotations about strings, the phase of the identity among them, and the depth of the circuit made of them.</summary>
internal sealed record EvolveReport(int Qubits, int Terms, string Formula, int Steps, int Rotations, int Depth) : Report;
