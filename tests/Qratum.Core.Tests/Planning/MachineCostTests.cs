using System.Globalization;
using Xunit;

namespace Qratum.Core.Tests.Planning;

public sealed class MachineCostTests
{
    [Fact]
    public void Visits_by_where_the_state_lies()
    {
        var cost = new MachineCost { SecondLevelVisit = 1, ThirdLevelVisit = 2, MemoryVisit = 3, CachedQubits = 18 };

        Assert.Equal([1, 1, 2, 2, 3, 3], new[] { 1, 15, 16, 18, 19, 40 }.Select(cost.Visit));
        Assert.Equal((0.1, 0.2, 0.6, 20, 28.6), (MachineCost.Default.SecondLevelVisit, MachineCost.Default.ThirdLevelVisit, MachineCost.Default.MemoryVisit, MachineCost.Default.CachedQubits, MachineCost.Default.MultiplyAdds));
        Assert.Equal(1, MachineCost.Default.Work);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Figures_are_positive_and_finite(double value)
    {
        Func<MachineCost>[] wrong =
        [
            () => new MachineCost { SecondLevelVisit = value }, () => new MachineCost { ThirdLevelVisit = value }, () => new MachineCost { MemoryVisit = value }, () => new MachineCost { MultiplyAdds = value },
        ];
        foreach (var make in wrong)
            Assert.Contains(value.ToString("R", CultureInfo.InvariantCulture), Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MachineCost { CachedQubits = 14 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MachineCost { CachedQubits = 41 });
    }

    [Fact]
    public void A_measurement_is_possible()
    {
        var cost = MachineCost.Measure();

        // Any machine: from 0.01 ns to 100 ns for 16 bytes, from one multiply-add in 10 ns to 1000 in one.
        Assert.InRange(cost.SecondLevelVisit, 0.01, 100);
        Assert.InRange(cost.ThirdLevelVisit, cost.SecondLevelVisit, 100);
        Assert.InRange(cost.MemoryVisit, cost.ThirdLevelVisit, 100);
        Assert.InRange(cost.CachedQubits, 18, 22);
        Assert.InRange(cost.MultiplyAdds, 0.1, 1000);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => MachineCost.Measure(stop.Token));
    }

    [Fact]
    public async Task Costs_that_are_given_count_in_the_fingerprint()
    {
        var pub = new SamplerPub(new CircuitBuilder(2, 2).H(0).Cx(0, 1).MeasureAll().Build(), 10, 1);
        async Task<string> Fingerprint(MachineCost? machine)
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { Machine = machine });
            return (await backend.SampleAsync(pub)).Identity!.Fingerprint;
        }

        string[] all = [await Fingerprint(null), await Fingerprint(MachineCost.Default), await Fingerprint(new MachineCost { MemoryVisit = 0.7 })];
        Assert.Equal(3, all.Distinct().Count());
        Assert.Equal(all[1], await Fingerprint(new MachineCost()));
    }
}
