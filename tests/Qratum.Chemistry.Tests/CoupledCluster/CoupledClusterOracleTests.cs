using System.Diagnostics;
using System.Globalization;
using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

/// <summary>CCSD of every system of the reference that has one, all electrons correlated; open shells on UHF.</summary>
public class CoupledClusterOracleTests(ITestOutputHelper output)
{
    /// <summary>Reference amplitudes were converged to 1e-8, energies are good to 1e-9, a little less where SCF is slow (NO).</summary>
    private const double Tolerance = 1e-8;

    [SharedDataFact]
    public void Small_systems_agree_with_reference() => Check(s => s.FunctionCount <= 14, 40);

    [SharedDataFact]
    [Trait("Category", "Nightly")]
    public void All_systems_agree_with_reference() => Check(_ => true, 80);

    /// <summary>The lowest RHF solution, which at 1.5 Å breaks the symmetry of N2.</summary>
    [SharedDataFact]
    public void Curves_agree_with_reference()
    {
        var count = 0;
        foreach (var (name, points) in ReferenceData.Curves)
        foreach (var point in points.Where(p => p.Ccsd is not null))
        {
            var atoms = name == "LiH" ? "Li 0 0 0; H 0 0 " : "N 0 0 0; N 0 0 ";
            var molecule = Molecule.Parse(atoms + point.Angstrom.ToString("R", CultureInfo.InvariantCulture));
            var result = CoupledCluster.Solve(RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G));
            output.WriteLine($"{name} {point.Angstrom} {result} {result.Energy - point.Ccsd:E1}");
            Assert.Equal(point.Ccsd!.Value, result.Energy, Tolerance);
            count++;
        }

        Assert.True(count >= 13, $"only {count} points");
    }

    private void Check(Func<ReferenceSystem, bool> filter, int atLeast)
    {
        var (count, failures) = (0, new List<string>());
        foreach (var system in ReferenceData.Systems.Where(s => s.Ccsd is not null).Where(filter))
        {
            var reference = system.IsClosedShell
                ? (MeanFieldResult)RestrictedHartreeFock.Solve(system.Molecule, system.Basis) : UnrestrictedHartreeFock.Solve(system.Molecule, system.Basis);
            var start = Stopwatch.GetTimestamp();
            var result = reference is HartreeFockResult closed ? CoupledCluster.Solve(closed) : CoupledCluster.Solve((UnrestrictedHartreeFockResult)reference);
            var deviation = result.Energy - system.Ccsd!.Value;
            output.WriteLine($"{system} n={system.FunctionCount} dE={deviation:E1} {result.Iterations} iterations {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s {result.StopReason}");
            if (!result.Converged || !(Math.Abs(deviation) < Tolerance)) failures.Add($"{system}: off by {deviation:E2}, {result.StopReason}");
            count++;
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.True(count >= atLeast, $"only {count} systems");
    }
}
