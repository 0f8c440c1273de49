using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>A molecule all of whose electrons are paired, small enough for SCF in a property test.</summary>
/// <param name="Molecule">A singlet of one to three atoms from H to F, two to twelve electrons.</param>
public sealed record ClosedShellMolecule(Molecule Molecule)
{
    /// <inheritdoc/>
    public override string ToString() => Molecule.ToString();
}
