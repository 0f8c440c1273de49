using Xunit;

namespace Qratum.Core.Tests;

public class CircuitTextTests
{
    private static readonly Parameter Theta = new("theta");

    [Fact]
    public void BellPair() => AssertDrawing(new CircuitBuilder(2, 2).H(0).Cx(0, 1).MeasureAll().Build(), """
        q0: ─┤H├─●─┤M→0├─
                 │
        q1: ─────⊕─┤M→1├─
        c: 2 classical bits

        """);

    [Fact]
    public void BellPairInAscii() => AssertDrawing(new CircuitBuilder(2, 2).H(0).Cx(0, 1).MeasureAll().Build(), """
        q0: -[H]-o-[M->0]--
                 |
        q1: -----+-[M->1]--
        c: 2 classical bits

        """, CircuitTextStyle.Ascii);

    [Fact]
    public void EmptyCircuit() => AssertDrawing(new CircuitBuilder(2).Build(), "q0: ─\n\nq1: ─\n");

    [Fact]
    public void OneQubitGatesAndAngles() => AssertDrawing(
        new CircuitBuilder(1).X(0).Sdg(0).T(0).Sxdg(0).Rx(Math.PI / 2, 0).Rz(-3 * Math.PI / 8, 0).Phase(0.123456789, 0)
            .Ry(new Angle(Theta) * -0.5 + 1, 0).U(1e-7, Math.PI, -2, 0).Rotation(PauliString.Parse("X"), Theta).Reset(0).Build(), """
        q0: ─┤X├─┤S†├──┤T├─┤SX†├─┤rx(π/2)├─┤rz(-3π/8)├─┤p(0.1235)├─┤ry(-0.5*theta+1)├──┤u(1E-07,π,-2)├─»

        q0: «─┤rX(theta)├─┤|0⟩├─

        """);

    [Fact]
    public void ControlsSwapsAndCrossings() => AssertDrawing(
        new CircuitBuilder(4).Ccx(3, 0, 1).Swap(1, 3).Apply(Gate.CSwap, 2, 0, 3).Cz(3, 0).Cp(Math.PI / 4, 1, 2).Build(), """
        q0: ─●───╳─┤Z├───────────
             │   │  │
        q1: ─⊕─╳─┼──┼──────●─────
             │ │ │  │      │
        q2: ─┼─┼─●──┼──┤p(π/4)├──
             │ │ │  │
        q3: ─●─╳─╳──●────────────

        """);

    [Fact]
    public void BoxesNumberTheirQubits() => AssertDrawing(
        new CircuitBuilder(3).Rxx(0.5, 0, 1).Rzz(0.25, 2, 0).Rotation(PauliString.Parse("ZXY"), Theta).Apply(Gate.ISwap.Control(), 1, 2, 0).Build(), """
        q0: ─┤0         ├──┤1          ├─┤Y         ├──┤1      ├─
             │  rxx(0.5)│  │  rzz(0.25)│ │          │  │  iswap│
        q1: ─┤1         ├──┼───────────┼─┤X r(theta)├──┼───●───┼─
                           │           │ │          │  │       │
        q2: ───────────────┤0          ├─┤Z         ├──┤0      ├─

        """);

    [Fact]
    public void BarriersConditionsAndOrderOfClassicalBits() => AssertDrawing(
        new CircuitBuilder(3, 3).H(0).Barrier(0, 1).X(2).Measure(0, 1).ApplyIf(new ClassicalCondition([0, 1, 2], 5), Gate.X, 1)
            .ApplyIf(new ClassicalCondition([1], 1), Gate.Cx, 1, 2).Measure(0, 1).Build(), """
        q0: ─┤H├─░─┤M→1├───────────────────────────────────┤M→1├─
                 ░
        q1: ─────░───────┤X if c[0:2]==5├─────────●──────────────
                                                  │
        q2: ─┤X├───────────────────────────┤X if c[1]==1├────────
        c: 3 classical bits

        """);

    [Fact]
    public void LongCircuitsContinueBelow()
    {
        var builder = new CircuitBuilder(2);
        for (var k = 0; k < 5; k++) builder.H(0).Cx(0, 1);
        AssertDrawing(builder.Build(), """
            q0: ─┤H├─●─┤H├─●─┤H├─●─»
                     │     │     │
            q1: ─────⊕─────⊕─────⊕─»

            q0: «─┤H├─●─┤H├─●─
                      │     │
            q1: «─────⊕─────⊕─

            """, width: 24);
    }

    [Fact]
    public void LinesFitTheWidth()
    {
        var builder = new CircuitBuilder(12);
        for (var k = 0; k < 300; k++) builder.Rx(k, k % 12).Cx(k % 12, (k * 5 + 1) % 12 == k % 12 ? (k + 1) % 12 : (k * 5 + 1) % 12);
        foreach (var width in new[] { 20, 33, 80, 120 })
            Assert.All(CircuitText.Draw(builder.Build(), width).Split('\n'), line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void AsciiIsAscii()
    {
        var circuit = new CircuitBuilder(3, 1).Rx(Math.PI, 0).Sdg(1).Swap(0, 2).Barrier().Rotation(PauliString.Parse("ZZZ"), 0.1).Reset(0).Measure(0, 0).Build();
        Assert.All(CircuitText.Draw(circuit, 30, CircuitTextStyle.Ascii), c => Assert.InRange(c, '\n', '~'));
    }

    [Fact]
    public void HugeCircuitsStayShort()
    {
        var builder = new CircuitBuilder(3);
        for (var k = 0; k < 100_000; k++) builder.H(k % 3);
        var text = builder.Build().ToString();
        Assert.InRange(text.Length, 1000, 10_000);
        Assert.EndsWith($"... {33_334 - CircuitText.DefaultMaximumLayers} more layers\n", text, StringComparison.Ordinal);
        Assert.Equal("circuit of 1000 qubits, 2 classical bits, 1 instructions\n", new CircuitBuilder(1000, 2).H(3).Build().ToString());
    }

    [Fact]
    public void BadArgumentsAreRefused()
    {
        var circuit = new CircuitBuilder(1).Build();
        Assert.Throws<ArgumentOutOfRangeException>(() => CircuitText.Draw(circuit, 19));
        Assert.Throws<ArgumentOutOfRangeException>(() => CircuitText.Draw(circuit, maximumLayers: 0));
        Assert.Throws<ArgumentNullException>(() => CircuitText.Draw(null!));
    }

    private static void AssertDrawing(Circuit circuit, string expected, CircuitTextStyle style = CircuitTextStyle.Unicode, int width = 100) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), CircuitText.Draw(circuit, width, style));
}
