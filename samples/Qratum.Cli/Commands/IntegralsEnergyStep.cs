using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum energy</c> of integrals that were read in place of a molecule: what needs no atoms.</summary>
internal sealed class IntegralsEnergyStep(string method, int roots, bool isNatural)
{
    /// <exception cref="BadInputException">The method needs a molecule, or the integrals are too large for it.</exception>
    public IntegralsEnergyReport Solve(ElectronIntegrals integrals, Action<string> show, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var report = BadInputException.Naming("--method " + method, () => method switch
        {
            "fci" or "casci" => Exact(integrals, cancellationToken),
            "ccsd" or "ccsd(t)" => Cluster(integrals, show, cancellationToken),
            _ => throw new BadInputException($"--method: {method} needs a molecule; of integrals there are ccsd, ccsd(t), casci and fci."),
        });
        return report with { Seconds = new IntegralsEnergySeconds(clock.Elapsed.TotalSeconds) };
    }

    private IntegralsEnergyReport Exact(ElectronIntegrals integrals, CancellationToken cancellationToken)
    {
        var found = FullConfigurationInteraction.Solve(integrals, new FullConfigurationInteractionOptions { RootCount = roots }, cancellationToken);
        return Of(integrals, found.Energy, found.S2, found.Converged) with
        {
            States = [.. found.Roots.Select(r => new EnergyState(r.Energy, r.S2))],
            NaturalOccupations = isNatural
                ? [.. FullConfigurationInteraction.Density(integrals, found.Roots[0], cancellationToken: cancellationToken).ToNaturalOrbitals().Occupations]
                : null,
        };
    }

    private IntegralsEnergyReport Cluster(ElectronIntegrals integrals, Action<string> show, CancellationToken cancellationToken)
    {
        if (isNatural) throw new BadInputException($"--natural-orbitals: {method} has none here; take --method fci.");
        var options = new CoupledClusterOptions
        {
            Triples = method == "ccsd(t)" ? TriplesCorrection.Perturbative : TriplesCorrection.None,
            Progress = new DirectProgress<CoupledClusterProgress>(p =>
                show(string.Create(CultureInfo.InvariantCulture, $"ccsd {p.Iteration}  correlation {p.CorrelationEnergy:F9}  step {p.Step:0.0e-0}"))),
        };
        CoupledClusterResult found;
        try
        {
            found = CoupledCluster.Solve(integrals, options, cancellationToken);
        }
        catch (InsufficientMemoryException e)
        {
            throw new BadInputException("--method ccsd: too large for this machine. " + e.Message, e);
        }

        return Of(integrals, found.Energy, null, found.Converged) with
        {
            T1Diagnostic = found.SinglesDiagnostic,
            Mp2Correlation = found.SecondOrderEnergy,
            Triples = found.TriplesEnergy,
            CcsdIterations = found.Iterations,
            Warnings = [.. found.Warnings.Select(w => new EnergyWarning(Words.Of(w.Kind), w.Value, w.Message))],
        };
    }

    private IntegralsEnergyReport Of(ElectronIntegrals integrals, double energy, double? spinSquared, bool isFound) => new(
        energy, integrals.ReferenceEnergy, energy - integrals.ReferenceEnergy, integrals.CoreEnergy, method, integrals.OrbitalCount, integrals.ElectronCount,
        1 + integrals.AlphaElectrons - integrals.BetaElectrons, spinSquared, isFound);

    public static void Show(IntegralsEnergyReport report, string name, Terminal terminal)
    {
        var facts = new Facts()
            .Add("integrals", $"{name}, {Facts.Whole(report.Electrons)} electrons in {Facts.Whole(report.Orbitals)} orbitals, multiplicity {Facts.Whole(report.Multiplicity)}")
            .AddMain($"energy ({report.Method})", Facts.Hartree(report.Energy))
            .Add("reference determinant", Facts.Hartree(report.Reference))
            .Add("correlation", Facts.Hartree(report.Correlation));
        if (report.Mp2Correlation is { } secondOrder) facts.Add("correlation (mp2)", Facts.Hartree(secondOrder));
        if (report.Triples is { } triples) facts.Add("of these (t)", Facts.Hartree(triples));
        if (report.T1Diagnostic is { } singles) facts.Add("T1 diagnostic", singles.ToString("F4", CultureInfo.InvariantCulture));
        if (report.States is { Length: > 1 } states)
            facts.Add("states", string.Join("\n", states.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Energy:F9} hartree, <S^2> = {Math.Abs(s.SpinSquared):F4}"))));
        facts.Add("core energy", Facts.Hartree(report.CoreEnergy));
        if (report.SpinSquared is { } spin) facts.Add("<S^2>", Math.Abs(spin).ToString("F6", CultureInfo.InvariantCulture));
        if (report.NaturalOccupations is { } occupations)
            facts.Add("natural occupations", string.Join(" ", occupations.Select(n => n.ToString("F4", CultureInfo.InvariantCulture))));
        if (report.CcsdIterations is { } iterations) facts.Add("iterations", Facts.Whole(iterations));
        facts.Add("time", Facts.Seconds(report.Seconds.Total));
        foreach (var warning in report.Warnings) facts.AddWarning(warning.Message);
        facts.Write(terminal);
    }
}

/// <summary>
/// Result of <c>qratum energy</c> of integrals, in hartree: the total, that of the determinant of the lowest orbitals, their difference, and the part
/// without electrons; ⟨S²⟩ of full configuration interaction, whose states these are; what coupled cluster tells beside its energy.
/// </summary>
internal sealed record IntegralsEnergyReport(
    double Energy, double Reference, double Correlation, double CoreEnergy, string Method, int Orbitals, int Electrons, int Multiplicity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? SpinSquared, bool Converged) : Report
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[]? NaturalOccupations { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EnergyState[]? States { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? T1Diagnostic { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Mp2Correlation { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Triples { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CcsdIterations { get; init; }

    public EnergyWarning[] Warnings { get; init; } = [];

    public IntegralsEnergySeconds Seconds { get; init; } = new(0);
}

/// <summary>Seconds of all.</summary>
internal sealed record IntegralsEnergySeconds(double Total);
