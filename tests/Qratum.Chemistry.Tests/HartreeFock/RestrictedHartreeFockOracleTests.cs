using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

public class RestrictedHartreeFockOracleTests(ITestOutputHelper output)
{
    /// <summary>Reference SCF energies are good to 1e-10; orbital energies and dipoles follow the SCF gradient of 1e-9.</summary>
    private const double EnergyTolerance = 2e-10;
    private const double OrbitalTolerance = 1e-8;
    private const double DipoleTolerance = 2e-8;

    /// <summary>Reference MP2 energies are good to 1e-9.</summary>
    private const double PerturbationTolerance = 2e-9;

    /// <summary>Larger ones wait for the nightly run.</summary>
    private const int SmallFunctions = 26;

    [SharedDataFact]
    public void Small_molecules_agree_with_reference() => Check(s => s.IsBasisEmbedded && s.FunctionCount <= SmallFunctions, 40);

    [SharedDataFact]
    [Trait("Category", "Nightly")]
    public void All_molecules_in_all_basis_sets_agree_with_reference() => Check(_ => true, 75);

    [SharedDataFact]
    public void Curves_follow_the_lowest_solution()
    {
        foreach (var (name, points) in ReferenceData.Curves)
        {
            var (first, second) = name == "LiH" ? ("Li", "H") : ("N", "N");
            foreach (var point in points)
            {
                var molecule = new Molecule([new(Element.Parse(first), 0, 0, 0), new(Element.Parse(second), 0, 0, Length.FromAngstrom(point.Angstrom).Bohr)]);
                var result = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G);
                output.WriteLine($"{name} {point.Angstrom}: {result.Iterations} cycles, dE {result.Energy - point.Rhf:E1}, symmetric {point.RhfSymmetryAdapted - point.Rhf:E1}: "
                    + string.Join("; ", result.Solutions.Select(s => $"{s.Energy:F7} {s.Guess} {s.Descents} {s.LowestCurvature:F4}")) + $" triplet {result.CurvatureToUnrestricted:F4}");
                Assert.True(result.Converged);
                Assert.True(result.Energy < point.Rhf + EnergyTolerance, $"{name} at {point.Angstrom}: {result.Energy:R} off by {result.Energy - point.Rhf:E2}");
                if (point.RhfSymmetryAdapted - point.Rhf < 1e-9) Assert.Equal(point.Rhf, result.Energy, EnergyTolerance);
            }
        }
    }

    private void Check(Func<ReferenceSystem, bool> filter, int atLeast)
    {
        var count = 0;
        double worstEnergy = 0, worstOrbital = 0, worstDipole = 0, worstPerturbation = 0;
        foreach (var system in ReferenceData.Systems.Where(s => s.IsClosedShell && s.IsScfEasy).Where(filter))
        {
            var result = RestrictedHartreeFock.Solve(system.Molecule, system.Basis);
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            var correlation = MollerPlesset2.CorrelationEnergy(result);
            var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
            var energy = result.Energy - system.Rhf!.Value;
            var perturbation = system.Mp2Correlation is { } expected ? correlation - expected : 0;
            output.WriteLine($"{system} n={system.FunctionCount} cycles={result.Iterations} dE={energy:E1} dMP2={perturbation:E1} "
                + $"integrals={result.IntegralTime.TotalSeconds:F3} scf={result.ScfTime.TotalSeconds:F3} mp2={seconds:F3}");
            var orbital = Deviation(system.OrbitalEnergies, result.OrbitalEnergies);
            var dipole = system.Charge == 0 ? Deviation(system.Dipole, result.Dipole) : 0;
            Assert.True(result.Converged, system.Id);
            Assert.True(Math.Abs(energy) < EnergyTolerance, $"{system}: {result.Energy:R} off by {energy:E2}");
            Assert.True(Math.Abs(perturbation) < PerturbationTolerance, $"{system}: MP2 {correlation:R} off by {perturbation:E2}");
            Assert.True(orbital < OrbitalTolerance, $"{system}: orbital energies off by {orbital:E2}");
            Assert.True(dipole < DipoleTolerance, $"{system}: dipole off by {dipole:E2}");
            Assert.Equal(system.NuclearRepulsion, result.NuclearRepulsion, 1e-11);
            (worstEnergy, worstPerturbation) = (Math.Max(worstEnergy, Math.Abs(energy)), Math.Max(worstPerturbation, Math.Abs(perturbation)));
            (worstOrbital, worstDipole) = (Math.Max(worstOrbital, orbital), Math.Max(worstDipole, dipole));
            count++;
        }

        output.WriteLine($"{count} systems; largest deviations: energy {worstEnergy:E1}, MP2 {worstPerturbation:E1}, orbital energies {worstOrbital:E1}, dipole {worstDipole:E1}");
        Assert.True(count >= atLeast, $"only {count} systems were found");
    }

    private static double Deviation(double[] expected, ReadOnlySpan<double> actual)
    {
        var worst = 0.0;
        for (var i = 0; i < expected.Length; i++) worst = Math.Max(worst, Math.Abs(expected[i] - actual[i]));
        return worst;
    }
}
