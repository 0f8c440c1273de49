using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum vqe</c>: the ground state of a molecule by the variational quantum eigensolver.</summary>
internal sealed class VqeCommand : Command
{
    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly VqeInput _vqe = new();
    private readonly ExcitedInput _excited = new();
    private readonly CheckpointInput _checkpoint = new();
    private readonly Option<int?> _sampled = OptionOf.WholeOrNone(
        "--sqd", "Sample the state that was found so often, and diagonalise the Hamiltonian in the determinants that come up", 1, int.MaxValue);
    private readonly Option<bool> _estimate = OptionOf.Estimate();
    private readonly Option<string?> _plot = OptionOf.Plot("Draw energy and error of each iteration");
    private readonly Option<bool> _json = OptionOf.Json();

    public VqeCommand(Terminal terminal)
        : base("vqe", "Ground state of a molecule by the variational quantum eigensolver")
    {
        _terminal = terminal;
        _molecule.AddWithIntegralsTo(this);
        _vqe.AddTo(this);
        _excited.AddTo(this);
        _checkpoint.AddTo(this);
        Add(_sampled);
        Add(_estimate);
        Add(_plot);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var problem = Read(parsed);
        var options = problem.Options;
        var wanted = _excited.Read(parsed, options);
        if (parsed.GetValue(_estimate)) return EstimateReport.Of(problem.Estimate()).Tell(parsed.GetValue(_json), _terminal);
        var (checkpoint, resume) = _checkpoint.Read(parsed, _terminal);
        options = options with { CheckpointFile = checkpoint, Resume = resume };
        GroundStateResult result;
        ExcitedStatesResult? excited;
        try
        {
            (result, excited) = await new ProgressDisplay(_terminal).RunAsync("Hartree-Fock", async show =>
            {
                var ground = await problem.SolveAsync(options, new IterationProgress("energy", show), cancellationToken).ConfigureAwait(false);
                return (ground, wanted is null ? null : await ExcitedInput.SolveAsync(ground, wanted, new IterationProgress("state", show), cancellationToken).ConfigureAwait(false));
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (options.CheckpointFile is { } file && File.Exists(file))
        {
            return CheckpointInput.TellInterrupted(file, _terminal);
        }

        _molecule.WriteFciDump(parsed, result.Integrals);
        if (parsed.GetValue(_plot) is { } plot) PlotFile.Write(Draw(parsed, problem.Title, result), plot);
        var sampled = parsed.GetValue(_sampled) is { } shots ? await DiagonaliseAsync(result, shots, options.Seed, cancellationToken).ConfigureAwait(false) : null;
        var report = VqeReport.Of(result, excited, clock.Elapsed) with { Sqd = sampled };
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.VqeReport, _terminal);
        else Show(report, problem.Title, result);
        foreach (var warning in report.Warnings) await _terminal.Error.WriteLineAsync("warning: " + warning.Message).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    /// <summary>Samples under Jordan-Wigner, whatever the search was done with.</summary>
    private static async Task<SampledReport> DiagonaliseAsync(GroundStateResult result, int shots, ulong seed, CancellationToken cancellationToken)
    {
        try
        {
            var circuit = result.Excitations?.ToCircuit(result.Integrals, new JordanWigner()) ?? result.Ansatz;
            using var backend = new StateVectorBackend();
            var found = await SampleBasedDiagonalization.RunAsync(result.Integrals, circuit, result.Vqe.Parameters, backend, shots,
                new SampleBasedDiagonalizationOptions { Seed = seed }, cancellationToken).ConfigureAwait(false);
            return new SampledReport(found.Energy, found.Best.Determinants.Count, shots, found.RightFraction, found.S2);
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            throw new BadInputException("--sqd: " + BadInputException.TextOf(e), e);
        }
    }

    private SearchInput Read(ParseResult parsed)
    {
        if (_molecule.ReadFciDump(parsed, _vqe.OfMolecule) is { } given)
        {
            var (options, integrals) = _vqe.Read(parsed, given.Values);
            return new SearchInput.OfIntegrals(integrals, given.Name, options);
        }

        var molecule = _molecule.Read(parsed);
        var basis = _molecule.ReadBasis(parsed, molecule);
        return new SearchInput.OfMolecule(molecule, $"{molecule.Formula} / {basis.Name}", _vqe.Read(parsed, molecule, basis));
    }

    private Figure Draw(ParseResult parsed, string title, GroundStateResult result) => Figures.Convergence(
        $"VQE of {title} ({_vqe.Describe(parsed)})",
        [.. result.Vqe.History.Select(h => h.Value)], result.HartreeFock, result.Exact);

    private void Show(VqeReport report, string title, GroundStateResult result)
    {
        var facts = new Facts()
            .Add("molecule", title)
            .Add("problem", $"{Facts.Whole(report.Qubits)} qubits, {Facts.Whole(report.Terms)} Pauli terms, {Facts.Whole(report.Parameters.Length)} parameters")
            .AddMain("energy", Facts.Hartree(report.Energy))
            .Add("Hartree-Fock", Facts.Hartree(report.HartreeFock));
        if (report.Exact is { } exact)
            facts.Add("full CI", Facts.Hartree(exact)).Add("error", string.Create(CultureInfo.InvariantCulture, $"{report.Error:0.00e-0} hartree"));
        facts.Add("engine", $"{report.Engine}, {result.Determinants.ToString("N0", CultureInfo.InvariantCulture)} determinants");
        if (report.SpinSquared is { } spin) facts.Add("S²", string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(spin):F6}"));
        if (report.Electrons is { } electrons) facts.Add("electrons", string.Create(CultureInfo.InvariantCulture, $"{electrons:F6}"));
        if (report.Dipole is { } moment)
            facts.Add("dipole", string.Create(CultureInfo.InvariantCulture, $"{Math.Sqrt(moment.Sum(d => d * d)) * PhysicalConstants.DipoleInDebye:F4} debye"));
        if (report.Sqd is { } sampled)
            facts.Add("samples", string.Create(CultureInfo.InvariantCulture, $"{sampled.Energy:F9} hartree in {sampled.Determinants:N0} determinants of {sampled.Shots:N0} shots"));
        for (var k = 1; k < report.States?.Length; k++)
        {
            var state = report.States[k];
            facts.Add($"state {Facts.Whole(k)}", string.Create(CultureInfo.InvariantCulture,
                $"{state.Energy:F9} hartree, {state.ExcitationEnergy:F6} above, S² = {Math.Abs(state.SpinSquared):F4}, symmetry {state.Symmetry?.ToString(CultureInfo.InvariantCulture) ?? "mixed"}{(state.Exact is { } full ? $", full CI {full:F9}" : "")}"));
        }

        facts.Add("search", $"{Facts.Whole(report.Iterations)} iterations, {Facts.Whole(report.Evaluations)} evaluations, {report.StopReason}")
            .Add("time", Facts.Seconds(report.Seconds.Total))
            .Write(_terminal);
    }
}

/// <summary>
/// Result of <c>qratum vqe</c>: energies in hartree; exact and error are null where full CI was too large, spinSquared,
/// electrons and dipole (atomic units) where they were not computed; states, the ground state first, where --excited asks for them.
/// </summary>
internal sealed record VqeReport(
    double Energy, double HartreeFock, double? Exact, double? Error, int Iterations, int Evaluations, bool Converged, string StopReason,
    double[] Parameters, int Qubits, int Terms, double[] History, string Engine, double Determinants, double? SpinSquared,
    double? Electrons, double[]? Dipole, VqeWarning[] Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StateReport[]? States, RunIdentityReport? Identity, VqeSeconds Seconds) : Report
{
    /// <summary>Where --sqd asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SampledReport? Sqd { get; init; }

    public static VqeReport Of(GroundStateResult result, ExcitedStatesResult? excited, TimeSpan total) => new(
        result.Energy, result.HartreeFock, result.Exact, result.Error, result.Vqe.Iterations, result.Vqe.Evaluations, result.Converged,
        Words.Of(result.Vqe.StopReason), result.Vqe.Parameters.ToArray(), result.Vqe.QubitCount, result.Hamiltonian.Count,
        [.. result.Vqe.History.Select(h => h.Value)], Words.Of(result.Engine), (double)result.Determinants,
        result.SpinSquared, result.Electrons, result.Dipole is { } dipole ? [.. dipole] : null,
        [
            .. result.Warnings.Select(w => new VqeWarning(Words.Of(w.Kind), w.Value, w.Message)),
            .. excited?.Warnings.Select(w => new VqeWarning(Words.Of(w.Kind), w.Value, w.Message)) ?? [],
        ], excited is null ? null : StateReport.Of(excited), RunIdentityReport.Of(result.Identity), VqeSeconds.Of(result.Times, total));
}

/// <summary>Diagonalisation in the determinants of samples: energy in hartree, their number, shots and the fraction of them with the right electrons.</summary>
internal sealed record SampledReport(double Energy, int Determinants, int Shots, double RightFraction, double SpinSquared);

/// <summary>One doubt about a result: its kind, how much (see the library's GroundStateWarningKind) and a sentence.</summary>
internal sealed record VqeWarning(string Kind, double Value, string Message);

internal sealed record VqeSeconds(double Integrals, double Scf, double Mapping, double Vqe, double Exact, double Total)
{
    public static VqeSeconds Of(GroundStateTimes times, TimeSpan total) => new(
        times.Integrals.TotalSeconds, times.Scf.TotalSeconds, times.Mapping.TotalSeconds, times.Vqe.TotalSeconds,
        times.Exact.TotalSeconds, total.TotalSeconds);
}
