using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>
/// One state of <c>qratum vqe --excited</c>, energies in hartree: exact is the energy of full CI of the same number from below, null where it was too large;
/// symmetry is 0 for that of the reference determinant, null for a mixture; overlap the largest with another state; residual bounds the distance of
/// its mean energy from an exact one.
/// </summary>
internal sealed record StateReport(
    double Energy, double ExcitationEnergy, double? Exact, double SpinSquared, double Electrons, int? Symmetry, double Overlap, double Residual, bool Converged)
{
    public static StateReport[] Of(ExcitedStatesResult result) => [.. result.States.Select((s, k) => new StateReport(
        s.Energy, result.ExcitationEnergy(k), result.Exact is { } exact && k < exact.Count ? exact[k] : null,
        s.SpinSquared, s.Electrons, s.Symmetry, s.LargestOverlap, s.ResidualNorm, s.Converged))];
}
