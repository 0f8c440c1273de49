using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

/// <summary>Least energies of the front door against section "vqe" of the reference data: forms and orders as stated there.</summary>
public sealed class VqeOracleTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-7;

    /// <summary>As far as two searches of a surface with many minima and long valleys come.</summary>
    private const double LayerTolerance = 1e-6;

    [SharedDataTheory]
    [InlineData("H2_0.7414")]
    [InlineData("H4_linear_1.0")]
    [InlineData("LiH")]
    [InlineData("LiH/fc1")]
    [InlineData("H2O")]
    [InlineData("NH3")]
    [InlineData("H8_chain_1.0")]
    public async Task ProductsAndExponentials(string id)
    {
        var (integrals, reference) = Read(id);
        await Compare(id, integrals, reference.UccsdDoublesFirst, new UccsdOptions());
        await Compare(id, integrals, reference.UccsdDoublesFirstShared, new UccsdOptions { Sharing = ParameterSharing.SpinMirror });
        await Compare(id, integrals, reference.UccsdSinglesFirst, new UccsdOptions { Order = ExcitationOrder.SinglesFirst });
        await Compare(id, integrals, reference.UccsdExact, new UccsdOptions { Form = AnsatzForm.ExponentialOfSum });
    }

    // Upper bounds of ours and of the data alike: what is asked is not to be worse.
    [SharedDataTheory]
    [InlineData("H2_0.7414", 2)]
    [InlineData("H4_linear_1.0", 4)]
    [InlineData("LiH", 3)]
    public async Task LayersOfPairs(string id, int starts)
    {
        var (integrals, reference) = Read(id);
        foreach (var (layers, energy) in new[] { (1, reference.OneLayerOfPairs), (2, reference.TwoLayersOfPairs) })
        {
            var found = await GroundState.SolveAsync(integrals, new GroundStateOptions { Ansatz = AnsatzKind.KUpCcgsd, Layers = layers, Starts = starts, MaximumExactDeterminants = 0 });
            output.WriteLine(FormattableString.Invariant($"{id}, {layers} layers: {found.Energy:F9}, difference {found.Energy - energy:E1}"));
            Assert.InRange(found.Energy, reference.Fci - 1e-9, energy!.Value + LayerTolerance);
        }
    }

    [SharedDataTheory]
    [InlineData("H2O", 6)]
    [Trait("Category", "Nightly")]
    public Task LayersOfPairsOfLargerMolecules(string id, int starts) => LayersOfPairs(id, starts);

    [SharedDataTheory]
    [InlineData("H2_0.7414")]
    [InlineData("H4_linear_1.0")]
    [InlineData("LiH")]
    [InlineData("H2O")]
    public async Task AdaptEndsWhereItShould(string id)
    {
        var (integrals, reference) = Read(id);
        var options = new GroundStateOptions { Ansatz = AnsatzKind.Adapt, CoupledCluster = new UccsdOptions { Sharing = ParameterSharing.SpinMirror } };
        var found = await GroundState.SolveAsync(integrals, options);
        output.WriteLine(FormattableString.Invariant($"{id}: {found.Vqe.Parameters.Length} operators, {found.Energy:F9}, difference {found.Energy - reference.Adapt![1]:E1}"));
        // The pool's derivatives at the end are below 1e-4: another choice among nearly equal ones ends 1e-7 away.
        Assert.Equal(reference.Adapt![1], found.Energy, 2e-7);
        Assert.InRange(found.Vqe.Parameters.Length, reference.Adapt[0] - 1, reference.Adapt[0] + 1);
    }

    private async Task Compare(string id, ElectronIntegrals integrals, double? expected, UccsdOptions options)
    {
        if (expected is not { } energy) return;
        var variant = options with { Start = AmplitudeStart.MollerPlesset };
        var found = await GroundState.SolveAsync(integrals, new GroundStateOptions { CoupledCluster = variant, MaximumExactDeterminants = 0 });
        output.WriteLine(FormattableString.Invariant($"{id}, {options.Form}, {options.Order}, {options.Sharing}: {found.Energy:F9}, difference {found.Energy - energy:E1}"));
        Assert.Equal(energy, found.Energy, Tolerance);
    }

    private static (ElectronIntegrals Integrals, ReferenceVqe Reference) Read(string id)
    {
        var reference = ReferenceData.Vqe[id];
        var name = id.Split('/')[0];
        var system = ReferenceData.Systems.First(s => s.Id.StartsWith(name + "/", StringComparison.Ordinal));
        var scf = RestrictedHartreeFock.Solve(system.Molecule, BasisSet.Sto3G);
        return (scf.ToElectronIntegrals(ActiveSpace.Of(reference.ElectronsAlphaBeta.Sum(), reference.Orbitals)), reference);
    }
}
