using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum vqe</c>: the ground state of a molecule by the variational quantum eigensolver.</summary>
internal sealed class VqeCommand : Command
{
    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly VqeInput _vqe = new();
    private readonly CheckpointInput _checkpoint = new();
    private readonly Option<bool> _estimate = OptionOf.Estimate();
    private readonly Option<string?> _plot = OptionOf.Plot("Draw energy and error of each iteration");
    private readonly Option<bool> _json = OptionOf.Json();

    public VqeCommand(Terminal terminal)
        : base("vqe", "Ground state of a molecule by the variational quantum eigensolver")
    {
        _terminal = terminal;
        _molecule.AddTo(this);
        _vqe.AddTo(this);
        _checkpoint.AddTo(this);
        Add(_estimate);
        Add(_plot);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var molecule = _molecule.Read(parsed);
        var basis = _molecule.ReadBasis(parsed, molecule);
        var options = _vqe.Read(parsed, molecule, basis);
        if (parsed.GetValue(_estimate)) return EstimateReport.Of(GroundState.Estimate(molecule, options)).Tell(parsed.GetValue(_json), _terminal);
        var (checkpoint, resume) = _checkpoint.Read(parsed, _terminal);
        options = options with { CheckpointFile = checkpoint, Resume = resume };
        GroundStateResult result;
        try
        {
            result = await new ProgressDisplay(_terminal).RunAsync("Hartree-Fock", show =>
                GroundStateStep.SolveAsync(molecule, options, new IterationProgress("energy", show), cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (options.CheckpointFile is { } file && File.Exists(file))
        {
            return CheckpointInput.TellInterrupted(file, _terminal);
        }

        if (parsed.GetValue(_plot) is { } plot) PlotFile.Write(Draw(parsed, result), plot);
        var report = VqeReport.Of(result, clock.Elapsed);
        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.VqeReport, _terminal);
        else Show(report, result);
        foreach (var warning in result.Warnings) await _terminal.Error.WriteLineAsync("warning: " + warning.Message).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    private Figure Draw(ParseResult parsed, GroundStateResult result) => Figures.Convergence(
        $"VQE of {result.MeanField.Molecule.Formula} ({result.MeanField.BasisSet.Name}, {_vqe.Describe(parsed)})",
        [.. result.Vqe.History.Select(h => h.Value)], result.HartreeFock, result.Exact);

    private void Show(VqeReport report, GroundStateResult result)
    {
        var facts = new Facts()
            .Add("molecule", $"{result.MeanField.Molecule.Formula} / {result.MeanField.BasisSet.Name}")
            .Add("problem", $"{Facts.Whole(report.Qubits)} qubits, {Facts.Whole(report.Terms)} Pauli terms, {Facts.Whole(report.Parameters.Length)} parameters")
            .AddMain("energy", Facts.Hartree(report.Energy))
            .Add("Hartree-Fock", Facts.Hartree(report.HartreeFock));
        if (report.Exact is { } exact)
            facts.Add("full CI", Facts.Hartree(exact)).Add("error", string.Create(CultureInfo.InvariantCulture, $"{report.Error:0.00e-0} hartree"));
        facts.Add("engine", $"{report.Engine}, {result.Determinants.ToString("N0", CultureInfo.InvariantCulture)} determinants");
        if (report.SpinSquared is { } spin) facts.Add("S²", string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(spin):F6}"));
        facts.Add("search", $"{Facts.Whole(report.Iterations)} iterations, {Facts.Whole(report.Evaluations)} evaluations, {report.StopReason}")
            .Add("time", Facts.Seconds(report.Seconds.Total))
            .Write(_terminal);
    }
}

/// <summary>
/// Result of <c>qratum vqe</c>: energies in hartree; exact and error are null where full CI was too large, spinSquared where it was not computed.
/// </summary>
internal sealed record VqeReport(
    double Energy, double HartreeFock, double? Exact, double? Error, int Iterations, int Evaluations, bool Converged, string StopReason,
    double[] Parameters, int Qubits, int Terms, double[] History, string Engine, double Determinants, double? SpinSquared, RunIdentityReport? Identity, VqeSeconds Seconds) : Report
{
    public static VqeReport Of(GroundStateResult result, TimeSpan total) => new(
        result.Energy, result.HartreeFock, result.Exact, result.Error, result.Vqe.Iterations, result.Vqe.Evaluations, result.Converged,
        Words.Of(result.Vqe.StopReason), result.Vqe.Parameters.ToArray(), result.Vqe.QubitCount, result.Hamiltonian.Count,
        [.. result.Vqe.History.Select(h => h.Value)], result.Engine == EngineKind.Determinants ? "determinants" : "statevector", (double)result.Determinants,
        result.SpinSquared, RunIdentityReport.Of(result.Identity), VqeSeconds.Of(result.Times, total));
}

internal sealed record VqeSeconds(double Integrals, double Scf, double Mapping, double Vqe, double Exact, double Total)
{
    public static VqeSeconds Of(GroundStateTimes times, TimeSpan total) => new(
        times.Integrals.TotalSeconds, times.Scf.TotalSeconds, times.Mapping.TotalSeconds, times.Vqe.TotalSeconds,
        times.Exact.TotalSeconds, total.TotalSeconds);
}
