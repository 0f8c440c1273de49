namespace Qratum;

/// <summary>Linear algebra over {0, 1} on Pauli strings, taken as rows of 2n bits (X part, Z part) whose products are sums.</summary>
internal static class PauliElimination
{
    /// <summary>All strings that commute with every term, as independent rows: 2n minus the rank of the terms.</summary>
    public static List<PauliString> Kernel(int n, ReadOnlySpan<PauliTerm> terms)
    {
        // Rows of the terms with X and Z exchanged: the symplectic product becomes the ordinary one.
        var basis = new List<PauliString>();
        foreach (var (_, pauli) in terms)
        {
            if (basis.Count == 2 * n) break;
            Insert(basis, new PauliString(n, pauli.Z, pauli.X));
        }

        basis = ReducedBasis(n, basis);
        var pivots = basis.ConvertAll(row => Pivot(row));
        var kernel = new List<PauliString>();
        for (var free = 0; free < 2 * n; free++)
        {
            if (pivots.Contains(free)) continue;
            var row = Unit(n, free);
            for (var k = 0; k < basis.Count; k++)
            {
                if (Bit(basis[k], free)) row = row.Multiply(Unit(n, pivots[k])).Product;
            }

            kernel.Add(row);
        }

        return kernel;
    }

    /// <summary>The same span in reduced echelon form, sorted: no row has a bit in the pivot of another. Signs are dropped.</summary>
    public static List<PauliString> ReducedBasis(int n, IEnumerable<PauliString> rows)
    {
        var basis = new List<PauliString>();
        foreach (var row in rows) Insert(basis, row);
        for (var k = 0; k < basis.Count; k++)
        {
            var pivot = Pivot(basis[k]);
            for (var other = 0; other < basis.Count; other++)
            {
                if (other != k && Bit(basis[other], pivot)) basis[other] = basis[other].Multiply(basis[k]).Product;
            }
        }

        basis.Sort();
        return basis;
    }

    /// <summary>
    /// Commuting strings, made over so that each has a qubit of its own, and the one-qubit operator there that anticommutes with it and commutes
    /// with the others.
    /// </summary>
    /// <remarks>
    /// A string with an X part has a pivot there that no other string has. A string of Z commutes with these, so it is fixed by its bits
    /// outside their pivots and has a pivot among them.
    /// </remarks>
    public static List<(PauliString Row, int Qubit, PauliString Single)> Partners(int n, IEnumerable<PauliString> commuting)
    {
        var rows = ReducedBasis(n, commuting);
        var taken = default(BitMask);
        foreach (var row in rows) taken |= row.X.IsZero ? default : BitMask.Single(Pivot(row));
        var result = new List<(PauliString, int, PauliString)>();
        for (var k = 0; k < rows.Count; k++)
        {
            if (!rows[k].X.IsZero)
            {
                result.Add((rows[k], Pivot(rows[k]), PauliString.Single(n, Pivot(rows[k]), Pauli.Z)));
                continue;
            }

            var qubit = rows[k].Z.BitLength - 1;
            while (taken[qubit] || !rows[k].Z[qubit]) qubit--;
            for (var other = 0; other < rows.Count; other++)
            {
                if (other != k && rows[other].Z[qubit]) rows[other] = rows[other].Multiply(rows[k]).Product;
            }

            result.Add((rows[k], qubit, PauliString.Single(n, qubit, Pauli.X)));
        }

        // A later string of Z may have changed an earlier row, not its pivot.
        return [.. result.Select((r, k) => (rows[k], r.Item2, r.Item3))];
    }

    /// <summary>The string without some qubits, the others moved down.</summary>
    public static PauliString Without(PauliString pauli, IReadOnlyCollection<int> qubits)
    {
        var factors = new Pauli[pauli.QubitCount - qubits.Count];
        var next = 0;
        for (var q = 0; q < pauli.QubitCount; q++)
        {
            if (!qubits.Contains(q)) factors[next++] = pauli[q];
        }

        return PauliString.FromFactors(factors);
    }

    /// <summary>Adds what a row has that the independent ones have not; nothing if it is a product of them.</summary>
    public static void Insert(List<PauliString> basis, PauliString row)
    {
        foreach (var known in basis)
        {
            if (Bit(row, Pivot(known))) row = row.Multiply(known).Product;
        }

        if (!row.IsIdentity) basis.Add(row);
    }

    // Bits 0 to n − 1 are the X part, n to 2n − 1 the Z part; the pivot is the highest bit of the X part, or of the Z part where that is empty.
    private static int Pivot(PauliString row) => row.X.IsZero ? row.QubitCount + row.Z.BitLength - 1 : row.X.BitLength - 1;

    private static bool Bit(PauliString row, int position) => position < row.QubitCount ? row.X[position] : row.Z[position - row.QubitCount];

    private static PauliString Unit(int n, int position) =>
        position < n ? PauliString.Single(n, position, Pauli.X) : PauliString.Single(n, position - n, Pauli.Z);
}
