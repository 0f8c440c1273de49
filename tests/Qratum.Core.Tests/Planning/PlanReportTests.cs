using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Planning;

public sealed class PlanReportTests
{
    private static readonly ExecutionPlan Plan = Planner.Plan(CircuitGenerators.Random(14, 200, new PhiloxRandom(5)));

    [Fact]
    public void Passes_are_those_of_the_plan_and_sums_are_theirs()
    {
        var report = Plan.Report(machine: new MachineCost { SecondLevelVisit = 3.2 });

        Assert.True(report.Passes.Length > 1);
        Assert.Equal(Plan.Passes, report.Passes.Select(p => p.Pass));
        Assert.Equal(200, report.GateCount);
        Assert.Equal(200.0 / Plan.Passes.Length, report.GatesPerPass);
        Assert.Equal(report.Passes.Sum(p => p.Bytes), report.Bytes);
        Assert.Equal(1e10, report.BytesPerSecond, 1e-3);
        Assert.Equal(report.Bytes / 1e10, report.FloorSeconds, 1e-15);
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

    [Fact]
    public void Estimates_follow_the_costs_of_the_machine_and_the_plan_does_not()
    {
        var machine = new MachineCost { SecondLevelVisit = 0.2, MultiplyAdds = MachineCost.Default.MultiplyAdds / 3 };
        var (usual, other) = (Plan.Report(), Plan.Report(machine: machine));

        Assert.Equal(usual.Passes.Select(p => p.Pass), other.Passes.Select(p => p.Pass));
        Assert.Same(MachineCost.Default, Plan.Machine);
        Assert.Same(machine, other.Machine);
        for (var k = 0; k < usual.Passes.Length; k++)
        {
            var (a, b) = (usual.Passes[k], other.Passes[k]);
            Assert.Equal(2 * a.FloorSeconds, b.FloorSeconds, 1e-15);
            Assert.Equal(3 * (a.Seconds - a.FloorSeconds), b.Seconds - b.FloorSeconds, 1e-15);
        }
    }

    [Fact]
    public void Gates_are_told_by_the_passes_that_they_are_in()
    {
        // Rotations of high qubits wait for those of low ones, beyond the largest block.
        const int n = 22;
        var builder = new CircuitBuilder(n);
        for (var q = 0; q < n; q++) builder.Ry(new Parameter("a"), q);
        for (var q = 0; q < n; q++) builder.Cp(0.3, q, (q + 1) % n);
        for (var q = 0; q < n; q++) builder.Ry(new Parameter("b"), q);
        var report = Planner.Plan(builder.Build()).Report();

        Assert.True(report.Passes.Length > 1);
        Assert.Empty(report.GatesWithoutPass);
        Assert.All(report.Passes, p => Assert.Equal(p.Gates.Order().Distinct(), p.Gates));
        Assert.Equal(Enumerable.Range(0, 3 * n), report.Passes.SelectMany(p => p.Gates).Distinct().Order());
        // No gate of these is split, and each is an operation of its own; constant rotations may become a rotation and phases.
        Assert.Equal(3 * n, report.Passes.Sum(p => p.Gates.Length));
        Assert.Equal(report.Passes.Select(p => p.Operations), report.Passes.Select(p => p.Gates.Length));
        // What the first pass holds is what a plan of these gates alone does.
        var alone = new CircuitBuilder(n);
        foreach (var k in report.Passes[0].Gates) alone.Apply(builder.Build().Instructions[k].Gate!, builder.Build().Instructions[k].Qubits.AsSpan());
        Assert.Equal(report.Passes[0].Operations, Planner.Plan(alone.Build()).Report().Passes.Sum(p => p.Operations));
    }

    [Fact]
    public void Merged_and_vanished_gates_are_told()
    {
        // 0 and 1 merge, 2 is an identity, 3 and 4 undo each other, 5 renames, 6 to 8 become phases of a parity, 9 is its own inverse with 10.
        var circuit = new CircuitBuilder(6).H(0).T(0).Id(1).Cx(2, 3).Cx(2, 3).Swap(4, 5).Cx(0, 1).Rz(0.3, 1).Cx(0, 1).Z(5).Z(5).Ry(0.1, 4).Ry(0.2, 4).Build();
        var report = Planner.Plan(circuit).Report();

        Assert.Equal([2, 3, 4, 5, 9, 10], report.GatesWithoutPass.ToArray());
        Assert.Equal([0, 1, 6, 7, 8, 11, 12], Assert.Single(report.Passes, p => p.Pass is not ReorderPass).Gates.ToArray());
        Assert.Contains("6 gates need no pass", Planner.Plan(circuit).Explain(), StringComparison.Ordinal);
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(CircuitGenerators)])]
    public void Every_gate_is_in_a_pass_or_in_none(Circuit circuit)
    {
        var plan = Planner.Plan(circuit);
        var report = plan.Report();

        Assert.Equal(plan.Passes, report.Passes.Select(p => p.Pass));
        var inPasses = report.Passes.SelectMany(p => p.Gates).Distinct().ToArray();
        Assert.Empty(inPasses.Intersect(report.GatesWithoutPass));
        Assert.Equal(Enumerable.Range(0, circuit.Instructions.Length), inPasses.Concat(report.GatesWithoutPass).Order());
        // Without the gates that need no pass, but with the swaps, nothing changes but a phase of the whole.
        var kept = new CircuitBuilder(circuit.QubitCount).Declare(circuit.Parameters.AsSpan());
        for (var k = 0; k < circuit.Instructions.Length; k++)
        {
            var gate = circuit.Instructions[k].Gate!;
            if (!report.GatesWithoutPass.Contains(k) || gate is StandardGate { Kind: StandardGateKind.Swap }) kept.Apply(gate, circuit.Instructions[k].Qubits.AsSpan());
        }

        using StateVector all = new(circuit.QubitCount), rest = new(circuit.QubitCount);
        all.Apply(plan, [0.4, -1.1]);
        rest.Apply(Planner.Plan(kept.Build()), [0.4, -1.1]);
        Assert.Equal(1, all.InnerProduct(rest).Magnitude, 1e-11);
    }

    [Fact]
    public void A_plan_for_a_machine_is_the_same_circuit()
    {
        var circuit = CircuitGenerators.Random(14, 300, new PhiloxRandom(6));
        // Visits that cost nothing, and arithmetic that does.
        var machine = new MachineCost { SecondLevelVisit = 1e-6, ThirdLevelVisit = 1e-6, MemoryVisit = 1e-6, MultiplyAdds = 1e-3 };
        var (usual, other) = (Planner.Plan(circuit), Planner.Plan(circuit, machine));

        Assert.Same(machine, other.Machine);
        Assert.Equal(usual.Explain(), Planner.Plan(circuit, new MachineCost()).Explain());
        Assert.NotEqual(usual.Explain(usual.Report(machine: machine)), other.Explain(other.Report(machine: machine)));
        using StateVector a = new(14), b = new(14);
        a.Apply(usual, [0.4, -1.1]);
        b.Apply(other, [0.4, -1.1]);
        Assert.Equal(1, a.InnerProduct(b).Real, 1e-12);
    }
}
