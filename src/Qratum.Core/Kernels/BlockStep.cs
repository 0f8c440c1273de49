namespace Qratum.Kernels;

/// <summary>
/// A bound piece of work on blocks of a state. A block is all amplitudes that agree in the qubits outside its free ones; its
/// base index holds the values of those qubits.
/// </summary>
internal abstract class BlockStep
{
    /// <summary>Works on one block.</summary>
    /// <param name="baseIndex">Index of the block's first amplitude; bits of free qubits are zero.</param>
    public abstract void Run(long baseIndex);
}
