using System.Globalization;
using Xunit;

namespace Qratum.Core.Tests;

public class OpenQasm2ReaderTests
{
    private const string Head = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n";

    [Fact]
    public void BellPair()
    {
        var program = OpenQasm2Reader.Read(Head + "qreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\nmeasure q -> c;\n");
        var expected = new CircuitBuilder(2, 2).H(0).Cx(0, 1).MeasureAll().Build();
        Assert.Equal(expected, program.Circuit);
        Assert.Equal([new CircuitRegister("q", 0, 2)], program.QubitRegisters.ToArray());
        Assert.Equal([new CircuitRegister("c", 0, 2)], program.ClbitRegisters.ToArray());
    }

    [Fact]
    public void RegistersAreConcatenatedInOrderOfDeclaration()
    {
        var program = OpenQasm2Reader.Read(Head + "qreg a[2]; creg m[3]; qreg b[1]; creg n[2]; x b[0]; measure b[0] -> n[1];");
        Assert.Equal([new CircuitRegister("a", 0, 2), new CircuitRegister("b", 2, 1)], program.QubitRegisters.ToArray());
        Assert.Equal([new CircuitRegister("m", 0, 3), new CircuitRegister("n", 3, 2)], program.ClbitRegisters.ToArray());
        Assert.Equal(new CircuitBuilder(3, 5).X(2).Measure(2, 4).Build(), program.Circuit);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void LineEndsCommentsAndByteOrderMark(string newLine)
    {
        var text = "\uFEFF" + (Head + "qreg q[1]; // a comment; not a statement\n// another\nx q[0];//last").Replace("\n", newLine, StringComparison.Ordinal);
        Assert.Equal(new CircuitBuilder(1).X(0).Build(), OpenQasm2Reader.Read(text).Circuit);
        var e = Assert.Throws<FormatException>(() => OpenQasm2Reader.Read(text.Replace("x q[0]", "  y r[0]", StringComparison.Ordinal)));
        Assert.StartsWith("line 5, column 5: there is no register 'r'.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broadcasting()
    {
        var circuit = OpenQasm2Reader.Read(Head + "qreg a[2]; qreg b[2]; h a; cx a,b; cx a[0],b; ccx a[1],b,a[0]; reset b; barrier a,b[1];").Circuit;
        var expected = new CircuitBuilder(4).H(0).H(1).Cx(0, 2).Cx(1, 3).Cx(0, 2).Cx(0, 3).Ccx(1, 2, 0).Ccx(1, 3, 0)
            .Reset(2).Reset(3).Barrier(0, 1, 3).Build();
        Assert.Equal(expected, circuit);
    }

    [Fact]
    public void Conditions()
    {
        var circuit = OpenQasm2Reader.Read(Head + "qreg q[2]; creg z[1]; creg c[2]; if(c==3) x q; if (c == 0) measure q[0]->z[0]; if(z==1) reset q[1];").Circuit;
        var (c3, c0, z1) = (new ClassicalCondition([1, 2], 3), new ClassicalCondition([1, 2], 0), new ClassicalCondition([0], 1));
        var expected = new CircuitBuilder(2, 3).ApplyIf(c3, Gate.X, 0).ApplyIf(c3, Gate.X, 1).Measure(0, 0, c0).Reset(1, z1).Build();
        Assert.Equal(expected, circuit);
    }

    [Theory]
    [InlineData("pi", Math.PI)]
    [InlineData("-pi/2", -Math.PI / 2)]
    [InlineData("1+2*3", 7.0)]
    [InlineData("(1+2)*3", 9.0)]
    [InlineData("8-4-2", 2.0)]
    [InlineData("16/4/2", 2.0)]
    [InlineData("2^3^2", 512.0)]
    [InlineData("-2^2", -4.0)]
    [InlineData("2^-1", 0.5)]
    [InlineData("2*-3", -6.0)]
    [InlineData("--+3", 3.0)]
    [InlineData("1.5e1", 15.0)]
    [InlineData("25E-1", 2.5)]
    [InlineData(".5", 0.5)]
    [InlineData("2.", 2.0)]
    [InlineData("sin(1)+cos(2)*tan(3)", -0.9999999)] // replaced below: computed, not quoted
    [InlineData("exp(ln(3))", 3.0)]
    [InlineData("sqrt(2)", 1.4142135623730951)]
    public void Expressions(string text, double value)
    {
        if (text.StartsWith("sin", StringComparison.Ordinal)) value = Math.Sin(1) + (Math.Cos(2) * Math.Tan(3));
        var circuit = OpenQasm2Reader.Read(Head + $"qreg q[1]; rx({text}) q[0];").Circuit;
        Assert.Equal(value, circuit.Instructions[0].Gate!.Angles[0].Value, 1e-14);
        // The same inside a definition, where nothing can be folded.
        circuit = OpenQasm2Reader.Read(Head + $"gate g(t) a {{ rx(t*0+({text})) a; }} qreg q[1]; g(1) q[0];").Circuit;
        Assert.Equal(value, circuit.Instructions[0].Gate!.Angles[0].Value, 1e-14);
    }

    [Fact]
    public void DefinitionsExpandWithTheirArguments()
    {
        const string text = Head + """
            gate inner(x,y) a { rz(x-y) a; ry(-x^2) a; }
            gate outer(t) a,b { inner(t/2,sin(t)) b; barrier a,b; cx b,a; inner(pi,t) a; }
            gate nothing a,b { }
            qreg q[2];
            outer(0.3) q[1],q[0];
            nothing q[0],q[1];
            """;
        var expected = new CircuitBuilder(2).Rz(0.15 - Math.Sin(0.3), 0).Ry(-(0.15 * 0.15), 0).Barrier(1, 0).Cx(0, 1)
            .Rz(Math.PI - 0.3, 1).Ry(-(Math.PI * Math.PI), 1).Build();
        Assert.Equal(expected, OpenQasm2Reader.Read(text).Circuit);
    }

    [Fact]
    public void LaterNamesMayBeDefinedByTheText()
    {
        var own = OpenQasm2Reader.Read(Head + "gate sx a { x a; } qreg q[1]; sx q[0];").Circuit;
        Assert.Equal(Gate.X, own.Instructions[0].Gate);
        var before = OpenQasm2Reader.Read("OPENQASM 2.0; gate p(t) a { U(0,0,t) a; } include \"qelib1.inc\"; qreg q[1]; p(1) q[0];").Circuit;
        Assert.Equal(Gate.U(0, 0, 1), before.Instructions[0].Gate);
    }

    [Fact]
    public void LongSumsNeedNoStack()
    {
        var sum = string.Join("+", Enumerable.Repeat("t", 100_000));
        var circuit = OpenQasm2Reader.Read(Head + $"gate g(t) a {{ rx({sum}) a; }} qreg q[1]; g(0.5) q[0];").Circuit;
        Assert.Equal(50_000, circuit.Instructions[0].Gate!.Angles[0].Value, 1e-6);
    }

    [Fact]
    public void CultureDoesNotMatter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "de-DE", "tr-TR" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                var circuit = OpenQasm2Reader.Read(Head + "qreg iq[1]; id iq[0]; rx(1.25) iq[0];").Circuit;
                Assert.Equal(new CircuitBuilder(1).Id(0).Rx(1.25, 0).Build(), circuit);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void IncludedFilesAreFoundBesideTheFile()
    {
        var folder = Directory.CreateTempSubdirectory("qratum-qasm-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "lib"));
            File.WriteAllText(Path.Combine(folder.FullName, "main.qasm"), Head + "include \"lib/mine.inc\";\nqreg q[1];\nmine q[0];");
            File.WriteAllText(Path.Combine(folder.FullName, "lib", "mine.inc"), "include \"deep.inc\"; gate mine a { deep a; }");
            File.WriteAllText(Path.Combine(folder.FullName, "lib", "deep.inc"), "gate deep a { h a; }");
            Assert.Equal(new CircuitBuilder(1).H(0).Build(), OpenQasm2Reader.ReadFile(Path.Combine(folder.FullName, "main.qasm")).Circuit);

            File.WriteAllText(Path.Combine(folder.FullName, "lib", "deep.inc"), "\ngate deep a { hh a; }");
            var e = Assert.Throws<FormatException>(() => OpenQasm2Reader.ReadFile(Path.Combine(folder.FullName, "main.qasm")));
            Assert.StartsWith("deep.inc, line 2, column 15: there is no gate 'hh'. Did you mean 'h'?", e.Message, StringComparison.Ordinal);

            File.WriteAllText(Path.Combine(folder.FullName, "lib", "deep.inc"), "include \"mine.inc\";");
            e = Assert.Throws<FormatException>(() => OpenQasm2Reader.ReadFile(Path.Combine(folder.FullName, "main.qasm")));
            Assert.Contains("column 9: the file 'mine.inc' includes itself", e.Message, StringComparison.Ordinal);

            File.Delete(Path.Combine(folder.FullName, "lib", "deep.inc"));
            e = Assert.Throws<FormatException>(() => OpenQasm2Reader.ReadFile(Path.Combine(folder.FullName, "main.qasm")));
            Assert.Contains("there is no file 'deep.inc' beside 'mine.inc'", e.Message, StringComparison.Ordinal);

            for (var k = 0; k < 30; k++) File.WriteAllText(Path.Combine(folder.FullName, $"{k}.inc"), $"include \"{k + 1}.inc\";");
            File.WriteAllText(Path.Combine(folder.FullName, "main.qasm"), "OPENQASM 2.0;\ninclude \"0.inc\";");
            e = Assert.Throws<FormatException>(() => OpenQasm2Reader.ReadFile(Path.Combine(folder.FullName, "main.qasm")));
            Assert.Contains("more than 16 levels deep", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void LimitsHoldBeforeAnythingIsExpanded()
    {
        var bomb = Head + "gate g0 a { x a; x a; }\n" + string.Concat(Enumerable.Range(1, 90).Select(k => $"gate g{k} a {{ g{k - 1} a; g{k - 1} a; }}\n"))
            + "qreg q[1];\ng90 q[0];";
        AssertError(bomb, 95, 1, "more than 10000000 instructions");
        var empty = bomb.Replace("{ x a; x a; }", "{ }", StringComparison.Ordinal);
        Assert.Empty(OpenQasm2Reader.Read(empty).Circuit.Instructions);
        AssertError(Head + "qreg q[3];\nx q;\nx q;", 5, 1, "more than 5 instructions", new OpenQasm2Options { MaximumInstructions = 5 });
        AssertError(Head + "qreg q[3];\nqreg r[3];", 4, 8, "limit of 5 qubits", new OpenQasm2Options { MaximumBits = 5 });
        AssertError(Head + $"qreg q[1];\nrx({new string('(', 10_000)}1) q[0];", 4, 204, "nested more than 200 levels");
        AssertError(Head + $"qreg q[1];\nrx({new string('-', 10_000)}1) q[0];", 4, 204, "nested more than 200 levels");
        var chain = Head + "gate g0 a { x a; }\n" + string.Concat(Enumerable.Range(1, 250).Select(k => $"gate g{k} a {{ g{k - 1} a; }}\n"));
        AssertError(chain, 203, 6, "more than 200 levels deep");
    }

    [Theory]
    [InlineData("", 1, 1, "a program starts with 'OPENQASM 2.0;', here the text ends")]
    [InlineData("qreg q[1];", 1, 1, "a program starts with 'OPENQASM 2.0;', here there is 'qreg'")]
    [InlineData("OPENQASM 3.0;", 1, 10, "the version is '3.0'")]
    [InlineData("OPENQASM 2.0\nqreg q[1];", 1, 13, "';' is missing; there is 'qreg' instead")]
    [InlineData("OPENQASM 2.0;\nx q[0];", 2, 1, "the gate 'x' is not defined; 'include \"qelib1.inc\";' brings it")]
    [InlineData("OPENQASM 2.0;\ninclude \"stdgates.inc\";", 2, 9, "cannot be included from a text without a path")]
    [InlineData("OPENQASM 2.0;\n", 2, 1, "the program declares no qubits")]
    [InlineData("OPENQASM 2.0;\ninclude \"qelib1.inc;", 2, 9, "the quote that opens here is not closed")]
    public void RefusedProgram(string text, int line, int column, string message) => AssertError(text, line, column, message);

    [Theory]
    [InlineData("x q[0]", 7, "';' is missing; the text ends instead")]
    [InlineData("xx q[0];", 1, "there is no gate 'xx'. Did you mean 'x'?")]
    [InlineData("ccz q[0],q[1];", 1, "there is no gate 'ccz'. Did you mean '")]
    [InlineData("x p[0];", 3, "there is no register 'p'.")]
    [InlineData("x c[0];", 3, "'c' is a classical register; a quantum one is expected")]
    [InlineData("x q[3];", 5, "the index '3' is out of range; 'q' has the elements 0 to 2")]
    [InlineData("x q[99999999999999999999];", 5, "is out of range")]
    [InlineData("x q[-1];", 5, "an index, a whole number, is expected, there is '-'")]
    [InlineData("x q[0;", 6, "']' is expected, there is ';'")]
    [InlineData("x q[1.5];", 5, "an index, a whole number, is expected")]
    [InlineData("cx q[0];", 8, "'cx' acts on 2 qubits, 1 given")]
    [InlineData("cx q[0],q[1],q[2];", 14, "'cx' acts on 2 qubits; there are more")]
    [InlineData("cx q[0],q[0];", 9, "'cx' names the qubit 'q[0]' twice")]
    [InlineData("cx q,q[1];", 6, "'cx' names the qubit 'q[1]' twice")]
    [InlineData("cx q,r;", 6, "'cx' runs over the registers 'q[3]' and 'r[2]', whose sizes differ")]
    [InlineData("barrier q,q[1];", 11, "'barrier' names the qubit 'q[1]' twice")]
    [InlineData("rx q[0];", 4, "'rx' takes 1 parameter, 0 given")]
    [InlineData("rx() q[0];", 4, "'rx' takes 1 parameter, 0 given")]
    [InlineData("rx(0,735) q[0];", 6, "'rx' takes 1 parameter; there are more")]
    [InlineData("x(1) q[0];", 3, "'x' takes 0 parameters; there are more")]
    [InlineData("rx(1/0) q[0];", 5, "division by zero")]
    [InlineData("rx(1/(2-2)) q[0];", 5, "division by zero")]
    [InlineData("rx(ln(0)) q[0];", 4, "the logarithm of 0 is not a real number")]
    [InlineData("rx(sqrt(-2)) q[0];", 4, "the square root of -2 is not a real number")]
    [InlineData("rx(1e999) q[0];", 4, "the number '1e999' is too large")]
    [InlineData("rx(exp(1e9)) q[0];", 4, "the result is not a finite number")]
    [InlineData("rx((-8)^0.5) q[0];", 8, "-8 to the power 0.5 is not a finite real number")]
    [InlineData("rx(2pi) q[0];", 5, "'p' stands right behind the number '2'; a product needs '*'")]
    [InlineData("rx(Pi) q[0];", 4, "'Pi' is no number, function or parameter here. Did you mean 'pi'?")]
    [InlineData("rx(theta) q[0];", 4, "'theta' is no number, function or parameter here.")]
    [InlineData("rx(nan) q[0];", 4, "'nan' is no number")]
    [InlineData("rx((1) q[0];", 8, "',' or ')' is expected, there is 'q'")]
    [InlineData("rx((1;", 6, "')' is expected for the '(' at line 7, column 4, there is ';'")]
    [InlineData("rx(1+) q[0];", 6, "a number, pi, a function or '(' is expected, there is ')'")]
    [InlineData("rx(1,) q[0];", 6, "a number is expected behind ','")]
    [InlineData("rx(2**3) q[0];", 5, "powers with '^'")]
    [InlineData("rx(1e) q[0];", 4, "the exponent of '1e' has no digits")]
    [InlineData("qreg q[2];", 6, "the register 'q' is declared already, at line 4, column 6")]
    [InlineData("creg q[2];", 6, "the register 'q' is declared already")]
    [InlineData("qreg s[0];", 8, "a register holds at least 1 element")]
    [InlineData("qreg Q[1];", 6, "names start with a lower-case letter")]
    [InlineData("qreg pi[1];", 6, "'pi' is a word of the language")]
    [InlineData("qreg s[2000000000];", 8, "exceeds the limit of 1048576 qubits")]
    [InlineData("gate x a { }", 6, "the gate 'x' is defined already, in \"qelib1.inc\"")]
    [InlineData("gate g a { } gate g a { }", 19, "the gate 'g' is defined already, at line 7, column 6")]
    [InlineData("gate g a { g a; }", 12, "the gate 'g' uses itself")]
    [InlineData("gate g a { x b; }", 14, "'b' is no qubit of the definition")]
    [InlineData("gate g a { x a[0]; }", 15, "qubits are named, without an index")]
    [InlineData("gate g a { rx(t) a; }", 15, "'t' is no number, function or parameter here")]
    [InlineData("gate g a,a { }", 10, "the name 'a' stands twice")]
    [InlineData("gate g(a) a { }", 11, "the name 'a' stands twice")]
    [InlineData("gate g a,b { cx a,a; }", 19, "'cx' names the qubit 'a' twice")]
    [InlineData("gate g a,b { cx a; }", 18, "'cx' acts on 2 qubits, 1 given")]
    [InlineData("gate g a { measure a -> c; }", 12, "'measure' cannot stand in the body of a gate")]
    [InlineData("gate g a { x a;", 6, "the body of the gate 'g' is not closed")]
    [InlineData("gate g(t) a { rx(1/t) a; } g(0) q[0];", 19, "division by zero, in the gate 'g' as used at line 7, column 28.")]
    [InlineData("gate g(t) a { rx(1/0) a; }", 19, "division by zero.")]
    [InlineData("opaque o(t) a; gate g a { o(1) a; } g q[0];", 37, "'g' cannot be applied: the gate 'o' is opaque")]
    [InlineData("measure q -> d;", 14, "there is no register 'd'. Did you mean 'd2'? The classical registers are c, d2.")]
    [InlineData("measure q -> d2;", 14, "'q[3]' cannot be measured into 'd2[2]'")]
    [InlineData("measure q[0] -> c;", 17, "'q[0]' cannot be measured into 'c[3]'")]
    [InlineData("measure q[0];", 13, "'->' is expected, there is ';'")]
    [InlineData("if(c=1) x q[0];", 5, "a comparison is written '=='")]
    [InlineData("if(q==1) x q[0];", 4, "'q' is a quantum register; a classical one is expected")]
    [InlineData("if(c[0]==1) x q[0];", 4, "compares a whole register")]
    [InlineData("if(c==-1) x q[0];", 7, "a register holds no negative number")]
    [InlineData("if(c==1) barrier q;", 10, "'barrier' cannot depend on a condition")]
    [InlineData("if(c==1) measure q -> c;", 10, "cannot depend on the value of 'c'")]
    [InlineData("include \"qelib1.inc\";", 9, "is included already")]
    [InlineData("qubit[2] a;", 1, "'qubit' belongs to OpenQASM 3")]
    [InlineData("x q[0]; /* no */", 9, "comments start with '//'")]
    [InlineData("x q[0]; ~", 9, "the character '~' (U+007E) has no meaning here")]
    [InlineData("; ", 1, "a statement must start here, there is ';'")]
    public void RefusedStatement(string statement, int column, string message) =>
        AssertError(Head + "// a comment\nqreg q[3]; creg c[3];\nqreg r[2]; creg d2[2];\n\n" + statement, 7, column, message);

    private static void AssertError(string text, int line, int column, string message, OpenQasm2Options? options = null)
    {
        var e = Assert.Throws<FormatException>(() => OpenQasm2Reader.Read(text, options));
        Assert.StartsWith($"line {line}, column {column}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }
}
