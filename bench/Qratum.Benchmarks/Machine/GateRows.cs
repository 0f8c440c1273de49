using System.Numerics;

namespace Qratum.Benchmarks.Machine;

/// <summary>Single gates: against one pass over memory at n = 24 and 26, against arithmetic in cache.</summary>
internal static class GateRows
{
    public static IEnumerable<Row> Create(StatePool pool)
    {
        foreach (var threads in new[] { 1, 2 })
        {
            foreach (var (n, targets) in new[] { (24, new[] { 0, 2, 5, 12, 20, 23 }), (26, [0, 13, 25]) })
            {
                foreach (var q in targets) yield return Gate1(pool, n, q, threads, f => f.Pass(n), 1);
            }

            foreach (var q in new[] { 0, 2, 6, 13 }) yield return Gate1(pool, 14, q, threads, f => f.Fma(8), 50);
            foreach (var (a, b) in new[] { (0, 1), (2, 8), (7, 13) })
            {
                var (state, gate) = (pool.Get(14, Precision.Double, threads), Dense2());
                yield return new Row($"gate n=14 dense 2q ({a},{b})", threads, state.Length, f => f.Fma(16), () => state.Apply(gate, a, b)) { Repeats = 50 };
            }
        }
    }

    private static Row Gate1(StatePool pool, int n, int q, int threads, Func<Floors, double> floor, int repeats)
    {
        var (state, gate) = (pool.Get(n, Precision.Double, threads), Gate.U(0.3, 0.7, 1.1));
        return new Row($"gate n={n} dense 1q ({q})", threads, state.Length, floor, () => state.Apply(gate, q)) { Repeats = repeats };
    }

    /// <summary>A unitary without zeros: RXX, RYY and different rotations of both qubits multiplied out.</summary>
    private static Gate Dense2()
    {
        var circuit = new CircuitBuilder(2).U(0.3, 0.7, 1.1, 0).U(0.9, 0.2, 0.4, 1).Rxx(0.8, 0, 1).Ryy(0.5, 0, 1).U(1.3, 0.1, 0.6, 0).U(0.4, 1.2, 0.3, 1).Build();
        var matrix = new Complex[16];
        for (var column = 0; column < 4; column++)
        {
            using var state = StateVector.FromAmplitudes([.. Enumerable.Range(0, 4).Select(k => k == column ? Complex.One : Complex.Zero)]);
            state.Apply(Planner.Plan(circuit), []);
            for (var row = 0; row < 4; row++) matrix[(row * 4) + column] = state[row];
        }

        return Gate.Unitary(matrix);
    }
}
