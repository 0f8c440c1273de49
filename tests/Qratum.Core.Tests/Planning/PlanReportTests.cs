using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Planning;

public sealed class PlanReportTests
{
    private static readonly ExecutionPlan Plan = Planner.Plan(CircuitGenerators.Random(14, 200, new PhiloxRandom(5)));

    [Fact]
    public void Passes_are_those_of_the_plan_and_sums_are_theirs()
    {
        var report = Plan.Report(bytesPerSecond: 1e10);

        Assert.True(report.Passes.Length > 1);
        Assert.Equal(Plan.Passes, report.Passes.Select(p => p.Pass));
        Assert.Equal(200, report.GateCount);
        Assert.Equal(200.0 / Plan.Passes.Length, report.GatesPerPass);
        Assert.Equal(report.Passes.Sum(p => p.Bytes), report.Bytes);
        Assert.Equal(report.Bytes / 1e10, report.FloorSeconds);
        Assert.Equal(report.FloorSeconds, report.Passes.Sum(p => p.FloorSeconds), 1e-15);
        Assert.All(report.Passes, p => Assert.True(p.Seconds >= p.FloorSeconds));
        Assert.True(report.FloorRatio > 1);
    }

    [Fact]
    public void A_pass_reads_and_writes_every_amplitude_once()
    {
        var plan = Planner.Plan(new CircuitBuilder(12).Ry(0.3, 2).Ry(0.4, 3).Build());

        Assert.Equal(32 << 12, Assert.Single(plan.Report().Passes).Bytes);
        Assert.Equal(16 << 12, Assert.Single(plan.Report(Precision.Single).Passes).Bytes);
        Assert.Equal(2, Assert.Single(plan.Report().Passes).Operations);
    }

    [Fact]
    public void An_empty_plan_moves_nothing()
    {
        var report = Planner.Plan(new CircuitBuilder(3).Build()).Report();

        Assert.Equal((0, 0, 1), (report.Bytes, report.GatesPerPass, report.FloorRatio));
    }

    [Fact]
    public void The_text_has_a_line_for_each_pass()
    {
        var lines = Plan.Explain().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith($"14 qubits, 200 gates, {Plan.Passes.Length} passes, ", lines[0], StringComparison.Ordinal);
        Assert.Equal(Plan.Passes.Length, lines.Count(l => l.Contains(" floor ", StringComparison.Ordinal) && l != lines[0]));
        Assert.Throws<ArgumentException>(() => Planner.Plan(new CircuitBuilder(14).H(0).Build()).Explain(Plan.Report()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_bandwidth_is_positive(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan.Report(bytesPerSecond: value));
}
