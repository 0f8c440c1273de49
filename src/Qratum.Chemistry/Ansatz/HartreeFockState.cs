using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>The determinant whose lowest orbitals are filled, as a state of qubits.</summary>
public static class HartreeFockState
{
    /// <summary>Flips that make the determinant from |0…0⟩.</summary>
    /// <param name="integrals">Says which spin orbitals are filled.</param>
    /// <param name="mapper">Mapping to qubits.</param>
    /// <exception cref="NotSupportedException">The mapping does not send determinants to basis states.</exception>
    public static Circuit Create(ElectronIntegrals integrals, IFermionMapper mapper)
    {
        var state = BasisState(integrals, mapper);
        var builder = new CircuitBuilder(state.Length);
        for (var k = 0; k < state.Length; k++)
        {
            if (state[k]) builder.X(k);
        }

        return builder.Build();
    }

    /// <summary>The basis state of the determinant.</summary>
    /// <param name="integrals">Says which spin orbitals are filled.</param>
    /// <param name="mapper">Mapping to qubits.</param>
    /// <exception cref="NotSupportedException">The mapping does not send determinants to basis states.</exception>
    public static BitString BasisState(ElectronIntegrals integrals, IFermionMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(mapper);
        var n = integrals.OrbitalCount;
        var filled = new bool[2 * n];
        for (var i = 0; i < integrals.AlphaElectrons; i++) filled[SpinOrbital.Alpha(i).Mode(n)] = true;
        for (var i = 0; i < integrals.BetaElectrons; i++) filled[SpinOrbital.Beta(i).Mode(n)] = true;
        return BasisState(filled, mapper);
    }

    /// <summary>
    /// Any mapping that keeps determinants basis states sends 1 − 2a†_k a_k to ± a string of Z. That string's value on the
    /// wanted state is known, so the bits solve linear equations over {0, 1}; the mapping itself is all that is asked. Mappings that leave
    /// qubits out give more equations than bits.
    /// </summary>
    private static BitString BasisState(ReadOnlySpan<bool> filled, IFermionMapper mapper)
    {
        var modes = filled.Length;
        var rows = new bool[modes][];
        for (var k = 0; k < modes; k++)
        {
            var image = mapper.Map((FermionOperator.Identity - (2 * FermionOperator.Number(k))).OnModes(modes));
            var size = image.QubitCount;
            if (image.Count != 1 || !image.IsDiagonal || size > modes || Math.Abs(Complex.Abs(image[0].Coefficient) - 1) > 1e-12)
                throw new NotSupportedException($"{mapper} does not send determinants to basis states: the occupation of mode {k} becomes {image}.");
            rows[k] = new bool[size + 1];
            for (var q = 0; q < size; q++) rows[k][q] = image[0].Pauli[q] == Pauli.Z;
            rows[k][size] = filled[k] != (image[0].Coefficient.Real < 0);
        }

        return BitString.FromBits(SolveParities(rows));
    }

    /// <summary>Gauss-Jordan elimination over {0, 1}; the strings span those of single qubits, so there is one solution.</summary>
    private static bool[] SolveParities(bool[][] rows)
    {
        var size = rows.Length == 0 ? 0 : rows[0].Length - 1;
        for (var column = 0; column < size; column++)
        {
            var pivot = Array.FindIndex(rows, column, row => row[column]);
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (var k = 0; k < rows.Length; k++)
            {
                if (k == column || !rows[k][column]) continue;
                for (var q = column; q <= size; q++) rows[k][q] ^= rows[column][q];
            }
        }

        System.Diagnostics.Debug.Assert(rows[size..].All(row => !row[size]), "the occupations fit one state");
        return Array.ConvertAll(rows[..size], row => row[size]);
    }
}
