namespace Qratum.Optimization;

/// <summary>What QAOA makes of energies that do not change when all spins flip: MaxCut, and every model without fields.</summary>
public enum FlipSymmetry
{
    /// <summary>Nothing: one qubit for each spin.</summary>
    Unused,

    /// <summary>
    /// The state is even under the flip, so the last spin is held up and one qubit less carries the whole state in half the memory; the flip of the last
    /// spin acts as that of all others. Expectation values are the same to rounding; sampled strings have the last bit 0. Only with the standard mixer.
    /// </summary>
    Reduced,
}
