using System.Numerics;

namespace Qratum.Benchmarks.Machine;

/// <summary>What another algorithm asks of a state directly: inner products, linear combinations, sums of strings, amplitudes in and out.</summary>
internal static class DoorRows
{
    public static IEnumerable<Row> Create(StatePool pool, Func<string, bool> wanted)
    {
        const int n = 17;
        if (!wanted($"door n={n}")) yield break;
        var observable = JacobianRows.Observable(n, 1);
        var numbers = new Complex[1 << n];
        foreach (var threads in new[] { 1, 2 })
        {
            // Other states than those of the pool, which has one of each kind.
            var (state, other) = (pool.Get(n, Precision.Double, threads), new StateVector(n, maxThreads: threads));
            state.Apply(Planner.Plan(Workloads.HardwareEfficient(n, 2)), []);
            Row Door(string name, Func<Floors, double> floor, Action timed) => new($"door n={n} {name}", threads, state.Length, floor, timed) { Repeats = 8 };
            yield return Door("norm", f => f.L3 / 2, () => _ = state.NormSquared);
            yield return Door("inner product", f => f.L3, () => state.InnerProduct(other));
            yield return Door("scale", f => f.L3, () => state.Scale(Complex.ImaginaryOne));
            yield return Door("add", f => 1.5 * f.L3, () => other.Add(1e-9, state));
            yield return Door("apply 30 strings, 6 masks", f => 3 * f.L3, () => state.Apply(observable, other));
            // Two kinds of memory: what is written is read first.
            yield return Door("copy to an array", f => 1.5 * f.L3, () => state.CopyTo(0, numbers));
            yield return Door("copy from an array", f => 2 * f.L3, () => other.CopyFrom(0, numbers));
            yield return Door("state from an array", f => 2 * f.L3, () => StateVector.FromAmplitudes(numbers, maxThreads: threads).Dispose());
        }
    }
}
