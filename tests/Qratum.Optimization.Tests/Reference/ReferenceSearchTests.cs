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
