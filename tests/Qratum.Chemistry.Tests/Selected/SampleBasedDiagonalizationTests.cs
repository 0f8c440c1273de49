using Xunit;

namespace Qratum.Chemistry.Tests;

public class SampleBasedDiagonalizationTests
{
    private static readonly ElectronIntegrals Chain = RestrictedHartreeFock.Solve(
        Molecule.Parse("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3; H 0 0 4; H 0 0 5"), BasisSet.Sto3G).ToElectronIntegrals();

    [Fact]
    public async Task Samples_of_coupled_cluster_give_an_energy_below_its_own()
    {
        var result = await GroundState.SolveAsync(Chain, new GroundStateOptions { Seed = 3 });
        using var backend = new StateVectorBackend();
        var options = new SampleBasedDiagonalizationOptions { Seed = 5 };
        var found = await SampleBasedDiagonalization.RunAsync(Chain, result.Ansatz, result.Vqe.Parameters, backend, 100_000, options);
        var again = await SampleBasedDiagonalization.RunAsync(Chain, result.Ansatz, result.Vqe.Parameters, backend, 100_000, options);

        Assert.Equal(1, found.RightFraction);
        Assert.InRange(found.Energy, result.Exact!.Value - 1e-9, result.Energy);
        Assert.Equal(BitConverter.DoubleToInt64Bits(found.Energy), BitConverter.DoubleToInt64Bits(again.Energy));
        Assert.Equal(0, found.S2, 1e-3);
        Assert.Equal(5, found.History.Count);
        Assert.Equal(found.History.OrderDescending(), found.History);
    }

    [Fact]
    public void Repair_of_noisy_samples_brings_the_energy_down()
    {
        // Every sample is a determinant of a good state with each bit flipped by chance.
        var exact = FullConfigurationInteraction.Solve(Chain);
        var random = new PhiloxRandom(1);
        var noisy = new Dictionary<BitString, long>();
        var strings = new DeterminantStrings(6, 3);
        for (var k = 0; k < 300; k++)
        {
            var u = random.NextDouble();
            var at = 0;
            for (; at < exact.Vector.Length - 1 && (u -= exact.Vector.Span[at] * exact.Vector.Span[at]) > 0; at++);
            var bits = strings[at / strings.Count] | (strings[at % strings.Count] << 6);
            for (var q = 0; q < 12; q++) if (random.NextDouble() < 0.1) bits ^= 1UL << q;
            var sample = new BitString(bits, 12);
            noisy[sample] = noisy.GetValueOrDefault(sample) + 1;
        }

        var options = new SampleBasedDiagonalizationOptions { SamplesPerBatch = 8, Batches = 2, Rounds = 6, Seed = 2 };
        var found = SampleBasedDiagonalization.Solve(Chain, new Counts(noisy), options);
        Assert.InRange(found.RightFraction, 0.2, 0.5);
        Assert.InRange(found.Energy, exact.Energy - 1e-9, Chain.ReferenceEnergy - 1e-3);
        Assert.True(found.History[^1] < found.History[0]);
        Assert.All(found.Best.Determinants, d => Assert.Equal((3, 3), (System.Numerics.BitOperations.PopCount(d.Alpha), System.Numerics.BitOperations.PopCount(d.Beta))));
    }

    [Fact]
    public void Samples_without_any_right_one_are_repaired_from_the_reference()
    {
        var counts = new Counts([new(new BitString(0, 12), 10)]);
        var found = SampleBasedDiagonalization.Solve(Chain, counts);
        Assert.Equal(0, found.RightFraction);
        Assert.True(found.Energy <= Chain.ReferenceEnergy + 1e-9);
    }

    [Fact]
    public void Bad_samples_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SampleBasedDiagonalization.Solve(Chain, new Counts([])));
        Assert.Throws<ArgumentException>(() => SampleBasedDiagonalization.Solve(Chain, new Counts([new(new BitString(0, 10), 1)])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleBasedDiagonalizationOptions { Rounds = 0 });
        var tight = new SampleBasedDiagonalizationOptions { Search = new FullConfigurationInteractionOptions { MaxDeterminants = 1 } };
        Assert.Throws<NotSupportedException>(() => SampleBasedDiagonalization.Solve(Chain, new Counts([new(new BitString(0b001011_001011, 12), 1)]), tight));
    }
}
