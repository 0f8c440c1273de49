using FsCheck;
using FsCheck.Fluent;
using Qratum.Optimization;

namespace Qratum.Testing.Generators;

/// <summary>Random graphs and Ising models for properties, with shrinking; register with <c>Arbitrary = [typeof(GraphGens)]</c>.</summary>
public static class GraphGens
{
    /// <summary>Largest graph made, small enough to visit every configuration.</summary>
    public const int MaximumNodes = 10;

    /// <summary>Graphs of 1 to 10 nodes; weights are quarters of whole numbers, so that sums are exact in any order.</summary>
    public static Arbitrary<Graph> Graphs() => Arb.From(Graph, Shrink);

    /// <summary>Models on such graphs, with fields and a constant that are quarters too.</summary>
    public static Arbitrary<IsingModel> Models() => Arb.From(
        from graph in Graph
        from fields in Gen.ArrayOf(Quarter, graph.NodeCount)
        from withFields in Gen.Elements(true, false)
        from constant in Quarter
        select new IsingModel(graph, withFields ? fields : [], constant),
        model => Shrink(model.Couplings).Select(g => new IsingModel(g, model.Fields[..g.NodeCount], model.Constant)));

    private static Gen<double> Quarter => Gen.Choose(-40, 40).Select(k => k / 4.0);

    private static Gen<Graph> Graph =>
        from nodes in Gen.Choose(1, MaximumNodes)
        from keep in Gen.Choose(0, 100)
        from draws in Gen.ArrayOf(Gen.Choose(0, 99), nodes * (nodes - 1) / 2)
        from weights in Gen.ArrayOf(Quarter, nodes * (nodes - 1) / 2)
        select new Graph(nodes, Pairs(nodes).Select((p, k) => (Edge: new Edge(p.I, p.J, weights[k]), Draw: draws[k]))
            .Where(e => e.Draw < keep).Select(e => e.Edge));

    private static IEnumerable<(int I, int J)> Pairs(int nodes) =>
        from i in Enumerable.Range(0, nodes)
        from j in Enumerable.Range(i + 1, nodes - i - 1)
        select (i, j);

    private static IEnumerable<Graph> Shrink(Graph graph)
    {
        if (graph.NodeCount > 1) yield return new Graph(graph.NodeCount - 1, graph.Edges.Where(e => e.J < graph.NodeCount - 1));
        for (var k = 0; k < graph.EdgeCount; k++) yield return new Graph(graph.NodeCount, graph.Edges.Where((_, position) => position != k));
        for (var k = 0; k < graph.EdgeCount; k++)
        {
            if (graph.Edges[k].Weight != 1)
                yield return new Graph(graph.NodeCount, graph.Edges.Select((e, position) => position == k ? e with { Weight = 1 } : e));
        }
    }
}
