using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>The one place that says what may be wrong with a ground state.</summary>
internal static class GroundStateDoubts
{
    /// <summary>Rounding of sums of about a thousand terms of order one, hartree.</summary>
    private const double Rounding = 1e-9;

    /// <summary>
    /// ⟨S²⟩ that is off by less is taken for good: a product of factors breaks spin by about 1e-7 at its minimum, and by up to 1e-4 on the way.
    /// </summary>
    private const double SpinTolerance = 1e-3;

    /// <summary>Electrons that are off by less are rounding.</summary>
    private const double NumberTolerance = 1e-6;

    /// <summary>Parameters below this, radians, break no symmetry that could be seen.</summary>
    private const double AngleTolerance = 1e-6;

    public static IEnumerable<GroundStateWarning> Of(
        HartreeFockResult? scf, VqeResult vqe, double? exact, GroundStateOptions options, ElectronIntegrals integrals, SymmetryCheck check)
    {
        foreach (var warning in scf?.Warnings ?? []) yield return new(GroundStateWarningKind.MeanField, warning.Value, warning.Message);
        if (!vqe.Converged) yield return new(GroundStateWarningKind.SearchNotConverged, vqe.Energy, $"The search did not converge ({vqe.StopReason}).");
        if (options.Ansatz is AnsatzKind.Adapt or AnsatzKind.QubitAdapt && vqe.Parameters.Length == 0 && FullConfigurationInteraction.CountDeterminants(integrals) > 1)
            yield return new(GroundStateWarningKind.NothingChosen, vqe.Energy, "The search chose nothing: at the determinant no derivative of the pool reaches the tolerance. Take another pool.");
        if (options.Shots is null && vqe.Energy > integrals.ReferenceEnergy + Rounding)
        {
            var above = vqe.Energy - integrals.ReferenceEnergy;
            yield return new(GroundStateWarningKind.AboveHartreeFock, above, Text($"The energy lies {above:E1} hartree above Hartree-Fock."));
        }

        if (options.Shots is null && exact is { } bound && vqe.Energy < bound - Rounding)
        {
            yield return new(GroundStateWarningKind.BelowFullCI, bound - vqe.Energy, options.Ansatz == AnsatzKind.HardwareEfficient
                ? "The energy lies below full CI of this number of electrons: the circuit does not conserve it."
                : Text($"The energy lies {bound - vqe.Energy:E1} hartree below full CI, which a variational energy cannot."));
        }

        var spin = (integrals.AlphaElectrons - integrals.BetaElectrons) / 2.0;
        var expected = Math.Abs(spin) * (Math.Abs(spin) + 1);
        if (check.StartSpin is { } s && Math.Abs(s - expected) > SpinTolerance)
            yield return new(GroundStateWarningKind.StartBreaksSpin, s - expected, Text($"The search begins at <S^2> = {s:F4} instead of {expected:F4}."));
        if (check.Spin is { } r && Math.Abs(r - expected) > SpinTolerance)
            yield return new(GroundStateWarningKind.ResultBreaksSpin, r - expected, Text($"The result has <S^2> = {r:F4} instead of {expected:F4}."));
        if (check.StartForbidden > AngleTolerance)
            yield return new(GroundStateWarningKind.StartBreaksSpatialSymmetry, check.StartForbidden, Text($"The search begins with excitations that break the symmetry of the molecule, by up to {check.StartForbidden:0.0e-0} radians."));
        if (check.Forbidden > AngleTolerance)
            yield return new(GroundStateWarningKind.ResultBreaksSpatialSymmetry, check.Forbidden, Text($"The result has excitations that break the symmetry of the molecule, by up to {check.Forbidden:0.0e-0} radians."));
        if (check.Electrons is { } electrons && Math.Abs(electrons - integrals.ElectronCount) > NumberTolerance)
            yield return new(GroundStateWarningKind.WrongElectronNumber, electrons - integrals.ElectronCount, Text($"The result holds {electrons:F4} electrons instead of {integrals.ElectronCount}."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Symmetries of a search: ⟨S²⟩ where it begins and ends, ⟨N⟩ at the end, largest forbidden parameters; null where not computed.</summary>
internal sealed record SymmetryCheck(double? StartSpin, double? Spin, double? Electrons, double StartForbidden, double Forbidden);
