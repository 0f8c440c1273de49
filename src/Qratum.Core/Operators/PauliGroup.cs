namespace Qratum;

/// <summary>Terms of a sum that one product basis measures together. Immutable.</summary>
public sealed class PauliGroup
{
    internal PauliGroup(PauliString basis, PauliSum terms)
    {
        Basis = basis;
        Terms = terms;
    }

    /// <summary>For each qubit the operator that is measured there; I where no term acts.</summary>
    public PauliString Basis { get; }

    /// <summary>The terms; each has, on every qubit, the identity or the operator of <see cref="Basis"/>.</summary>
    public PauliSum Terms { get; }

    /// <summary>
    /// The circuit that turns the basis into the computational one: H where X is measured, S† and H where Y is. Measured after
    /// it, a term is the product of (−1)^bit over the qubits it acts on.
    /// </summary>
    public Circuit BasisChange()
    {
        var circuit = new CircuitBuilder(Basis.QubitCount);
        for (var k = 0; k < Basis.QubitCount; k++)
        {
            if (Basis[k] == Pauli.Y) circuit.Sdg(k);
            if (Basis[k] is Pauli.X or Pauli.Y) circuit.H(k);
        }

        return circuit.Build();
    }

    /// <summary>For example <c>3 terms in XZI</c>.</summary>
    public override string ToString() => $"{Terms.Count} terms in {Basis}";
}
