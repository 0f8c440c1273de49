namespace Qratum;

/// <summary>Terms of a sum that one circuit measures together. Immutable.</summary>
public sealed class PauliGroup
{
    private readonly BasisRotation _rotation;

    internal PauliGroup(PauliString basis, PauliSum terms)
        : this(terms, BasisRotation.OfProduct(basis)) => Basis = basis;

    internal PauliGroup(PauliSum terms)
        : this(terms, BasisRotation.OfCommuting(terms.QubitCount, terms.Select(t => t.Pauli)))
    {
    }

    private PauliGroup(PauliSum terms, BasisRotation rotation) => (Terms, _rotation) = (terms, rotation);

    /// <summary>
    /// For each qubit the operator that is measured there, I where no term acts; null where the terms commute but share no such product basis
    /// (<see cref="PauliGrouping.Commuting"/>).
    /// </summary>
    public PauliString? Basis { get; }

    /// <summary>The terms; they commute. With a <see cref="Basis"/> each has, on every qubit, the identity or the operator there.</summary>
    public PauliSum Terms { get; }

    /// <summary>
    /// The circuit that turns the common basis into the computational one: of single-qubit gates where there is a <see cref="Basis"/>, else with CX and CZ.
    /// Measured after it, a term is the product of (−1)^bit over the qubits of <see cref="Measured"/>, times its sign.
    /// </summary>
    public Circuit BasisChange() => _rotation.ToCircuit();

    /// <summary>What the basis change makes of a string: a sign, +1 or −1, and a string of Z.</summary>
    /// <param name="pauli">A string that commutes with the terms and is a product of them.</param>
    /// <exception cref="ArgumentException">It is none: something else than Z would have to be measured.</exception>
    public (int Sign, PauliString Diagonal) Measured(PauliString pauli)
    {
        if (pauli.QubitCount != Terms.QubitCount)
            throw new ArgumentException($"'{pauli}' acts on {pauli.QubitCount} qubits, the group on {Terms.QubitCount}.", nameof(pauli));
        var (isNegative, image) = _rotation.Apply(pauli);
        return image.IsDiagonal ? (isNegative ? -1 : 1, image)
            : throw new ArgumentException($"'{pauli}' is not measured with this group.", nameof(pauli));
    }

    /// <summary>For example <c>3 terms in XZI</c>.</summary>
    public override string ToString() => Basis is { } basis ? $"{Terms.Count} terms in {basis}" : $"{Terms.Count} terms that commute";
}
