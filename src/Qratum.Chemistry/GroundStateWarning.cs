namespace Qratum.Chemistry;

/// <summary>What may be wrong with a ground state.</summary>
public enum GroundStateWarningKind
{
    /// <summary>One of the mean field's own: see <see cref="HartreeFockWarning"/>; the value is that of the warning.</summary>
    MeanField,

    /// <summary>The search ended before its own test of convergence; the value is the energy in hartree.</summary>
    SearchNotConverged,

    /// <summary>The energy lies above Hartree-Fock by the value in hartree.</summary>
    AboveHartreeFock,

    /// <summary>The energy lies below full CI by the value in hartree: no variational energy of this number of electrons can.</summary>
    BelowFullCI,

    /// <summary>⟨S²⟩ of the point where the search begins differs from S(S + 1) by the value.</summary>
    StartBreaksSpin,

    /// <summary>⟨S²⟩ of the result differs from S(S + 1) by the value.</summary>
    ResultBreaksSpin,

    /// <summary>The search begins with parameters of excitations that the symmetry of the molecule forbids; the value is the largest, radians.</summary>
    StartBreaksSpatialSymmetry,

    /// <summary>The result has parameters of excitations that the symmetry of the molecule forbids; the value is the largest, radians.</summary>
    ResultBreaksSpatialSymmetry,

    /// <summary>The result holds another mean number of electrons than the molecule; the value is the difference.</summary>
    WrongElectronNumber,

    /// <summary>
    /// ADAPT chose nothing: no derivative of its pool reaches the tolerance at the determinant, by symmetry for example; the value is the energy in
    /// hartree.
    /// </summary>
    NothingChosen,
}

/// <summary>One warning about a ground state.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">How much, see <see cref="GroundStateWarningKind"/>.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record GroundStateWarning(GroundStateWarningKind Kind, double Value, string Message)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Message;
}
