using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Backends;

public sealed class ExactDistributionTests
{
    // Sums of at most 2^20 rounded products; the branches below 1e-15 that are left out weigh no more.
    private const double Tolerance = 1e-12;

    [Property(MaxTest = 200)]
    public void Equals_the_branches_of_the_sparse_backend(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var circuit = DynamicCircuits.Random(1 + random.Next(5), random.Next(25), random);
        using var backend = new StateVectorBackend();
        var expected = SparseBackend.Outcomes(circuit, ReadOnlyMemory<double>.Empty);
        var actual = backend.ExactDistribution(circuit);
        Assert.Equal(1, actual.Values.Sum(), Tolerance);
        foreach (var outcome in expected.Keys.Union(actual.Keys))
            Assert.Equal(expected.GetValueOrDefault(outcome), actual.GetValueOrDefault(outcome), Tolerance);
    }

    [Property(MaxTest = 40)]
    public async Task Samples_follow_it_whatever_the_number_of_threads(ulong seed)
    {
        const int shots = 2000;
        var random = new PhiloxRandom(seed);
        var circuit = DynamicCircuits.Random(1 + random.Next(4), random.Next(20), random);
        Counts? first = null;
        foreach (var threads in new[] { 1, 2, 7 })
        {
            using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads });
            var counts = (await backend.SampleAsync(new SamplerPub(circuit, shots, 9))).Counts[0];
            first ??= counts;
            Assert.Equal(first.AsEnumerable(), counts);
        }

        foreach (var (outcome, p) in SparseBackend.Outcomes(circuit, ReadOnlyMemory<double>.Empty))
        {
            // Seven standard errors, and a few counts where the distribution is far from normal.
            var error = (7 * Math.Sqrt(Math.Max(0, p * (1 - p)) / shots)) + (8.0 / shots);
            Assert.InRange(first!.Frequency(outcome), p - error, p + error);
        }
    }
}
