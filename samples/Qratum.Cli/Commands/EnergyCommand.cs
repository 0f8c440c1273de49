using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum energy</c>: the energy of a molecule by a classical method.</summary>
internal sealed class EnergyCommand : Command
{
    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly ActiveSpaceInput _active = new();
    private readonly Option<string> _method = OptionOf.Choice("--method", "Method", "rhf", "rhf", "mp2", "fci");
    private readonly Option<bool> _json = OptionOf.Json();

    public EnergyCommand(Terminal terminal)
        : base("energy", "Energy of a molecule by Hartree-Fock, perturbation theory or full configuration interaction")
    {
        _terminal = terminal;
        _molecule.AddTo(this);
        Add(_method);
        _active.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var molecule = _molecule.Read(parsed);
        var basis = _molecule.ReadBasis(parsed, molecule);
        var space = _active.Read(parsed, molecule, basis);
        var method = parsed.GetRequiredValue(_method);
        if (method == "mp2" && _active.IsWindow(parsed))
            throw new BadInputException("--active: mp2 correlates all valence orbitals; take --freeze-core, or --method fci.");

        var (scf, correlation) = await new ProgressDisplay(_terminal).RunAsync("integrals", show =>
            Task.FromResult(Solve(molecule, basis, space, method, _active.IsFrozenCore(parsed), show, cancellationToken))).ConfigureAwait(false);
        var report = new EnergyReport(
            scf.Energy + correlation, scf.NuclearRepulsion, correlation, method, basis.Name, scf.OrbitalCount, molecule.ElectronCount,
            scf.OrbitalEnergies.ToArray(), scf.Dipole.ToArray(), scf.Iterations, scf.Converged,
            new EnergySeconds(scf.IntegralTime.TotalSeconds, scf.ScfTime.TotalSeconds, clock.Elapsed.TotalSeconds));
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.EnergyReport, _terminal);
        else Show(report, molecule);
        return scf.Converged ? ExitCode.Ok : ExitCode.Failed;
    }

    private static (HartreeFockResult Scf, double Correlation) Solve(
        Molecule molecule, BasisSet basis, ActiveSpace? space, string method, bool freezeCore, Action<string> show,
        CancellationToken cancellationToken)
    {
        var scf = HartreeFockStep.Solve(molecule, basis, show, cancellationToken);
        if (method == "rhf" || !scf.Converged) return (scf, 0);
        show(method);
        var correlation = BadInputException.Naming("--method " + method, () => method == "mp2"
            ? MollerPlesset2.CorrelationEnergy(scf, freezeCore ? ActiveSpace.CoreOrbitalCount(molecule) : 0, cancellationToken: cancellationToken)
            : FullConfigurationInteraction.Solve(scf.ToElectronIntegrals(space, cancellationToken), cancellationToken: cancellationToken).Energy - scf.Energy);
        return (scf, correlation);
    }

    private void Show(EnergyReport report, Molecule molecule)
    {
        var facts = new Facts()
            .Add("molecule", $"{molecule.Formula}, {Facts.Whole(report.Electrons)} electrons")
            .Add("basis", $"{report.Basis}, {Facts.Whole(report.Orbitals)} orbitals")
            .AddMain($"energy ({report.Method})", Facts.Hartree(report.Energy));
        if (report.Method != "rhf") facts.Add("correlation", Facts.Hartree(report.Correlation));
        var occupied = molecule.AlphaElectrons;
        facts.Add("nuclear repulsion", Facts.Hartree(report.NuclearRepulsion));
        if (occupied > 0) facts.Add("HOMO", Facts.Hartree(report.OrbitalEnergies[occupied - 1]));
        if (occupied < report.Orbitals) facts.Add("LUMO", Facts.Hartree(report.OrbitalEnergies[occupied]));
        var debye = Math.Sqrt(report.Dipole.Sum(d => d * d)) * PhysicalConstants.DipoleInDebye;
        facts.Add("dipole", string.Create(CultureInfo.InvariantCulture, $"{debye:F4} debye (Hartree-Fock)"))
            .Add("iterations", Facts.Whole(report.Iterations))
            .Add("time", Facts.Seconds(report.Seconds.Total));
        if (!report.Converged) facts.AddWarning("Hartree-Fock did not converge.");
        facts.Write(_terminal);
    }
}

/// <summary>Result of <c>qratum energy</c>: energies in hartree, dipole of the Hartree-Fock state in atomic units.</summary>
internal sealed record EnergyReport(
    double Energy, double NuclearRepulsion, double Correlation, string Method, string Basis, int Orbitals, int Electrons,
    double[] OrbitalEnergies, double[] Dipole, int Iterations, bool Converged, EnergySeconds Seconds) : Report;

internal sealed record EnergySeconds(double Integrals, double Scf, double Total);
