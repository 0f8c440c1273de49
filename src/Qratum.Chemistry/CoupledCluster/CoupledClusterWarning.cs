using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>What may be wrong with a coupled-cluster energy.</summary>
public enum CoupledClusterWarningKind
{
    /// <summary>The iterations ended before the amplitudes solved their equations; the value is the last step.</summary>
    NotConverged,

    /// <summary>
    /// The T1 diagnostic, which is the value, says that one determinant is a doubtful start: above 0.02 for closed shells (T. J. Lee,
    /// P. R. Taylor, Int. J. Quantum Chem. Symp. 23, 199 (1989)), above 0.044 for open ones (J. C. Rienstra-Kiracofe, W. D. Allen,
    /// H. F. Schaefer III, J. Phys. Chem. A 104, 9823 (2000)).
    /// </summary>
    LargeSingles,
}

/// <summary>One warning about a coupled-cluster energy.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">How much, see <see cref="CoupledClusterWarningKind"/>.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record CoupledClusterWarning(CoupledClusterWarningKind Kind, double Value, string Message)
{
    private const double ClosedShellLimit = 0.02;
    private const double OpenShellLimit = 0.044;

    /// <summary>The sentence.</summary>
    public override string ToString() => Message;

    internal static IEnumerable<CoupledClusterWarning> Of(AmplitudeOutcome outcome, double singlesDiagnostic, bool isClosedShell)
    {
        if (!outcome.StopReason.IsConverged())
            yield return new(CoupledClusterWarningKind.NotConverged, outcome.StepLength, Text($"Coupled cluster did not converge ({outcome.StopReason}); the last step is {outcome.StepLength:0.0e-0}."));
        var limit = isClosedShell ? ClosedShellLimit : OpenShellLimit;
        if (singlesDiagnostic > limit)
            yield return new(CoupledClusterWarningKind.LargeSingles, singlesDiagnostic, Text($"T1 = {singlesDiagnostic:F4} is above {limit}: one determinant is a doubtful start for coupled cluster."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
