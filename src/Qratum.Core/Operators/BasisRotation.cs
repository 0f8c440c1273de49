namespace Qratum;

/// <summary>
/// A Clifford circuit of H, S†, CX and CZ that turns commuting strings into ± strings of Z, and what it makes of each. Immutable once made.
/// </summary>
internal sealed class BasisRotation
{
    private enum Kind
    {
        H,
        Sdg,
        Cx,
        Cz,
    }

    private readonly List<(Kind Kind, int First, int Second)> _gates = [];
    private readonly int _qubits;

    private BasisRotation(int qubits) => _qubits = qubits;

    /// <summary>For strings that share a product basis: H where X is measured, S† and H where Y is.</summary>
    public static BasisRotation OfProduct(PauliString basis)
    {
        var rotation = new BasisRotation(basis.QubitCount);
        for (var q = 0; q < basis.QubitCount; q++)
        {
            if (basis[q] == Pauli.Y) rotation._gates.Add((Kind.Sdg, q, -1));
            if (basis[q] is Pauli.X or Pauli.Y) rotation._gates.Add((Kind.H, q, -1));
        }

        return rotation;
    }

    /// <summary>
    /// For any strings that commute (compare E. van den Berg and K. Temme, Quantum 4, 322 (2020)): independent strings get a qubit of their own where
    /// they alone have an X part, gates remove all the rest of them, and H turns X into Z. O(qubits²) gates.
    /// </summary>
    public static BasisRotation OfCommuting(int qubits, IEnumerable<PauliString> strings)
    {
        var rotation = new BasisRotation(qubits);
        var partners = PauliElimination.Partners(qubits, strings);
        // A string of Z alone has X on its own qubit after H there.
        foreach (var (row, qubit, _) in partners)
        {
            if (row.X.IsZero) rotation._gates.Add((Kind.H, qubit, -1));
        }

        var rows = partners.ConvertAll(p => (Row: rotation.Apply(p.Row, 0).Image, p.Qubit));
        rows = MadeAlone(rows);
        for (var k = 0; k < rows.Count; k++)
        {
            var qubit = rows[k].Qubit;
            for (var q = 0; q < qubits; q++)
            {
                if (q != qubit && rows[k].Row.X[q]) rotation.Add(Kind.Cx, qubit, q, rows);
            }
        }

        for (var k = 0; k < rows.Count; k++)
        {
            var qubit = rows[k].Qubit;
            for (var q = 0; q < qubits; q++)
            {
                if (q != qubit && rows[k].Row.Z[q]) rotation.Add(Kind.Cz, qubit, q, rows);
            }

            if (rows[k].Row.Z[qubit]) rotation.Add(Kind.Sdg, qubit, -1, rows);
        }

        foreach (var (_, qubit) in rows) rotation._gates.Add((Kind.H, qubit, -1));
        return rotation;
    }

    public Circuit ToCircuit()
    {
        var circuit = new CircuitBuilder(_qubits);
        foreach (var (kind, first, second) in _gates)
        {
            _ = kind switch
            {
                Kind.H => circuit.H(first),
                Kind.Sdg => circuit.Sdg(first),
                Kind.Cx => circuit.Cx(first, second),
                _ => circuit.Cz(first, second),
            };
        }

        return circuit.Build();
    }

    /// <summary>U P U†, U being the circuit: a string and whether it has a minus.</summary>
    public (bool IsNegative, PauliString Image) Apply(PauliString pauli) => Apply(pauli, 0);

    private (bool IsNegative, PauliString Image) Apply(PauliString pauli, int from)
    {
        var (x, z, isNegative) = (pauli.X, pauli.Z, false);
        for (var k = from; k < _gates.Count; k++) isNegative ^= Turn(_gates[k], ref x, ref z);
        return (isNegative, new PauliString(_qubits, x, z));
    }

    private void Add(Kind kind, int first, int second, List<(PauliString Row, int Qubit)> rows)
    {
        _gates.Add((kind, first, second));
        for (var k = 0; k < rows.Count; k++) rows[k] = (Apply(rows[k].Row, _gates.Count - 1).Image, rows[k].Qubit);
    }

    /// <summary>The rules of S. Aaronson and D. Gottesman, Phys. Rev. A 70, 052328 (2004); returns whether the sign turns.</summary>
    private static bool Turn((Kind Kind, int First, int Second) gate, ref BitMask x, ref BitMask z)
    {
        var (a, b) = (gate.First, gate.Second);
        var (xa, za) = (x[a], z[a]);
        switch (gate.Kind)
        {
            case Kind.H:
                x = x.With(a, za);
                z = z.With(a, xa);
                return xa && za;
            case Kind.Sdg:
                z = z.With(a, za ^ xa);
                return xa && !za;
            case Kind.Cx:
                var (xb, zb) = (x[b], z[b]);
                x = x.With(b, xb ^ xa);
                z = z.With(a, za ^ zb);
                return xa && zb && xb == za;
            default:
                (xb, zb) = (x[b], z[b]);
                z = z.With(a, za ^ xb).With(b, zb ^ xa);
                return xa && xb && za != zb;
        }
    }

    /// <summary>Row operations only: each string keeps the X of its own qubit, the others lose it.</summary>
    private static List<(PauliString Row, int Qubit)> MadeAlone(List<(PauliString Row, int Qubit)> rows)
    {
        for (var k = 0; k < rows.Count; k++)
        {
            for (var other = 0; other < rows.Count; other++)
            {
                if (other != k && rows[other].Row.X[rows[k].Qubit]) rows[other] = (rows[other].Row.Multiply(rows[k].Row).Product, rows[other].Qubit);
            }
        }

        return rows;
    }
}
