using System.Globalization;

namespace Qratum.Cli;

/// <summary>The pictures that the commands make.</summary>
internal static partial class Figures
{
    /// <summary>Energies along a stretched bond; a missing energy is NaN.</summary>
    public static Figure PotentialCurve(string molecule, string basis, IReadOnlyList<CurvePoint> points)
    {
        var lowest = points.Where(p => double.IsFinite(p.Vqe)).DefaultIfEmpty().MinBy(p => p.Vqe);
        var description = string.Create(CultureInfo.InvariantCulture,
            $"Energies of {molecule} in the basis {basis} at {points.Count} bond lengths from {points[0].Distance} to {points[^1].Distance} ångström: Hartree-Fock, VQE and full CI. The lowest VQE energy is {lowest.Vqe:F6} hartree at {lowest.Distance} ångström.");
        List<Series> series = [new("Hartree-Fock", [.. points.Select(p => new DataPoint(p.Distance, p.HartreeFock))])];
        if (points.Any(p => double.IsFinite(p.Exact)))
            series.Add(new Series("full CI", [.. points.Select(p => new DataPoint(p.Distance, p.Exact))]) { Style = SeriesStyle.OpenMarkers });
        series.Add(new Series("VQE", [.. points.Select(p => new DataPoint(p.Distance, p.Vqe))]) { Style = SeriesStyle.Markers });
        return new Figure($"Potential curve of {molecule} ({basis})", description,
            [new XyPanel("Energy", new Axis("bond length / Å"), new Axis("energy / hartree"), series)]);
    }

    /// <summary>Energy per iteration, and its distance from the exact energy where that is known.</summary>
    public static Figure Convergence(string title, IReadOnlyList<double> energies, double hartreeFock, double? exact)
    {
        var last = energies.Count - 1;
        DataPoint[] path = [.. energies.Select((e, i) => new DataPoint(i, e))];
        List<Series> series = [new("VQE", path), Level("Hartree-Fock", hartreeFock)];
        if (exact is { } level) series.Add(Level("full CI", level));
        var iterations = new Axis("iteration") { WholeNumbers = true };
        List<Panel> panels = [new XyPanel("Energy", iterations, new Axis("energy / hartree"), series)];
        if (exact is { } e0)
        {
            // Errors below the last digits of the energies are rounding: show them at that floor.
            const double floor = 1e-13;
            DataPoint[] errors = [.. energies.Select((e, i) => new DataPoint(i, Math.Max(Math.Abs(e - e0), floor)))];
            panels.Add(new XyPanel("Error", iterations, new Axis("|energy − exact| / hartree") { Logarithmic = true },
                [new Series("VQE", errors), new Series("chemical accuracy (1 kcal/mol)", [new(0, 1.594e-3), new(Math.Max(last, 1), 1.594e-3)]) { Style = SeriesStyle.Reference }]));
        }

        var description = string.Create(CultureInfo.InvariantCulture,
            $"Energy of each of {energies.Count} iterations, from {energies[0]:F6} to {energies[last]:F9} hartree; Hartree-Fock {hartreeFock:F9}{(exact is { } x ? $", exact {x:F9}" : "")} hartree.");
        return new Figure(title, description, panels);

        Series Level(string name, double value) =>
            new(name, [new(0, value), new(Math.Max(last, 1), value)]) { Style = SeriesStyle.Reference };
    }

    /// <summary>Energy of each geometry of a relaxation, and its largest gradient beside the one that counts as relaxed.</summary>
    public static Figure Relaxation(string title, IReadOnlyList<double> energies, IReadOnlyList<double> gradients, double relaxed)
    {
        var last = energies.Count - 1;
        var steps = new Axis("step") { WholeNumbers = true };
        var description = string.Create(CultureInfo.InvariantCulture,
            $"Energy of each of {energies.Count} geometries, from {energies[0]:F6} to {energies[last]:F9} hartree, and the largest derivative by a coordinate, from {gradients[0]:0.0e-0} to {gradients[last]:0.0e-0} hartree/bohr.");
        return new Figure(title, description,
        [
            new XyPanel("Energy", steps, new Axis("energy / hartree"), [new("Hartree-Fock", [.. energies.Select((e, k) => new DataPoint(k, e))])]),
            new XyPanel("Gradient", steps, new Axis("largest gradient / (hartree/bohr)") { Logarithmic = true },
            [
                new("geometry", [.. gradients.Select((g, k) => new DataPoint(k, Math.Max(g, 1e-13)))]),
                new("relaxed", [new(0, relaxed), new(Math.Max(last, 1), relaxed)]) { Style = SeriesStyle.Reference },
            ]),
        ]);
    }
}

/// <summary>Energies in hartree at a bond length in ångström.</summary>
internal readonly record struct CurvePoint(double Distance, double HartreeFock, double Vqe, double Exact);
