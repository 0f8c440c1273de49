using System.Runtime.Intrinsics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>The default backend, <c>simulator</c>: exact statevector simulation on this machine's processor.</summary>
/// <remarks>
/// Parameter sets of one call run several at once, a thread and its registers each, on circuits of up to 18 qubits (from 14 on if there is
/// a set for each thread); larger states are shared among the threads, one set after the other. Results are the same bits either way.
/// </remarks>
public sealed class StateVectorBackend : SimulatorBackend<StateVector>
{
    // Measured with two threads on 64 sets: at 18 qubits 131 ms in a batch and 198 ms one after the other. From 20 on a state for
    // each thread would take memory and third-level cache from the others.
    private const int LargestInBatch = 18;

    // States below this are too small for several threads.
    private const int LargestAlone = 13;

    private readonly int _threads;
    private readonly Precision _precision;

    /// <summary>Makes the backend.</summary>
    public StateVectorBackend(SimulatorOptions? options = null)
        : base(BackendNames.Simulator, qubits => new StateVector(qubits, options?.Precision ?? Precision.Double, options?.MaxThreads), options) =>
        (_threads, _precision) = (options?.MaxThreads ?? Environment.ProcessorCount, options?.Precision ?? Precision.Double);

    /// <inheritdoc/>
    protected override int SetsAtOnce(int qubitCount, int setCount) =>
        qubitCount <= LargestAlone || (qubitCount <= LargestInBatch && setCount >= _threads) ? _threads : 1;

    private protected override void ThrowIfTooLarge(int qubitCount, int registers) =>
        AlignedBuffer.ThrowIfTooLarge(StateVector.BytesOf(qubitCount, _precision) * (UInt128)registers, registers == 1 ? $"A state of {qubitCount} qubits" : $"{registers} states of {qubitCount} qubits");

    private protected override string Path => base.Path + (Vector512.IsHardwareAccelerated ? ", 512-bit vectors" : Vector256.IsHardwareAccelerated ? ", 256-bit vectors"
        : Vector128.IsHardwareAccelerated ? ", 128-bit vectors" : ", scalar");
}
