using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum hamiltonian</c>: a molecule as a sum of Pauli strings.</summary>
internal sealed class HamiltonianCommand : Command
{
    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly ActiveSpaceInput _active = new();
    private readonly MapperInput _mapper = new();
    private readonly Option<bool> _taper = OptionOf.Flag("--taper", "Leave out a qubit for each symmetry of the Hamiltonian, in the sector of the Hartree-Fock determinant");
    private readonly Option<bool> _groups = OptionOf.Flag("--groups", "Count the sets of terms that are measured together: those that commute on every qubit, and those that commute");
    private readonly Option<bool> _factorize = OptionOf.Flag("--factorize", "Count the squares of one-electron operators that the repulsion is a sum of, to 1e-8 hartree, and their norm");
    private readonly Option<string?> _hdf5 = OptionOf.OutputFile("--hdf5", "File that gets the molecule and the integrals of all its orbitals in the HDF5 of OpenFermion");
    private readonly Option<string?> _output = OptionOf.OutputFile("--output", "File that gets one 'coefficient PAULISTRING' a line, qubit 0 at the right");
    private readonly Option<bool> _json = OptionOf.Json();

    public HamiltonianCommand(Terminal terminal)
        : base("hamiltonian", "Qubit Hamiltonian of a molecule, or of the integrals of a FCIDUMP file in its place")
    {
        _terminal = terminal;
        _molecule.AddWithIntegralsTo(this);
        _active.AddTo(this);
        _mapper.AddTo(this);
        Add(_taper);
        Add(_groups);
        Add(_factorize);
        Add(_output);
        Add(_hdf5);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var given = _molecule.ReadFciDump(parsed, _active.OfMolecule);
        var (mapped, seconds) = await new ProgressDisplay(_terminal).RunAsync("integrals", show =>
            Task.FromResult(Map(parsed, given is null ? Solve(parsed, show, cancellationToken) : Select(parsed, given), show))).ConfigureAwait(false);
        var sum = mapped.Sum;
        if (parsed.GetValue(_output) is { } file)
            AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(sum.ToString().TrimEnd('\n') + "\n")));

        var report = new HamiltonianReport(sum.QubitCount, sum.Count, sum.OneNorm, sum.IdentityCoefficient.Real,
            mapped.Mapper, PauliSum.BytesOf(sum.QubitCount, sum.Count), mapped.Symmetries, parsed.GetValue(_groups) ? GroupsReport.Of(sum) : null, mapped.Factorization, seconds with { Total = clock.Elapsed.TotalSeconds });
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.HamiltonianReport, _terminal);
        else Show(report, mapped.Title);
        return ExitCode.Ok;
    }

    private Integrals Select(ParseResult parsed, GivenIntegrals given) =>
        new(_active.Select(parsed, given.Values), given.Name, new HamiltonianSeconds(0, 0, 0, 0, 0));

    private Integrals Solve(ParseResult parsed, Action<string> show, CancellationToken cancellationToken)
    {
        var molecule = _molecule.Read(parsed);
        var basis = _molecule.ReadBasis(parsed, molecule);
        var space = _active.Read(parsed, molecule, basis);
        var scf = HartreeFockStep.Solve(molecule, basis, show, cancellationToken);
        if (!scf.Converged) throw new InvalidOperationException($"Hartree-Fock did not converge in {Facts.Whole(scf.Iterations)} cycles; there are no orbitals to map.");
        show("integrals of the orbitals");
        var clock = Stopwatch.StartNew();
        if (parsed.GetValue(_hdf5) is { } file) OpenFermionFile.Write(file, scf, cancellationToken);
        var integrals = _active.Integrals(parsed, scf, space, cancellationToken);
        var seconds = new HamiltonianSeconds(scf.IntegralTime.TotalSeconds, scf.ScfTime.TotalSeconds, clock.Elapsed.TotalSeconds, 0, 0);
        return new Integrals(integrals, $"{molecule.Formula} / {basis.Name}", seconds);
    }

    private (MappedHamiltonian Mapped, HamiltonianSeconds Seconds) Map(ParseResult parsed, Integrals given, Action<string> show)
    {
        _molecule.WriteFciDump(parsed, given.Values);
        var mapper = _mapper.Read(parsed, given.Values);
        show(mapper.Name);
        var clock = Stopwatch.StartNew();
        var sum = BadInputException.Naming("MOLECULE", () => mapper.Map(given.Values));
        var symmetries = Array.Empty<SymmetryReport>();
        if (parsed.GetValue(_taper)) (sum, symmetries) = Tapered(sum, given.Values, mapper);
        var mapped = new MappedHamiltonian(sum, given.Title, mapper.Name, parsed.GetValue(_taper) ? symmetries : null)
        {
            Factorization = parsed.GetValue(_factorize) ? BadInputException.Naming("--factorize", () => FactorizationReport.Of(given.Values)) : null,
        };
        return (mapped, given.Seconds with { Mapping = clock.Elapsed.TotalSeconds });
    }

    private static (PauliSum Sum, SymmetryReport[] Symmetries) Tapered(PauliSum sum, ElectronIntegrals integrals, FermionMapper mapper)
    {
        var symmetries = Z2Symmetries.Find(sum);
        var sector = symmetries.SectorOf(HartreeFockState.BasisState(integrals, mapper));
        var values = symmetries.Generators.Select((g, k) => new SymmetryReport(g.ToString(), sector[k] ? -1 : 1, symmetries.RemovedQubits[k]));
        return (symmetries.Taper(sum, sector), [.. values]);
    }

    private void Show(HamiltonianReport report, string title)
    {
        var facts = new Facts()
            .Add("molecule", title)
            .Add("mapper", report.Mapper)
            .Add("qubits", report.Symmetries is { Length: > 0 } left ? $"{Facts.Whole(report.Qubits)}, {Facts.Whole(left.Length)} left out" : Facts.Whole(report.Qubits))
            .AddMain("Pauli terms", Facts.Whole(report.Terms))
            .Add("one-norm", string.Create(CultureInfo.InvariantCulture, $"{report.OneNorm:F9} hartree, identity included"))
            .Add("identity", Facts.Hartree(report.Identity));
        if (report.Groups is { } groups) facts.Add("groups", $"{Facts.Whole(groups.QubitWise)} that commute on every qubit, {Facts.Whole(groups.Commuting)} that commute");
        if (report.Factorization is { } factors)
            facts.Add("repulsion", string.Create(CultureInfo.InvariantCulture, $"{factors.Squares} squares, norm {factors.TwoElectronNorm:F6} hartree, error at most {factors.ErrorBound:0.0e-0}"));
        facts.Add("memory", $"{Facts.Whole(report.Bytes)} bytes").Add("time", Facts.Seconds(report.Seconds.Total)).Write(_terminal);
    }
}

