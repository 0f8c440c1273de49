using System.Numerics;

namespace Qratum.Kernels;

/// <summary>
/// One generator of a diagonal gate: the amplitude i gets the phase angle · v(i), where v is ∓1/2 by the parity of i ∧ mask
/// (a Z rotation) or 1 where all bits of the mask are set (a controlled phase) and 0 elsewhere.
/// </summary>
internal readonly record struct DiagonalTerm(long Mask, bool IsParity)
{
    public double ValueAt(long index) => IsParity
        ? (BitOperations.PopCount((ulong)(index & Mask)) & 1) == 0 ? -0.5 : 0.5
        : (index & Mask) == Mask ? 1 : 0;
}
