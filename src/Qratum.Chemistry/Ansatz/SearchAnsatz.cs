namespace Qratum.Chemistry;

/// <summary>What a search runs: excitations, or a circuit that is none of excitations; with its start.</summary>
internal sealed class SearchAnsatz
{
    private readonly Lazy<Circuit> _circuit;

    /// <summary>Excitations; the circuit is made when asked for.</summary>
    public SearchAnsatz(FermionicAnsatz excitations, Func<Circuit> circuit, bool isStartRandom = false)
    {
        (Excitations, Start, IsStartRandom) = (excitations, excitations.Start, isStartRandom);
        _circuit = new Lazy<Circuit>(circuit);
    }

    /// <summary>A circuit on qubits.</summary>
    public SearchAnsatz(Circuit circuit, ReadOnlyMemory<double> start, bool isStartRandom = false)
    {
        (Start, IsStartRandom) = (start, isStartRandom);
        _circuit = new Lazy<Circuit>(circuit);
    }

    /// <summary>Null for a circuit that is none of excitations.</summary>
    public FermionicAnsatz? Excitations { get; }

    /// <exception cref="NotSupportedException">The ansatz is the exponential of a sum, which is no circuit.</exception>
    public Circuit Circuit => _circuit.Value;

    /// <summary>First parameters, radians.</summary>
    public ReadOnlyMemory<double> Start { get; }

    /// <summary>Whether the start is drawn: then other starts are drawn anew, instead of around this one.</summary>
    public bool IsStartRandom { get; }
}
