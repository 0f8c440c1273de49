using System.Globalization;
using Qratum.Testing;

namespace Qratum.Optimization.Tests;

/// <summary>The instances of data/graphs/maxcut: a graph and its greatest cut.</summary>
internal static class MaxCutInstances
{
    internal static (Graph Graph, double Value) Read(string name)
    {
        var stem = SharedData.PathOf("graphs", "maxcut", $"mc_{name}_000");
        var graph = Graph.FromFile(stem + ".txt");
        var lines = File.ReadAllLines(stem + ".sol");
        var value = double.Parse(lines[0], CultureInfo.InvariantCulture);

        // The file's own partition must have the file's own value, or the two are read differently than meant.
        var bits = BitString.FromBits([.. lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(b => b == "1")]);
        if (new MaxCut(graph).Value(bits) != value) throw new InvalidDataException($"{stem}: the partition has another value");
        return (graph, value);
    }
}
