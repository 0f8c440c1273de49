namespace Qratum.Chemistry;

/// <summary>Which Pauli strings <see cref="AnsatzKind.QubitAdapt"/> chooses from.</summary>
public enum QubitPoolKind
{
    /// <summary>The strings of the excitations of coupled cluster, without those of Z: <see cref="QubitPool.Excitations"/>.</summary>
    Excitations,

    /// <summary>2q − 2 strings for q qubits: <see cref="QubitPool.Minimal"/>.</summary>
    Minimal,
}

/// <summary>
/// Pauli strings with an odd number of Y, whose rotations are real: the pools of qubit-ADAPT-VQE, shorter circuits than excitations but no
/// conservation of electrons or spin.
/// </summary>
/// <remarks>H. L. Tang et al., PRX Quantum 2, 020310 (2021).</remarks>
public static class QubitPool
{
    /// <summary>
    /// The strings of T − T† of each excitation, without the Z outside its own orbitals, each once, in the order of the excitations. For
    /// Jordan-Wigner.
    /// </summary>
    /// <param name="integrals">Says orbitals and electrons.</param>
    /// <param name="excitations">For example <see cref="Uccsd.Excitations"/>.</param>
    public static IReadOnlyList<PauliString> Excitations(ElectronIntegrals integrals, IEnumerable<Excitation> excitations)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(excitations);
        return [.. excitations.SelectMany(e => GivensCircuit.WithoutStrings(integrals, e).Strings.Select(s => s.Pauli)).Distinct()];
    }

    /// <summary>
    /// The complete pool of least size, 2q − 2 strings whose rotations take any real state to any other: V_2 = {Z1 Y0, Y1}, V_q = {Z on the last qubit
    /// times V_{q−1}, Y on the last qubit, Y on the one before}. A Hamiltonian with symmetries, as molecules have, can leave the search stuck where
    /// all derivatives vanish: V. O. Shkolnikov et al., Quantum 7, 1040 (2023).
    /// </summary>
    /// <param name="qubitCount">q, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="qubitCount"/> is below 2.</exception>
    public static IReadOnlyList<PauliString> Minimal(int qubitCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(qubitCount, 2);
        var q = qubitCount;
        List<PauliString> pool = [PauliString.Single(q, 0, Pauli.Y).With(1, Pauli.Z), PauliString.Single(q, 1, Pauli.Y)];
        for (var last = 2; last < q; last++)
            pool = [.. pool.Select(p => p.With(last, Pauli.Z)), PauliString.Single(q, last, Pauli.Y), PauliString.Single(q, last - 1, Pauli.Y)];
        return pool;
    }
}

/// <summary>Pauli rotations on the Hartree-Fock state.</summary>
internal sealed class QubitOperators(IReadOnlyList<PauliString> strings, ElectronIntegrals integrals, IFermionMapper mapper) : IAdaptPool
{
    public int Count => strings.Count;

    public SearchAnsatz Of(IReadOnlyList<int> operators)
    {
        var circuit = new RotationCircuit(integrals, mapper, operators.Count);
        for (var k = 0; k < operators.Count; k++) circuit.AppendRotation(strings[operators[k]], circuit.Parameters[k]);
        return new SearchAnsatz(circuit.Build(), new double[operators.Count]);
    }
}
