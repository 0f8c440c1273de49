namespace Qratum.Optimization;

/// <summary>
/// What moves amplitude between bit strings in a QAOA circuit: a start state and a unitary exp(-iβB), B having the start as an eigenstate where the
/// theory of slow changes asks for it. A mixer may keep to strings that are feasible.
/// </summary>
/// <remarks>S. Hadfield et al., "From the quantum approximate optimization algorithm to a quantum alternating operator ansatz", Algorithms 12, 34 (2019), arXiv:1709.03489.</remarks>
public interface IMixer
{
    /// <summary>Number of qubits.</summary>
    int QubitCount { get; }

    /// <summary>Number of terms of B that can have angles of their own, at least 1.</summary>
    int TermCount { get; }

    /// <summary>The mixer in a few words that tell it from all others, for fingerprints of runs and for people.</summary>
    string Description { get; }

    /// <summary>Appends the gates that make the start state of |0…0⟩.</summary>
    /// <param name="builder">A circuit on at least <see cref="QubitCount"/> qubits.</param>
    void AppendStart(CircuitBuilder builder);

    /// <summary>Appends exp(-iβ_t B_t) for each term t, in the order of the mixer.</summary>
    /// <param name="builder">A circuit on at least <see cref="QubitCount"/> qubits.</param>
    /// <param name="betas">β of each term, in radians; equal ones make exp(-iβB) as far as the terms commute.</param>
    /// <exception cref="ArgumentException">There is another number of angles than of terms.</exception>
    void AppendLayer(CircuitBuilder builder, ReadOnlySpan<Angle> betas);

    /// <summary>Whether the circuit can end in a bit string.</summary>
    /// <param name="bits">Bit i is qubit i.</param>
    bool Reaches(BitString bits);
}
