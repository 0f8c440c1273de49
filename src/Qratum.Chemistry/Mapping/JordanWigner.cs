namespace Qratum.Chemistry;

/// <summary>
/// The mapping of P. Jordan and E. Wigner, Z. Phys. 47, 631 (1928): qubit k is 1 where mode k is occupied, and
/// a_k = ½ (X_k + iY_k) Z_{k−1} … Z_0. A determinant, its creation operators in rising order, becomes a basis state.
/// </summary>
public sealed class JordanWigner : FermionMapper
{
    /// <inheritdoc/>
    public override string Name => "jordan-wigner";

    private protected override MajoranaStrings Majoranas(int modes) => LinearEncoding.Majoranas(modes, static (qubit, mode) => qubit == mode);
}
