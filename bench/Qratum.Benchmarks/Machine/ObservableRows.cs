using System.Globalization;

namespace Qratum.Benchmarks.Machine;

/// <summary>What is asked of a state: a Hamiltonian, a gradient, shots.</summary>
internal static class ObservableRows
{
    private const string HamiltonianName = "observable hamiltonian n=20, 2000 strings";
    private const string GradientName = "observable gradient hea_20, 800 parameters";
    private const string ShotsName = "observable shots qv_24, 10^6 shots";

    public static IEnumerable<Row> Create(StatePool pool, Func<string, bool> wanted)
    {
        if (RaceFiles.Folder is null) yield break;
        foreach (var threads in new[] { 1, 2 })
        {
            if (wanted(HamiltonianName)) yield return Hamiltonian(pool, threads);
            if (wanted(GradientName)) yield return Gradient(threads);
            if (wanted(ShotsName)) yield return Shots(pool, threads);
        }
    }

    private static Row Hamiltonian(StatePool pool, int threads)
    {
        var (state, observable) = (pool.Get(20, Precision.Double, threads), RaceFiles.Hamiltonian());
        state.SetZero();
        state.Apply(Planner.Plan(RaceFiles.Circuit("qv_20")), []);
        return new Row(HamiltonianName, threads, state.Length, f => f.L3 / 2, () => state.Expectation(observable));
    }

    private static Row Gradient(int threads)
    {
        var (builder, theta, parameters) = (new CircuitBuilder(20), new List<double>(), new List<Parameter>());
        foreach (var instruction in RaceFiles.Circuit("hea_20").Instructions)
        {
            var gate = instruction.Gate!;
            if (gate.Angles.Length == 1)
            {
                var parameter = new Parameter(string.Create(CultureInfo.InvariantCulture, $"t{theta.Count:D4}"));
                parameters.Add(parameter);
                theta.Add(gate.Angles[0].Value);
                gate = gate.Name == "ry" ? Gate.Ry(parameter) : Gate.Rz(parameter);
            }

            builder.Apply(gate, instruction.Qubits.AsSpan());
        }

        var circuit = builder.Build();
        var values = new double[theta.Count];
        for (var k = 0; k < values.Length; k++) values[circuit.IndexOf(parameters[k])] = theta[k];
        var sum = new PauliSumBuilder(20);
        for (var q = 0; q + 1 < 20; q++) sum.Add(1, PauliString.Identity(20).With(q, Pauli.Z).With(q + 1, Pauli.Z));
        var pub = new EstimatorPub(circuit, sum.Build(), [values]);
        var options = new SimulatorOptions { MaxThreads = threads };
        double[] gradient = [];
        return new Row(GradientName, threads, 1 << 20, f => f.L3, () =>
        {
            using var backend = new StateVectorBackend(options);
            gradient = [.. backend.GradientAsync(pub).AsTask().GetAwaiter().GetResult().Derivatives[0].Span];
        })
        {
            Check = () =>
            {
                var reference = RaceFiles.Gradient();
                var worst = reference.Select((g, k) => Math.Abs(g - gradient[circuit.IndexOf(parameters[k])])).Max();
                return string.Create(CultureInfo.InvariantCulture, $"off by {worst:E1}");
            },
        };
    }

    private static Row Shots(StatePool pool, int threads)
    {
        var state = pool.Get(24, Precision.Double, threads);
        state.SetZero();
        state.Apply(Planner.Plan(RaceFiles.Circuit("qv_24")), []);
        return new Row(ShotsName, threads, state.Length, f => f.Dram / 2, () => state.Sample(1_000_000, 1));
    }
}
