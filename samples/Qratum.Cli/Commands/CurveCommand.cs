using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Qratum.Chemistry;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary><c>qratum curve</c>: energies along a stretched bond.</summary>
internal sealed class CurveCommand : Command
{
    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly Option<(int First, int Second)?> _bond = OptionOf.Pair("--bond", "The two atoms, numbered from 1; the second moves with what hangs on it", "I", "J", 1);
    private readonly Option<double> _from = OptionOf.Real("--from", "First bond length in ångström", 0, 1000);
    private readonly Option<double> _to = OptionOf.Real("--to", "Last bond length in ångström", 0, 1000);
    private readonly Option<int> _points = OptionOf.Whole("--points", "Number of bond lengths", 20, 2, 10_000);
    private readonly VqeInput _vqe = new();
    private readonly Option<string?> _plot = OptionOf.Plot("Draw the curve");
    private readonly Option<bool> _json = OptionOf.Json();

    public CurveCommand(Terminal terminal)
        : base("curve", "Energies along a stretched bond: Hartree-Fock, VQE and full CI")
    {
        _terminal = terminal;
        _molecule.AddTo(this);
        _bond.Required = true;
        Add(_bond);
        Add(_from);
        Add(_to);
        Add(_points);
        _vqe.AddTo(this);
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
        var stretched = Stretch(parsed, molecule);
        var points = await new ProgressDisplay(_terminal).RunAsync("Hartree-Fock", show =>
            SolveAsync(stretched, options, show, cancellationToken)).ConfigureAwait(false);

        var (first, second) = parsed.GetValue(_bond)!.Value;
        var report = new CurveReport(basis.Name, [first, second], points, new CurveSeconds(clock.Elapsed.TotalSeconds));
        if (parsed.GetValue(_plot) is { } plot)
        {
            CurvePoint[] drawn = [.. points.Select(p => new CurvePoint(p.Distance, p.HartreeFock, p.Vqe, p.Exact ?? double.NaN))];
            PlotFile.Write(Figures.PotentialCurve(molecule.Formula, basis.Name, drawn), plot);
        }

        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.CurveReport, _terminal);
        else Show(report);
        return ExitCode.Ok;
    }

    private (double Distance, Molecule Molecule)[] Stretch(ParseResult parsed, Molecule molecule)
    {
        var (first, second) = parsed.GetValue(_bond)!.Value;
        var (from, to, count) = (parsed.GetValue(_from), parsed.GetValue(_to), parsed.GetValue(_points));
        if (to <= from) throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--to: {to} ångström does not lie above --from {from}."));
        if (Math.Max(first, second) > molecule.Atoms.Count || first == second)
            throw new BadInputException($"--bond: {Facts.Whole(first)},{Facts.Whole(second)} are not two of the {Facts.Whole(molecule.Atoms.Count)} atoms of {molecule.Formula}, numbered from 1.");
        var lengths = Enumerable.Range(0, count).Select(k => k == count - 1 ? to : from + (k * (to - from) / (count - 1)));
        return [.. lengths.Select(length => (length, BadInputException.Naming("--from, --to", () =>
            molecule.WithBondLength(first - 1, second - 1, Length.FromAngstrom(length)))))];
    }

    private static async Task<CurveEntry[]> SolveAsync(
        (double Distance, Molecule Molecule)[] stretched, GroundStateOptions options, Action<string> show, CancellationToken cancellationToken)
    {
        var entries = new List<CurveEntry>();
        foreach (var (distance, molecule) in stretched)
        {
            var nothing = new DirectProgress<HistoryPoint>(_ => { });
            var result = await GroundStateStep.SolveAsync(() => GroundState.SolveAsync(molecule, options, nothing, cancellationToken), options).ConfigureAwait(false);
            entries.Add(new CurveEntry(
                distance, result.HartreeFock, result.Energy, result.Exact, result.Error, result.Converged, Words.Of(result.Engine), result.SpinSquared, result.Electrons,
                result.Dipole is { } dipole ? [.. dipole] : null, [.. result.Warnings.Select(w => new VqeWarning(Words.Of(w.Kind), w.Value, w.Message))]));
            show(string.Create(CultureInfo.InvariantCulture, $"point {entries.Count} of {stretched.Length}  distance {distance:F4}  energy {result.Energy:F9}"));
        }

        return [.. entries];
    }

    private void Show(CurveReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in new[] { "bond length / Å", "Hartree-Fock", "VQE", "full CI", "error" }) table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var p in report.Points)
        {
            table.AddRow(Number(p.Distance, "F4"), Number(p.HartreeFock, "F9"), Number(p.Vqe, "F9"),
                p.Exact is { } exact ? Number(exact, "F9") : "", p.Error is { } error ? Number(error, "0.0e-0") : "");
        }

        _terminal.Results.Write(table);
        new Facts().Add("energies", "in hartree, " + report.Basis).Add("time", Facts.Seconds(report.Seconds.Total)).Write(_terminal);
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>Result of <c>qratum curve</c>: distances in ångström, energies in hartree, atoms of the bond from 1.</summary>
internal sealed record CurveReport(string Basis, int[] Bond, CurveEntry[] Points, CurveSeconds Seconds) : Report;

/// <summary>One point: what computed it, ⟨S²⟩ and ⟨N⟩ of the state, its dipole moment in atomic units, and doubts.</summary>
internal sealed record CurveEntry(
    double Distance, double HartreeFock, double Vqe, double? Exact, double? Error, bool Converged, string Engine, double? SpinSquared, double? Electrons,
    double[]? Dipole, VqeWarning[] Warnings);

internal sealed record CurveSeconds(double Total);
