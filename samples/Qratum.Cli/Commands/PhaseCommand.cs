using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum phase</c>: the energies in the Hartree-Fock state, read bit by bit by iterative phase estimation.</summary>
internal sealed class PhaseCommand : Command
{
    /// <summary>Full CI is told beside the reading up to so many determinants.</summary>
    private const int MostExactDeterminants = 300_000;

    private const int MostListed = 8;

    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly ActiveSpaceInput _active = new();
    private readonly MapperInput _mapper = new();
    private readonly Option<int> _bits = OptionOf.Whole("--bits", "Bits that are read; the window is cut into 2^bits energies", 10, 1, PhaseEstimationOptions.MaximumBits);
    private readonly Option<(double First, double Second)?> _window = OptionOf.RealPair(
        "--window", "Least and greatest energy in hartree; one outside appears inside. By default the window holds the whole spectrum", "low", "high");

    private readonly Option<string> _formula = OptionOf.Choice("--formula", "Product formula of the evolution", "trotter2", "trotter2", "trotter4", "trotter6", "trotter8");
    private readonly Option<int> _steps = OptionOf.Whole("--steps", "Steps of the formula in the shortest evolution; each further bit takes twice as many", 4, 1, 1_000_000);
    private readonly Option<int> _shots = OptionOf.Whole("--shots", "Runs, each of which reads one energy", 1000, 1, int.MaxValue);
    private readonly Option<ulong> _seed = OptionOf.Seed();
    private readonly Option<string> _backend = OptionOf.Backend();
    private readonly Option<bool> _json = OptionOf.Json();

    public PhaseCommand(Terminal terminal)
        : base("phase", "Energies of a molecule by iterative phase estimation of its Hartree-Fock state")
    {
        _terminal = terminal;
        _molecule.AddWithIntegralsTo(this);
        _active.AddTo(this);
        _mapper.AddTo(this);
        Add(_bits);
        Add(_window);
        Add(_formula);
        Add(_steps);
        Add(_shots);
        Add(_seed);
        Add(_backend);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var options = new PhaseEstimationOptions
        {
            Bits = parsed.GetValue(_bits), Window = Window(parsed), Order = parsed.GetRequiredValue(_formula)[^1] - '0',
            Steps = parsed.GetValue(_steps), Shots = parsed.GetValue(_shots), Seed = parsed.GetValue(_seed),
        };
        var (report, title) = await new ProgressDisplay(_terminal).RunAsync("integrals", show => SolveAsync(parsed, options, show, cancellationToken)).ConfigureAwait(false);
        report = report with { Seconds = clock.Elapsed.TotalSeconds };
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.PhaseReport, _terminal);
        else Show(report, title);
        return ExitCode.Ok;
    }

    private async Task<(PhaseReport Report, string Title)> SolveAsync(
        ParseResult parsed, PhaseEstimationOptions options, Action<string> show, CancellationToken cancellationToken)
    {
        var (integrals, title) = Integrals(parsed, show, cancellationToken);
        _molecule.WriteFciDump(parsed, integrals);
        var mapper = _mapper.Read(parsed, integrals);
        show(mapper.Name);
        var hamiltonian = BadInputException.Naming("MOLECULE", () => mapper.Map(integrals));
        show("phase estimation");
        var result = await EstimateAsync(hamiltonian, HartreeFockState.Create(integrals, mapper), options, cancellationToken).ConfigureAwait(false);
        var exact = FullConfigurationInteraction.CountDeterminants(integrals) <= MostExactDeterminants
            ? FullConfigurationInteraction.Solve(integrals, cancellationToken: cancellationToken).Energy : (double?)null;
        var report = new PhaseReport(
            result.Energy, result.Resolution, result.Share, [result.Window.Low, result.Window.High], integrals.ReferenceEnergy, exact, hamiltonian.QubitCount + 1,
            hamiltonian.Count, options.Bits, parsed.GetRequiredValue(_formula), options.Steps, result.Rotations, result.Shots,
            [.. result.Readings.Select(r => new PhaseReadingReport(r.Energy, r.Share))], RunIdentityReport.Of(result.Identity), 0);
        return (report, title);
    }

    private (ElectronIntegrals Values, string Title) Integrals(ParseResult parsed, Action<string> show, CancellationToken cancellationToken)
    {
        if (_molecule.ReadFciDump(parsed, _active.OfMolecule) is { } given) return (_active.Select(parsed, given.Values), given.Name);
        var molecule = _molecule.Read(parsed);
        var basis = _molecule.ReadBasis(parsed, molecule);
        var space = _active.Read(parsed, molecule, basis);
        var scf = HartreeFockStep.Solve(molecule, basis, show, cancellationToken);
        if (!scf.Converged) throw new InvalidOperationException($"Hartree-Fock did not converge in {Facts.Whole(scf.Iterations)} cycles; there is no state to begin with.");
        return (_active.Integrals(parsed, scf, space, cancellationToken), $"{molecule.Formula} / {basis.Name}");
    }

    private static async Task<PhaseEstimationResult> EstimateAsync(PauliSum hamiltonian, Circuit start, PhaseEstimationOptions options, CancellationToken cancellationToken)
    {
        using var backend = new StateVectorBackend();
        try
        {
            return await PhaseEstimation.RunAsync(hamiltonian, start, backend, options, cancellationToken).ConfigureAwait(false);
        }
        catch (NotSupportedException e)
        {
            throw new BadInputException("--bits: " + BadInputException.TextOf(e), e);
        }
    }

    /// <exception cref="BadInputException">The first is not below the second.</exception>
    private (double Low, double High)? Window(ParseResult parsed)
    {
        if (parsed.GetValue(_window) is not var (low, high)) return null;
        return low < high ? (low, high) : throw new BadInputException("--window: the first energy must lie below the second.");
    }

    private void Show(PhaseReport report, string title)
    {
        var facts = new Facts()
            .Add("molecule", title)
            .Add("problem", $"{Facts.Whole(report.Qubits)} qubits, {Facts.Whole(report.Terms)} Pauli terms")
            .AddMain("energy", string.Create(CultureInfo.InvariantCulture, $"{report.Energy:F6} hartree, read by {report.Share:P1} of the shots"))
            .Add("resolution", string.Create(CultureInfo.InvariantCulture, $"{report.Resolution:0.0e-0} hartree, {report.Bits} bits of {report.Window[0]:F4} to {report.Window[1]:F4}"))
            .Add("Hartree-Fock", Facts.Hartree(report.HartreeFock));
        if (report.Exact is { } exact) facts.Add("full CI", Facts.Hartree(exact));
        facts.Add("rotations", $"{Facts.Whole(report.Rotations)} ({report.Formula}, {Facts.Whole(report.Steps)} steps and more)")
            .Add("readings", string.Join("\n", report.Readings.Take(MostListed).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Energy:F6} hartree  {r.Share:P1}"))))
            .Add("time", Facts.Seconds(report.Seconds))
            .Write(_terminal);
    }
}

/// <summary>
/// Result of <c>qratum phase</c>, energies in hartree: the one read most often and the share of shots that read it, the distance of readings, the window,
/// and all readings, the most frequent first. The qubits are those of the molecule and the one that reads.
/// </summary>
internal sealed record PhaseReport(
    double Energy, double Resolution, double Share, double[] Window, double HartreeFock,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Exact, int Qubits, int Terms, int Bits, string Formula, int Steps,
    long Rotations, long Shots, PhaseReadingReport[] Readings, RunIdentityReport? Identity, double Seconds) : Report;

/// <summary>An energy and the share of shots that read it.</summary>
internal sealed record PhaseReadingReport(double Energy, double Share);
