using System.CommandLine;
using System.CommandLine.Parsing;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The options of a variational search for a ground state, shared by <c>vqe</c> and <c>curve</c>.</summary>
internal sealed class VqeInput
{
    private readonly ActiveSpaceInput _active = new();
    private readonly Option<string> _ansatz = OptionOf.Choice("--ansatz", "Circuit", "uccsd", "uccsd", "hardware-efficient");
    private readonly Option<int?> _layers = OptionOf.WholeOrNone("--layers", "Layers of the hardware-efficient circuit (2)", 1, 10_000);
    private readonly MinimizerInput _minimizer = new();
    private readonly Option<int?> _shots = OptionOf.WholeOrNone("--shots", "Shots of each energy; exact energies without", 1, int.MaxValue);
    private readonly Option<ulong> _seed = OptionOf.Seed();
    private readonly Option<string> _backend = OptionOf.Backend();

    public void AddTo(Command command)
    {
        _active.AddTo(command);
        command.Add(_ansatz);
        command.Add(_layers);
        _minimizer.AddTo(command);
        command.Add(_shots);
        command.Add(_seed);
        command.Add(_backend);
    }

    /// <summary>What <see cref="GroundState"/> is to do.</summary>
    /// <exception cref="BadInputException">The options contradict each other or do not fit the molecule.</exception>
    public GroundStateOptions Read(ParseResult parsed, Molecule molecule, BasisSet basis)
    {
        var isCoupledCluster = parsed.GetRequiredValue(_ansatz) == "uccsd";
        var layers = parsed.GetValue(_layers);
        if (isCoupledCluster && layers is not null)
            throw new BadInputException("--layers: uccsd has no layers; they belong to --ansatz hardware-efficient.");
        var shots = parsed.GetValue(_shots);
        var options = new GroundStateOptions
        {
            Basis = basis.Name,
            ActiveSpace = _active.Read(parsed, molecule, basis),
            Ansatz = isCoupledCluster ? AnsatzKind.Uccsd : AnsatzKind.HardwareEfficient,
            Minimizer = _minimizer.Read(parsed, isExact: shots is null),
            Shots = shots,
            Seed = parsed.GetValue(_seed),
        };
        return layers is { } count ? options with { Layers = count } : options;
    }

    /// <summary>The search in words, for headings.</summary>
    public string Describe(ParseResult parsed) => $"{parsed.GetRequiredValue(_ansatz)}, {_minimizer.NameOf(parsed, parsed.GetValue(_shots) is null)}";
}
