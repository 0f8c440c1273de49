using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

public class QuboTextTests
{
    [Fact]
    public void Entries_are_those_of_a_symmetric_matrix()
    {
        var qubo = Qubo.Parse("# two variables\n2 2\n1 1 -3\n2 1 1.5 # mirrored\n");
        Assert.Equal([0, -3, 0, 0], AllBits.Of(2).Select(qubo.Value));
        Assert.Equal(Qubo.FromMatrix(new[,] { { -3, 1.5 }, { 1.5, 0 } }), qubo);
        Assert.Equal(qubo, Qubo.Parse("2 2; 1 1 -3; 1 2 1.5"));
    }

    [Fact]
    public void Text_goes_there_and_back()
    {
        var random = new Random(1);
        var edges = from i in Enumerable.Range(0, 9) from j in Enumerable.Range(0, i) where random.NextDouble() < 0.5 select new Edge(j, i, random.NextDouble() - 0.5);
        var qubo = new Qubo(new Graph(9, edges.ToList()), [.. Enumerable.Range(0, 9).Select(_ => random.NextDouble() - 0.5)]);
        using var writer = new StringWriter();
        qubo.WriteSparse(writer);
        Assert.Equal(qubo, Qubo.Parse(writer.ToString()));
        Assert.Throws<InvalidOperationException>(() => new Qubo(new Graph(1, []), [], 1).WriteSparse(writer));
    }

    [Theory]
    [InlineData("", "line 1, column 1: the text has no problem")]
    [InlineData("2 1 0\n1 2 3", "line 1, column 5: the header is 'n m'")]
    [InlineData("0 0", "line 1, column 1: a problem has 1 to")]
    [InlineData("2 2\n1 2 3", "line 2, column 1: the header on line 1 says 2 entries, but only 1")]
    [InlineData("2 1\n1 2 3\n1 1 1", "line 3, column 1: the header on line 1 says 1 entries, but 2")]
    [InlineData("2 1\n1 3 3", "line 2, column 3: variable 3 is outside 1..2")]
    [InlineData("2 1\n1 2", "line 2, column 3: an entry is 'i j q'")]
    [InlineData("2 2\n1 2 3\n2 1 3", "line 3, column 1: the entry of 1 and 2 is on line 2 already")]
    [InlineData("2 1\n1 2 1,5", "line 2, column 5: '1,5' is not a weight")]
    [InlineData("2 1\n1 2 1e999", "line 2, column 5: the weight '1e999' is not a finite number")]
    [InlineData("x 1\n1 2 1", "line 1, column 1: 'x' is not the number of variables")]
    public void Bad_text_is_refused_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Qubo.Parse(text)).Message, StringComparison.Ordinal);

    /// <summary>The Biq Mac library's minima (A. Wiegele, Biq Mac Library, 2007), proved here.</summary>
    [SharedDataTheory]
    [InlineData("gka1a", -3414)]
    [InlineData("gka1b", -133)]
    [InlineData("gka2b", -121)]
    public void Listed_minima_are_proved(string name, double minimum)
    {
        var found = ClassicalSolver.Exact.Solve(Qubo.FromFile(SharedData.PathOf("graphs", "biqmac", name + ".sparse")).ToIsing()).Minimum;
        Assert.Equal((minimum, OptimumIs.Exact), (found.Energy, found.OptimumIs));
    }

    [SharedDataFact]
    public void Dense_cut_of_sixty_nodes_is_proved()
    {
        var model = new MaxCut(Graph.FromFile(SharedData.PathOf("graphs", "biqmac", "g05_60.0"))).ToIsing();
        var found = ClassicalSolver.Exact.Solve(model, new() { TimeLimit = TimeSpan.FromMinutes(5) }).Minimum;
        Assert.Equal((-536, OptimumIs.Exact), (found.Energy, found.OptimumIs));
    }
}
