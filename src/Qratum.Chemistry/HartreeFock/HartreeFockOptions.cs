using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Qratum.Chemistry;

/// <summary>How a Hartree-Fock calculation is run; the defaults give energies to 1e-10 hartree.</summary>
public sealed class HartreeFockOptions
{
    /// <summary>Greatest number of cycles from one starting guess, or after one descent from a saddle point, at least 1; 128 by default.</summary>
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

    /// <summary>
    /// Converged when the largest element of the orbital gradient, FDS - SDF over orthonormal functions (hartree), is below this; 1e-9 by
    /// default. The energy's error is of the order of its square.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double GradientTolerance
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    }

    = 1e-9;

    /// <summary>Combinations of basis functions whose overlap eigenvalue is below this are left out as linearly dependent; 1e-8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a number.</exception>
    public double LinearDependenceThreshold
    {
        get;
        init
        {
            if (!(value >= 0)) throw new ArgumentOutOfRangeException(nameof(value), value, "The threshold must not be negative.");
            field = value;
        }
    }

    = 1e-8;

    /// <summary>What is done about saddle points; by default they are left behind, so that the lowest solution is found.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the three.</exception>
    public StabilityAnalysis Stability
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Allowed are {string.Join(", ", Enum.GetNames<StabilityAnalysis>())}.");
    }

    /// <summary>
    /// Starting guesses, each of which is followed to its solution, the lowest of which is the result; empty (the default) for
    /// <see cref="StartingGuess.AtomicDensities"/> and, where open shells or the second derivatives say that there may be several
    /// solutions, all others too.
    /// </summary>
    /// <exception cref="ArgumentException">A guess is unknown or <see cref="StartingGuess.Given"/>, which comes with <see cref="StartFrom"/>.</exception>
    public IReadOnlyList<StartingGuess> Guesses
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!value.All(Enum.IsDefined) || value.Contains(StartingGuess.Given)) throw new ArgumentException($"Allowed are {string.Join(", ", Enum.GetNames<StartingGuess>()[..^1])}; {nameof(StartingGuess.Given)} comes with {nameof(StartFrom)}.", nameof(value));
            field = [.. value];
        }
    }

    = [];

    /// <summary>
    /// A state of the same method and functions at another geometry, as near as on a curve or path: its orbitals are the starting guess, the only one
    /// where <see cref="Guesses"/> is empty. Null, the default, for none.
    /// </summary>
    public MeanFieldResult? StartFrom { get; init; }

    /// <summary>Number of Fock matrices that are combined (DIIS), at least 1, which means none are; 8 by default.</summary>
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

    /// <summary>Whether and how the repulsion integrals are held in memory; by default all of them where they fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the four.</exception>
    public IntegralStorage Storage
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Allowed are {string.Join(", ", Enum.GetNames<IntegralStorage>())}.");
    }

    /// <summary>Largest error of an integral with <see cref="IntegralStorage.Cholesky"/>, hartree; 1e-12 to 1, 1e-6 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in the range.</exception>
    public double CholeskyTolerance
    {
        get;
        init => field = value is >= 1e-12 and <= 1
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The tolerance of Cholesky vectors is 1e-12 to 1 hartree.");
    }

    = 1e-6;

    /// <summary>Upper limit of threads, at least 1, or -1 (the default) for as many as the machine offers; results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or below -1.</exception>
    public int MaxThreads
    {
        get;
        init => field = Threads.Checked(value, nameof(MaxThreads));
    }

    = -1;

    /// <summary>Told after every cycle, on the calculating thread's way through <see cref="IProgress{T}.Report"/>.</summary>
    public IProgress<HartreeFockProgress>? Progress { get; init; }

    /// <summary>Where cycles are logged; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The same options for a calculation that goes on from another.</summary>
    internal HartreeFockOptions From(MeanFieldResult state, StabilityAnalysis stability) => new()
    {
        MaxIterations = MaxIterations, GradientTolerance = GradientTolerance, LinearDependenceThreshold = LinearDependenceThreshold, Stability = stability,
        StartFrom = state, DiisSize = DiisSize, Storage = Storage, CholeskyTolerance = CholeskyTolerance, MaxThreads = MaxThreads, Progress = Progress, Logger = Logger,
    };
}

/// <summary>One cycle of a Hartree-Fock calculation.</summary>
/// <param name="Iteration">Number of the cycle, from 1.</param>
/// <param name="Energy">Total energy of its density, hartree.</param>
/// <param name="EnergyChange">Energy less that of the cycle before, hartree; the energy itself in the first.</param>
/// <param name="Gradient">Largest element of the orbital gradient, hartree.</param>
public readonly record struct HartreeFockProgress(int Iteration, double Energy, double EnergyChange, double Gradient);
