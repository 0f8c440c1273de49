namespace Qratum;

/// <summary>The default backend, <c>simulator</c>: exact statevector simulation on this machine's processor.</summary>
/// <remarks>
/// Parameter sets of a circuit of up to 14 qubits run several at once, a thread each; larger states are shared among the threads, one
/// set after the other. Results are the same bits either way.
/// </remarks>
public sealed class StateVectorBackend : SimulatorBackend<StateVector>
{
    // Larger states keep several threads busy and no longer fit the second-level cache of each.
    private const int LargestInBatch = 14;

    private readonly int _threads;

    /// <summary>Makes the backend.</summary>
    public StateVectorBackend(SimulatorOptions? options = null)
        : base(BackendNames.Simulator, qubits => new StateVector(qubits, options?.Precision ?? Precision.Double, options?.MaxThreads), options) =>
        _threads = options?.MaxThreads ?? Environment.ProcessorCount;

    /// <inheritdoc/>
    protected override int SetsAtOnce(int qubitCount, int setCount) => qubitCount <= LargestInBatch ? _threads : 1;
}
