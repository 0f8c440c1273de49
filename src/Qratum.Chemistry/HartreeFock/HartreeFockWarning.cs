namespace Qratum.Chemistry;

/// <summary>What may be wrong with a mean-field state.</summary>
public enum HartreeFockWarningKind
{
    /// <summary>The cycles ended before the orbitals were stationary; the value is the gradient in hartree.</summary>
    NotConverged,

    /// <summary>The energy falls along a rotation of the orbitals that the method allows; the value is the curvature in hartree.</summary>
    Unstable,

    /// <summary>The energy of a closed shell falls when the orbitals of the spins part (a UHF state lies lower); the value is the curvature in hartree.</summary>
    UnstableToUnrestricted,

    /// <summary>⟨S²⟩ exceeds S(S+1) by the value.</summary>
    SpinContaminated,

    /// <summary>The orbitals of the spins differ though there are as many electrons of each; the value is ⟨S²⟩.</summary>
    BrokenSpinSymmetry,

    /// <summary>The state lies below one that keeps more symmetry, by the value in hartree.</summary>
    BrokenSpatialSymmetry,

    /// <summary>Basis functions are linearly dependent; the value is how many combinations were left out.</summary>
    LinearDependence,
}

/// <summary>One warning about a mean-field state.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">How much, see <see cref="HartreeFockWarningKind"/>.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record HartreeFockWarning(HartreeFockWarningKind Kind, double Value, string Message)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Message;
}
