namespace Qratum.Benchmarks.Machine;

/// <summary>Layers of gates on all qubits, planned as one circuit; the hardware-efficient one also gate by gate.</summary>
internal static class LayerRows
{
    public static IEnumerable<Row> Create(StatePool pool, Func<string, bool> wanted)
    {
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            foreach (var threads in new[] { 1, 2 })
            {
                foreach (var n in new[] { 20, 24 }) yield return Planned($"layer rotations n={n}", Rotations(n), pool, precision, threads, 1);
                yield return Planned("layer hardware-efficient n=24", Workloads.HardwareEfficient(24, 4), pool, precision, threads, 4);
                foreach (var n in new[] { 20, 24, 26 })
                {
                    var name = $"layer qaoa n={n}";
                    if (wanted(name) || wanted(name + " fp32")) yield return Planned(name, QaoaLayer(n), pool, precision, threads, 1);
                }
            }
        }

        if (!wanted("layer hardware-efficient n=24 gate by gate")) yield break;
        var (state, layer) = (pool.Get(24, Precision.Double, 1), Workloads.HardwareEfficient(24, 1));
        yield return new Row("layer hardware-efficient n=24 gate by gate", 1, state.Length, f => f.Pass(24), () =>
        {
            foreach (var instruction in layer.Instructions) state.Apply(instruction.Gate!, instruction.Qubits.AsSpan());
        });
    }

    private static Row Planned(string name, Circuit circuit, StatePool pool, Precision precision, int threads, int layers)
    {
        var n = circuit.QubitCount;
        var (state, plan) = (pool.Get(n, precision, threads), Planner.Plan(circuit));
        var theta = Enumerable.Range(0, circuit.Parameters.Length).Select(k => 0.3 + (0.1 * k)).ToArray();
        var isSingle = precision == Precision.Single;
        return new Row(name + (isSingle ? " fp32" : ""), threads, (double)state.Length * layers, f => f.Pass(n) / (isSingle ? 2 : 1), () => state.Apply(plan, theta))
        {
            Prepare = state.SetZero,
        };
    }

    // Cost phase and mixer; the start in equal superposition is no part of a layer.
    private static Circuit QaoaLayer(int n)
    {
        var whole = Workloads.Qaoa(n, 1).Circuit;
        var builder = new CircuitBuilder(n).Declare(whole.Parameters.AsSpan());
        foreach (var instruction in whole.Instructions)
        {
            if (!Equals(instruction.Gate, Gate.H)) builder.Apply(instruction.Gate!, instruction.Qubits.AsSpan());
        }

        return builder.Build();
    }

    private static Circuit Rotations(int n)
    {
        var builder = new CircuitBuilder(n);
        for (var q = 0; q < n; q++) builder.Ry(0.1 + (0.05 * q), q);
        return builder.Build();
    }
}
