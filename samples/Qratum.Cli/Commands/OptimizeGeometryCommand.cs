using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary><c>qratum optimize-geometry</c>: the nearest equilibrium geometry of a molecule by Hartree-Fock.</summary>
internal sealed class OptimizeGeometryCommand : Command
{
    private readonly Terminal _terminal;
    private readonly MoleculeInput _molecule = new();
    private readonly Option<string> _method = OptionOf.Choice("--method", "Method", "rhf", "rhf", "uhf", "rohf");
    private readonly Option<int> _steps = OptionOf.Whole("--max-steps", "Greatest number of steps", 100, 0, 1_000_000);
    private readonly Option<string?> _output = OptionOf.OutputFile(
        "--output", "XYZ file for the geometry, written after every step: give it as MOLECULE to go on from an interrupted run");

    private readonly Option<string?> _trajectory = OptionOf.OutputFile("--trajectory", "XYZ file for all geometries on the way, with their energies");
    private readonly Option<bool> _tight = OptionOf.Flag("--tight", "Gradient to 1.5e-5 hartree/bohr in place of 4.5e-4");
    private readonly Option<string?> _plot = OptionOf.Plot("Draw energy and gradient of each geometry");
    private readonly Option<bool> _json = OptionOf.Json();

    public OptimizeGeometryCommand(Terminal terminal)
        : base("optimize-geometry", "Equilibrium geometry of a molecule by Hartree-Fock (closed and open shells) with exact gradients")
    {
        _terminal = terminal;
        _molecule.AddTo(this);
        Add(_method);
        Add(_steps);
        Add(_tight);
        Add(_output);
        Add(_trajectory);
        Add(_plot);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var molecule = _molecule.Read(parsed);
        var basis = _molecule.ReadBasis(parsed, molecule);
        var method = parsed.GetRequiredValue(_method);
        var result = await new ProgressDisplay(_terminal).RunAsync("integrals", show =>
            Task.FromResult(Solve(parsed, MethodOf(method), molecule, basis, show, cancellationToken))).ConfigureAwait(false);
        var atoms = result.Molecule.Atoms;
        var report = new GeometryReport(
            result.Energy, method, basis.Name, result.Converged, Words.Of(result.StopReason), result.Steps.Count - 1, result.RejectedSteps,
            [.. atoms.Select(a => new GeometryAtom(
                a.Element.Symbol, a.X * PhysicalConstants.BohrInAngstrom, a.Y * PhysicalConstants.BohrInAngstrom, a.Z * PhysicalConstants.BohrInAngstrom))],
            [.. Enumerable.Range(0, atoms.Count).Select(a => (double[])[result.Gradient[a].X, result.Gradient[a].Y, result.Gradient[a].Z])],
            [.. result.Steps.Select(s => new GeometryPoint(s.Energy, s.LargestGradient, s.MeanGradient))],
            [.. result.State.Warnings.Select(w => new EnergyWarning(Words.Of(w.Kind), w.Value, w.Message))], clock.Elapsed.TotalSeconds);
        if (parsed.GetValue(_plot) is { } plot)
        {
            var title = $"Relaxation of {molecule.Formula} ({method.ToUpperInvariant()}/{basis.Name})";
            PlotFile.Write(Figures.Relaxation(title, [.. result.Steps.Select(s => s.Energy)], [.. result.Steps.Select(s => s.LargestGradient)], ReadOptions(parsed).LargestGradient), plot);
        }

        if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.GeometryReport, _terminal);
        else Show(report, result);
        return result.Converged ? ExitCode.Ok : ExitCode.Failed;
    }

    private GeometryResult Solve(
        ParseResult parsed, HartreeFockMethod method, Molecule molecule, BasisSet basis, Action<string> show, CancellationToken cancellationToken)
    {
        var (output, trajectory) = (parsed.GetValue(_output), parsed.GetValue(_trajectory));
        var frames = new List<string>();
        var progress = new DirectProgress<GeometryStep>(step =>
        {
            show(string.Create(CultureInfo.InvariantCulture, $"step {step.Number}  energy {step.Energy:F9}  gradient {step.LargestGradient:0.0e-0}"));
            var frame = step.Molecule.ToXyz(string.Create(CultureInfo.InvariantCulture, $"{step.Molecule.Formula} step {step.Number} energy {step.Energy:R} hartree"));
            if (output is not null) Write(output, [frame]);
            if (trajectory is null) return;
            frames.Add(frame);
            Write(trajectory, frames);
        });
        return HartreeFockStep.Naming(() => GeometryOptimization.Minimize(method, molecule, basis, ReadOptions(parsed, progress), cancellationToken));
    }

    private GeometryOptions ReadOptions(ParseResult parsed, IProgress<GeometryStep>? progress = null) => parsed.GetValue(_tight)
        ? new GeometryOptions { MaxSteps = parsed.GetValue(_steps), Progress = progress, LargestGradient = 1.5e-5, MeanGradient = 1e-5, LargestStep = 6e-5, MeanStep = 4e-5 }
        : new GeometryOptions { MaxSteps = parsed.GetValue(_steps), Progress = progress };

    private static void Write(string path, List<string> frames) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        foreach (var frame in frames) writer.Write(frame);
    });

    private static HartreeFockMethod MethodOf(string method) => method switch
    {
        "uhf" => HartreeFockMethod.Unrestricted,
        "rohf" => HartreeFockMethod.RestrictedOpenShell,
        _ => HartreeFockMethod.Restricted,
    };

    private void Show(GeometryReport report, GeometryResult result)
    {
        var facts = new Facts()
            .Add("molecule", $"{result.Molecule.Formula}, {Facts.Whole(result.Molecule.ElectronCount)} electrons")
            .Add("basis", report.Basis)
            .AddMain($"energy ({report.Method})", Facts.Hartree(report.Energy))
            .Add("gradient", string.Create(CultureInfo.InvariantCulture, $"{result.Gradient.Largest:0.0e-0} hartree/bohr (largest)"))
            .Add("steps", $"{Facts.Whole(report.Steps)}{(report.Converged ? "" : $" (NOT relaxed: {report.StopReason})")}")
            .Add("time", Facts.Seconds(report.Seconds));
        foreach (var atom in result.Molecule.Atoms) facts.Add("angstrom", atom.ToString());
        foreach (var warning in report.Warnings) facts.AddWarning(warning.Message);
        facts.Write(_terminal);
    }
}

/// <summary>
/// Result of <c>qratum optimize-geometry</c>: energies in hartree, atoms in ångström, the gradient of each atom in hartree per bohr, and the path.
/// </summary>
internal sealed record GeometryReport(
    double Energy, string Method, string Basis, bool Converged, string StopReason, int Steps, int RejectedSteps, GeometryAtom[] Atoms,
    double[][] Gradient, GeometryPoint[] Path, EnergyWarning[] Warnings, double Seconds) : Report;

/// <summary>An atom of the geometry found, in ångström.</summary>
internal sealed record GeometryAtom(string Element, double X, double Y, double Z);

/// <summary>One geometry on the way: energy in hartree, largest and root mean square derivative in hartree per bohr.</summary>
internal sealed record GeometryPoint(double Energy, double LargestGradient, double MeanGradient);
