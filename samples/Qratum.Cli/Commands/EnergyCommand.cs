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
    private readonly Option<string> _method = OptionOf.Choice("--method", "Method", "rhf", "rhf", "uhf", "rohf", "mp2", "ccsd", "ccsd(t)", "casci", "fci");
    private readonly Option<int> _roots = OptionOf.Whole("--roots", "States of fci and casci, lowest first", 1, 1, 64);
    private readonly Option<bool> _natural = OptionOf.Flag("--natural-orbitals", "Print how many electrons are in each natural orbital of the method's density");
    private readonly Option<string?> _schema = OptionOf.OutputFile("--qcschema", "File that gets molecule, method and energies as a qcschema_output document");
    private readonly Option<string> _integrals = OptionOf.Choice("--integrals", "How repulsion integrals are held; auto stores them where they fit, cholesky keeps vectors in their place", "auto", "auto", "stored", "direct", "cholesky");
    private readonly Option<double> _tolerance = OptionOf.RealOr("--cholesky-tolerance", "Largest error of an integral from vectors, hartree", 1e-6, 1e-12, 1);
    private readonly Option<bool> _json = OptionOf.Json();

    public EnergyCommand(Terminal terminal)
        : base("energy", "Energy of a molecule by Hartree-Fock (closed and open shells), perturbation theory, coupled cluster or full configuration interaction")
    {
        _terminal = terminal;
        _molecule.AddWithIntegralsTo(this);
        Add(_method);
        _active.AddTo(this);
        Add(_roots);
        Add(_natural);
        Add(_schema);
        Add(_integrals);
        Add(_tolerance);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var method = parsed.GetRequiredValue(_method);
        if (_molecule.ReadFciDump(parsed, [.. _active.OfMolecule, _schema, _integrals, _tolerance]) is { } given)
            return await RunAsync(parsed, given, method, cancellationToken).ConfigureAwait(false);
        var molecule = _molecule.Read(parsed);
        var basis = _molecule.ReadBasis(parsed, molecule);
        var space = _active.Read(parsed, molecule, basis);
        if (method == "casci" && !_active.IsWindow(parsed))
            throw new BadInputException("--method: casci needs a window; give --active, or --active-by.");
        if (method is not ("fci" or "casci") && parsed.GetValue(_roots) > 1)
            throw new BadInputException($"--roots: {method} has one state; take --method fci or casci.");
        if (method == "mp2" && _active.IsWindow(parsed))
            throw new BadInputException("--active: mp2 correlates all valence orbitals; take --freeze-core, or --method fci.");
        if (method == "ccsd(t)" && molecule.Multiplicity > 1)
            throw new BadInputException("--method: ccsd(t) is there for closed shells only; take ccsd.");
        if (method == "ccsd" && _active.IsWindow(parsed) && molecule.Multiplicity > 1)
            throw new BadInputException("--active: ccsd of open shells correlates all valence orbitals; take --freeze-core, or --method fci.");

        if (_molecule.WritesFciDump(parsed) && (MeanFieldOf(method, molecule) == HartreeFockMethod.Unrestricted || StorageOf(parsed, method) == IntegralStorage.Direct))
            throw new BadInputException("--fcidump: unrestricted and direct Hartree-Fock have no integrals to write; take --method rhf, rohf or fci.");

        var isNatural = parsed.GetValue(_natural);
        var answer = await new ProgressDisplay(_terminal).RunAsync("integrals", show =>
            Task.FromResult(Solve(parsed, molecule, basis, space, method, isNatural, show, cancellationToken))).ConfigureAwait(false);
        var scf = answer.Scf;
        var report = new EnergyReport(
            scf.Energy + answer.Correlation, scf.NuclearRepulsion, answer.Correlation, method, basis.Name, OrbitalCount(scf), molecule.ElectronCount,
            Energies(scf, Spin.Alpha), scf is UnrestrictedHartreeFockResult ? Energies(scf, Spin.Beta) : null, scf.Dipole.ToArray(), answer.SpinSquared,
            ChargesOf(scf), scf.Iterations, scf.Converged && answer.IsFound, answer.Occupations, answer.Window, answer.States,
            answer.CoupledCluster?.SinglesDiagnostic, answer.CoupledCluster?.SecondOrderEnergy, answer.CoupledCluster?.TriplesEnergy, answer.CoupledCluster?.Iterations,
            [
                .. scf.Warnings.Select(w => new EnergyWarning(Words.Of(w.Kind), w.Value, w.Message)),
                .. answer.CoupledCluster?.Warnings.Select(w => new EnergyWarning(Words.Of(w.Kind), w.Value, w.Message)) ?? [],
            ],
            scf.Integrals.CholeskyVectorCount is > 0 and var vectors ? vectors : null,
            new EnergySeconds(scf.IntegralTime.TotalSeconds, scf.ScfTime.TotalSeconds, clock.Elapsed.TotalSeconds));
        if (_molecule.WritesFciDump(parsed) && scf is HartreeFockResult orbitals)
            _molecule.WriteFciDump(parsed, _active.Integrals(parsed, orbitals, space, cancellationToken));
        if (parsed.GetValue(_schema) is { } file) AtomicFile.Write(file, stream => QcSchema.Write(stream, scf, method, answer.Correlation));
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.EnergyReport, _terminal);
        else Show(report, molecule);
        return report.Converged ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>The same of integrals in place of a molecule.</summary>
    private async Task<int> RunAsync(ParseResult parsed, GivenIntegrals given, string method, CancellationToken cancellationToken)
    {
        if (method is not ("fci" or "casci") && parsed.GetValue(_roots) > 1)
            throw new BadInputException($"--roots: {method} has one state; take --method fci or casci.");
        if (method == "casci" && !_active.IsWindow(parsed)) throw new BadInputException("--method: casci needs a window; give --active.");
        var integrals = _active.Select(parsed, given.Values);
        var step = new IntegralsEnergyStep(method, parsed.GetValue(_roots), parsed.GetValue(_natural));
        var report = await new ProgressDisplay(_terminal).RunAsync(method, show =>
            Task.FromResult(step.Solve(integrals, show, cancellationToken))).ConfigureAwait(false);
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.IntegralsEnergyReport, _terminal);
        else IntegralsEnergyStep.Show(report, given.Name, _terminal);
        return report.Converged ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>The energies, ⟨S²⟩ and, where they are asked for, the natural occupations of all orbitals, falling.</summary>
    private Answer Solve(
        ParseResult parsed, Molecule molecule, BasisSet basis, ActiveSpace? space, string method, bool isNatural, Action<string> show,
        CancellationToken cancellationToken)
    {
        var scf = HartreeFockStep.Solve(MeanFieldOf(method, molecule), molecule, basis, StorageOf(parsed, method), parsed.GetValue(_tolerance), show, cancellationToken);
        if (scf is UnrestrictedHartreeFockResult && isNatural)
            throw new BadInputException("--natural-orbitals: an unrestricted state has none here; take --method rhf, rohf, or fci.");
        if (isNatural && method is ("ccsd" or "ccsd(t)"))
            throw new BadInputException($"--natural-orbitals: {method} has none here; take --method mp2 or fci.");
        if (method is "rhf" or "uhf" or "rohf" || !scf.Converged)
            return new Answer(scf, 0, scf.SpinSquared, isNatural && scf is HartreeFockResult own ? Occupations(own.OneParticleDensity, own) : null);
        show(method);
        return BadInputException.Naming("--method " + method, () =>
        {
            if (method == "mp2")
            {
                var frozen = _active.IsFrozenCore(parsed) ? ActiveSpace.CoreOrbitalCount(molecule) : 0;
                if (scf is UnrestrictedHartreeFockResult open)
                    return new Answer(scf, MollerPlesset2.CorrelationEnergy(open, frozen, cancellationToken: cancellationToken), scf.SpinSquared, null);
                var closed = (HartreeFockResult)scf;
                var correlation = MollerPlesset2.CorrelationEnergy(closed, frozen, cancellationToken: cancellationToken);
                return new Answer(scf, correlation, scf.SpinSquared,
                    isNatural ? Occupations(MollerPlesset2.Density(closed, frozen, cancellationToken: cancellationToken), closed) : null);
            }

            if (method is "ccsd" or "ccsd(t)") return CoupledClusterOf(parsed, scf, space, molecule, show, cancellationToken);
            var orbitals = (HartreeFockResult)scf;
            var integrals = _active.Integrals(parsed, orbitals, space, cancellationToken);
            var exact = FullConfigurationInteraction.Solve(
                integrals, new FullConfigurationInteractionOptions { RootCount = parsed.GetValue(_roots) }, cancellationToken);
            return new Answer(scf, exact.Energy - scf.Energy, exact.S2, isNatural
                ? Occupations(FullConfigurationInteraction.Density(integrals, exact.Roots[0], cancellationToken: cancellationToken), orbitals) : null)
            {
                States = [.. exact.Roots.Select(r => new EnergyState(r.Energy, r.S2))],
                Window = [integrals.ElectronCount, integrals.OrbitalCount],
                IsFound = exact.Converged,
            };
        });
    }

    /// <summary>CCSD of all electrons, of those above the core, or of a closed shell's active space.</summary>
    private Answer CoupledClusterOf(
        ParseResult parsed, MeanFieldResult scf, ActiveSpace? space, Molecule molecule, Action<string> show, CancellationToken cancellationToken)
    {
        var isWindow = _active.IsWindow(parsed);
        var options = new CoupledClusterOptions
        {
            FrozenOrbitals = _active.IsFrozenCore(parsed) ? ActiveSpace.CoreOrbitalCount(molecule) : 0,
            Triples = parsed.GetRequiredValue(_method) == "ccsd(t)" ? TriplesCorrection.Perturbative : TriplesCorrection.None,
            Progress = new DirectProgress<CoupledClusterProgress>(p =>
                show(string.Create(CultureInfo.InvariantCulture, $"ccsd {p.Iteration}  correlation {p.CorrelationEnergy:F9}  step {p.Step:0.0e-0}"))),
        };
        try
        {
            var result = Run();
            return new Answer(scf, result.Energy - scf.Energy, scf.SpinSquared, null) { CoupledCluster = result, IsFound = result.Converged };
        }
        catch (InsufficientMemoryException e)
        {
            throw new BadInputException("--method ccsd: too large for this machine. " + e.Message, e);
        }

        CoupledClusterResult Run() => scf switch
        {
            UnrestrictedHartreeFockResult open => CoupledCluster.Solve(open, options, cancellationToken),
            HartreeFockResult closed when !isWindow => CoupledCluster.Solve(closed, options, cancellationToken),
            _ => CoupledCluster.Solve(_active.Integrals(parsed, (HartreeFockResult)scf, space, cancellationToken), options, cancellationToken),
        };
    }

    /// <summary>What a method starts from: of open shells, perturbation theory and coupled cluster need UHF and full configuration interaction ROHF.</summary>
    private static HartreeFockMethod MeanFieldOf(string method, Molecule molecule) => (method, molecule.Multiplicity) switch
    {
        ("uhf", _) => HartreeFockMethod.Unrestricted,
        ("rohf", _) => HartreeFockMethod.RestrictedOpenShell,
        ("mp2" or "ccsd", > 1) => HartreeFockMethod.Unrestricted,
        ("fci" or "casci", > 1) => HartreeFockMethod.RestrictedOpenShell,
        _ => HartreeFockMethod.Restricted,
    };

    /// <summary>What comes after Hartree-Fock needs the integrals.</summary>
    private IntegralStorage StorageOf(ParseResult parsed, string method) => (parsed.GetRequiredValue(_integrals), method) switch
    {
        ("direct", "rhf" or "uhf" or "rohf") => IntegralStorage.Direct,
        ("direct", _) => throw new BadInputException($"--integrals: {method} needs integrals; direct is for rhf, uhf and rohf, cholesky for all."),
        ("cholesky", _) => IntegralStorage.Cholesky,
        ("auto", "rhf" or "uhf" or "rohf") => IntegralStorage.Automatic,
        _ => IntegralStorage.Stored,
    };

    private static int OrbitalCount(MeanFieldResult scf) => Energies(scf, Spin.Alpha).Length;

    private static double[] Energies(MeanFieldResult scf, Spin spin) => scf switch
    {
        UnrestrictedHartreeFockResult open => open.OrbitalEnergies(spin).ToArray(),
        _ => ((HartreeFockResult)scf).OrbitalEnergies.ToArray(),
    };

    private static EnergyCharges ChargesOf(MeanFieldResult scf)
    {
        var populations = AtomicPopulations.Of(scf);
        return new EnergyCharges(
            populations.MullikenCharges.ToArray(), populations.LoewdinCharges.ToArray(),
            scf.Method == HartreeFockMethod.Restricted ? null : populations.MullikenSpins.ToArray());
    }

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
        if (report.Method is "mp2" or "ccsd" or "ccsd(t)" or "fci" or "casci") facts.Add("correlation", Facts.Hartree(report.Correlation));
        if (report.Mp2Correlation is { } secondOrder) facts.Add("correlation (mp2)", Facts.Hartree(secondOrder));
        if (report.Triples is { } triples) facts.Add("of these (t)", Facts.Hartree(triples));
        if (report.T1Diagnostic is { } singles) facts.Add("T1 diagnostic", singles.ToString("F4", CultureInfo.InvariantCulture));
        var occupied = molecule.AlphaElectrons;
        if (report.ActiveSpace is [var electrons, var active]) facts.Add("correlated", $"{Facts.Whole(electrons)} electrons in {Facts.Whole(active)} orbitals");
        if (report.States is { Length: > 1 } states)
            facts.Add("states", string.Join("\n", states.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Energy:F9} hartree, <S^2> = {Math.Abs(s.SpinSquared):F4}"))));
        facts.Add("nuclear repulsion", Facts.Hartree(report.NuclearRepulsion));
        if (occupied > 0) facts.Add("HOMO", Facts.Hartree(report.OrbitalEnergies[occupied - 1]));
        if (occupied < report.Orbitals) facts.Add("LUMO", Facts.Hartree(report.OrbitalEnergies[occupied]));
        if (report.SpinSquared > 0 || molecule.Multiplicity > 1) facts.Add("<S^2>", report.SpinSquared.ToString("F6", CultureInfo.InvariantCulture));
        if (report.NaturalOccupations is { } occupations)
            facts.Add("natural occupations", string.Join(" ", occupations.Select(n => n.ToString("F4", CultureInfo.InvariantCulture))));
        var debye = Math.Sqrt(report.Dipole.Sum(d => d * d)) * PhysicalConstants.DipoleInDebye;
        facts.Add("dipole", string.Create(CultureInfo.InvariantCulture, $"{debye:F4} debye (Hartree-Fock)"))
            .Add("charges (Mulliken)", PerAtom(report.Charges.Mulliken))
            .Add("charges (Loewdin)", PerAtom(report.Charges.Loewdin));
        if (report.Charges.SpinMulliken is { } spins) facts.Add("unpaired electrons (Mulliken)", PerAtom(spins));
        facts.Add("iterations", Facts.Whole(report.Iterations) + (report.CcsdIterations is { } more ? $" (scf), {Facts.Whole(more)} (ccsd)" : ""))
            .Add("time", Facts.Seconds(report.Seconds.Total));
        if (report.CholeskyVectors is { } vectors) facts.Add("Cholesky vectors", Facts.Whole(vectors));
        foreach (var warning in report.Warnings) facts.AddWarning(warning.Message);
        facts.Write(_terminal);

        string PerAtom(double[] values) => string.Join(
            ", ", values.Select((v, a) => string.Create(CultureInfo.InvariantCulture, $"{molecule.Atoms[a].Element} {v + 0.0:+0.0000;-0.0000;0.0000}")));
    }
}

