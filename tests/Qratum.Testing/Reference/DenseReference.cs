using System.Numerics;

namespace Qratum.Testing;

/// <summary>The slow twin of every simulator: gate matrices applied amplitude by amplitude, sharing no code with the kernels.</summary>
public static class DenseReference
{
    /// <summary>The amplitudes a unitary circuit gives from |0…0⟩.</summary>
    public static Complex[] Run(Circuit circuit, params ReadOnlySpan<double> parameters)
    {
        var state = new Complex[1 << circuit.QubitCount];
        state[0] = 1;
        foreach (var instruction in circuit.Bind(parameters).Instructions)
        {
            if (instruction.Gate is { } gate) state = Apply(gate, [.. instruction.Qubits], state);
        }

        return state;
    }

    /// <summary>⟨ψ|H|ψ⟩ by the letters of each string.</summary>
    public static Complex Expectation(PauliSum sum, Complex[] state) => Inner(state, Product(sum, state));

    /// <summary>H|ψ⟩ by the letters of each string.</summary>
    public static Complex[] Product(PauliSum sum, Complex[] state)
    {
        var result = new Complex[state.Length];
        foreach (var (coefficient, pauli) in sum)
        {
            for (var i = 0; i < state.Length; i++)
            {
                var (target, factor) = (i, coefficient);
                for (var q = 0; q < sum.QubitCount; q++)
                {
                    var bit = (i >> q) & 1;
                    switch (pauli[q])
                    {
                        case Pauli.X: target ^= 1 << q; break;
                        case Pauli.Y: target ^= 1 << q; factor *= bit == 0 ? Complex.ImaginaryOne : -Complex.ImaginaryOne; break;
                        case Pauli.Z: factor *= bit == 0 ? 1 : -1; break;
                    }
                }

                result[target] += factor * state[i];
            }
        }

        return result;
    }

    /// <summary>⟨a|b⟩.</summary>
    public static Complex Inner(Complex[] a, Complex[] b)
    {
        var sum = Complex.Zero;
        for (var i = 0; i < a.Length; i++) sum += Complex.Conjugate(a[i]) * b[i];
        return sum;
    }

    /// <summary>A gate on a state of any norm; the first qubit is bit 0 of the matrix index.</summary>
    public static Complex[] Apply(Gate gate, int[] qubits, Complex[] state)
    {
        var matrix = gate.ToMatrix();
        var result = new Complex[state.Length];
        for (var i = 0; i < state.Length; i++)
        {
            var column = 0;
            for (var k = 0; k < qubits.Length; k++) column |= ((i >> qubits[k]) & 1) << k;
            for (var row = 0; row < 1 << qubits.Length; row++)
            {
                var target = i;
                for (var k = 0; k < qubits.Length; k++) target = (target & ~(1 << qubits[k])) | (((row >> k) & 1) << qubits[k]);
                result[target] += matrix[row, column] * state[i];
            }
        }

        return result;
    }
}
