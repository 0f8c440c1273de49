namespace Qratum.Chemistry;

/// <summary>
/// A mapping that sends each of the 2n Majorana operators of n modes to one Pauli string, on n qubits: Jordan-Wigner and all that differ from
/// it by a Clifford gate.
/// </summary>
public abstract class FermionMapper : IFermionMapper
{
    private protected FermionMapper()
    {
    }

    /// <summary>
    /// Real and imaginary parts of coefficients of at most this magnitude count as zero, and strings without a coefficient are
    /// left out; by default 1e-8, at least 0. Absolute, in the unit of the operator (hartree for a Hamiltonian).
    /// </summary>
    public double Threshold
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(Threshold), value, "The threshold must be at least 0 and finite.");
    } = 1e-8;

    /// <summary>Greatest number of threads that map a Hamiltonian; -1, the default, for one a processor. The result does not depend on it.</summary>
    public int MaxThreads
    {
        get;
        init => field = Threads.Checked(value, nameof(MaxThreads));
    } = -1;

    /// <summary>Bytes that the terms of a Hamiltonian may take; by default what the process may use. At least 1.</summary>
    public long MemoryBudget
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MemoryBudget), value, "The budget is at least 1 byte.");
    } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The name on the command line and in reports.</summary>
    public abstract string Name { get; }

    /// <summary>The operator on qubits. A product of L factors expands into 2^L strings before equal ones are merged.</summary>
    /// <param name="value">Any fermionic operator.</param>
    public virtual PauliSum Map(FermionOperator value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Majoranas(value.ModeCount).Map(value, Threshold);
    }

    /// <summary>
    /// The Hamiltonian on qubits, each string made once from its closed-form coefficient: O(n⁴) work, no cancellation, and no memory but that
    /// of the result.
    /// </summary>
    /// <param name="integrals">The Hamiltonian; its core energy goes into the identity.</param>
    /// <exception cref="InsufficientMemoryException">The terms need more than <see cref="MemoryBudget"/>; nothing was allocated, the message gives the bytes.</exception>
    public virtual PauliSum Map(ElectronIntegrals integrals)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        return Majoranas(2 * integrals.OrbitalCount).Map(integrals, Threshold, MaxThreads, MemoryBudget);
    }

    /// <summary>Name and threshold.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}, threshold {Threshold:R}");

    private protected abstract MajoranaStrings Majoranas(int modes);
}
