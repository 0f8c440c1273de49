using System.CommandLine;
using System.CommandLine.Parsing;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The options of a variational search for a ground state, shared by <c>vqe</c> and <c>curve</c>.</summary>
internal sealed class VqeInput
{
    private static readonly OrderedDictionary<string, AnsatzKind> Ansaetze = new()
    {
        ["uccsd"] = AnsatzKind.Uccsd,
        ["uccsd-sum"] = AnsatzKind.Uccsd,
        ["uccgsd"] = AnsatzKind.Uccgsd,
        ["puccd"] = AnsatzKind.PUccd,
        ["k-upccgsd"] = AnsatzKind.KUpCcgsd,
        ["adapt"] = AnsatzKind.Adapt,
        ["qubit-adapt"] = AnsatzKind.QubitAdapt,
        ["ucj"] = AnsatzKind.Ucj,
        ["lucj"] = AnsatzKind.Lucj,
        ["givens"] = AnsatzKind.Givens,
        ["hardware-efficient"] = AnsatzKind.HardwareEfficient,
    };

    /// <summary>Those with --layers.</summary>
    private static readonly string[] Layered = ["k-upccgsd", "ucj", "lucj", "hardware-efficient"];

    /// <summary>Those made of the excitations of coupled cluster, with --order.</summary>
    private static readonly string[] Ordered = ["uccsd", "uccsd-sum", "adapt", "qubit-adapt", "givens"];

    private readonly ActiveSpaceInput _active = new();
    private readonly Option<string> _ansatz = OptionOf.Choice(
        "--ansatz", "uccsd: product of factors; uccsd-sum: exponential of the sum; uccgsd: between any orbitals; puccd: pairs; k-upccgsd: layers of pairs and singles; adapt, qubit-adapt: factors chosen by gradient; ucj, lucj: rotations of orbitals around phases of pairs; givens: singles and doubles of qubits", "uccsd",
        [.. Ansaetze.Keys]);
    private readonly Option<string> _order = OptionOf.Choice(
        "--order", "Factors of uccsd; fast: singles, then doubles by falling MP2 amplitude without those that vanish, spins sharing parameters; the others keep all, each with its own",
        "fast", "fast", "doubles-first", "singles-first");
    private readonly Option<bool> _shareSpins = OptionOf.Flag("--share-spins", "One parameter for an excitation and its mirror image, with --order doubles-first or singles-first");
    private readonly Option<string> _engine = OptionOf.Choice(
        "--engine", "What computes the energies; determinants where the ansatz conserves electrons", "auto", "auto", "determinants", "statevector");
    private readonly MapperInput _mapper = new();
    private readonly Option<int?> _layers = OptionOf.WholeOrNone("--layers", "Layers of k-upccgsd, ucj, lucj or hardware-efficient (2)", 1, 10_000);
    private readonly Option<string> _pool = OptionOf.Choice("--qubit-pool", "What qubit-adapt chooses from: the strings of excitations, or the fewest that reach every real state", "excitations", "excitations", "minimal");
    private readonly Option<bool> _relax = OptionOf.Flag("--relax-orbitals", "Search the orbitals together with the parameters: orbital-optimised VQE");
    private readonly Option<int> _starts = OptionOf.Whole("--starts", "Searches from so many starts, the first that of the ansatz, the others drawn from the seed; the least energy counts", 1, 1, 1_000_000);
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
        _mapper.AddTo(command);
        command.Add(_layers);
        command.Add(_pool);
        command.Add(_starts);
        command.Add(_relax);
        _minimizer.AddTo(command);
        command.Add(_shots);
        command.Add(_seed);
        command.Add(_backend);
    }

    /// <summary>Options that only a molecule has a use for.</summary>
    public Option[] OfMolecule => _active.OfMolecule;

    /// <summary>What <see cref="GroundState"/> is to do with a molecule.</summary>
    /// <exception cref="BadInputException">The options contradict each other or do not fit the molecule.</exception>
    public GroundStateOptions Read(ParseResult parsed, Molecule molecule, BasisSet basis)
    {
        var space = _active.Read(parsed, molecule, basis);
        var active = (space ?? ActiveSpace.Full).Electrons(basis.FunctionCount(molecule), molecule.AlphaElectrons, molecule.BetaElectrons);
        return Read(parsed, active.Alpha, active.Beta) with { Basis = basis, ActiveSpace = space, ActiveSpaceBy = _active.Measure(parsed) };
    }

    /// <summary>The same with integrals, of the orbitals that --active leaves.</summary>
    /// <exception cref="BadInputException">The options contradict each other or do not fit the integrals.</exception>
    public (GroundStateOptions Options, ElectronIntegrals Integrals) Read(ParseResult parsed, ElectronIntegrals integrals)
    {
        var selected = _active.Select(parsed, integrals);
        return (Read(parsed, selected.AlphaElectrons, selected.BetaElectrons), selected);
    }

    private GroundStateOptions Read(ParseResult parsed, int alphaElectrons, int betaElectrons)
    {
        var ansatz = parsed.GetRequiredValue(_ansatz);
        var layers = parsed.GetValue(_layers);
        if (!Layered.Contains(ansatz) && layers is not null)
            throw new BadInputException($"--layers: {ansatz} has no layers; they belong to --ansatz {string.Join(", ", Layered)}.");
        if (ansatz is "adapt" or "qubit-adapt" && parsed.GetValue(_starts) > 1) throw new BadInputException($"--starts: {ansatz} has one start, the determinant.");
        var pool = parsed.GetRequiredValue(_pool);
        if (ansatz != "qubit-adapt" && pool != "excitations") throw new BadInputException($"--qubit-pool: it belongs to --ansatz qubit-adapt; {ansatz} has none.");
        var order = parsed.GetRequiredValue(_order);
        if (!Ordered.Contains(ansatz) && order != "fast") throw new BadInputException($"--order: {ansatz} has an order of its own.");
        if (parsed.GetValue(_shareSpins) && order == "fast") throw new BadInputException("--share-spins: the fast order shares them by itself.");
        var shots = parsed.GetValue(_shots);
        var options = new GroundStateOptions
        {
            Ansatz = Ansaetze[ansatz],
            CoupledCluster = CoupledCluster(ansatz, order, parsed.GetValue(_shareSpins), alphaElectrons == betaElectrons),
            Mapper = _mapper.Read(parsed, alphaElectrons, betaElectrons),
            Engine = parsed.GetRequiredValue(_engine) switch
            {
                "determinants" => EngineKind.Determinants,
                "statevector" => EngineKind.StateVector,
                _ => EngineKind.Auto,
            },
            Minimizer = _minimizer.ReadIfGiven(parsed, isExact: shots is null),
            Shots = shots,
            QubitPool = pool == "minimal" ? QubitPoolKind.Minimal : QubitPoolKind.Excitations,
            RelaxOrbitals = parsed.GetValue(_relax),
            Seed = parsed.GetValue(_seed),
            Starts = parsed.GetValue(_starts),
        };
        return layers is { } count ? options with { Layers = count } : options;
    }

    /// <summary>Null for what the library does by itself.</summary>
    private static UccsdOptions? CoupledCluster(string ansatz, string order, bool sharesSpins, bool isClosed)
    {
        var form = ansatz == "uccsd-sum" ? AnsatzForm.ExponentialOfSum : AnsatzForm.Product;
        if (order == "fast")
            return form == AnsatzForm.Product ? null : UccsdOptions.FastOf(isClosed) with { Form = form };
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
