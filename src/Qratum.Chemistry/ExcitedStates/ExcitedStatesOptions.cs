namespace Qratum.Chemistry;

/// <summary>How <see cref="ExcitedStates"/> are found.</summary>
public enum ExcitedStatesMethod
{
    /// <summary>
    /// Variational deflation: one state after the other, each kept away from those before by a penalty on the overlap. O. Higgott, D. Wang,
    /// S. Brierley, Quantum 3, 156 (2019).
    /// </summary>
    Vqd,

    /// <summary>
    /// Subspace search: one circuit for several orthogonal inputs, minimising the weighted sum of their energies. K. M. Nakanishi, K. Mitarai,
    /// K. Fujii, Phys. Rev. Research 1, 033062 (2019).
    /// </summary>
    Ssvqe,

    /// <summary>
    /// Equation of motion: single and double excitations out of and into the ground state, one linear problem, no search. P. J. Ollitrault et al.,
    /// Phys. Rev. Research 2, 043140 (2020).
    /// </summary>
    Qeom,
}

/// <summary>What <see cref="ExcitedStates"/> are to do.</summary>
public sealed record ExcitedStatesOptions
{
    /// <summary>Excited states wanted, at least 1; the ground state is not counted.</summary>
    public int Count
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Count));
            field = value;
        }
    } = 1;

    /// <summary>The method.</summary>
    public ExcitedStatesMethod Method
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Method), value, $"Allowed are {string.Join(", ", Enum.GetNames<ExcitedStatesMethod>())}.");
    }

    /// <summary>
    /// What turns the inputs of deflation and subspace search; null for generalised singles and doubles, <see cref="Uccgsd"/>, which alone reach far
    /// from any input. Excitations that the symmetry of the integrals forbids are left out.
    /// </summary>
    public FermionicAnsatz? Ansatz { get; init; }

    /// <summary>
    /// How often the ansatz is repeated with parameters of its own, at least 1; null for once in deflation, where each state has its own circuit, and
    /// four times in subspace search, where one circuit serves all.
    /// </summary>
    public int? Layers
    {
        get;
        init
        {
            if (value is { } layers) ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1, nameof(Layers));
            field = value;
        }
    }

    /// <summary>Penalty of deflation on |⟨known|state⟩|², hartree; more than the highest excitation energy wanted.</summary>
    public double Penalty
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Penalty), value, "The penalty must be positive and finite.");
    } = 3;

    /// <summary>
    /// Deflation begins each state from so many of the lowest configurations of each spatial symmetry, at least 1, and keeps the least energy;
    /// subspace search takes so many inputs for each state wanted.
    /// </summary>
    public int Starts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Starts));
            field = value;
        }
    } = 2;

    /// <summary>The search; null for L-BFGS with a long memory. It must use gradients well.</summary>
    public IMinimizer? Minimizer { get; init; }

    /// <summary>Seed of the first parameters, small random angles: at zero derivatives can vanish.</summary>
    public ulong Seed { get; init; }

    /// <summary>Upper limit of threads, at least 1, or -1 for one a processor. No result depends on it.</summary>
    public int MaxThreads
    {
        get;
        init => field = Threads.Checked(value, nameof(MaxThreads));
    } = -1;

    /// <summary>Full CI is computed for comparison up to this many determinants; 0 for never.</summary>
    public long MaximumExactDeterminants
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaximumExactDeterminants));
            field = value;
        }
    } = 100_000;
}
