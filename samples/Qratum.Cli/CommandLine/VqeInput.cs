using System.CommandLine;
using System.CommandLine.Parsing;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The options of a variational search for a ground state, shared by <c>vqe</c> and <c>curve</c>.</summary>
internal sealed class VqeInput
{
    private readonly ActiveSpaceInput _active = new();
    private readonly Option<string> _ansatz = OptionOf.Choice(
        "--ansatz", "uccsd: product of factors; uccsd-sum: exponential of the sum; k-upccgsd: layers of pairs; adapt: factors chosen by gradient", "uccsd",
        "uccsd", "uccsd-sum", "k-upccgsd", "adapt", "hardware-efficient");
    private readonly Option<string> _order = OptionOf.Choice(
        "--order", "Factors of uccsd; fast: singles, then doubles by falling MP2 amplitude without those that vanish, spins sharing parameters; the others keep all, each with its own",
        "fast", "fast", "doubles-first", "singles-first");
    private readonly Option<bool> _shareSpins = OptionOf.Flag("--share-spins", "One parameter for an excitation and its mirror image, with --order doubles-first or singles-first");
    private readonly Option<string> _engine = OptionOf.Choice(
        "--engine", "What computes the energies; determinants where the ansatz conserves electrons", "auto", "auto", "determinants", "statevector");
    private readonly Option<int?> _layers = OptionOf.WholeOrNone("--layers", "Layers of k-upccgsd or of the hardware-efficient circuit (2)", 1, 10_000);
    private readonly MinimizerInput _minimizer = new();
    private readonly Option<int?> _shots = OptionOf.WholeOrNone("--shots", "Shots of each energy; exact energies without", 1, int.MaxValue);
    private readonly Option<ulong> _seed = OptionOf.Seed();
    private readonly Option<string> _backend = OptionOf.Backend();

    public void AddTo(Command command)
    {
        _active.AddTo(command);
        command.Add(_ansatz);
        command.Add(_order);
        command.Add(_shareSpins);
        command.Add(_engine);
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
        var ansatz = parsed.GetRequiredValue(_ansatz);
        var layers = parsed.GetValue(_layers);
        if (ansatz is not ("hardware-efficient" or "k-upccgsd") && layers is not null)
            throw new BadInputException($"--layers: {ansatz} has no layers; they belong to --ansatz k-upccgsd or hardware-efficient.");
        var order = parsed.GetRequiredValue(_order);
        if (ansatz is "hardware-efficient" or "k-upccgsd" && order != "fast") throw new BadInputException($"--order: {ansatz} has an order of its own.");
        if (parsed.GetValue(_shareSpins) && order == "fast") throw new BadInputException("--share-spins: the fast order shares them by itself.");
        var shots = parsed.GetValue(_shots);
        var options = new GroundStateOptions
        {
            Basis = basis.Name,
            ActiveSpace = _active.Read(parsed, molecule, basis),
            Ansatz = ansatz switch
            {
                "hardware-efficient" => AnsatzKind.HardwareEfficient,
                "k-upccgsd" => AnsatzKind.KUpCcgsd,
                "adapt" => AnsatzKind.Adapt,
                _ => AnsatzKind.Uccsd,
            },
            CoupledCluster = CoupledCluster(ansatz, order, parsed.GetValue(_shareSpins), molecule),
            Engine = parsed.GetRequiredValue(_engine) switch
            {
                "determinants" => EngineKind.Determinants,
                "statevector" => EngineKind.StateVector,
                _ => EngineKind.Auto,
            },
            Minimizer = _minimizer.Read(parsed, isExact: shots is null),
            Shots = shots,
            Seed = parsed.GetValue(_seed),
        };
        return layers is { } count ? options with { Layers = count } : options;
    }

    /// <summary>Null for what the library does by itself.</summary>
    private static UccsdOptions? CoupledCluster(string ansatz, string order, bool sharesSpins, Molecule molecule)
    {
        var form = ansatz == "uccsd-sum" ? AnsatzForm.ExponentialOfSum : AnsatzForm.Product;
        if (order == "fast")
            return form == AnsatzForm.Product ? null : UccsdOptions.FastOf(molecule.AlphaElectrons == molecule.BetaElectrons) with { Form = form };
        return new UccsdOptions
        {
            Order = order == "singles-first" ? ExcitationOrder.SinglesFirst : ExcitationOrder.DoublesFirst,
            Sharing = sharesSpins ? ParameterSharing.SpinMirror : ParameterSharing.None,
            Start = AmplitudeStart.MollerPlesset,
            Form = form,
        };
    }

    /// <summary>The search in words, for headings.</summary>
    public string Describe(ParseResult parsed) => $"{parsed.GetRequiredValue(_ansatz)}, {_minimizer.NameOf(parsed, parsed.GetValue(_shots) is null)}";
}
