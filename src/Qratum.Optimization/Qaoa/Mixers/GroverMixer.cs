namespace Qratum.Optimization;

/// <summary>
/// The mixer B = |s⟩⟨s| of a start state s, of which every feasible string has the same share: strings of equal cost keep equal amplitudes.
/// </summary>
/// <remarks>A. Bärtschi, S. Eidenbenz, "Grover mixers for QAOA", QCE 2020, arXiv:2006.00354.</remarks>
public sealed class GroverMixer : IMixer
{
    private readonly IMixer _start;
    private readonly Circuit _prepare;

    /// <summary>Makes the mixer of all bit strings.</summary>
    /// <param name="qubitCount">Number of qubits, at least 1.</param>
    public GroverMixer(int qubitCount)
        : this(new TransverseMixer(qubitCount))
    {
    }

    /// <summary>Makes the mixer of another one's start state.</summary>
    /// <param name="start">Whose start it is, for example an <see cref="XyMixer"/> of feasible strings.</param>
    public GroverMixer(IMixer start)
    {
        ArgumentNullException.ThrowIfNull(start);
        _start = start;
        var builder = new CircuitBuilder(start.QubitCount);
        start.AppendStart(builder);
        _prepare = builder.Build();
    }

    /// <inheritdoc/>
    public int QubitCount => _start.QubitCount;

    /// <summary>1: the projector is one term.</summary>
    public int TermCount => 1;

    /// <inheritdoc/>
    public string Description => "grover, start of " + _start.Description;

    /// <inheritdoc/>
    public void AppendStart(CircuitBuilder builder) => _start.AppendStart(builder);

    /// <inheritdoc/>
    public void AppendLayer(CircuitBuilder builder, ReadOnlySpan<Angle> betas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        MixerTerms.Check(betas, TermCount);
        int[] qubits = [.. Enumerable.Range(0, QubitCount)];
        builder.Append(_prepare.Inverse(), qubits);
        for (var q = 0; q < QubitCount; q++) builder.X(q);
        var phase = Gate.Phase(-betas[0]);
        builder.Apply(QubitCount == 1 ? phase : phase.Control(QubitCount - 1), qubits);
        for (var q = 0; q < QubitCount; q++) builder.X(q);
        builder.Append(_prepare, qubits);
    }

    /// <inheritdoc/>
    public bool Reaches(BitString bits) => _start.Reaches(bits);
}
