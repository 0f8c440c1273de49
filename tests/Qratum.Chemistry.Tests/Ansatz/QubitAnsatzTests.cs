using System.Numerics;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>Circuits that only qubits run: rotated determinants, cluster Jastrow, Givens rotations, pools of Pauli strings.</summary>
public sealed class QubitAnsatzTests
{
    private const double Rounding = 1e-11;
    private const string Chain = "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3";

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void UnitariesAreGivensRotationsAndPhases(int n)
    {
        var unitary = RandomUnitary(n, 6);
        var (angles, diagonal) = OrbitalRotation.Decompose(unitary, n);
        var places = OrbitalRotation.Places(n);
        Assert.Equal((n * (n - 1) / 2, places.Length), (angles.Length, angles.Length));
        // U = G_1 … G_M D, applied to columns from the right.
        var product = new Complex[n * n];
        for (var k = 0; k < n; k++) product[(k * n) + k] = diagonal[k];
        for (var g = places.Length - 1; g >= 0; g--)
        {
            var (sin, cos) = Math.SinCos(angles[g].Theta);
            for (var column = 0; column < n; column++)
            {
                ref var upper = ref product[(places[g] * n) + column];
                ref var lower = ref product[((places[g] + 1) * n) + column];
                (upper, lower) = ((cos * upper) - (sin * lower), Complex.Exp(new Complex(0, angles[g].Phi)) * ((sin * upper) + (cos * lower)));
            }
        }

        for (var k = 0; k < unitary.Length; k++) Assert.True(Complex.Abs(product[k] - unitary[k]) < 1e-12);
    }

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(4, 2, 2)]
    [InlineData(4, 3, 1)]
    public async Task DeterminantsOfRotatedOrbitalsHaveTheirEnergy(int n, int alpha, int beta)
    {
        var integrals = RandomIntegrals.Create(n, alpha, beta, 2);
        var rotation = Array.ConvertAll(RandomUnitary(n, 3, isReal: true), z => z.Real);
        foreach (IFermionMapper mapper in new IFermionMapper[] { new JordanWigner(), new BravyiKitaev() })
        {
            var circuit = GivensCircuit.SlaterDeterminant(integrals, rotation, mapper);
            Assert.Equal(integrals.Rotate(rotation).ReferenceEnergy, await Energy(integrals, mapper, circuit, []), Rounding);
        }

        Assert.Throws<ArgumentException>(() => GivensCircuit.SlaterDeterminant(integrals, new double[n * n]));
    }

    [Fact]
    public void JastrowHasTheStatedParameters()
    {
        var integrals = RandomIntegrals.Create(4, 2, 2, 2);
        var circuit = UnitaryClusterJastrow.Create(integrals, new JordanWigner(), 3);
        Assert.Equal((3 * (12 + 4 + 6 + 10)) + 6, circuit.Parameters.Length);
        Assert.Equal(circuit.Parameters.Length, UnitaryClusterJastrow.Start(integrals, 3).Length);
        var local = UnitaryClusterJastrow.Create(integrals, new JordanWigner(), 1, JastrowPairs.Neighbours(4));
        Assert.Equal(12 + 4 + 3 + 4 + 6, local.Parameters.Length);
        Assert.Throws<ArgumentException>(() => UnitaryClusterJastrow.Create(integrals, new JordanWigner(), 1, new JastrowPairs([(0, 4)], [])));
        Assert.Throws<ArgumentException>(() => new JastrowPairs([(1, 1)], []));
        Assert.Throws<ArgumentException>(() => new JastrowPairs([(0, 1), (1, 0)], []));
    }

    // Every factor of the amplitudes in, the layers are those amplitudes' exponential to second order.
    [Fact]
    public async Task TheStartOfJastrowIsTheExponentialOfTheAmplitudes()
    {
        var integrals = Integrals(Chain);
        var mapper = new JordanWigner();
        var options = new UccsdOptions { Start = AmplitudeStart.MollerPlesset };
        var doubles = Uccsd.Ansatz(integrals, options);
        var coupled = (await new DeterminantObjective(integrals, doubles).EvaluateAsync([doubles.Start], EvaluationKind.Value))[0].Value;
        var start = UnitaryClusterJastrow.Start(integrals, 8);
        var jastrow = await Energy(integrals, mapper, UnitaryClusterJastrow.Create(integrals, mapper, 8), start);
        Assert.True(integrals.ReferenceEnergy - coupled > 0.04);
        Assert.Equal(coupled, jastrow, 2e-3);
    }

    [Theory]
    [InlineData(AnsatzKind.Ucj, 2)]
    [InlineData(AnsatzKind.Lucj, 2)]
    [InlineData(AnsatzKind.Givens, 1)]
    public async Task GradientsAreDifferencesAndElectronsAreConserved(AnsatzKind kind, int layers)
    {
        const double step = 1e-4;
        var integrals = RandomIntegrals.Create(3, 1, 2, 9);
        var mapper = new JordanWigner();
        var ansatz = AnsatzFactory.Create(new GroundStateOptions { Ansatz = kind, Layers = layers, CoupledCluster = new UccsdOptions() }, integrals, mapper);
        var random = new PhiloxRandom(4);
        var theta = Enumerable.Range(0, ansatz.Start.Length).Select(_ => 0.4 * random.NextGaussian()).ToArray();
        using var backend = new StateVectorBackend();
        var objective = new EstimatorObjective(mapper.Map(integrals), ansatz.Circuit, backend, 0);
        var gradient = (await objective.EvaluateAsync([theta], EvaluationKind.ValueAndGradient))[0].Gradient.ToArray();
        for (var k = 0; k < theta.Length; k += 2)
        {
            var (up, down) = ((double[])theta.Clone(), (double[])theta.Clone());
            up[k] += step;
            down[k] -= step;
            var values = await objective.EvaluateAsync([up, down], EvaluationKind.Value);
            Assert.Equal((values[0].Value - values[1].Value) / (2 * step), gradient[k], 1e-6);
        }

        // N and S_z: every determinant of the state has 1 and 2 electrons.
        using var state = new StateVector(6);
        state.Apply(Planner.Plan(ansatz.Circuit), theta);
        for (var index = 0; index < 64; index++)
        {
            if (BitOperations.PopCount((uint)index & 7) == 1 && BitOperations.PopCount((uint)index >> 3) == 2) continue;
            Assert.True(Complex.Abs(state[index]) < 1e-12);
        }
    }

    [Theory]
    [InlineData(AnsatzKind.Ucj, 1e-6)]
    [InlineData(AnsatzKind.Lucj, 2e-2)]
    [InlineData(AnsatzKind.Givens, 2e-4)]
    [InlineData(AnsatzKind.QubitAdapt, 2e-4)]
    public async Task FourHydrogensComeNearFullCI(AnsatzKind kind, double error)
    {
        var result = await GroundState.SolveAsync(Chain, new GroundStateOptions { Ansatz = kind });
        Assert.InRange(result.Error!.Value, -1e-9, error);
        Assert.Equal(EngineKind.StateVector, result.Engine);
        Assert.Equal(4, result.Electrons!.Value, 1e-6);
        Assert.InRange(result.SpinSquared!.Value, -1e-9, 1e-1);
        Assert.Null(result.Excitations);
        await Assert.ThrowsAsync<NotSupportedException>(() => GroundState.SolveAsync(Chain, new GroundStateOptions { Ansatz = kind, Engine = EngineKind.Determinants }));
    }

    [Fact]
    public async Task StringsNeedJordanWigner()
    {
        foreach (var kind in new[] { AnsatzKind.Givens, AnsatzKind.QubitAdapt })
            await Assert.ThrowsAsync<NotSupportedException>(() => GroundState.SolveAsync("H 0 0 0; H 0 0 1", new GroundStateOptions { Ansatz = kind, Mapper = new Parity() }));
        var result = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.735", new GroundStateOptions { Ansatz = AnsatzKind.Ucj, Mapper = new Parity() });
        Assert.Equal(result.Exact!.Value, result.Energy, 1e-8);
    }

    // The strings and their commutators generate sp(2^(q-2)), whose group takes any real state to any other: at a random state its directions
    // span all but the state itself.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TheMinimalPoolIsComplete(int qubits)
    {
        var pool = QubitPool.Minimal(qubits);
        Assert.Equal((2 * qubits) - 2, pool.Distinct().Count());
        var (reached, queue) = (pool.ToHashSet(), new Queue<PauliString>(pool));
        while (queue.TryDequeue(out var next))
        {
            foreach (var other in reached.ToArray())
            {
                if (next.CommutesWith(other)) continue;
                var product = next.Multiply(other).Product;
                if (reached.Add(product)) queue.Enqueue(product);
            }
        }

        Assert.Equal((1 << (qubits - 2)) * ((1 << (qubits - 1)) + 1), reached.Count);
        var random = new PhiloxRandom(2);
        var state = Enumerable.Range(0, 1 << qubits).Select(_ => random.NextGaussian()).ToArray();
        var basis = new List<double[]>();
        foreach (var pauli in reached)
        {
            // iP is real: Y|0> = i|1>, Y|1> = -i|0>.
            var direction = new double[state.Length];
            for (var index = 0; index < state.Length; index++)
            {
                var (to, sign, ys) = (index, 1, 0);
                for (var q = 0; q < qubits; q++)
                {
                    var isSet = ((index >> q) & 1) != 0;
                    if (pauli[q] is Pauli.X or Pauli.Y) to ^= 1 << q;
                    if (pauli[q] is Pauli.Y or Pauli.Z && isSet) sign = -sign;
                    if (pauli[q] == Pauli.Y) ys++;
                }

                direction[to] += sign * state[index] * (ys % 4 == 1 ? 1 : -1);
            }

            foreach (var known in basis)
            {
                var overlap = known.Zip(direction, (a, b) => a * b).Sum();
                for (var k = 0; k < direction.Length; k++) direction[k] -= overlap * known[k];
            }

            var norm = Math.Sqrt(direction.Sum(x => x * x));
            if (norm > 1e-8) basis.Add(Array.ConvertAll(direction, x => x / norm));
        }

        Assert.Equal(state.Length - 1, basis.Count);
    }

    // Every string of the minimal pool changes the number of electrons: the search cannot begin, and says so.
    [Fact]
    public async Task APoolThatOffersNothingIsWarnedOf()
    {
        var result = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.735", new GroundStateOptions { Ansatz = AnsatzKind.QubitAdapt, QubitPool = QubitPoolKind.Minimal });
        Assert.Equal(result.HartreeFock, result.Energy, 1e-9);
        Assert.Contains(result.Warnings, w => w.Kind == GroundStateWarningKind.NothingChosen);
    }

    [Fact]
    public async Task QubitAdaptResumesToTheIdenticalResult()
    {
        var folder = Directory.CreateTempSubdirectory("qratum-checkpoint-");
        try
        {
            var options = new GroundStateOptions { Ansatz = AnsatzKind.QubitAdapt, CheckpointFile = Path.Combine(folder.FullName, "run.json"), AdaptTolerance = 1e-2 };
            var whole = await GroundState.SolveAsync(Chain, options);
            using var stop = new CancellationTokenSource();
            var progress = new SynchronousProgress(point =>
            {
                if (point.Iteration == 3) stop.Cancel();
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GroundState.SolveAsync(Chain, options, progress, stop.Token));
            var resumed = await GroundState.SolveAsync(Chain, options with { Resume = true });
            Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Energy), BitConverter.DoubleToInt64Bits(resumed.Energy));
            Assert.Equal(whole.Vqe.Parameters.ToArray(), resumed.Vqe.Parameters.ToArray());
            Assert.Equal(whole.Vqe.History, resumed.Vqe.History);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> Energy(ElectronIntegrals integrals, IFermionMapper mapper, Circuit circuit, double[] theta)
    {
        using var backend = new StateVectorBackend();
        return (await backend.EstimateAsync(new EstimatorPub(circuit, mapper.Map(integrals), [theta]))).Values[0];
    }

    private static ElectronIntegrals Integrals(string molecule) =>
        RestrictedHartreeFock.Solve(Molecule.Parse(molecule, LengthUnit.Angstrom), BasisSet.Sto3G).ToElectronIntegrals();

    /// <summary>Gram-Schmidt on random columns.</summary>
    private static Complex[] RandomUnitary(int n, ulong seed, bool isReal = false)
    {
        var random = new PhiloxRandom(seed);
        var u = new Complex[n * n];
        for (var k = 0; k < u.Length; k++) u[k] = new Complex(random.NextGaussian(), isReal ? 0 : random.NextGaussian());
        for (var c = 0; c < n; c++)
        {
            for (var before = 0; before < c; before++)
            {
                Complex overlap = 0;
                for (var r = 0; r < n; r++) overlap += Complex.Conjugate(u[(r * n) + before]) * u[(r * n) + c];
                for (var r = 0; r < n; r++) u[(r * n) + c] -= overlap * u[(r * n) + before];
            }

            var norm = Math.Sqrt(Enumerable.Range(0, n).Sum(r => Complex.Abs(u[(r * n) + c]) * Complex.Abs(u[(r * n) + c])));
            for (var r = 0; r < n; r++) u[(r * n) + c] /= norm;
        }

        return u;
    }
}
