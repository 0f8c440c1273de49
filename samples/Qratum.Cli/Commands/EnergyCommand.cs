using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum energy</c>: the energy of a molecule by a classical method.</summary>
internal sealed class EnergyCommand : Command
{
    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly ActiveSpaceInput _active = new();
    private readonly Option<string> _method = OptionOf.Choice("--method", "Method", "rhf", "rhf", "mp2", "fci");
    private readonly Option<bool> _natural = OptionOf.Flag("--natural-orbitals", "Print how many electrons are in each natural orbital of the method's density");
    private readonly Option<bool> _json = OptionOf.Json();

    public EnergyCommand(Terminal terminal)
        : base("energy", "Energy of a molecule by Hartree-Fock, perturbation theory or full configuration interaction")
    {
        _terminal = terminal;
        _molecule.AddTo(this);
        _molecule.AddFunctionsTo(this);
        Add(_method);
        _active.AddTo(this);
        Add(_natural);
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

        var isNatural = parsed.GetValue(_natural);
        var (scf, correlation, occupations) = await new ProgressDisplay(_terminal).RunAsync("integrals", show =>
            Task.FromResult(Solve(molecule, basis, space, method, _active.IsFrozenCore(parsed), isNatural, show, cancellationToken))).ConfigureAwait(false);
        var report = new EnergyReport(
            scf.Energy + correlation, scf.NuclearRepulsion, correlation, method, basis.Name, scf.OrbitalCount, molecule.ElectronCount,
            scf.OrbitalEnergies.ToArray(), scf.Dipole.ToArray(), scf.Iterations, scf.Converged, occupations,
            new EnergySeconds(scf.IntegralTime.TotalSeconds, scf.ScfTime.TotalSeconds, clock.Elapsed.TotalSeconds));
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.EnergyReport, _terminal);
        else Show(report, molecule);
        return scf.Converged ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>The energies and, where they are asked for, the natural occupations of all orbitals, falling.</summary>
    private static (HartreeFockResult Scf, double Correlation, double[]? Occupations) Solve(
        Molecule molecule, BasisSet basis, ActiveSpace? space, string method, bool freezeCore, bool isNatural, Action<string> show,
        CancellationToken cancellationToken)
    {
        var scf = HartreeFockStep.Solve(molecule, basis, show, cancellationToken);
        if (method == "rhf" || !scf.Converged) return (scf, 0, isNatural ? Occupations(scf.OneParticleDensity, scf) : null);
        show(method);
        return BadInputException.Naming("--method " + method, () =>
        {
            if (method == "mp2")
            {
                var frozen = freezeCore ? ActiveSpace.CoreOrbitalCount(molecule) : 0;
                var correlation = MollerPlesset2.CorrelationEnergy(scf, frozen, cancellationToken: cancellationToken);
                return (scf, correlation, isNatural ? Occupations(MollerPlesset2.Density(scf, frozen, cancellationToken: cancellationToken), scf) : null);
            }

            var integrals = scf.ToElectronIntegrals(space, cancellationToken);
            var exact = FullConfigurationInteraction.Solve(integrals, cancellationToken: cancellationToken);
            return (scf, exact.Energy - scf.Energy, isNatural
                ? Occupations(FullConfigurationInteraction.Density(integrals, exact.Roots[0], cancellationToken: cancellationToken), scf) : null);
        });
    }

    /// <summary>Orbitals that are not in the density are frozen, with two electrons each, or left out.</summary>
    private static double[] Occupations(OneParticleDensity density, HartreeFockResult scf)
    {
        var frozen = scf.OccupiedCount - ((int)Math.Round(density.Trace) / 2);
        var behind = scf.OrbitalCount - frozen - density.OrbitalCount;
        return [.. Enumerable.Repeat(2.0, frozen), .. density.ToNaturalOrbitals().Occupations, .. Enumerable.Repeat(0.0, behind)];
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
        if (report.NaturalOccupations is { } occupations)
            facts.Add("natural occupations", string.Join(" ", occupations.Select(n => n.ToString("F4", CultureInfo.InvariantCulture))));
        var debye = Math.Sqrt(report.Dipole.Sum(d => d * d)) * PhysicalConstants.DipoleInDebye;
        facts.Add("dipole", string.Create(CultureInfo.InvariantCulture, $"{debye:F4} debye (Hartree-Fock)"))
            .Add("iterations", Facts.Whole(report.Iterations))
            .Add("time", Facts.Seconds(report.Seconds.Total));
        if (!report.Converged) facts.AddWarning("Hartree-Fock did not converge.");
        facts.Write(_terminal);
    }
}

/// <summary>
/// Result of <c>qratum energy</c>: energies in hartree, dipole of the Hartree-Fock state in atomic units; natural occupations, falling, of
/// all orbitals, where they were asked for.
/// </summary>
internal sealed record EnergyReport(
    double Energy, double NuclearRepulsion, double Correlation, string Method, string Basis, int Orbitals, int Electrons,
    double[] OrbitalEnergies, double[] Dipole, int Iterations, bool Converged,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? NaturalOccupations, EnergySeconds Seconds) : Report;

internal sealed record EnergySeconds(double Integrals, double Scf, double Total);
