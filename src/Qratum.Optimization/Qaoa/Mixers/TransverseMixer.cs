namespace Qratum.Optimization;

/// <summary>The mixer of the standard algorithm: B = Σ Xᵢ, from the uniform superposition of all bit strings. E. Farhi et al., arXiv:1411.4028.</summary>
public sealed class TransverseMixer : IMixer
{
    /// <summary>Makes the mixer.</summary>
    /// <param name="qubitCount">Number of qubits, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no qubit.</exception>
    public TransverseMixer(int qubitCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(qubitCount, 1);
        QubitCount = qubitCount;
    }

    /// <inheritdoc/>
    public int QubitCount { get; }

    /// <inheritdoc/>
    public int TermCount => QubitCount;

    /// <inheritdoc/>
    public string Description => "x";

    /// <inheritdoc/>
    public void AppendStart(CircuitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        for (var q = 0; q < QubitCount; q++) builder.H(q);
    }

    /// <inheritdoc/>
    public void AppendLayer(CircuitBuilder builder, ReadOnlySpan<Angle> betas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        MixerTerms.Check(betas, TermCount);
        for (var q = 0; q < QubitCount; q++) builder.Rx(2 * betas[q], q);
    }

    /// <inheritdoc/>
    public bool Reaches(BitString bits) => bits.Length == QubitCount;
}
