using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Qratum.Core.Tests.Variational;

public sealed class PhaseEstimationTests
{
    private const double Rounding = 1e-9;

    /// <summary>Strings that commute: the formula is exact, and basis states are eigenstates.</summary>
    private static readonly PauliSum Diagonal = PauliSum.FromTerms((0.3, "II"), (0.5, "ZI"), (-0.2, "IZ"), (0.4, "ZZ"));

    [Fact]
    public async Task An_eigenstate_on_the_grid_is_read_by_every_shot()
    {
        // |01⟩: 0.3 + 0.5 + 0.2 − 0.4 = 0.6, of 64 readings from −2 in steps of 0.0625 it is none; from −1.4 in steps of 1/16 it is the 32nd.
        var options = new PhaseEstimationOptions { Bits = 6, Window = (-1.4, 2.6), Steps = 1, Shots = 50 };
        var result = await Read(Diagonal, new CircuitBuilder(2).X(0).Build(), options);
        Assert.Equal((0.6, 1.0, 1), (Math.Round(result.Energy, 12), result.Share, result.Readings.Count));
        Assert.Equal(1 / 16.0, result.Resolution);
        Assert.Equal(50, result.Shots);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Outcomes_are_those_of_phase_estimation_with_a_qubit_for_each_bit(int seed)
    {
        // The textbook's distribution: each eigenphase of the formula's unitary, with its weight, spreads over the readings.
        var random = new Random(seed);
        var sum = PauliSum.FromTerms([.. new[] { "II", "XI", "IZ", "ZX", "YY" }.Select(p => ((Complex)(random.NextDouble() - 0.5), p))]);
        var preparation = new CircuitBuilder(2).Ry(random.NextDouble(), 0).Cx(0, 1).Rx(random.NextDouble(), 1).Build();
        var options = new PhaseEstimationOptions { Bits = 4, Window = (-1.7, 1.9), Steps = 2, Order = seed == 3 ? 4 : 2 };
        using var backend = new StateVectorBackend();
        var found = backend.ExactDistribution(PhaseEstimation.CreateCircuit(sum, preparation, options));

        var time = 2 * Math.PI / 3.6;
        var half = Unitary(TimeEvolution.Trotter(sum, -time / 2, options.Steps, options.Order));
        var whole = (half * half).Multiply(Complex.Exp(Complex.ImaginaryOne * 1.7 * time));
        var eigen = whole.Evd();
        var start = Unitary(preparation).Column(0);
        var weights = eigen.EigenVectors.Solve(start);
        for (var x = 0; x < 16; x++)
        {
            var expected = 0.0;
            for (var k = 0; k < 4; k++)
            {
                var phase = eigen.EigenValues[k].Phase - (2 * Math.PI * x / 16);
                var amplitude = Enumerable.Range(0, 16).Aggregate(Complex.Zero, (a, j) => a + Complex.Exp(Complex.ImaginaryOne * phase * j)) / 16;
                var norm = eigen.EigenVectors.Column(k).L2Norm();
                expected += Math.Pow(weights[k].Magnitude * norm * amplitude.Magnitude, 2);
            }

            Assert.Equal(expected, found.GetValueOrDefault(new BitString((ulong)x, 4)), Rounding);
        }
    }

    [Fact]
    public async Task A_window_of_ones_own_or_of_the_operator_reads_the_same_energy()
    {
        var automatic = await Read(Diagonal, new CircuitBuilder(2).X(1).Build(), new PhaseEstimationOptions { Bits = 9, Steps = 1 });
        Assert.True(automatic.Window.Low <= 0.3 - 1.1 && automatic.Window.High > 0.3 + 1.1);
        var narrow = await Read(Diagonal, new CircuitBuilder(2).X(1).Build(), new PhaseEstimationOptions { Bits = 9, Steps = 1, Window = (-1.01, -0.5) });
        // |10⟩: 0.3 − 0.5 − 0.2 − 0.4.
        Assert.InRange(automatic.Energy, -0.8 - (automatic.Resolution / 2), -0.8 + (automatic.Resolution / 2));
        Assert.InRange(narrow.Energy, -0.8 - (narrow.Resolution / 2), -0.8 + (narrow.Resolution / 2));
        Assert.True(narrow.Share > 0.35); // at least 4/π² on average, less the noise of shots
    }

    [Theory]
    [InlineData(-1.1)] // the ends of the spectrum, too, are read as themselves
    [InlineData(1.1)]
    public async Task Ends_of_the_spectrum_do_not_wrap(double energy)
    {
        var sum = PauliSum.FromTerms((1.1, "Z"));
        var start = energy > 0 ? new CircuitBuilder(1).Build() : new CircuitBuilder(1).X(0).Build();
        var result = await Read(sum, start, new PhaseEstimationOptions { Bits = 7, Steps = 1 });
        Assert.InRange(result.Energy, energy - result.Resolution, energy + result.Resolution);
    }

    [Fact]
    public async Task Threads_change_no_shot_and_seeds_do()
    {
        var start = new CircuitBuilder(2).H(0).H(1).Build();
        var options = new PhaseEstimationOptions { Bits = 5, Steps = 1, Shots = 400, Seed = 3 };
        var one = await Read(Diagonal, start, options, threads: 1);
        var three = await Read(Diagonal, start, options, threads: 3);
        Assert.Equal(one.Readings, three.Readings);
        Assert.Equal(one.Identity!.Fingerprint, three.Identity!.Fingerprint);
        Assert.NotEqual(one.Readings, (await Read(Diagonal, start, options with { Seed = 4 })).Readings);
        Assert.Equal(1, one.Readings.Sum(r => r.Share), Rounding);
        Assert.Equal(one.Readings.Select(r => r.Share).OrderDescending(), one.Readings.Select(r => r.Share));
    }

    [Fact]
    public async Task Bad_requests_are_refused()
    {
        Assert.Contains("1 to 24", Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseEstimationOptions { Bits = 25 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseEstimationOptions { Order = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseEstimationOptions { Steps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseEstimationOptions { Shots = 0 });
        Assert.Throws<ArgumentException>(() => new PhaseEstimationOptions { Window = (1, 1) });
        Assert.Throws<ArgumentException>(() => new PhaseEstimationOptions { Window = (0, double.NaN) });
        var start = new CircuitBuilder(2).Build();
        Assert.Throws<ArgumentException>(() => PhaseEstimation.CreateCircuit(PauliSum.Identity(2, 3), start));
        Assert.Throws<ArgumentException>(() => PhaseEstimation.CreateCircuit(PauliSum.FromTerms((Complex.ImaginaryOne, "XX")), start));
        Assert.Throws<ArgumentException>(() => PhaseEstimation.CreateCircuit(Diagonal, new CircuitBuilder(3).Build()));
        Assert.Throws<ArgumentException>(() => PhaseEstimation.CreateCircuit(Diagonal, new CircuitBuilder(2).Ry(new Parameter("a"), 0).Build()));
        Assert.Throws<ArgumentException>(() => PhaseEstimation.CreateCircuit(Diagonal, new CircuitBuilder(2).Reset(0).Build()));
        Assert.Throws<NotSupportedException>(() => PhaseEstimation.CreateCircuit(Diagonal, start, new PhaseEstimationOptions { Bits = 24 }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            using var backend = new StateVectorBackend();
            await PhaseEstimation.RunAsync(Diagonal, start, backend, cancellationToken: new CancellationToken(true));
        });
    }

    private static async Task<PhaseEstimationResult> Read(PauliSum sum, Circuit start, PhaseEstimationOptions options, int? threads = null)
    {
        using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads });
        return await PhaseEstimation.RunAsync(sum, start, backend, options);
    }

    /// <summary>Column k is what the circuit makes of basis state k.</summary>
    private static Matrix<Complex> Unitary(Circuit circuit)
    {
        var size = 1 << circuit.QubitCount;
        var matrix = Matrix<Complex>.Build.Dense(size, size);
        for (var column = 0; column < size; column++)
        {
            var amplitudes = new Complex[size];
            amplitudes[column] = 1;
            using var state = StateVector.FromAmplitudes(amplitudes);
            state.Apply(Planner.Plan(circuit), []);
            for (var row = 0; row < size; row++) matrix[row, column] = state[row];
        }

        return matrix;
    }
}
