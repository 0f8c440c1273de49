using System.Globalization;
using FsCheck.Xunit;
using Qratum.Testing;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class ReferenceSearchTests
{
    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool SmallModelsAreExact(IsingModel model)
    {
        var found = ReferenceSearch.Minimize(model);
        return found.OptimumIs == OptimumIs.Exact && found.Energy == AllBits.Of(model.SpinCount).Min(model.Energy);
    }

    [SharedDataFact]
    public void FortyNodesOfDegreeThreeAreProven()
    {
        var (graph, value) = MaxCutInstances.Read("040_003");
        var found = ReferenceSearch.Minimize(new MaxCut(graph).ToIsing());
        Assert.Equal((-value, OptimumIs.Exact), (found.Energy, found.OptimumIs));
    }

    [SharedDataTheory]
    [InlineData("gka1a", -3414)]
    [InlineData("gka1b", -133)]
    public void PublishedBinaryQuadraticOptimaAreProven(string name, double optimum)
    {
        // Files "i j q" with 1-based variables; the published value is the minimum of xᵀQx with both triangles of Q.
        var lines = File.ReadAllLines(SharedData.PathOf("graphs", "biqmac", name + ".sparse"))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(l => l.Length > 0).ToList();
        var n = int.Parse(lines[0][0], CultureInfo.InvariantCulture);
        var matrix = new double[n, n];
        foreach (var line in lines.Skip(1))
        {
            var (i, j) = (int.Parse(line[0], CultureInfo.InvariantCulture) - 1, int.Parse(line[1], CultureInfo.InvariantCulture) - 1);
            matrix[i, j] = matrix[j, i] = double.Parse(line[2], CultureInfo.InvariantCulture);
        }

        var found = ReferenceSearch.Minimize(Qubo.FromMatrix(matrix).ToIsing());
        Assert.Equal((optimum, OptimumIs.Exact), (found.Energy, found.OptimumIs));
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceOptions { NodeLimit = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceOptions { MaximumEnumeratedSpins = 49 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceOptions { MaximumWidth = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceOptions { TabuFlips = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceOptions { Fallback = OptimumIs.Exact });
    }
}
