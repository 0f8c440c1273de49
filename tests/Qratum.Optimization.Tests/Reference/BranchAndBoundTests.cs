using FsCheck.Xunit;
using Qratum.Testing;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class BranchAndBoundTests
{
    private static readonly ReferenceOptions FewFlips = new() { TabuFlips = 1 };

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool TreeFindsTheLeastEnergy(IsingModel model)
    {
        // One flip of tabu search gives a poor start, and subtrees of one spin a full tree: the bounds do the work.
        var found = BranchAndBound.Minimize(model, FewFlips, enumeratedSpins: 1, CancellationToken.None);
        var least = AllBits.Of(model.SpinCount).Min(model.Energy);
        return found.Energy == least && model.Energy(found.Bits) == least && found.OptimumIs == OptimumIs.Exact && found.LowerBound == least;
    }

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool CutShortTheBoundStillHolds(IsingModel model)
    {
        var found = BranchAndBound.Minimize(model, FewFlips with { NodeLimit = 2 }, enumeratedSpins: 1, CancellationToken.None);
        var least = AllBits.Of(model.SpinCount).Min(model.Energy);
        return found.LowerBound <= least + 1e-9 && found.Energy >= least && (found.OptimumIs != OptimumIs.Exact || found.Energy == least);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AgreesWithEnumerationOnRealWeights(ulong seed)
    {
        var model = new MaxCut(GraphGenerators.Complete(21, seed, r => r.NextDouble() - 0.4)).ToIsing();
        var exact = BruteForce.Minimize(model);
        var found = BranchAndBound.Minimize(model, FewFlips with { NodeLimit = 100_000 }, enumeratedSpins: 10, CancellationToken.None);
        Assert.Equal((exact.Energy, OptimumIs.Exact), (found.Energy, found.OptimumIs));
    }

    [Fact]
    public void DenseGraphsBeyondEnumerationAreProven()
    {
        // A complete graph of even order is cut into n²/4 edges.
        var complete = ReferenceSearch.Minimize(new MaxCut(GraphGenerators.Complete(36)).ToIsing());
        Assert.Equal((-18.0 * 18, OptimumIs.Exact), (complete.Energy, complete.OptimumIs));
        var model = new MaxCut(GraphGenerators.ErdosRenyi(25, 0.5, 4)).ToIsing();
        var random = ReferenceSearch.Minimize(model, new ReferenceOptions { MaximumWidth = 4, MaximumEnumeratedSpins = 20 });
        Assert.Equal((BruteForce.Minimize(model).Energy, OptimumIs.Exact), (random.Energy, random.OptimumIs));
    }

    [Fact]
    public void LimitsEndTheTreeAndAreTold()
    {
        var model = new MaxCut(GraphGenerators.ErdosRenyi(60, 0.5, 1)).ToIsing();
        var none = BranchAndBound.Minimize(model, new ReferenceOptions { NodeLimit = 0, TabuFlips = 2000 });
        Assert.Equal((OptimumIs.BestKnown, "tabu search"), (none.OptimumIs, none.Method));
        var few = BranchAndBound.Minimize(model, new ReferenceOptions { NodeLimit = 3, TabuFlips = 2000 });
        Assert.Equal(OptimumIs.BestKnown, few.OptimumIs);
        Assert.InRange(few.LowerBound, none.LowerBound, few.Energy - 1);
        Assert.Equal(few, BranchAndBound.Minimize(model, new ReferenceOptions { NodeLimit = 3, TabuFlips = 2000 }));
        var noTime = BranchAndBound.Minimize(model, new ReferenceOptions { TimeLimit = TimeSpan.Zero, TabuFlips = 2000 });
        Assert.Equal(OptimumIs.BestKnown, noTime.OptimumIs);
    }

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool SemidefiniteBoundIsABound(IsingModel model)
    {
        var n = model.SpinCount;
        var matrix = new double[n * n];
        foreach (var edge in model.Couplings.Edges) matrix[(edge.I * n) + edge.J] = matrix[(edge.J * n) + edge.I] = edge.Weight;
        var plain = new IsingModel(model.Couplings);
        var least = AllBits.Of(n).Min(plain.Energy);
        var bound = new SemidefiniteBound(n, matrix, SemidefiniteBound.RandomVectors(n, SemidefiniteBound.RankFor(n), 1));

        // Goemans and Williamson: on weights of one sign the relaxation is within 0.87856 of the cut.
        var value = bound.Compute(1000);
        var cuts = model.Couplings.Edges.All(e => e.Weight >= 0);
        var total = model.Couplings.TotalWeight;
        return value <= least + 1e-9 && !bound.Exceeds(least + 1e-6, 50)
            && (!cuts || (total - least) / 2 >= (0.87856 * (total - value) / 2) - 1e-5);
    }

    [Fact]
    public void RelaxationOfTheFiveRingIsTheKnownNumber()
    {
        // The semidefinite value of the 5-ring is 5 (1 - cos(4π/5))/2 = 4.5225; in energies Σ s s: 5 cos(4π/5).
        var matrix = new double[25];
        foreach (var edge in GraphGenerators.Ring(5).Edges) matrix[(edge.I * 5) + edge.J] = matrix[(edge.J * 5) + edge.I] = 1;
        var bound = new SemidefiniteBound(5, matrix, SemidefiniteBound.RandomVectors(5, SemidefiniteBound.RankFor(5), 1)).Compute(2000);
        Assert.Equal(5 * Math.Cos(4 * Math.PI / 5), bound, 1e-4);
    }
}
