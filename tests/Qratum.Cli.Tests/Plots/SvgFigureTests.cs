using System.Globalization;
using System.Xml.Linq;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class SvgFigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_curve_has_title_description_a_line_or_marks_per_series_and_a_legend()
    {
        var root = Draw(Sample.Curve());

        Assert.Equal("title desc", root.Attribute("aria-labelledby")?.Value);
        Assert.Equal("Potential curve of H2 (sto-3g)", root.Element(Svg + "title")?.Value);
        Assert.Contains("Hartree-Fock, VQE and full CI", root.Element(Svg + "desc")?.Value, StringComparison.Ordinal);
        var series = Groups(root, "series");
        Assert.Equal(3, series.Count);
        Assert.All(series, s => Assert.Equal(7, Marks(s)));
        Assert.Equal(2, series.Count(s => s.Elements(Svg + "polyline").Any()));
        Assert.Equal(["Hartree-Fock", "full CI", "VQE"], Groups(root, "legend")[0].Elements(Svg + "text").Select(t => t.Value));
    }

    [Fact]
    public void Series_differ_in_colour_and_in_shape()
    {
        var series = Groups(Draw(Sample.Curve()), "series");

        Assert.Equal(3, series.Select(s => s.Descendants().First(IsMark)).Select(m => (m.Attribute("fill")?.Value, m.Attribute("stroke")?.Value)).Distinct().Count());
        Assert.Equal(["circle", "rect", "path"], series.Select(s => s.Descendants().First(IsMark).Name.LocalName));
    }

    [Fact]
    public void Points_without_a_value_are_left_out()
    {
        var figure = Figures.PotentialCurve("H2", "sto-3g", [new(0.5, -1, double.NaN, double.NaN), new(0.7, -1.1, -1.13, double.NaN)]);

        Assert.Equal([2, 1], Groups(Draw(figure), "series").Select(Marks));
    }

    [Fact]
    public void Convergence_draws_the_energies_and_the_error_on_a_logarithmic_axis()
    {
        var root = Draw(Figures.Convergence("VQE", [-1.0, -1.1, -1.137, -1.1373], -1.117, -1.13730604));

        Assert.Equal(2, Groups(root, "panel").Count);
        Assert.Equal([4, 0, 0, 4, 0], Groups(root, "series").Select(Marks));
        Assert.Contains(root.Descendants(Svg + "text"), t => t.Value.StartsWith("1e−", StringComparison.Ordinal));
    }

    [Fact]
    public void Long_runs_keep_their_line_and_thin_their_marks()
    {
        var root = Draw(Figures.Convergence("VQE", [.. Enumerable.Range(0, 1000).Select(i => -1 - (1.0 / (i + 1)))], -1, null));

        var series = Groups(root, "series")[0];
        Assert.InRange(Marks(series), 40, 60);
        Assert.Equal(1000, series.Element(Svg + "polyline")!.Attribute("points")!.Value.Split(' ').Length);
    }

    [Fact]
    public void A_cut_has_one_mark_per_node_and_edge_and_dashes_the_cut()
    {
        var root = Draw(Sample.Cut());

        var nodes = root.Descendants().Where(e => HasClass(e, "node")).ToList();
        Assert.Equal(["circle", "rect", "circle", "rect"], nodes.Select(n => n.Name.LocalName));
        Assert.Equal(5, root.Descendants().Count(e => HasClass(e, "edge") || HasClass(e, "edge cut")));
        var cut = root.Descendants().Where(e => HasClass(e, "edge cut")).ToList();
        Assert.Equal(4, cut.Count);
        Assert.All(cut, e => Assert.NotEqual("none", e.Attribute("stroke-dasharray")?.Value));
        Assert.Equal(3, root.Descendants().Count(e => HasClass(e, "bar")));
    }

    [Fact]
    public void Names_from_outside_are_escaped()
    {
        var root = Draw(Figures.PotentialCurve("<H2> & \"friends\" \u0001", "6-31g*", [new(0.5, -1, -1.1, -1.1)]));

        Assert.Equal("Potential curve of <H2> & \"friends\"  (6-31g*)", root.Element(Svg + "title")?.Value);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_drawing_does_not_follow_the_culture(string culture)
    {
        var (before, plain) = (CultureInfo.CurrentCulture, SvgFigure.Draw(Sample.Curve()) + SvgFigure.Draw(Sample.Cut()));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(plain, SvgFigure.Draw(Sample.Curve()) + SvgFigure.Draw(Sample.Cut()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Everything_lies_inside_the_picture()
    {
        foreach (var figure in new[] { Sample.Curve(), Sample.Cut(), Figures.Convergence("VQE", [-1, -1.1], -1, -1.1) })
        {
            var root = Draw(figure);
            var (width, height) = (Number(root, "width"), Number(root, "height"));
            foreach (var element in root.Descendants())
            {
                foreach (var name in new[] { "x", "cx", "x1", "x2" })
                    if (element.Attribute(name) is not null) Assert.InRange(Number(element, name), 0, width);
                foreach (var name in new[] { "y", "cy", "y1", "y2" })
                    if (element.Attribute(name) is not null) Assert.InRange(Number(element, name), 0, height);
            }
        }
    }

    private static XElement Draw(Figure figure) => XDocument.Parse(SvgFigure.Draw(figure)).Root!;

    private static List<XElement> Groups(XElement root, string name) => [.. root.Descendants(Svg + "g").Where(g => HasClass(g, name))];

    private static int Marks(XElement series) => series.Descendants().Count(IsMark);

    private static bool IsMark(XElement element) => HasClass(element, "mark");

    private static bool HasClass(XElement element, string name) => element.Attribute("class")?.Value == name;

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}

internal static class Sample
{
    public static Figure Curve() => Figures.PotentialCurve("H2", "sto-3g",
        [.. Enumerable.Range(0, 7).Select(i => new CurvePoint(0.5 + (0.25 * i), -1 + (0.1 * i), -1.1 + (0.05 * i), -1.1 + (0.05 * i)))]);

    public static Figure Cut() => Figures.Cut("QAOA", [false, true, false, true], [(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)],
        [(2, 10), (3, 55), (4, 35)], 4);
}
