using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum hamiltonian</c>: a molecule as a sum of Pauli strings.</summary>
internal sealed class HamiltonianCommand : Command
{
    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly ActiveSpaceInput _active = new();
    private readonly Option<string> _mapper = OptionOf.Choice("--mapper", "Fermions to qubits", "jordan-wigner", "jordan-wigner");
    private readonly Option<string?> _output = OptionOf.OutputFile("--output", "File that gets one 'coefficient PAULISTRING' a line, qubit 0 at the right");
    private readonly Option<bool> _json = OptionOf.Json();

    public HamiltonianCommand(Terminal terminal)
        : base("hamiltonian", "Qubit Hamiltonian of a molecule")
    {
        _terminal = terminal;
        _molecule.AddTo(this);
        _molecule.AddFunctionsTo(this);
        _active.AddTo(this);
        Add(_mapper);
        Add(_output);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var molecule = _molecule.Read(parsed);
        var basis = _molecule.ReadBasis(parsed, molecule);
        var space = _active.Read(parsed, molecule, basis);
        var (sum, seconds) = await new ProgressDisplay(_terminal).RunAsync("integrals", show =>
            Task.FromResult(Map(molecule, basis, space, clock, show, cancellationToken))).ConfigureAwait(false);
        if (parsed.GetValue(_output) is { } file)
            AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(sum.ToString().TrimEnd('\n') + "\n")));

        var report = new HamiltonianReport(sum.QubitCount, sum.Count, sum.OneNorm, sum.IdentityCoefficient.Real,
            seconds with { Total = clock.Elapsed.TotalSeconds });
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.HamiltonianReport, _terminal);
        else Show(report, molecule, basis);
        return ExitCode.Ok;
    }

    private static (PauliSum Sum, HamiltonianSeconds Seconds) Map(
        Molecule molecule, BasisSet basis, ActiveSpace? space, Stopwatch clock, Action<string> show, CancellationToken cancellationToken)
    {
        var scf = HartreeFockStep.Solve(molecule, basis, show, cancellationToken);
        if (!scf.Converged) throw new InvalidOperationException($"Hartree-Fock did not converge in {Facts.Whole(scf.Iterations)} cycles; there are no orbitals to map.");
        show("integrals of the orbitals");
        var start = clock.Elapsed;
        var integrals = BadInputException.Naming("MOLECULE", () => scf.ToElectronIntegrals(space, cancellationToken: cancellationToken));
        var transformed = clock.Elapsed;
        show("Jordan-Wigner");
        var sum = new JordanWigner().Map(integrals);
        var seconds = new HamiltonianSeconds(scf.IntegralTime.TotalSeconds, scf.ScfTime.TotalSeconds,
            (transformed - start).TotalSeconds, (clock.Elapsed - transformed).TotalSeconds, 0);
        return (sum, seconds);
    }

    private void Show(HamiltonianReport report, Molecule molecule, BasisSet basis) => new Facts()
        .Add("molecule", $"{molecule.Formula} / {basis.Name}")
        .Add("qubits", Facts.Whole(report.Qubits))
        .AddMain("Pauli terms", Facts.Whole(report.Terms))
        .Add("one-norm", string.Create(CultureInfo.InvariantCulture, $"{report.OneNorm:F9} hartree, identity included"))
        .Add("identity", Facts.Hartree(report.Identity))
        .Add("time", Facts.Seconds(report.Seconds.Total))
        .Write(_terminal);
}

/// <summary>Result of <c>qratum hamiltonian</c>: the one-norm is the sum of |coefficient|, identity included, in hartree.</summary>
internal sealed record HamiltonianReport(int Qubits, int Terms, double OneNorm, double Identity, HamiltonianSeconds Seconds) : Report;

internal sealed record HamiltonianSeconds(double Integrals, double Scf, double Transform, double Mapping, double Total);
