using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

/// <summary>Molecules against the reference energies: the whole chain from basis functions to full CI.</summary>
public class FullConfigurationInteractionOracleTests(ITestOutputHelper output)
{
    /// <summary>The bar for energies; both programs converge SCF and FCI to about 1e-11 hartree.</summary>
    private const double EnergyTolerance = 1e-8;

    private const double SpinTolerance = 1e-6;

    /// <summary>Determinants and functions that fit a short test without optimisation.</summary>
    private const int FewDeterminants = 5000, FewFunctions = 30;

    public static TheoryData<string> Small => ReferenceData.Ids(s => Chosen(s) && s.Fci.Determinants <= FewDeterminants && s.FunctionCount <= FewFunctions);

    public static TheoryData<string> Large => ReferenceData.Ids(s => Chosen(s) && (s.Fci.Determinants > FewDeterminants || s.FunctionCount > FewFunctions));

    [SharedDataTheory]
    [MemberData(nameof(Small))]
    public void EnergyAndSpin(string id) => Check(id);

    [SharedDataTheory]
    [MemberData(nameof(Large))]
    [Trait("Category", "Nightly")]
    public void EnergyAndSpinOfLargerSpaces(string id) => Check(id);

    [SharedDataFact]
    public void LowestThreeStates()
    {
        var system = ReferenceData.Get("H3+/STO-3G");
        var found = FullConfigurationInteraction.Solve(Integrals(system), new() { RootCount = 3 });
        for (var k = 0; k < 3; k++) Assert.Equal(system.Fci.LowestThree![k], found.Roots[k].Energy, EnergyTolerance);
    }

    internal static ElectronIntegrals Integrals(ReferenceSystem system)
    {
        var space = system.Fci.ActiveIndices is { } active
            ? ActiveSpace.OfOrbitals(system.Fci.ActiveElectronsAlphaBeta!.Sum(), [.. active]) : ActiveSpace.Full;
        var state = system.IsClosedShell
            ? RestrictedHartreeFock.Solve(system.Molecule, system.Basis)
            : RestrictedOpenShellHartreeFock.Solve(system.Molecule, system.Basis);
        return state.ToElectronIntegrals(space);
    }

    private static bool Chosen(ReferenceSystem system) => system.IsBasisEmbedded && (system.IsScfEasy || !system.IsClosedShell);

    private void Check(string id)
    {
        var system = ReferenceData.Get(id);
        var integrals = Integrals(system);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var found = FullConfigurationInteraction.Solve(integrals);
        output.WriteLine(FormattableString.Invariant(
            $"{id}: {found} error {found.Energy - system.Fci.Energy:E1} in {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s"));
        Assert.True(found.Converged);
        Assert.Equal(system.Fci.Determinants, found.DeterminantCount);
        Assert.Equal(system.Fci.Energy, found.Energy, EnergyTolerance);
        if (system.Fci.SpinSquared is { } spin) Assert.Equal(spin, found.S2, SpinTolerance);
        if (system.Fci.IsFull) Assert.Equal((system.Rhf ?? system.Rohf)!.Value, integrals.ReferenceEnergy, EnergyTolerance);
    }
}
