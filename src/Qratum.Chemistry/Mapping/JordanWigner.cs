namespace Qratum.Chemistry;

/// <summary>
/// The mapping of P. Jordan and E. Wigner, Z. Phys. 47, 631 (1928): qubit k is 1 where mode k is occupied, and
/// a_k = ½ (X_k + iY_k) Z_{k−1} … Z_0. A determinant, its creation operators in rising order, becomes a basis state.
/// </summary>
public sealed class JordanWigner : IFermionMapper
{
    /// <summary>
    /// Real and imaginary parts of coefficients of at most this magnitude count as zero, and strings without a coefficient are
    /// left out; by default 1e-8, at least 0. Absolute, in the unit of the operator (hartree for a Hamiltonian).
    /// </summary>
    public double Threshold
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(Threshold), value, "The threshold must be at least 0 and finite.");
    } = 1e-8;

    /// <summary>The operator on qubits, one for each mode. A product of L factors expands into 2^L strings before equal ones are merged.</summary>
    /// <param name="value">Any fermionic operator.</param>
    public PauliSum Map(FermionOperator value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Majoranas(value.ModeCount).Map(value, Threshold);
    }

    /// <summary>
    /// The Hamiltonian on qubits, each string made once from its closed-form coefficient: O(n⁴) work, no cancellation.
    /// </summary>
    /// <param name="integrals">The Hamiltonian; its core energy goes into the identity.</param>
    public PauliSum Map(ElectronIntegrals integrals)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        return Majoranas(2 * integrals.OrbitalCount).Map(integrals, Threshold);
    }

    /// <summary>Name and threshold.</summary>
    public override string ToString() => FormattableString.Invariant($"Jordan-Wigner, threshold {Threshold:R}");

    private static MajoranaStrings Majoranas(int modes)
    {
        var (even, odd) = (new PauliString[modes], new PauliString[modes]);
        var factors = new Pauli[modes];
        for (var k = 0; k < modes; k++)
        {
            factors[k] = Pauli.X;
            even[k] = PauliString.FromFactors(factors);
            factors[k] = Pauli.Y;
            odd[k] = PauliString.FromFactors(factors);
            factors[k] = Pauli.Z;
        }

        return new MajoranaStrings(even, odd);
    }
}
