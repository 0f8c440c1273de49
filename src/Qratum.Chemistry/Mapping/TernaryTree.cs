namespace Qratum.Chemistry;

/// <summary>
/// The mapping of Z. Jiang, A. Kalev, W. Mruczkiewicz and H. Neven, Quantum 4, 276 (2020): Majorana operators are the paths from the root of a
/// ternary tree of qubits to its leaves, so that each acts on at most ⌈log₃(2n+1)⌉ qubits, the least that is possible.
/// </summary>
/// <remarks>
/// The two operators of mode k are the paths that turn to X and to Y at qubit k and to Z from then on; so its occupation is a product of Z, and
/// determinants become basis states, no electron being |0…0⟩ (A. Miller et al., PRX Quantum 4, 030314 (2023)).
/// </remarks>
public sealed class TernaryTree : FermionMapper
{
    /// <inheritdoc/>
    public override string Name => "ternary-tree";

    private protected override MajoranaStrings Majoranas(int modes)
    {
        var (even, odd) = (new PauliString[modes], new PauliString[modes]);
        for (var k = 0; k < modes; k++) (even[k], odd[k]) = (Path(modes, k, Pauli.X), Path(modes, k, Pauli.Y));
        return new MajoranaStrings(even, odd);
    }

    /// <summary>From the root to a qubit, from there to a child, and on to a leaf by Z. Qubit q has the children 3q+1 (X), 3q+2 (Y) and 3q+3 (Z).</summary>
    private static PauliString Path(int qubits, int turn, Pauli letter)
    {
        Pauli[] letters = [Pauli.X, Pauli.Y, Pauli.Z];
        var factors = new Pauli[qubits];
        factors[turn] = letter;
        for (var q = turn; q > 0; q = (q - 1) / 3) factors[(q - 1) / 3] = letters[(q - 1) % 3];
        for (var q = (3 * turn) + (letter == Pauli.X ? 1 : 2); q < qubits; q = (3 * q) + 3) factors[q] = Pauli.Z;
        return PauliString.FromFactors(factors);
    }
}
