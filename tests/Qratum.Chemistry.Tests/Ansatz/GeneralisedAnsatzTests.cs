using System.Numerics;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>Generalised and paired coupled cluster: counts, laws, both engines, energies.</summary>
public sealed class GeneralisedAnsatzTests
{
    private const double EngineTolerance = 1e-10;
    private const string Chain = "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void GeneralisedExcitationsAreAllPairsOnce(int n)
    {
        var (singles, doubles) = (ExcitationPool.GeneralisedSingles(n), ExcitationPool.GeneralisedDoubles(n));
        Assert.Equal(n * (n - 1), singles.Count);
        Assert.Equal((n * n * (n - 1) * (n - 1) / 2) + (n * (n - 1) * (n - 2) * (n - 3) / 4), doubles.Count);
        // T and T† count once: the sets emptied and filled, without order, differ from one another and from one another turned round.
        var seen = new HashSet<string>();
        foreach (var e in singles.Concat(doubles))
        {
            var (from, to) = (Key(e.Annihilated), Key(e.Created));
            Assert.True(seen.Add(from + ">" + to) && seen.Add(to + ">" + from), e.ToString());
        }

        static string Key(IEnumerable<SpinOrbital> s) => string.Join(' ', s.Select(x => x.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void MirrorImagesOfGeneralisedDoublesAreInTheList()
    {
        var doubles = ExcitationPool.GeneralisedDoubles(4);
        var exchanges = 0;
        foreach (var e in doubles)
        {
            // An exchange of the spins of a pair is its own inverse mirrored.
            var isExchange = e.Annihilated[0].Orbital == e.Created[1].Orbital && e.Annihilated[1].Orbital == e.Created[0].Orbital;
            exchanges += isExchange ? 1 : 0;
            Assert.Equal(!isExchange, doubles.Contains(e.Mirror()));
        }

        Assert.Equal(6, exchanges);
    }

    [Fact]
    public async Task GeneralisedCoupledClusterReachesFullCI()
    {
        var result = await GroundState.SolveAsync(Chain, new GroundStateOptions { Ansatz = AnsatzKind.Uccgsd });
        // The search ends at a gradient of 1e-6.
        Assert.Equal(result.Exact!.Value, result.Energy, 1e-7);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData(AnsatzKind.Uccgsd)]
    [InlineData(AnsatzKind.PUccd)]
    [InlineData(AnsatzKind.KUpCcgsd)]
    public async Task BothEnginesAgreeAnywhere(AnsatzKind kind)
    {
        foreach (var (molecule, space) in new (string, ActiveSpace?)[] { (Chain, null), ("Li 0 0 0; H 0 0 1.5957", ActiveSpace.Of(2, 4)) })
        {
            var integrals = RestrictedHartreeFock.Solve(Molecule.Parse(molecule, LengthUnit.Angstrom), BasisSet.Sto3G).ToElectronIntegrals(space);
            var ansatz = AnsatzFactory.Create(new GroundStateOptions { Ansatz = kind }, integrals, new JordanWigner());
            var random = new PhiloxRandom(3);
            var theta = Enumerable.Range(0, ansatz.Start.Length).Select(_ => 0.3 * random.NextGaussian()).ToArray();
            var fast = (await new DeterminantObjective(integrals, ansatz.Excitations!).EvaluateAsync([theta], EvaluationKind.ValueAndGradient))[0];
            using var backend = new StateVectorBackend();
            var slow = (await new EstimatorObjective(new JordanWigner().Map(integrals), ansatz.Circuit, backend, 0).EvaluateAsync([theta], EvaluationKind.ValueAndGradient))[0];
            Assert.Equal(slow.Value, fast.Value, EngineTolerance);
            for (var k = 0; k < theta.Length; k++) Assert.Equal(slow.Gradient.Span[k], fast.Gradient.Span[k], EngineTolerance);
        }
    }

    [Theory]
    [InlineData(4, 2, 2, 4)]
    [InlineData(5, 2, 2, 6)]
    [InlineData(5, 3, 2, 4)]
    [InlineData(3, 3, 3, 0)]
    public void PairsStayPairs(int orbitals, int alpha, int beta, int parameters)
    {
        var integrals = RandomIntegrals.Create(orbitals, alpha, beta, 5);
        var ansatz = PairedCoupledCluster.Doubles(integrals);
        Assert.Equal((parameters, parameters), (ansatz.ParameterCount, ansatz.Excitations.Count));
        var theta = Enumerable.Range(1, parameters).Select(k => 0.2 * k).ToArray();
        var state = new DeterminantObjective(integrals, ansatz).ComputeState(theta);
        var (a, b) = (new DeterminantStrings(orbitals, alpha), new DeterminantStrings(orbitals, beta));
        var single = 0;
        for (var i = 0; i < a.Count; i++)
        for (var j = 0; j < b.Count; j++)
        {
            if (Math.Abs(state.Span[(i * b.Count) + j]) < 1e-14) continue;
            // Only the open shell's own orbitals hold one electron.
            Assert.Equal(alpha - beta, BitOperations.PopCount(a[i] ^ b[j]));
            single++;
        }

        Assert.Equal(parameters > 0, single > 1);
    }

    // Two electrons in natural orbitals are pairs only: pUCCD is exact for H2 in any number of orbitals.
    [Fact]
    public async Task PairsOfTwoElectronsInNaturalOrbitalsAreExact()
    {
        var integrals = RestrictedHartreeFock.Solve(Molecules.Hydrogen(), BasisSet.Pople631G).ToElectronIntegrals();
        var exact = FullConfigurationInteraction.Solve(integrals);
        var natural = integrals.Rotate(FullConfigurationInteraction.Density(integrals, exact.Roots[0]).ToNaturalOrbitals());
        var result = await GroundState.SolveAsync(natural, new GroundStateOptions { Ansatz = AnsatzKind.PUccd });
        Assert.Equal(exact.Energy, result.Energy, 1e-9);
        Assert.Equal(3, result.Vqe.Parameters.Length);
    }

    // Section "vqe" of the reference data: 2-UpCCGSD of LiH, best of two starts; upper bounds, as the surface has many minima.
    [Fact]
    public async Task LithiumHydrideFromSeveralStartsIsAsLowAsListed()
    {
        var result = await GroundState.SolveAsync(Molecules.LithiumHydride(), new GroundStateOptions { Ansatz = AnsatzKind.KUpCcgsd, Starts = 3 });
        Assert.Equal(3, result.StartEnergies.Count);
        Assert.Equal(result.StartEnergies.Min(), result.Energy);
        Assert.InRange(result.Energy, result.Exact!.Value - 1e-9, -7.882391406 + 1e-6);
    }

    [Fact]
    public async Task SearchesFromSeveralStartsResumeToTheIdenticalResult()
    {
        var folder = Directory.CreateTempSubdirectory("qratum-checkpoint-");
        try
        {
            var options = new GroundStateOptions
            {
                Ansatz = AnsatzKind.KUpCcgsd, Layers = 1, Starts = 3, CheckpointFile = Path.Combine(folder.FullName, "run.json"),
            };
            var whole = await GroundState.SolveAsync(Chain, options);
            for (var steps = 5; steps < whole.Vqe.Evaluations; steps += 67)
            {
                using var stop = new CancellationTokenSource();
                var count = 0;
                var progress = new SynchronousProgress(_ =>
                {
                    if (++count == steps) stop.Cancel();
                });
                File.Delete(options.CheckpointFile);
                try
                {
                    await GroundState.SolveAsync(Chain, options, progress, stop.Token);
                }
                catch (OperationCanceledException)
                {
                    // As meant; a search with fewer steps than evaluations ends by itself.
                }

                var resumed = await GroundState.SolveAsync(Chain, options with { Resume = true });
                Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Energy), BitConverter.DoubleToInt64Bits(resumed.Energy));
                Assert.Equal(whole.Vqe.Parameters.ToArray(), resumed.Vqe.Parameters.ToArray());
                Assert.Equal(whole.StartEnergies, resumed.StartEnergies);
                Assert.Equal(whole.Vqe.Evaluations, resumed.Vqe.Evaluations);
                Assert.Equal(whole.Vqe.History, resumed.Vqe.History);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
