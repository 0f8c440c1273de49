using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests;

/// <summary>The reader on files that other programs wrote.</summary>
public class OpenQasm2FilesTests
{
    /// <summary>Both sides round their angles; 1e-12 is a thousand roundings.</summary>
    private const double MatrixTolerance = 1e-12;

    [SharedDataFact]
    public void EveryCircuitReads()
    {
        var files = Directory.GetFiles(SharedData.PathOf("circuits"), "*.qasm").Concat(Directory.GetFiles(SharedData.PathOf("workloads"), "*.qasm")).ToArray();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var circuit = OpenQasm2Reader.ReadFile(file).Circuit;
            Assert.True(circuit.Instructions.Length > 5, file);
            var digits = new string([.. Path.GetFileNameWithoutExtension(file).Reverse().TakeWhile(char.IsAsciiDigit).Reverse()]);
            Assert.Equal(int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture), circuit.QubitCount);
        }
    }

    [SharedDataFact]
    public void InvalidCircuitIsRefusedWhereItIsWrong()
    {
        var path = SharedData.PathOf("circuits", "invalid", "vqe_uccsd_n4.qasm");
        var e = Assert.Throws<FormatException>(() => OpenQasm2Reader.ReadFile(path));
        Assert.StartsWith($"{path}, line 225, column 9: there is no register 'q'.", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("The quantum registers are reg.", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Every built-in gate against the definition in the library's own file, expanded down to U and CX.</summary>
    [SharedDataFact]
    public void BuiltInGatesAreThoseOfTheLibraryFile()
    {
        var library = File.ReadAllText(SharedData.PathOf("circuits", "qelib1.inc"));
        var names = 0;
        foreach (var gate in QasmLibrary.Standard)
        {
            if (!library.Contains($"gate {gate.Name}(", StringComparison.Ordinal) && !library.Contains($"gate {gate.Name} ", StringComparison.Ordinal)) continue;
            // The file's c3sqrtx is the inverse of the controlled root that its comment promises, and its c4x no controlled X;
            // the test below holds ours to the proper ladder.
            if (gate.Name is "c4x" or "c3sqrtx") continue;
            names++;
            var angles = gate.AngleCount == 0 ? "" : $"({string.Join(",", new[] { "0.3", "-1.7", "2.9" }.Take(gate.AngleCount))})";
            var use = $"qreg q[{gate.QubitCount}]; {gate.Name}{angles} {string.Join(",", Enumerable.Range(0, gate.QubitCount).Select(k => $"q[{k}]"))};";
            var builtIn = OpenQasm2Reader.Read("OPENQASM 2.0; include \"qelib1.inc\"; " + use).Circuit;
            var defined = OpenQasm2Reader.Read("OPENQASM 2.0; " + library + use).Circuit;
            Assert.All(defined.Instructions, i => Assert.True(i.Gate is StandardGate { Kind: StandardGateKind.U } || i.Gate!.Equals(Gate.Cx), gate.Name));
            Assert.True(DenseCircuit.Distance(builtIn, defined) < MatrixTolerance, gate.Name);
        }

        Assert.True(names >= 33, $"only {names} gates were compared");
    }

    [Fact]
    public void FourControls()
    {
        const string head = "OPENQASM 2.0; include \"qelib1.inc\"; ";
        const string ladder = """
            gate four a,b,c,d,e { h e; cu1(pi/2) d,e; h e; c3x a,b,c,d; h e; cu1(-pi/2) d,e; h e; c3x a,b,c,d; c3sqrtx a,b,c,e; }
            """;
        var proper = OpenQasm2Reader.Read(head + ladder + "qreg q[5]; four q[0],q[1],q[2],q[3],q[4];").Circuit;
        var builtIn = OpenQasm2Reader.Read(head + "qreg q[5]; c4x q[0],q[1],q[2],q[3],q[4];").Circuit;
        Assert.True(DenseCircuit.Distance(builtIn, proper) < MatrixTolerance);
    }

    /// <summary>The definitions of gates that the library file lacks, against their closed forms.</summary>
    [Fact]
    public void ControlledUWithPhase()
    {
        var circuit = OpenQasm2Reader.Read("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; cu(0.3,-1.7,2.9,0.8) q[1],q[0];").Circuit;
        var matrix = Gate.U(0.3, -1.7, 2.9).ToMatrix();
        var phased = new System.Numerics.Complex[4];
        for (var k = 0; k < 4; k++) phased[k] = matrix[k / 2, k % 2] * System.Numerics.Complex.FromPolarCoordinates(1, 0.8);
        var expected = new CircuitBuilder(2).Apply(Gate.Unitary(phased).Control(), 1, 0).Build();
        Assert.True(DenseCircuit.Distance(circuit, expected) < MatrixTolerance);
    }
}
