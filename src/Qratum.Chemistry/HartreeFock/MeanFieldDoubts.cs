using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>The one place that says what may be wrong with a mean-field state.</summary>
internal static class MeanFieldDoubts
{
    /// <summary>An excess of ⟨S²⟩ below this is common and harmless.</summary>
    private const double Contamination = 0.05;

    /// <summary>⟨S²⟩ of a singlet above this means that its spins have parted.</summary>
    private const double BrokenSpin = 1e-4;

    /// <summary>Solutions of a descent closer than this to their saddle point are not told apart from it.</summary>
    private const double SameEnergy = 1e-7;

    public static IEnumerable<HartreeFockWarning> Of(MeanFieldOutcome outcome)
    {
        var (found, molecule) = (outcome.Found, outcome.Molecule);
        if (!found.End.IsConverged)
            yield return new(HartreeFockWarningKind.NotConverged, found.End.Gradient, Text($"Hartree-Fock did not converge ({found.End.StopReason}); the gradient is {found.End.Gradient:0.0e-0} hartree."));
        if (found.Curvature < LowestMode.UnstableBelow)
            yield return new(HartreeFockWarningKind.Unstable, found.Curvature.Value, Text($"The state is a saddle point: its energy falls along a rotation of the orbitals (curvature {found.Curvature.Value:F4} hartree)."));
        if (found.TripletCurvature < LowestMode.UnstableBelow)
            yield return new(HartreeFockWarningKind.UnstableToUnrestricted, found.TripletCurvature.Value, Text($"The closed shell is unstable: an unrestricted (UHF) state lies lower (curvature {found.TripletCurvature.Value:F4} hartree)."));

        var expected = ((molecule.Multiplicity * molecule.Multiplicity) - 1) / 4.0;
        var excess = outcome.SpinSquared - expected;
        if (molecule.Multiplicity == 1 && outcome.SpinSquared > BrokenSpin)
            yield return new(HartreeFockWarningKind.BrokenSpinSymmetry, outcome.SpinSquared, Text($"The orbitals of the two spins differ in a singlet (<S^2> = {outcome.SpinSquared:F4}): a broken-symmetry solution."));
        else if (excess > Contamination)
            yield return new(HartreeFockWarningKind.SpinContaminated, excess, Text($"Spin contamination: <S^2> = {outcome.SpinSquared:F4} instead of {expected:F4}."));

        var me = found.Solutions[0];
        var saddles = found.Solutions.Where(s => s.LowestCurvature < LowestMode.UnstableBelow && s.Energy > me.Energy + SameEnergy).ToArray();
        if (saddles.Length > 0)
        {
            var gap = saddles[0].Energy - me.Energy;
            yield return new(HartreeFockWarningKind.BrokenSpatialSymmetry, gap, Text($"The state lies {gap:F6} hartree below a saddle point at {saddles[0].Energy:F6}: its orbitals break a symmetry which that one keeps."));
        }

        if (outcome.LeftOut > 0)
            yield return new(HartreeFockWarningKind.LinearDependence, outcome.LeftOut, Text($"{outcome.LeftOut} combination(s) of basis functions are linearly dependent and were left out."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
