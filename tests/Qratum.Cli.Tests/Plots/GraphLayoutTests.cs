using Xunit;

namespace Qratum.Cli.Tests;

public sealed class GraphLayoutTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(150)]
    public void Nodes_lie_apart_inside_the_unit_square(int nodes)
    {
        (int, int)[] ring = nodes < 3 ? [] : [.. Enumerable.Range(0, nodes).Select(i => (i, (i + 1) % nodes))];

        var places = GraphLayout.Place(nodes, ring);

        Assert.Equal(nodes, places.Length);
        Assert.All(places, p =>
        {
            Assert.InRange(p.X, -1e-9, 1 + 1e-9);
            Assert.InRange(p.Y, -1e-9, 1 + 1e-9);
        });
        Assert.Equal(nodes, places.Select(p => (Math.Round(p.X, 4), Math.Round(p.Y, 4))).Distinct().Count());
    }

    [Fact]
    public void Edges_are_shorter_than_other_distances_on_a_path()
    {
        (int From, int To)[] path = [.. Enumerable.Range(0, 29).Select(i => (i, i + 1))];

        var places = GraphLayout.Place(30, path);

        var ends = Distance(places[0], places[29]);
        Assert.True(path.Average(e => Distance(places[e.From], places[e.To])) < 0.5 * ends);
    }

    [Fact]
    public void Unconnected_nodes_stay_in_the_picture() =>
        Assert.All(GraphLayout.Place(12, [(0, 1), (1, 2)]), p => Assert.True(double.IsFinite(p.X) && double.IsFinite(p.Y)));

    private static double Distance(DataPoint a, DataPoint b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
