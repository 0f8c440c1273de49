namespace Qratum;

/// <summary>The default backend, <c>simulator</c>: exact statevector simulation on this machine's processor.</summary>
public sealed class StateVectorBackend : SimulatorBackend<StateVector>
{
    /// <summary>Makes the backend.</summary>
    public StateVectorBackend(SimulatorOptions? options = null)
        : base(BackendNames.Simulator, qubits => new StateVector(qubits, options?.Precision ?? Precision.Double, options?.MaxThreads), options)
    {
    }
}
