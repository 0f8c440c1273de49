namespace Qratum.Optimization;

public sealed partial class MaxCut
{
    /// <summary>Solves a graph given as text in one call; see <see cref="SolveAsync(Graph, QaoaOptions?, IProgress{HistoryPoint}?, CancellationToken)"/>.</summary>
    /// <param name="edges">A graph in a format of <see cref="Graph.Parse"/>, for example <c>1 2; 2 3; 3 1</c>.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults.</param>
    /// <param name="progress">Told the best expected cut after each step.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="FormatException">The text is not a graph; the message begins with line and column.</exception>
    public static Task<MaxCutResult> SolveAsync(
        string edges, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default) =>
        SolveAsync(Graph.Parse(edges), options, progress, cancellationToken);

    /// <summary>Solves an unweighted graph; see <see cref="SolveAsync(Graph, QaoaOptions?, IProgress{HistoryPoint}?, CancellationToken)"/>.</summary>
    /// <param name="edges">Pairs of nodes, numbered from 0; at least one. The largest number named is the last node.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults.</param>
    /// <param name="progress">Told the best expected cut after each step.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ArgumentException">There is no edge, or the edges are no graph.</exception>
    public static Task<MaxCutResult> SolveAsync(
        IEnumerable<(int I, int J)> edges, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edges);
        return SolveAsync(edges.Select(static e => (e.I, e.J, 1.0)), options, progress, cancellationToken);
    }

    /// <summary>Solves a weighted graph; see <see cref="SolveAsync(Graph, QaoaOptions?, IProgress{HistoryPoint}?, CancellationToken)"/>.</summary>
    /// <param name="edges">Pairs of nodes, numbered from 0, with their weights; at least one. The largest number named is the last node.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults.</param>
    /// <param name="progress">Told the best expected cut after each step.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ArgumentException">There is no edge, or the edges are no graph.</exception>
    public static Task<MaxCutResult> SolveAsync(
        IEnumerable<(int I, int J, double Weight)> edges, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edges);
        Edge[] list = [.. edges.Select(static e => new Edge(e.I, e.J, e.Weight))];
        if (list.Length == 0) throw new ArgumentException("There is no edge; make a Graph to solve one without edges.", nameof(edges));
        return SolveAsync(new Graph(list.Max(static e => Math.Max(e.I, e.J)) + 1, list), options, progress, cancellationToken);
    }

    /// <summary>
    /// Solves a graph in one call, with the defaults of the command line: <see cref="Qaoa"/> on the statevector simulator, angles searched by
    /// L-BFGS with exact gradients (COBYLA when training on samples) from the start of <see cref="StartingAngles.For(IsingModel, int)"/>, compared with <see cref="ReferenceSearch"/>.
    /// </summary>
    /// <param name="graph">The graph; one qubit per node.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults.</param>
    /// <param name="progress">Told the best expected cut after each step.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="NotSupportedException">The graph has more nodes than memory has room for.</exception>
    public static async Task<MaxCutResult> SolveAsync(
        Graph graph, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        var problem = new MaxCut(graph);
        IMinimizer minimizer = options?.Training == QaoaTraining.Samples ? new Cobyla() : new Lbfgs();
        using var backend = new StateVectorBackend();
        return await new Qaoa(backend, minimizer).RunAsync(problem, options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Qubits, terms, parameters, memory and rough time of <see cref="SolveAsync(Graph, QaoaOptions?, IProgress{HistoryPoint}?, CancellationToken)"/>, without solving.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="options">Layers, training and the like; null for the defaults.</param>
    public static QaoaEstimate Estimate(Graph graph, QaoaOptions? options = null) => Qaoa.Estimate(new MaxCut(graph).ToIsing(), options);
}
