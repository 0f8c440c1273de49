using System.Text.Json;
using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

public class RestrictedHartreeFockOracleTests(ITestOutputHelper output)
{
    /// <summary>Reference energies are good to 1e-10, orbital energies and dipoles to the SCF gradient of 1e-9.</summary>
    private const double EnergyTolerance = 1e-9;
    private const double OrbitalTolerance = 2e-8;
    private const double DipoleTolerance = 2e-8;

    private static readonly string[] BasisSets = ["STO-3G", "3-21G", "6-31G", "6-31G*", "cc-pVDZ"];

    /// <summary>Larger ones wait for the nightly run.</summary>
    private const int SmallFunctions = 30;

    [SharedDataFact]
    public void SmallMoleculesAgreeWithReference() => Check(e => InScope(e) && Functions(e) <= SmallFunctions, 20);

    [SharedDataFact]
    [Trait("Category", "Nightly")]
    public void AllMoleculesAgreeWithReference() => Check(e => Functions(e) <= 300, 40);

    private static bool InScope(JsonElement entry) => BasisSets.Contains(entry.GetProperty("basis").GetString());

    private static int Functions(JsonElement entry) => entry.GetProperty("nao").GetInt32();

    private void Check(Func<JsonElement, bool> filter, int atLeast)
    {
        var count = 0;
        double worstEnergy = 0, worstOrbital = 0, worstDipole = 0;
        foreach (var entry in ReferenceData.Systems)
        {
            if (entry.GetProperty("multiplicity").GetInt32() != 1 || !entry.GetProperty("scf_easy").GetBoolean() || !filter(entry)) continue;
            var id = entry.GetProperty("id").GetString()!;
            var result = RestrictedHartreeFock.Solve(ReferenceData.MoleculeOf(entry), ReferenceData.BasisOf(entry));
            var energy = result.Energy - entry.GetProperty("rhf").GetDouble();
            output.WriteLine($"{id} n={result.Integrals.FunctionCount} cycles={result.Iterations} dE={energy:E1} integrals={result.IntegralTime.TotalSeconds:F3} scf={result.ScfTime.TotalSeconds:F3}");
            Assert.True(result.Converged, id);
            Assert.True(Math.Abs(energy) < EnergyTolerance, $"{id}: {result.Energy:R} off by {energy:E2}");
            var orbitals = Deviation(ReferenceData.Numbers(entry.GetProperty("orbital_energies")), result.OrbitalEnergies);
            var dipole = Deviation(ReferenceData.Numbers(entry.GetProperty("dipole_au")), result.Dipole);
            Assert.True(orbitals < OrbitalTolerance, $"{id}: orbital energies off by {orbitals:E2}");
            if (entry.GetProperty("charge").GetInt32() == 0) Assert.True(dipole < DipoleTolerance, $"{id}: dipole off by {dipole:E2}");
            (worstEnergy, worstOrbital, worstDipole) = (Math.Max(worstEnergy, Math.Abs(energy)), Math.Max(worstOrbital, orbitals), Math.Max(worstDipole, dipole));
            count++;
        }

        output.WriteLine($"{count} systems; largest deviations: energy {worstEnergy:E1}, orbital energies {worstOrbital:E1}, dipole {worstDipole:E1}");
        Assert.True(count >= atLeast, $"only {count} systems were found");
    }

    private static double Deviation(double[] expected, ReadOnlySpan<double> actual)
    {
        var worst = 0.0;
        for (var i = 0; i < expected.Length; i++) worst = Math.Max(worst, Math.Abs(expected[i] - actual[i]));
        return worst;
    }
}
