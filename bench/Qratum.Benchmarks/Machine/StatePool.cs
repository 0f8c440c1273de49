namespace Qratum.Benchmarks.Machine;

/// <summary>States that the rows of one family share, so that all of them fit into memory at once.</summary>
internal sealed class StatePool : IDisposable
{
    private readonly Dictionary<(int, Precision, int), StateVector> _states = [];

    public StateVector Get(int qubits, Precision precision, int threads)
    {
        if (!_states.TryGetValue((qubits, precision, threads), out var state))
            _states.Add((qubits, precision, threads), state = new StateVector(qubits, precision, threads));
        return state;
    }

    public void Dispose()
    {
        foreach (var state in _states.Values) state.Dispose();
        _states.Clear();
    }
}
