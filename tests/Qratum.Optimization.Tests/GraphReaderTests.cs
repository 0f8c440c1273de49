using System.Globalization;
using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

public class GraphReaderTests
{
    [Theory]
    [InlineData("3 2\n1 2 1.5\n2 3 -1\n", "0-1 (1.5) 1-2 (-1)", 3)] // header n m, nodes from 1
    [InlineData("3 2\n1 2\n3 2", "0-1 1-2", 3)]
    [InlineData("3 2\n1 2\n2 3 4e-1", "0-1 1-2 (0.4)", 3)] // a weight may be missing below a header
    [InlineData("5 0\n", "", 5)]
    [InlineData("4 3\n1 2\n2 3\n3 4\n", "0-1 1-2 2-3", 4)]
    [InlineData("3\n0 1\n1 2 7\n", "0-1 1-2 (7)", 3)] // number of nodes alone, nodes from 0
    [InlineData("0 1\n1 2\n", "0-1 1-2", 3)] // no header, a 0 occurs
    [InlineData("1 2\n2 3\n3 4\n", "0-1 1-2 2-3", 4)] // no header, nodes from 1: '1 2' cannot be one node with two edges
    [InlineData("1 2\n", "0-1", 2)]
    [InlineData("2 3\n3 4\n4 5\n5 6", "1-2 2-3 3-4 4-5", 6)] // three lines follow, but two nodes have no three edges
    [InlineData("1 2 0.5\n2 4 1\n", "0-1 (0.5) 1-3", 4)]
    [InlineData("0 3 2\n", "0-3 (2)", 4)]
    [InlineData("1 2; 2 3 ;3 1;", "0-1 0-2 1-2", 3)]
    [InlineData("# a comment; with 1 2\nc another\n% and another\n3 1 # here too; 9 9\n\n 3\t1 \r\n", "0-2", 3)]
    [InlineData("\uFEFF3 1\r\n1 3\r\n", "0-2", 3)]
    public void FormatsAreTold(string text, string edges, int nodes)
    {
        var graph = Graph.Parse(text);
        Assert.Equal(nodes, graph.NodeCount);
        Assert.Equal(edges, string.Join(' ', graph.Edges));
    }

    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("# nothing\n\n", "line 1, column 1")]
    [InlineData("3 2\n1 2 1\n2 4 1\n", "line 3, column 3: node 4 is outside 1..3")]
    [InlineData("4 2\n1 2\n2 9\n", "line 3, column 3: node 9 is outside 1..4")]
    [InlineData("3 1\n0 2 1\n", "line 2, column 1: node 0 is outside 1..3; below a header 'n m' nodes are numbered from 1")]
    [InlineData("3\n1 3\n", "line 2, column 3: node 3 is outside 0..2; below a line with the number of nodes alone")]
    [InlineData("3\n-1 2\n", "line 2, column 1: node -1 is outside")]
    [InlineData("-1 2 1\n", "line 1, column 1: node -1 is outside")]
    [InlineData("3 1\n2 2 1\n", "line 2, column 3: the edge joins node 2 to itself")]
    [InlineData("3 1\n1 2 NaN\n", "line 2, column 5: the weight 'NaN' is not a finite number")]
    [InlineData("3 1\n1 2 -Infinity\n", "not a finite number")]
    [InlineData("3 1\n1 2 0,5\n", "line 2, column 5: '0,5' is not a weight: a number is expected; write a decimal point")]
    [InlineData("1,2\n", "line 1, column 1: '1,2' is not the number of nodes: a whole number is expected; write a decimal point")]
    [InlineData("3 1\n1 2 heavy\n", "line 2, column 5: 'heavy' is not a weight")]
    [InlineData("3 1\n1 2.5 1\n", "line 2, column 3: '2.5' is not a node")]
    [InlineData("3 3\n1 2 1\n2 3 1\n", "line 3, column 1: the header on line 1 says 3 edges, but only 2 follow: the text is cut short")]
    [InlineData("3 3\n1 2\n2 3\n", "put a line '3 3'")]
    [InlineData("3 1\n1 2 1\n2 3 1\n", "line 3, column 1: the header on line 1 says 1 edges, but 2 lines follow it")]
    [InlineData("3 2\n1 2 1\n2\n", "line 3, column 1: an edge is 'i j' or 'i j w', and this line has one number")]
    [InlineData("3 2\n1 2 1\n2 3 1 1\n", "line 3, column 7: an edge is 'i j' or 'i j w', and this line has 4 entries")]
    [InlineData("3 2\n1 2 1\n2 1 1\n", "line 3, column 1: nodes 2 and 1 are already joined on line 2")]
    [InlineData("1 2 1\n2 3\n", "line 2, column 1: this edge has 2 numbers and the one on line 1 has 3")]
    [InlineData("0\n", "line 1, column 1: a graph has 1 to")]
    [InlineData("hello world\n", "line 1, column 1: 'hello' is not a node")]
    [InlineData("1 99999999999\n", "line 1, column 3: node 99999999999 is outside")]
    public void BadTextIsRefusedWithItsPlace(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Graph.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void DuplicatesAreSummedOnRequest() =>
        Assert.Equal([new Edge(0, 1, 3)], Graph.Parse("3 2\n1 2 1\n2 1 2\n", DuplicateEdges.Sum).Edges);

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void CultureDoesNotMatter(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var graph = Graph.Parse("2 1\n1 2 -1.5\n");
            Assert.Equal(-1.5, graph.TotalWeight);
            Assert.Equal("2 1\n1 2 -1.5\n", graph.ToGset());
            Assert.Equal("0-1 (-1.5)", graph.Edges[0].ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void FileErrorsNameTheFile()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "3 1\n1 4 1\n");
        try
        {
            Assert.StartsWith(path + ", line 2, column 3: ", Assert.Throws<FormatException>(() => Graph.FromFile(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [SharedDataTheory]
    [InlineData("G1", 800, 19176)]
    [InlineData("G11", 800, 1600)]
    [InlineData("G14", 800, 4694)]
    [InlineData("G48", 3000, 6000)]
    public void GsetFilesAreRead(string name, int nodes, int edges)
    {
        var graph = Graph.FromFile(SharedData.PathOf("graphs", "gset", name + ".txt"));
        Assert.Equal((nodes, edges), (graph.NodeCount, graph.EdgeCount));
        Assert.Equal(graph, Graph.Parse(graph.ToGset()));
    }
}
