using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests;

public class OpenQasm2WriterTests
{
    /// <summary>Products of some thousand matrices, each rounded, and roots of roots of matrices.</summary>
    private const double MatrixTolerance = 1e-10;

    [Property(MaxTest = 40)]
    public void ReadingBackGivesTheSameUnitary(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var drawn = CircuitGenerators.Random(random.Next(1, 6), random.Next(0, 25), random);
        var builder = new CircuitBuilder(drawn.QubitCount).Declare(drawn.Parameters.AsSpan());
        foreach (var i in drawn.Instructions)
        {
            if (i.Gate is not UnitaryGate { QubitCount: > 1 }) builder.Apply(i.Gate!, i.Qubits.AsSpan());
        }

        var circuit = builder.Build().Bind(0.7, -2.3);
        var again = OpenQasm2Reader.Read(OpenQasm2Writer.Write(circuit)).Circuit;
        Assert.True(DenseCircuit.Distance(circuit, again) < MatrixTolerance);
    }

    public static TheoryData<Gate> Gates =>
    [
        Gate.ISwap, Gate.ISwapdg, Gate.FSim(0.3, -1.1), Gate.ISwap.Control(), Gate.ISwapdg.Control(2), Gate.FSim(0.3, -1.1).Control(),
        Gate.Swap.Control(2), Gate.Rxx(0.4).Control(), Gate.Ryy(0.4), Gate.Rzz(-2).Control(2), Gate.X.Control(3), Gate.X.Control(4),
        Gate.X.Control(5), Gate.Z.Control(3), Gate.H.Control(2), Gate.S.Control(), Gate.Tdg.Control(2), Gate.Sx.Control(), Gate.Sxdg.Control(3),
        Gate.U(1, 2, 3).Control(2), Gate.Phase(0.9).Control(3), Gate.Rz(0.9).Control(2), Gate.Id.Control(2), Gate.Y.Control(2),
        Gate.Rotation(PauliString.Parse("III"), 0.8), Gate.Rotation(PauliString.Parse("I"), 0.8).Control(), Gate.Rotation(PauliString.Parse("II"), 0.8).Control(2),
        Gate.Rotation(PauliString.Parse("XIYZ"), 0.8), Gate.Rotation(PauliString.Parse("YX"), 0.8).Control(2),
        Gate.Unitary([0, 1, 1, 0]), Gate.Unitary([new(0, 1), 0, 0, new(0, -1)]).Control(), Gate.Unitary(Gate.Ry(Math.PI - 1e-9).ToMatrix().ToArray()).Control(2),
        Gate.Y.Power(0.3).Control(),
    ];

    [Theory]
    [MemberData(nameof(Gates))]
    public void EveryGateSurvives(Gate gate)
    {
        // Qubits in descending order, and superpositions around, so that controls and phases are seen.
        var n = gate.QubitCount;
        var builder = new CircuitBuilder(n);
        for (var q = 0; q < n; q++) builder.Ry(0.3 + q, q);
        builder.Apply(gate, [.. Enumerable.Range(0, n).Reverse()]);
        var text = OpenQasm2Writer.Write(builder.Build());
        Assert.True(DenseCircuit.Distance(builder.Build(), OpenQasm2Reader.Read(text).Circuit) < MatrixTolerance, text);
    }

    [Fact]
    public void PlainCircuitsComeBackAsTheyWere()
    {
        var (low, high) = (new ClassicalCondition([0, 1], 2), new ClassicalCondition([3], 1));
        var circuit = new CircuitBuilder(3, 5).H(0).Cx(0, 2).Barrier(0, 2).Rx(1e-5, 1).Rz(-0.1, 2).Ccx(2, 1, 0).Sx(1).Swap(0, 1).Rzz(3, 0, 1)
            .Measure(0, 4).Reset(0).ApplyIf(low, Gate.X, 0).Measure(1, 2, high).Reset(1, low).Cp(1e22, 0, 1).Crx(0.25, 1, 2).Build();
        var program = OpenQasm2Reader.Read(OpenQasm2Writer.Write(circuit));
        Assert.Equal(circuit, program.Circuit);
        Assert.Equal(["c0", "c1", "c2", "c3"], program.ClbitRegisters.Select(r => r.Name));
        Assert.Equal([2, 1, 1, 1], program.ClbitRegisters.Select(r => r.Size));
    }

    [Fact]
    public void TheTextIsPlain()
    {
        var circuit = new CircuitBuilder(2, 2).H(0).Apply(Gate.Rotation(PauliString.Parse("YZ"), 0.5), 0, 1).Phase(1e-5, 1).MeasureAll().Build();
        const string expected = """
            OPENQASM 2.0;
            include "qelib1.inc";
            qreg q[2];
            creg c[2];
            h q[0];
            sdg q[1];
            h q[1];
            cx q[0],q[1];
            rz(0.5) q[1];
            cx q[0],q[1];
            h q[1];
            s q[1];
            u1(1.0E-05) q[1];
            measure q[0] -> c[0];
            measure q[1] -> c[1];

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), OpenQasm2Writer.Write(circuit));
    }

    [Fact]
    public void WhatTheLanguageCannotSayIsRefused()
    {
        var matrix = Gate.Swap.ToMatrix().ToArray();
        Assert.Contains("a matrix on 2 qubits", Refused(new CircuitBuilder(2).Unitary(matrix, 0, 1)), StringComparison.Ordinal);
        Assert.Contains("a matrix on 2 qubits", Refused(new CircuitBuilder(3).Apply(Gate.Unitary(matrix).Control(), 0, 1, 2)), StringComparison.Ordinal);
        Assert.Contains("13 controls", Refused(new CircuitBuilder(14).Apply(Gate.X.Control(13), [.. Enumerable.Range(0, 14)])), StringComparison.Ordinal);
        Assert.Contains("neighbouring", Refused(new CircuitBuilder(1, 3).ApplyIf(new ClassicalCondition([0, 2], 1), Gate.X, 0)), StringComparison.Ordinal);
        Assert.Contains("overlap", Refused(new CircuitBuilder(1, 3).ApplyIf(new ClassicalCondition([0, 1], 1), Gate.X, 0).ApplyIf(new ClassicalCondition([1, 2], 1), Gate.X, 0)), StringComparison.Ordinal);
        var e = Assert.Throws<InvalidOperationException>(() => OpenQasm2Writer.Write(new CircuitBuilder(1).Rx(new Parameter("theta"), 0).Build()));
        Assert.Contains("'theta'", e.Message, StringComparison.Ordinal);
    }

    private static string Refused(CircuitBuilder builder) => Assert.Throws<NotSupportedException>(() => OpenQasm2Writer.Write(builder.Build())).Message;
}
