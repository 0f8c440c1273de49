namespace Qratum;

/// <summary>The hardware-efficient ansatz: layers of one-qubit rotations and a chain of entangling gates.</summary>
/// <remarks>
/// A. Kandala et al., Nature 549, 242 (2017), with RY and RZ rotations and a chain of CX. It conserves neither the number of
/// particles nor the spin; energies below those of the wanted sector can come out for charged or high-spin molecules.
/// </remarks>
public static class HardwareEfficient
{
    /// <summary>Makes the circuit: RY·RZ on every qubit, then <paramref name="layers"/> times (CX chain, RY·RZ on every qubit).</summary>
    /// <param name="qubitCount">Number of qubits, at least 1.</param>
    /// <param name="layers">Number of entangling layers, not negative.</param>
    /// <param name="initial">Circuit applied first, such as a Hartree-Fock state; null for |0…0⟩. At θ = 0 only it and the CX chains act.</param>
    /// <returns>A circuit of 2 · qubits · (layers + 1) parameters <c>theta[k]</c>.</returns>
    public static Circuit Create(int qubitCount, int layers, Circuit? initial = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(qubitCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(layers);
        var builder = new CircuitBuilder(qubitCount);
        if (initial is not null) builder.Append(initial);
        var next = 0;
        for (var layer = 0; layer <= layers; layer++)
        {
            if (layer > 0)
            {
                for (var q = 0; q + 1 < qubitCount; q++) builder.Cx(q, q + 1);
            }

            for (var q = 0; q < qubitCount; q++)
            {
                builder.Ry(new Parameter($"theta[{next++}]"), q);
                builder.Rz(new Parameter($"theta[{next++}]"), q);
            }
        }

        return builder.Build();
    }
}
