using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Qratum.Chemistry;

/// <summary>How a coupled-cluster calculation is run; the defaults give energies to 1e-9 hartree.</summary>
public sealed class CoupledClusterOptions
{
    /// <summary>
    /// So many lowest orbitals (of each spin) are not correlated, 0 (the default) to the number of occupied ones; see
    /// <see cref="ActiveSpace.CoreOrbitalCount"/> for the customary number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int FrozenOrbitals
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>
    /// Converged when the step that the residuals ask for (residual over denominator, the Euclidean norm over all amplitudes) is shorter than
    /// this; 1e-8 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double AmplitudeTolerance
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The tolerance must be positive.");
    }

    = 1e-8;

    /// <summary>Greatest number of iterations, at least 1; 128 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }

    = 128;

    /// <summary>Number of sets of amplitudes that are combined (DIIS), at least 1, which means none are; 8 by default. Each is held twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int DiisSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }

    = 8;

    /// <summary>What is added for triple excitations; nothing by default. Takes about o³ v⁴ multiply-adds once, closed shells only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of them.</exception>
    public TriplesCorrection Triples
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Allowed are {string.Join(", ", Enum.GetNames<TriplesCorrection>())}.");
    }

    /// <summary>
    /// Bytes that integrals and amplitudes may take, positive; null (the default) for what the process may use. A calculation that needs more
    /// is refused before anything is allocated.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public long? MemoryLimit
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The limit must be positive.");
    }

    /// <summary>Upper limit of threads, at least 1, or -1 (the default) for as many as the machine offers; results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or below -1.</exception>
    public int MaxThreads
    {
        get;
        init => field = Threads.Checked(value, nameof(MaxThreads));
    }

    = -1;

    /// <summary>Told after every iteration, on the calculating thread's way through <see cref="IProgress{T}.Report"/>.</summary>
    public IProgress<CoupledClusterProgress>? Progress { get; init; }

    /// <summary>Where iterations are logged; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}

/// <summary>One iteration of a coupled-cluster calculation.</summary>
/// <param name="Iteration">Number of the iteration, from 1.</param>
/// <param name="CorrelationEnergy">Correlation energy of its amplitudes, hartree.</param>
/// <param name="EnergyChange">That less the one before, hartree.</param>
/// <param name="Step">Euclidean norm of the step that the residuals asked for; zero at the solution.</param>
public readonly record struct CoupledClusterProgress(int Iteration, double CorrelationEnergy, double EnergyChange, double Step);
