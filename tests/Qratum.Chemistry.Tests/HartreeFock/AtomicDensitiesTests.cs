using Xunit;

namespace Qratum.Chemistry.Tests;

public class AtomicDensitiesTests
{
    /// <summary>A closed-shell atom is spherical, so its calculation for the guess is the whole calculation: the first cycle has converged but for the guess's tolerance.</summary>
    [Theory]
    [InlineData("He", "cc-pVTZ")]
    [InlineData("Be", "6-31G")]
    [InlineData("Ne", "STO-3G")]
    [InlineData("Ne", "cc-pVDZ")]
    [InlineData("Ne", "cc-pVTZ")]
    [InlineData("Ne", "cc-pVQZ")]
    [InlineData("Ar", "6-31G")]
    public void Guess_of_a_closed_shell_atom_is_its_solution(string atom, string basis)
    {
        var first = default(HartreeFockProgress);
        var result = RestrictedHartreeFock.Solve(Molecule.Parse($"{atom} 0 0 0"), BasisSet.ByName(basis), new()
        {
            Stability = StabilityAnalysis.None, Progress = new First(p => first = p),
        });
        Assert.Equal(result.Energy, first.Energy, 1e-8);
        Assert.InRange(first.Gradient, 0, 1e-4);
    }

    /// <summary>Of molecules the guess's energy is near: within 0.2 hartree, where the bare nuclei are off by more.</summary>
    [Theory]
    [InlineData("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", "cc-pVTZ")]
    [InlineData("C 0 0 0; O 0 0 1.128", "6-31G*")]
    [InlineData("N 0 0 0; N 0 0 1.0977", "cc-pVDZ")]
    public void Guess_of_a_molecule_is_near(string text, string basis)
    {
        var first = default(HartreeFockProgress);
        var result = RestrictedHartreeFock.Solve(Molecule.Parse(text), BasisSet.ByName(basis), new() { Stability = StabilityAnalysis.None, Progress = new First(p => first = p) });
        Assert.InRange(first.Energy - result.Energy, 0, 0.2);
    }

    private sealed class First(Action<HartreeFockProgress> report) : IProgress<HartreeFockProgress>
    {
        public void Report(HartreeFockProgress value)
        {
            if (value.Iteration == 1) report(value);
        }
    }
}
