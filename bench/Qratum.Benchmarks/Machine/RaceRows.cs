using System.Globalization;

namespace Qratum.Benchmarks.Machine;

/// <summary>Whole circuits on the files that other simulators have run, their results compared with the references.</summary>
internal static class RaceRows
{
    public static IEnumerable<Row> Create(int n, StatePool pool, Func<string, bool> wanted)
    {
        if (RaceFiles.Folder is null) yield break;
        foreach (var kind in new[] { "qft", "qv", "hea", "qaoa" })
        {
            var name = $"{kind}_{n}";
            if (!wanted($"race {name}") && !wanted($"race {name} fp32")) continue;
            var circuit = RaceFiles.Circuit(name);
            var plan = Planner.Plan(circuit);
            foreach (var precision in new[] { Precision.Double, Precision.Single })
            {
                foreach (var threads in new[] { 1, 2 })
                {
                    var (state, isSingle) = (pool.Get(n, precision, threads), precision == Precision.Single);
                    var scale = isSingle ? 0.5 : 1;
                    // Random two-qubit matrices have no structure: arithmetic is their bound. Elsewhere one pass over the state.
                    Func<Floors, double> floor = kind == "qv" ? f => scale * f.Fma(16.0 * circuit.Instructions.Length) : f => scale * f.Pass(n);
                    yield return new Row($"race {name}{(isSingle ? " fp32" : "")}", threads, state.Length, floor, () => state.Apply(plan, []))
                    {
                        Prepare = state.SetZero,
                        Check = () =>
                        {
                            state.SetZero();
                            state.Apply(plan, []);
                            return string.Create(CultureInfo.InvariantCulture, $"off by {RaceFiles.Difference(name, state):E1}");
                        },
                    };
                }
            }
        }
    }
}
