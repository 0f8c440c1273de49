using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// Circuits of Givens rotations: turns of two basis states of qubits that differ by one or two electrons moved, without the strings of Z that
/// make fermions of them. They conserve the electrons of each spin. For Jordan-Wigner.
/// </summary>
/// <remarks>
/// J. M. Arrazola et al., Quantum 6, 742 (2022) for single and double rotations; I. D. Kivlichan et al., Phys. Rev. Lett. 120, 110501 (2018) for
/// determinants of rotated orbitals.
/// </remarks>
public static class GivensCircuit
{
    /// <summary>
    /// All singles and doubles: rotations for the excitations of <see cref="Uccsd.Ansatz"/> with the same options, in the same order and with the
    /// same parameters. Signs are those that act on the determinant alike, so that amplitudes serve as a start; further on the two differ.
    /// </summary>
    /// <param name="integrals">Orbitals, electrons, amplitudes.</param>
    /// <param name="options">Order, selection, sharing; null for the defaults.</param>
    /// <exception cref="NotSupportedException">The options ask for the exponential of the sum.</exception>
    public static Circuit Create(ElectronIntegrals integrals, UccsdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        if (options?.Form == AnsatzForm.ExponentialOfSum) throw new NotSupportedException("Givens rotations act one after the other; the exponential of the sum is none of them.");
        var ansatz = Uccsd.Ansatz(integrals, options);
        var mapper = new JordanWigner();
        var circuit = new RotationCircuit(integrals, mapper, ansatz.ParameterCount);
        for (var k = 0; k < ansatz.Excitations.Count; k++)
        {
            var (sign, strings) = WithoutStrings(integrals, ansatz.Excitations[k]);
            foreach (var (coefficient, pauli) in strings) circuit.AppendRotation(pauli, -2 * sign * coefficient * circuit.Parameters[ansatz.ParameterNumbers[k]]);
        }

        return circuit.Build();
    }

    /// <summary>
    /// The determinant of rotated orbitals φ'_k = Σ_p φ_p U_pk, the lowest of them filled: Hartree-Fock state and n(n − 1)/2 rotations of
    /// neighbours for each spin. ⟨H⟩ is the <see cref="ElectronIntegrals.ReferenceEnergy"/> of the rotated integrals.
    /// </summary>
    /// <param name="integrals">Says orbitals and electrons.</param>
    /// <param name="rotation">U_pk at p·n + k; orthogonal to 1e-8.</param>
    /// <param name="mapper">Mapping to qubits; null for Jordan-Wigner.</param>
    /// <exception cref="ArgumentException">The length is not n² or the matrix is not orthogonal.</exception>
    public static Circuit SlaterDeterminant(ElectronIntegrals integrals, ReadOnlySpan<double> rotation, IFermionMapper? mapper = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        var n = integrals.OrbitalCount;
        ElectronIntegrals.ThrowIfNoRotation(rotation, n);
        var complex = new Complex[n * n];
        for (var k = 0; k < complex.Length; k++) complex[k] = rotation[k];
        var (angles, diagonal) = OrbitalRotation.Decompose(complex, n);
        var circuit = new RotationCircuit(integrals, mapper ?? new JordanWigner(), 0);
        // D acts first, on a determinant: signs of filled orbitals, a sign of the whole state.
        _ = diagonal;
        var places = OrbitalRotation.Places(n);
        for (var k = places.Length - 1; k >= 0; k--)
        {
            if (angles[k].Theta != 0) OrbitalRotation.Append(circuit, places[k], angles[k].Theta, null);
            System.Diagnostics.Debug.Assert(Math.Abs(angles[k].Phi) < 1e-8, "real matrices have real rotations");
        }

        return circuit.Build();
    }

    /// <summary>T − T† = i Σ c P without Z outside its own orbitals, and the sign that these Z have on the determinant.</summary>
    internal static (int Sign, IReadOnlyList<(double Coefficient, PauliString Pauli)> Strings) WithoutStrings(ElectronIntegrals integrals, Excitation excitation)
    {
        var n = integrals.OrbitalCount;
        var own = excitation.Annihilated.Concat(excitation.Created).Select(s => s.Mode(n)).ToHashSet();
        var (sign, list) = (1, new List<(double, PauliString)>());
        foreach (var (coefficient, pauli) in new JordanWigner().Map(excitation.ToGenerator(n)))
        {
            var (bare, parity) = (pauli, 1);
            for (var mode = 0; mode < 2 * n; mode++)
            {
                if (pauli[mode] == Pauli.I || own.Contains(mode)) continue;
                bare = bare.With(mode, Pauli.I);
                if (mode < n ? mode < integrals.AlphaElectrons : mode - n < integrals.BetaElectrons) parity = -parity;
            }

            sign = parity;
            list.Add((coefficient.Imaginary, bare));
        }

        return (sign, list);
    }
}
