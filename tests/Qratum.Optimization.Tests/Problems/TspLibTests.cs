using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

public class TspLibTests
{
    private const string Head = "NAME: t\nTYPE: TSP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EXPLICIT\n";

    [Theory]
    [InlineData("FULL_MATRIX", "0 1 2 1 0 3 2 3 0")]
    [InlineData("UPPER_ROW", "1 2 3")]
    [InlineData("LOWER_ROW", "1 2\n3")]
    [InlineData("UPPER_DIAG_ROW", "0 1 2 0 3 0")]
    [InlineData("LOWER_DIAG_ROW", "0 1 0 2 3 0")]
    [InlineData("UPPER_COL", "1 2 3")]
    [InlineData("LOWER_COL", "1 2 3")]
    [InlineData("UPPER_DIAG_COL", "0 1 0 2 3 0")]
    [InlineData("LOWER_DIAG_COL", "0 1 2 0 3 0")]
    public void Explicit_weights_in_every_order(string format, string numbers)
    {
        var problem = TravellingSalesman.Parse($"{Head}EDGE_WEIGHT_FORMAT: {format}\nEDGE_WEIGHT_SECTION\n{numbers}\nEOF\n");
        Assert.Equal((1.0, 2.0, 3.0), (problem.Distance(0, 1), problem.Distance(0, 2), problem.Distance(1, 2)));
        Assert.True(problem.IsSymmetric);
    }

    [Theory]
    [InlineData("EUC_2D", 5, 7)]
    [InlineData("CEIL_2D", 5, 8)]
    [InlineData("MAN_2D", 7, 10)]
    [InlineData("MAX_2D", 4, 6)]
    [InlineData("ATT", 2, 3)]
    public void Coordinates_in_the_plane(string type, double near, double far)
    {
        var problem = TravellingSalesman.Parse($"NAME : p\nTYPE : TSP\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : {type}\nNODE_COORD_SECTION\n2 3.0 4.0\n1 0 0\n3 4e0 -6\n");
        Assert.Equal((near, far), (problem.Distance(0, 1), problem.Distance(0, 2)));
        Assert.Equal((3.0, 4.0), problem.Points[1]);
    }

    [Fact]
    public void Instances_go_there_and_back()
    {
        var problem = TravellingSalesman.FromFile(SharedData.PathOf("graphs", "tsp", "gr17.tsp"));
        using var writer = new StringWriter();
        problem.WriteTspLib(writer);
        var read = TravellingSalesman.Parse(writer.ToString());
        Assert.Equal(("gr17", 17), (read.Name, read.CityCount));
        for (var i = 0; i < 17; i++)
        {
            for (var j = 0; j < 17; j++) Assert.Equal(problem.Distance(i, j), read.Distance(i, j));
        }

        var oneWay = TravellingSalesman.Parse("TYPE: ATSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n0 1.5\n-2 0\n");
        Assert.False(oneWay.IsSymmetric);
        Assert.Equal(-0.5, oneWay.SolveExactly().Length);
    }

    [Theory]
    [InlineData("", "line 1, column 1: the text has no EDGE_WEIGHT_TYPE")]
    [InlineData("NAME x", "line 1, column 5: a colon is expected after NAME")]
    [InlineData("NAME: a\nNAME: b", "line 2, column 1: NAME is on line 1 already")]
    [InlineData("  FOO: 1", "line 1, column 3: 'FOO' is no keyword")]
    [InlineData("TYPE: HCP\n" + "DIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 1 1", "line 1, column 6: the type 'HCP' is not TSP or ATSP")]
    [InlineData("NODE_COORD_SECTION\n1 0 0", "line 1, column 1: the number of cities, DIMENSION, is not given")]
    [InlineData("DIMENSION: 1\nNODE_COORD_SECTION\n1 0 0", "line 1, column 11: '1' is not a number of cities")]
    [InlineData("DIMENSION: 2\nEDGE_WEIGHT_TYPE: XRAY1\nNODE_COORD_SECTION\n1 0 0\n2 1 1", "line 2, column 18: the weight type 'XRAY1' is not known")]
    [InlineData("DIMENSION: 2\nNODE_COORD_SECTION\n1 0 0\n1 1 1", "line 4, column 1: city 1 is on line 3 already")]
    [InlineData("DIMENSION: 2\nNODE_COORD_SECTION\n1 0 0\n3 1 1", "line 4, column 1: city 3 is outside 1..2")]
    [InlineData("DIMENSION: 2\nNODE_COORD_SECTION\n1 0 0\n2 1", "line 4, column 3: a city is 'number x y', and this line has 2 words")]
    [InlineData("DIMENSION: 2\nNODE_COORD_SECTION\n1 0 0\nEOF", "line 4, column 1: the section that begins on line 2 has 1 lines for 2 cities")]
    [InlineData("DIMENSION: 2\nNODE_COORD_SECTION\n1 0 0\n2 1 1\n3 1 1", "line 5, column 1: the section that begins on line 2 has more lines than 2 cities")]
    [InlineData(Head + "EDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2", "line 7, column 1: the section that begins on line 6 has 2 numbers of the 3")]
    [InlineData(Head + "EDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2 3 4", "line 7, column 7: 3 numbers make a matrix of 3 cities as UPPER_ROW")]
    [InlineData(Head + "EDGE_WEIGHT_FORMAT: FUNCTION\nEDGE_WEIGHT_SECTION\n1", "line 5, column 20: the format 'FUNCTION' of explicit weights is not known")]
    [InlineData(Head + "EDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2 nan", "line 7, column 5: the weight 'nan' is not a finite number")]
    [InlineData(Head, "line 5, column 1: the weights are EXPLICIT and there is no EDGE_WEIGHT_SECTION")]
    public void Malformed_text_is_refused_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => TravellingSalesman.Parse(text)).Message, StringComparison.Ordinal);
}
