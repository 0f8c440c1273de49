namespace Qratum;

/// <summary>The gates that every program knows, and those of <c>qelib1.inc</c>.</summary>
/// <remarks>
/// Facts from arXiv:1707.03429, section 4.2 and appendix: each named unitary, up to a global phase, which cannot be observed
/// since OpenQASM 2 has no control modifier. <c>rccx</c> is the relative-phase Toffoli gate of D. Maslov,
/// Phys. Rev. A 93, 022311 (2016), figure 3; <c>rc3x</c> is his figure 4. <c>c3sqrtx</c> and <c>c4x</c> are what their names
/// say; some copies of the library file that circulate define something else.
/// </remarks>
internal static class QasmLibrary
{
    /// <summary>The two gates of the language itself.</summary>
    public static IReadOnlyList<QasmGate> Primitives { get; } =
    [
        new("U", 3, 1, a => Gate.U(a[0], a[1], a[2]), isReplaceable: false),
        new("CX", 0, 2, _ => Gate.Cx, isReplaceable: false),
    ];

    /// <summary>The gates of the built-in <c>qelib1.inc</c>.</summary>
    public static IReadOnlyList<QasmGate> Standard { get; } = [.. Named(), .. Composed()];

    private static IEnumerable<QasmGate> Named()
    {
        yield return Paper("u3", 3, 1, a => Gate.U(a[0], a[1], a[2]));
        yield return Paper("u2", 2, 1, a => Gate.U(Math.PI / 2, a[0], a[1]));
        yield return Paper("u1", 1, 1, a => Gate.Phase(a[0]));
        foreach (var gate in new[] { Gate.Id, Gate.X, Gate.Y, Gate.Z, Gate.H, Gate.S, Gate.Sdg, Gate.T, Gate.Tdg })
            yield return Paper(gate.Name, 0, 1, _ => gate);
        foreach (var gate in new[] { Gate.Cx, Gate.Cy, Gate.Cz, Gate.Ch, Gate.Ccx })
            yield return Paper(gate.Name, 0, gate.QubitCount, _ => gate);
        yield return Paper("rx", 1, 1, a => Gate.Rx(a[0]));
        yield return Paper("ry", 1, 1, a => Gate.Ry(a[0]));
        yield return Paper("rz", 1, 1, a => Gate.Rz(a[0]));
        yield return Paper("crz", 1, 2, a => Gate.Rz(a[0]).Control());
        yield return Paper("cu1", 1, 2, a => Gate.Phase(a[0]).Control());
        yield return Paper("cu3", 3, 2, a => Gate.U(a[0], a[1], a[2]).Control());

        yield return Later("u0", 1, 1, _ => Gate.Id);
        yield return Later("u", 3, 1, a => Gate.U(a[0], a[1], a[2]));
        yield return Later("p", 1, 1, a => Gate.Phase(a[0]));
        yield return Later("sx", 0, 1, _ => Gate.Sx);
        yield return Later("sxdg", 0, 1, _ => Gate.Sxdg);
        yield return Later("swap", 0, 2, _ => Gate.Swap);
        yield return Later("cswap", 0, 3, _ => Gate.CSwap);
        var (csx, cs, csdg) = (Gate.Sx.Control(), Gate.S.Control(), Gate.Sdg.Control());
        yield return Later("csx", 0, 2, _ => csx);
        yield return Later("cs", 0, 2, _ => cs);
        yield return Later("csdg", 0, 2, _ => csdg);
        yield return Later("cp", 1, 2, a => Gate.Phase(a[0]).Control());
        yield return Later("crx", 1, 2, a => Gate.Rx(a[0]).Control());
        yield return Later("cry", 1, 2, a => Gate.Ry(a[0]).Control());
        yield return Later("rxx", 1, 2, a => Gate.Rxx(a[0]));
        yield return Later("ryy", 1, 2, a => Gate.Ryy(a[0]));
        yield return Later("rzz", 1, 2, a => Gate.Rzz(a[0]));
        var (c3x, c4x, c3sx) = (Gate.X.Control(3), Gate.X.Control(4), Gate.Sx.Control(3));
        yield return Later("c3x", 0, 4, _ => c3x);
        yield return Later("c4x", 0, 5, _ => c4x);
        yield return Later("c3sqrtx", 0, 4, _ => c3sx);
    }

    private static IEnumerable<QasmGate> Composed()
    {
        const string text = """
            gate cu(theta,phi,lambda,gamma) c,t { p(gamma) c; cu3(theta,phi,lambda) c,t; }
            gate rccx a,b,c { h c; t c; cx b,c; tdg c; cx a,c; t c; cx b,c; tdg c; h c; }
            gate rc3x a,b,c,d {
              h d; t d; cx c,d; tdg d; h d;
              cx a,d; t d; cx b,d; tdg d; cx a,d; t d; cx b,d; tdg d;
              h d; t d; cx c,d; tdg d; h d;
            }
            """;
        return QasmParser.ReadDefinitions(new QasmSource("qelib1.inc", null, text), Named());
    }

    private static QasmGate Paper(string name, int angles, int qubits, QasmGateFactory make) => new(name, angles, qubits, make, isReplaceable: false);

    private static QasmGate Later(string name, int angles, int qubits, QasmGateFactory make) => new(name, angles, qubits, make, isReplaceable: true);
}