/// <summary>
/// Result of <c>qratum hamiltonian</c>: the one-norm is the sum of |coefficient|, identity included, in hartree; <c>bytes</c> what the terms
/// take in memory. <c>symmetries</c> are those that --taper found and <c>groups</c> those that --groups counted, null without; <c>factorization</c> where --factorize asked for it.
/// </summary>
internal sealed record HamiltonianReport(
    int Qubits, int Terms, double OneNorm, double Identity, string Mapper, long Bytes, SymmetryReport[]? Symmetries, GroupsReport? Groups,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FactorizationReport? Factorization, HamiltonianSeconds Seconds) : Report;

/// <summary>A string of the mapped qubits that commutes with the Hamiltonian, its value, and the qubit that was left out for it.</summary>
internal sealed record SymmetryReport(string Pauli, int Value, int RemovedQubit);

/// <summary>Numbers of sets of terms that one circuit measures.</summary>
internal sealed record GroupsReport(int QubitWise, int Commuting)
{
    public static GroupsReport Of(PauliSum sum) => new(PauliGrouping.QubitWise(sum).Count, PauliGrouping.Commuting(sum).Count);
}

/// <summary>Squares of the double factorization, the bound of its error and the norm of the two-electron part, in hartree.</summary>
internal sealed record FactorizationReport(int Squares, double ErrorBound, double TwoElectronNorm)
{
    public static FactorizationReport Of(ElectronIntegrals integrals)
    {
        var found = DoubleFactorization.Of(integrals);
        return new FactorizationReport(found.Leaves.Count, found.ErrorBound, found.TwoElectronNorm);
    }
}

internal sealed record HamiltonianSeconds(double Integrals, double Scf, double Transform, double Mapping, double Total);

/// <summary>What is mapped: integrals, what they belong to, and the time they took.</summary>
internal sealed record Integrals(ElectronIntegrals Values, string Title, HamiltonianSeconds Seconds);

/// <summary>The terms and how they came about.</summary>
internal sealed record MappedHamiltonian(PauliSum Sum, string Title, string Mapper, SymmetryReport[]? Symmetries)
{
    public FactorizationReport? Factorization { get; init; }
}
