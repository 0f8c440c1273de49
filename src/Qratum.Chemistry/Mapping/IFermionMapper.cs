namespace Qratum.Chemistry;

/// <summary>A translation of fermionic modes into qubits that keeps products, sums and adjoints.</summary>
public interface IFermionMapper
{
    /// <summary>The operator on qubits, one for each mode.</summary>
    /// <param name="value">Any fermionic operator; <see cref="FermionOperator.ModeCount"/> is the number of qubits.</param>
    PauliSum Map(FermionOperator value);

    /// <summary>The Hamiltonian on qubits, two for each orbital: the same as mapping its fermionic operator, but faster where a mapper can.</summary>
    /// <param name="integrals">The Hamiltonian; its core energy goes into the identity.</param>
    PauliSum Map(ElectronIntegrals integrals)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        return Map(integrals.ToFermionOperator());
    }
}
