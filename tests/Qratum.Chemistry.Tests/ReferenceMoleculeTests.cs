using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class ReferenceMoleculeTests
{
    // Relative; the file's sum runs over pairs in another order.
    private const double Rounding = 1e-14;

    public static TheoryData<string> All => ReferenceData.Ids(_ => true);

    [SharedDataTheory]
    [MemberData(nameof(All))]
    public void Electrons_repulsion_and_functions_are_those_listed(string id)
    {
        var system = ReferenceData.Get(id);
        var molecule = system.Molecule;
        Assert.Equal((system.ElectronsAlphaBeta[0], system.ElectronsAlphaBeta[1]), (molecule.AlphaElectrons, molecule.BetaElectrons));
        Assert.Equal(system.NuclearRepulsion, molecule.NuclearRepulsion, Rounding * Math.Max(1, system.NuclearRepulsion));
        Assert.Equal(system.FunctionCount, system.Basis.FunctionCount(molecule));
    }

    [SharedDataFact]
    public void Catalogue_has_the_reference_geometries()
    {
        Check("H2_0.735/STO-3G", Molecules.Hydrogen());
        Check("H2_0.7414/3-21G", Molecules.Hydrogen(Length.FromAngstrom(0.7414)));
        Check("H4_linear_1.0/STO-3G", Molecules.HydrogenChain(4, Length.FromAngstrom(1)));
        Check("H6_chain_1.0/6-31G", Molecules.HydrogenChain(6, Length.FromAngstrom(1)));
        Check("H8_chain_1.0/STO-3G", Molecules.HydrogenChain(8, Length.FromAngstrom(1)));
        Check("LiH/STO-3G", Molecules.LithiumHydride());
        Check("BeH2/cc-pVDZ", Molecules.BerylliumHydride());
        Check("BH/STO-3G", Molecules.BoronHydride());
        Check("HF/def2-SVP", Molecules.HydrogenFluoride());
        Check("N2/6-31G*", Molecules.Nitrogen());
        Check("CO/STO-3G", Molecules.CarbonMonoxide());
        Check("F2/STO-3G", Molecules.Fluorine());
        Check("H2O/STO-3G", Molecules.Water());
        Check("NH3/6-31G", Molecules.Ammonia());
        Check("CH4/STO-3G", Molecules.Methane());
        Check("HCN/STO-3G", Molecules.HydrogenCyanide());
        Check("C2H2/STO-3G", Molecules.Acetylene());
        Check("C2H4/STO-3G", Molecules.Ethylene());
        Check("H2CO/6-31G", Molecules.Formaldehyde());
        Check("benzene/6-31G", Molecules.Benzene());

        static void Check(string id, Molecule molecule) => Assert.Equal(ReferenceData.Get(id).Molecule, molecule);
    }

    [SharedDataFact]
    public void Reference_data_are_read_whole()
    {
        Assert.Equal(98, ReferenceData.Systems.Count);
        Assert.Equal(3, ReferenceData.Integrals.Count);
        Assert.All(ReferenceData.Integrals, i => Assert.Equal(i.FunctionCount, i.Basis.FunctionCount(i.Molecule)));
        Assert.Equal(["LiH", "N2"], ReferenceData.Curves.Keys.Order());
        Assert.Equal(92, ReferenceData.Vqe["LiH"].UccsdParameters);
        Assert.Equal(15, ReferenceData.Get("H2_0.735/STO-3G").JordanWigner!.PauliTerms);
        Assert.Null(ReferenceData.Get("H2O/STO-3G").Fci.ActiveIndices);
        Assert.Equal([16, 19, 20, 21, 22, 29], ReferenceData.Get("benzene/6-31G").Fci.ActiveIndices);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10, 11], ReferenceData.Get("CO/6-31G").Fci.ActiveIndices);
        Assert.All(ReferenceData.Systems, s => Assert.Equal(s.IsClosedShell, s.Rhf is not null));
    }
}
