namespace Qratum.Benchmarks.Machine;

/// <summary>The same work with one thread and with two, from small states to large: two must never be slower.</summary>
internal static class ThreadRows
{
    public static IEnumerable<Row> Create(StatePool pool, Func<string, bool> wanted)
    {
        for (var n = 10; n <= 22; n++)
        {
            if (!wanted($"threads n={n}")) continue;
            var plan = Planner.Plan(Workloads.HardwareEfficient(n, 2));
            foreach (var threads in new[] { 1, 2 })
            {
                var state = pool.Get(n, Precision.Double, threads);
                yield return new Row($"threads n={n}", threads, state.Length, null, () => state.Apply(plan, [])) { Repeats = Math.Max(1, (1 << 14) >> n) };
            }
        }
    }
}
