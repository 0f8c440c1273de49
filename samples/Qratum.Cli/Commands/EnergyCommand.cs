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
    private readonly Option<string> _method = OptionOf.Choice("--method", "Method", "rhf", "rhf", "uhf", "rohf", "mp2", "fci");
    private readonly Option<bool> _natural = OptionOf.Flag("--natural-orbitals", "Print how many electrons are in each natural orbital of the method's density");
    private readonly Option<bool> _json = OptionOf.Json();

    public EnergyCommand(Terminal terminal)
        : base("energy", "Energy of a molecule by Hartree-Fock (closed and open shells), perturbation theory or full configuration interaction")
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
        var answer = await new ProgressDisplay(_terminal).RunAsync("integrals", show =>
            Task.FromResult(Solve(molecule, basis, space, method, _active.IsFrozenCore(parsed), isNatural, show, cancellationToken))).ConfigureAwait(false);
        var scf = answer.Scf;
        var report = new EnergyReport(
            scf.Energy + answer.Correlation, scf.NuclearRepulsion, answer.Correlation, method, basis.Name, OrbitalCount(scf), molecule.ElectronCount,
            Energies(scf, Spin.Alpha), scf is UnrestrictedHartreeFockResult ? Energies(scf, Spin.Beta) : null, scf.Dipole.ToArray(), answer.SpinSquared,
            scf.Iterations, scf.Converged, answer.Occupations, [.. scf.Warnings.Select(w => new EnergyWarning(Words.Of(w.Kind), w.Value, w.Message))],
            new EnergySeconds(scf.IntegralTime.TotalSeconds, scf.ScfTime.TotalSeconds, clock.Elapsed.TotalSeconds));
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.EnergyReport, _terminal);
        else Show(report, molecule);
        return scf.Converged ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>The energies, ⟨S²⟩ and, where they are asked for, the natural occupations of all orbitals, falling.</summary>
    private static Answer Solve(
        Molecule molecule, BasisSet basis, ActiveSpace? space, string method, bool freezeCore, bool isNatural, Action<string> show,
        CancellationToken cancellationToken)
    {
        var scf = HartreeFockStep.Solve(MeanFieldOf(method, molecule), molecule, basis, show, cancellationToken);
        if (scf is UnrestrictedHartreeFockResult && isNatural)
            throw new BadInputException("--natural-orbitals: an unrestricted state has none here; take --method rhf, rohf, or fci.");
        if (method is "rhf" or "uhf" or "rohf" || !scf.Converged)
            return new Answer(scf, 0, scf.SpinSquared, isNatural && scf is HartreeFockResult own ? Occupations(own.OneParticleDensity, own) : null);
        show(method);
        return BadInputException.Naming("--method " + method, () =>
        {
            if (method == "mp2")
            {
                var frozen = freezeCore ? ActiveSpace.CoreOrbitalCount(molecule) : 0;
                if (scf is UnrestrictedHartreeFockResult open)
                    return new Answer(scf, MollerPlesset2.CorrelationEnergy(open, frozen, cancellationToken: cancellationToken), scf.SpinSquared, null);
                var closed = (HartreeFockResult)scf;
                var correlation = MollerPlesset2.CorrelationEnergy(closed, frozen, cancellationToken: cancellationToken);
                return new Answer(scf, correlation, scf.SpinSquared,
                    isNatural ? Occupations(MollerPlesset2.Density(closed, frozen, cancellationToken: cancellationToken), closed) : null);
            }

            var orbitals = (HartreeFockResult)scf;
            var integrals = orbitals.ToElectronIntegrals(space, cancellationToken);
            var exact = FullConfigurationInteraction.Solve(integrals, cancellationToken: cancellationToken);
            return new Answer(scf, exact.Energy - scf.Energy, exact.S2, isNatural
                ? Occupations(FullConfigurationInteraction.Density(integrals, exact.Roots[0], cancellationToken: cancellationToken), orbitals) : null);
        });
    }

    /// <summary>What a method starts from: of open shells, perturbation theory needs UHF and full configuration interaction ROHF.</summary>
    private static HartreeFockMethod MeanFieldOf(string method, Molecule molecule) => (method, molecule.Multiplicity) switch
    {
        ("uhf", _) => HartreeFockMethod.Unrestricted,
        ("rohf", _) => HartreeFockMethod.RestrictedOpenShell,
        ("mp2", > 1) => HartreeFockMethod.Unrestricted,
        ("fci", > 1) => HartreeFockMethod.RestrictedOpenShell,
        _ => HartreeFockMethod.Restricted,
    };

    private static int OrbitalCount(MeanFieldResult scf) => Energies(scf, Spin.Alpha).Length;

    private static double[] Energies(MeanFieldResult scf, Spin spin) => scf switch
    {
        UnrestrictedHartreeFockResult open => open.OrbitalEnergies(spin).ToArray(),
        _ => ((HartreeFockResult)scf).OrbitalEnergies.ToArray(),
    };

    /// <summary>Orbitals that are not in the density are frozen, with two electrons each, or left out.</summary>
    private static double[] Occupations(OneParticleDensity density, HartreeFockResult scf)
    {
        var frozen = (scf.Molecule.ElectronCount - (int)Math.Round(density.Trace)) / 2;
        var behind = scf.OrbitalCount - frozen - density.OrbitalCount;
        return [.. Enumerable.Repeat(2.0, frozen), .. density.ToNaturalOrbitals().Occupations, .. Enumerable.Repeat(0.0, behind)];
    }

    private void Show(EnergyReport report, Molecule molecule)
    {
        var facts = new Facts()
            .Add("molecule", $"{molecule.Formula}, {Facts.Whole(report.Electrons)} electrons")
            .Add("basis", $"{report.Basis}, {Facts.Whole(report.Orbitals)} orbitals")
            .AddMain($"energy ({report.Method})", Facts.Hartree(report.Energy));
        if (report.Method is "mp2" or "fci") facts.Add("correlation", Facts.Hartree(report.Correlation));
        var occupied = molecule.AlphaElectrons;
        facts.Add("nuclear repulsion", Facts.Hartree(report.NuclearRepulsion));
        if (occupied > 0) facts.Add("HOMO", Facts.Hartree(report.OrbitalEnergies[occupied - 1]));
        if (occupied < report.Orbitals) facts.Add("LUMO", Facts.Hartree(report.OrbitalEnergies[occupied]));
        if (report.SpinSquared > 0 || molecule.Multiplicity > 1) facts.Add("<S^2>", report.SpinSquared.ToString("F6", CultureInfo.InvariantCulture));
        if (report.NaturalOccupations is { } occupations)
            facts.Add("natural occupations", string.Join(" ", occupations.Select(n => n.ToString("F4", CultureInfo.InvariantCulture))));
        var debye = Math.Sqrt(report.Dipole.Sum(d => d * d)) * PhysicalConstants.DipoleInDebye;
        facts.Add("dipole", string.Create(CultureInfo.InvariantCulture, $"{debye:F4} debye (Hartree-Fock)"))
            .Add("iterations", Facts.Whole(report.Iterations))
            .Add("time", Facts.Seconds(report.Seconds.Total));
        foreach (var warning in report.Warnings) facts.AddWarning(warning.Message);
        facts.Write(_terminal);
    }
}

/// <summary>What was computed.</summary>
internal sealed record Answer(MeanFieldResult Scf, double Correlation, double SpinSquared, double[]? Occupations);

/// <summary>
/// Result of <c>qratum energy</c>: energies in hartree, dipole of the Hartree-Fock state in atomic units; orbital energies of spin up and, for
/// unrestricted states, of spin down; natural occupations, falling, of all orbitals, where they were asked for.
/// </summary>
internal sealed record EnergyReport(
    double Energy, double NuclearRepulsion, double Correlation, string Method, string Basis, int Orbitals, int Electrons,
    double[] OrbitalEnergies, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? OrbitalEnergiesBeta,
    double[] Dipole, double SpinSquared, int Iterations, bool Converged,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? NaturalOccupations, EnergyWarning[] Warnings,
    EnergySeconds Seconds) : Report;

/// <summary>One doubt about the Hartree-Fock state: its kind, how much (see the library's HartreeFockWarningKind) and a sentence.</summary>
internal sealed record EnergyWarning(string Kind, double Value, string Message);

internal sealed record EnergySeconds(double Integrals, double Scf, double Total);
