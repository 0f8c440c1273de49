namespace Qratum.Chemistry;

/// <summary>
/// Mappings whose qubits are parities of modes: bits = A · occupations over {0, 1}. Changing mode k flips the qubits of column k of A; the sign
/// of a ladder operator is the parity of the modes below, a product of Z by the rows of the inverse of A.
/// </summary>
internal static class LinearEncoding
{
    /// <param name="modes">Number of modes and qubits.</param>
    /// <param name="holds">Whether qubit i (first) counts mode j (second): lower triangular with ones on the diagonal.</param>
    public static MajoranaStrings Majoranas(int modes, Func<int, int, bool> holds)
    {
        var occupation = Inverse(modes, holds);
        var (even, odd) = (new PauliString[modes], new PauliString[modes]);
        var below = new bool[modes];
        var factors = new Pauli[modes];
        for (var k = 0; k < modes; k++)
        {
            // γ_k flips and has the sign of the modes below; γ̃_k = iγ_k (−1)^{n_k} in turn has the sign of mode k too.
            even[k] = Flip(below);
            for (var q = 0; q < modes; q++) below[q] ^= occupation[k, q];
            odd[k] = Flip(below);

            PauliString Flip(bool[] signs)
            {
                for (var q = 0; q < modes; q++) factors[q] = (holds(q, k) ? Pauli.X : Pauli.I) ^ (signs[q] ? Pauli.Z : Pauli.I);
                return PauliString.FromFactors(factors);
            }
        }

        return new MajoranaStrings(even, odd);
    }

    /// <summary>Occupation of mode k as a sum of qubits: forward substitution.</summary>
    private static bool[,] Inverse(int modes, Func<int, int, bool> holds)
    {
        var inverse = new bool[modes, modes];
        for (var k = 0; k < modes; k++)
        {
            inverse[k, k] = true;
            for (var j = 0; j < k; j++)
            {
                if (!holds(k, j)) continue;
                for (var q = 0; q <= j; q++) inverse[k, q] ^= inverse[j, q];
            }
        }

        return inverse;
    }
}
