using Xunit;

namespace Qratum.Core.Tests.Variational;

public sealed class VqeTests
{
    // Exact energies to about 1e-12; a gradient of 1e-6 leaves 1e-12 in the energy.
    private const double EnergyTolerance = 1e-9;

    private static readonly PauliSum Ising = PauliSum.FromTerms((-1, "ZZI"), (-1, "IZZ"), (-0.7, "XII"), (-0.7, "IXI"), (-0.7, "IIX"));

    public static TheoryData<string> GradientFree => ["cobyla", "nelder-mead"];

    [Fact]
    public async Task Finds_the_ground_state_of_a_spin_chain()
    {
        using var backend = new StateVectorBackend();
        var ansatz = HardwareEfficient.Create(3, 2);
        var start = Enumerable.Range(0, ansatz.Parameters.Length).Select(k => 0.1 * ((k % 5) - 2)).ToArray();
        var result = await new Vqe(Ising, ansatz, backend, new Lbfgs()).RunAsync(new VqeOptions { Start = start });
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(LowestEigenvalue(Ising), result.Energy, EnergyTolerance);
        Assert.Equal(result.Energy, result.History[^1].Value);
        Assert.Equal(result.Evaluations, result.History[^1].Evaluations);
    }

    [Theory]
    [MemberData(nameof(GradientFree))]
    public async Task Minimizers_without_gradients_come_close(string name)
    {
        using var backend = new StateVectorBackend();
        var theta = new Parameter("theta");
        var ansatz = new CircuitBuilder(1).Ry(theta, 0).Build();
        var result = await new Vqe(PauliSum.FromTerms((1, "Z"), (1, "X")), ansatz, backend, Minimizer.Create(name)).RunAsync();
        Assert.Equal(-Math.Sqrt(2), result.Energy, 1e-5);
    }

    [Fact]
    public async Task Energy_at_a_point_is_the_expectation_value()
    {
        using var backend = new StateVectorBackend();
        var vqe = new Vqe(PauliSum.FromTerms((2, "Z"), (0.5, "I")), new CircuitBuilder(1).Ry(new Parameter("a"), 0).Build(), backend, new Lbfgs());
        Assert.Equal((2 * Math.Cos(0.3)) + 0.5, await vqe.ComputeEnergyAsync(new[] { 0.3 }), 1e-14);
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await vqe.ComputeEnergyAsync(new[] { 0.3, 0.4 }));
        Assert.Contains("2 parameters were given; the energy has 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_stopped_after_any_step_resumes_to_the_identical_result()
    {
        using var backend = new StateVectorBackend();
        var ansatz = HardwareEfficient.Create(3, 1);
        foreach (var (minimizer, estimator) in new (IMinimizer, IEstimator)[]
        {
            (new Lbfgs(), backend),
            (Minimizer.Create("spsa"), new ShotEstimator(backend, 50) { Seed = 3 }),
        })
        {
            Vqe New() => new(Ising, ansatz, estimator, minimizer, seed: 11);
            var start = Enumerable.Range(0, ansatz.Parameters.Length).Select(k => 0.3 * Math.Sin(k)).ToArray();
            var snapshots = new List<MinimizationSnapshot>();
            var whole = await New().RunAsync(new VqeOptions { Start = start, AfterStep = l => snapshots.Add(l.Save()) });
            foreach (var snapshot in snapshots.Where((_, k) => k % 7 == 2 || k >= snapshots.Count - 2))
            {
                var resumed = await New().RunAsync(new VqeOptions { Start = start, Resume = snapshot });
                Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Energy), BitConverter.DoubleToInt64Bits(resumed.Energy));
                Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
                Assert.Equal(whole.History, resumed.History);
                Assert.Equal(whole.Evaluations, resumed.Evaluations);
            }
        }
    }

    [Fact]
    public async Task Cancellation_leaves_the_last_whole_step()
    {
        using var backend = new StateVectorBackend();
        using var stop = new CancellationTokenSource();
        MinimizationSnapshot? last = null;
        var vqe = new Vqe(Ising, HardwareEfficient.Create(3, 1), backend, new Lbfgs());
        var start = new double[12];
        Array.Fill(start, 0.2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vqe.RunAsync(
            new VqeOptions
            {
                Start = start,
                AfterStep = l =>
                {
                    last = l.Save();
                    if (l.History.Count == 3) stop.Cancel();
                },
            }, cancellationToken: stop.Token));
        Assert.Equal(3, last!.History.Count);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_any_work()
    {
        using var backend = new StateVectorBackend();
        var one = new CircuitBuilder(1).Ry(new Parameter("a"), 0).Build();
        Assert.Throws<ArgumentException>(() => new Vqe(Ising, one, backend, new Lbfgs()));
        Assert.Throws<ArgumentException>(() => new Vqe(PauliSum.FromTerms((System.Numerics.Complex.ImaginaryOne, "Z")), one, backend, new Lbfgs()));
        var error = Assert.Throws<NotSupportedException>(() => new Vqe(PauliSum.FromTerms((1, "Z")), one, new ShotEstimator(backend, 10), new Lbfgs()));
        Assert.Contains("'lbfgs' needs gradients", error.Message, StringComparison.Ordinal);
    }

    private static double LowestEigenvalue(PauliSum sum)
    {
        var matrix = sum.ToMatrix();
        var dimension = (int)matrix.Lengths[0];
        return MathNet.Numerics.LinearAlgebra.Matrix<System.Numerics.Complex>.Build
            .Dense(dimension, dimension, (i, j) => matrix[i, j])
            .Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Hermitian).EigenValues.Min(e => e.Real);
    }
}
