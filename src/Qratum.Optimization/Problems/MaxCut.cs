namespace Qratum.Optimization;

/// <summary>
/// Part the nodes of a graph in two so that the edges between the parts weigh as much as possible: maximize
/// C(x) = Σ w (xᵢ ⊕ xⱼ) = Σ w (1 - sᵢ sⱼ)/2. The QUBO and the Ising model minimize -C.
/// </summary>
public sealed partial class MaxCut : IBinaryProblem<Cut>
{
    /// <summary>Poses the problem.</summary>
    /// <param name="graph">The graph; weights may be negative.</param>
    public MaxCut(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Graph = graph;
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <inheritdoc/>
    public int VariableCount => Graph.NodeCount;

    /// <summary>-C as a function of bits: w (xᵢ ⊕ xⱼ) = w (xᵢ + xⱼ - 2 xᵢ xⱼ). The one place where the sign changes.</summary>
    public Qubo ToQubo()
    {
        var linear = new double[VariableCount];
        for (var i = 0; i < VariableCount; i++) linear[i] = -PairwiseTerms.Sum(Graph.NeighbourWeights(i));
        return new Qubo(PairwiseTerms.Scale(Graph, 2), linear);
    }

    /// <summary>-C as an energy of spins: Jᵢⱼ = w/2, no fields, constant -Σ w/2.</summary>
    public IsingModel ToIsing() => ToQubo().ToIsing();

    /// <summary>The cost operator C = Σ w (1 - Zᵢ Zⱼ)/2, whose greatest eigenvalue is the greatest cut.</summary>
    public PauliSum ToPauliSum() => -ToIsing().ToPauliSum();

    /// <summary>Value of a cut. O(edges).</summary>
    /// <param name="bits">Bit i is the side of node i.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the nodes.</exception>
    public double Value(BitString bits)
    {
        PairwiseTerms.CheckLength(bits, VariableCount, nameof(bits));
        var value = 0.0;
        foreach (ref readonly var edge in Graph.EdgeSpan)
        {
            if (bits[edge.I] != bits[edge.J]) value += edge.Weight;
        }

        return value;
    }

    /// <inheritdoc/>
    public Cut Interpret(BitString bits) => new(bits, Value(bits));
}
