using Xunit;

namespace Qratum.Optimization.Tests;

public sealed class QaoaCheckpointTests
{
    [Fact]
    public async Task A_run_read_back_from_its_file_after_any_step_ends_in_identical_bits()
    {
        var folder = Directory.CreateTempSubdirectory("qratum-qaoa-");
        try
        {
            var file = Path.Combine(folder.FullName, "run.json");
            var problem = new MaxCut(GraphGenerators.RandomRegular(3, 8, 2));
            var minimizer = new Lbfgs();
            using var backend = new StateVectorBackend();
            var qaoa = new Qaoa(backend, minimizer);
            var options = new QaoaOptions { Layers = 2, Shots = 50, Seed = 5, Starts = 2, MaximumIterations = 4 };
            var checkpoint = new QaoaCheckpoint(file, problem.ToIsing(), minimizer, options);
            var saved = new List<byte[]>();
            var whole = await qaoa.RunAsync(problem, options with { AfterStep = s => { checkpoint.Write(s); saved.Add(File.ReadAllBytes(file)); } });
            Assert.NotEmpty(saved);
            foreach (var bytes in saved)
            {
                File.WriteAllBytes(file, bytes);
                var resumed = await qaoa.RunAsync(problem, options with { Resume = checkpoint.Read() });
                Assert.Equal(whole.Qaoa.Angles.ToParameters(), resumed.Qaoa.Angles.ToParameters());
                Assert.Equal(whole.Counts, resumed.Counts);
                Assert.Equal(whole.History, resumed.History);
                Assert.Equal((whole.Expectation, whole.Evaluations, whole.Iterations), (resumed.Expectation, resumed.Evaluations, resumed.Iterations));
            }

            Assert.Throws<FormatException>(() => new QaoaCheckpoint(file, problem.ToIsing(), minimizer, options with { Seed = 6 }).Read());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_estimate_counts_qubits_terms_and_angles()
    {
        var estimate = MaxCut.Estimate(GraphGenerators.RandomRegular(3, 20, 2), new QaoaOptions { Layers = 3 });
        Assert.Equal((20, 30L, 6), (estimate.Qubits, estimate.Terms, estimate.Parameters));
        Assert.Equal(((3 * 16) + 8) * Math.Pow(2, 20), estimate.MemoryBytes);
        Assert.True(estimate.RoughTime > TimeSpan.Zero);
    }
}
