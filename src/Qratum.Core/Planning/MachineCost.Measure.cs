using Qratum.Kernels;

namespace Qratum;

public sealed partial record MachineCost
{
    // 128 KiB lie in every second level, 4 MiB in every third level, 128 MiB in memory, which takes most of the time at the first touch.
    private const int InnerQubits = 13, CacheQubits = 18, LargestQubits = 23;

    /// <summary>Measures this machine: the best of several sweeps of one thread, in well under a second and at most 128 MiB of memory.</summary>
    /// <param name="cancellationToken">Stops between two sweeps.</param>
    /// <returns>Figures that differ a little from call to call; keep them where plans should be the same.</returns>
    /// <exception cref="NotSupportedException">There is not so much memory as 16 MiB.</exception>
    public static MachineCost Measure(CancellationToken cancellationToken = default)
    {
        var available = (ulong)Math.Max(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        // A quarter of the memory at most.
        var largest = Math.Clamp(System.Numerics.BitOperations.Log2(available / 4) - 4, CacheQubits + 2, LargestQubits);
        using var probe = new MachineProbe(largest);
        double Visit(int qubits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return probe.Visit(qubits);
        }

        var second = Visit(InnerQubits);
        var third = Math.Max(second, Visit(CacheQubits));
        var memory = Math.Max(third, Visit(largest));
        var cached = CacheQubits;
        // Between two levels a sweep takes a time between theirs; the geometric mean parts them.
        while (cached + 1 < largest && Visit(cached + 1) <= Math.Sqrt(third * memory)) cached++;
        cancellationToken.ThrowIfCancellationRequested();
        return new MachineCost { SecondLevelVisit = second, ThirdLevelVisit = third, MemoryVisit = memory, CachedQubits = cached, MultiplyAdds = MachineProbe.MultiplyAdds() };
    }
}