/// <summary>What was computed.</summary>
internal sealed record Answer(MeanFieldResult Scf, double Correlation, double SpinSquared, double[]? Occupations)
{
    /// <summary>The states of configuration interaction, and its electrons and orbitals.</summary>
    public EnergyState[]? States { get; init; }

    public int[]? Window { get; init; }

    /// <summary>What coupled cluster tells beside its energy.</summary>
    public CoupledClusterResult? CoupledCluster { get; init; }

    /// <summary>Whether what follows Hartree-Fock converged.</summary>
    public bool IsFound { get; init; } = true;
}

/// <summary>
/// Result of <c>qratum energy</c>: energies in hartree, dipole of the Hartree-Fock state in atomic units; orbital energies of spin up and, for
/// unrestricted states, of spin down; natural occupations, falling, of all orbitals, where they were asked for;
/// electrons and orbitals of configuration interaction, and its states; of coupled cluster its T1 diagnostic, the correlation energy of its first
/// amplitudes (MP2), the (T) part of the correlation and its iterations; the number of vectors with --integrals cholesky.
/// </summary>
internal sealed record EnergyReport(
    double Energy, double NuclearRepulsion, double Correlation, string Method, string Basis, int Orbitals, int Electrons,
    double[] OrbitalEnergies, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? OrbitalEnergiesBeta,
    double[] Dipole, double SpinSquared, EnergyCharges Charges, int Iterations, bool Converged,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? NaturalOccupations,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int[]? ActiveSpace,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EnergyState[]? States,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? T1Diagnostic,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Mp2Correlation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Triples,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CcsdIterations, EnergyWarning[] Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CholeskyVectors,
    EnergySeconds Seconds) : Report;

/// <summary>One state of fci or casci: total energy in hartree and ⟨S²⟩.</summary>
internal sealed record EnergyState(double Energy, double SpinSquared);

/// <summary>One doubt about the Hartree-Fock state or coupled cluster: its kind, how much (see HartreeFockWarningKind, CoupledClusterWarningKind) and a sentence.</summary>
internal sealed record EnergyWarning(string Kind, double Value, string Message);

/// <summary>Charge of each atom of the Hartree-Fock state, by Mulliken and by Löwdin; of open shells also the unpaired electrons by Mulliken.</summary>
internal sealed record EnergyCharges(
    double[] Mulliken, double[] Loewdin, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? SpinMulliken);

internal sealed record EnergySeconds(double Integrals, double Scf, double Total);
