namespace Qratum.Chemistry;

/// <summary>
/// The mapping of S. B. Bravyi and A. Yu. Kitaev, Ann. Phys. 298, 210 (2002), in the form of J. T. Seeley, M. J. Richard and P. J. Love,
/// J. Chem. Phys. 137, 224109 (2012): qubit k is the parity of modes k+1−2^z to k, 2^z the greatest power of two that divides k+1 (a
/// Fenwick tree). Ladder operators act on O(log n) qubits; determinants become basis states.
/// </summary>
public sealed class BravyiKitaev : FermionMapper
{
    /// <inheritdoc/>
    public override string Name => "bravyi-kitaev";

    private protected override MajoranaStrings Majoranas(int modes) =>
        LinearEncoding.Majoranas(modes, static (qubit, mode) => mode <= qubit && mode > qubit - ((qubit + 1) & -(qubit + 1)));
}
