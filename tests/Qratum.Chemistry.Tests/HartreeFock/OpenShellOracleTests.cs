using System.Diagnostics;
using System.Numerics.Tensors;
using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

/// <summary>UHF, ROHF and MP2 on UHF of every open shell of the reference, those with several solutions too: the lowest one by default.</summary>
public class OpenShellOracleTests(ITestOutputHelper output)
{
    /// <summary>Reference SCF energies are good to 1e-10.</summary>
    private const double EnergyTolerance = 1e-9;

    /// <summary>⟨S²⟩ follows the gradient of the reference, 1e-7 where a rotation is nearly free.</summary>
    private const double SpinTolerance = 1e-5;

    /// <summary>Reference MP2 energies are good to 1e-9, 4e-9 for NO.</summary>
    private const double PerturbationTolerance = 1e-8;

    private const double DipoleTolerance = 1e-6;

    private const int SmallFunctions = 20;

    [SharedDataFact]
    public void Small_open_shells_agree_with_reference() => Check(s => s.FunctionCount <= SmallFunctions, 9);

    [SharedDataFact]
    [Trait("Category", "Nightly")]
    public void All_open_shells_agree_with_reference() => Check(_ => true, 19);

    private static double Length(ReadOnlySpan<double> vector) => Math.Sqrt(TensorPrimitives.SumOfSquares(vector));

    private void Check(Func<ReferenceSystem, bool> filter, int atLeast)
    {
        var (count, failures) = (0, new List<string>());
        foreach (var system in ReferenceData.Systems.Where(s => !s.IsClosedShell).Where(filter))
        {
            var start = Stopwatch.GetTimestamp();
            var uhf = UnrestrictedHartreeFock.Solve(system.Molecule, system.Basis);
            var middle = Stopwatch.GetTimestamp();
            var rohf = RestrictedOpenShellHartreeFock.Solve(system.Molecule, system.Basis);
            var (deviationU, deviationR) = (uhf.Energy - system.Uhf!.Value, rohf.Energy - system.Rohf!.Value);
            var spin = uhf.SpinSquared - system.UhfSpinSquared!.Value;
            output.WriteLine($"{system} n={system.FunctionCount} UHF cycles={uhf.Iterations} dE={deviationU:E1} dS2={spin:E1} {Stopwatch.GetElapsedTime(start, middle).TotalSeconds:F2} s; "
                + $"ROHF cycles={rohf.Iterations} dE={deviationR:E1} {Stopwatch.GetElapsedTime(middle).TotalSeconds:F2} s");
            output.WriteLine("    U " + string.Join("; ", uhf.Solutions.Select(s => $"{s.Energy:F7} {s.Guess} {s.Descents} {s.LowestCurvature:F4}")));
            output.WriteLine("    R " + string.Join("; ", rohf.Solutions.Select(s => $"{s.Energy:F7} {s.Guess} {s.Descents} {s.LowestCurvature:F4}")));
            Note(uhf.Converged && rohf.Converged, $"{system}: {uhf.StopReason} {rohf.StopReason}");
            Note(Math.Abs(deviationU) < EnergyTolerance, $"{system}: UHF {uhf.Energy:R} off by {deviationU:E2}");
            Note(Math.Abs(spin) < SpinTolerance, $"{system}: <S^2> {uhf.SpinSquared:R} off by {spin:E2}");
            var perturbation = system.Mp2Correlation is { } expected ? MollerPlesset2.CorrelationEnergy(uhf) - expected : 0;
            Note(Math.Abs(perturbation) < PerturbationTolerance, $"{system}: MP2 off by {perturbation:E2}");
            output.WriteLine($"    MP2 {perturbation:E1}");
            var dipole = Length(uhf.Dipole) - Length(system.Dipole); // where the state breaks a symmetry, its direction is free
            Note(system.Charge != 0 || Math.Abs(dipole) < DipoleTolerance, $"{system}: dipole off by {dipole:E2}");

            Note(Math.Abs(deviationR) < EnergyTolerance, $"{system}: ROHF {rohf.Energy:R} off by {deviationR:E2}");
            count++;
        }

        Assert.True(count >= atLeast, $"only {count} systems were found");
        Assert.True(failures.Count == 0, string.Join('\n', failures));

        void Note(bool isRight, string message)
        {
            if (!isRight) failures.Add(message);
        }
    }
}
