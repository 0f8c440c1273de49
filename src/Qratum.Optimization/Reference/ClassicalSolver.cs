namespace Qratum.Optimization;

/// <summary>The classical methods in the box, from the plainest to the one that proves.</summary>
public enum ClassicalSolver
{
    /// <summary>Descent from random starts: <see cref="LocalSearch"/>.</summary>
    Greedy,

    /// <summary>The semidefinite relaxation and its roundings: <see cref="GoemansWilliamson"/>.</summary>
    GoemansWilliamson,

    /// <summary>Coolings, recombined: <see cref="SimulatedAnnealing"/>.</summary>
    Annealing,

    /// <summary>Tabu search from an annealed start: <see cref="TabuSearch.MinimizeFrom"/>.</summary>
    Tabu,

    /// <summary>Enumeration, elimination or branch and bound, whichever proves at the least cost: <see cref="ReferenceSearch"/>.</summary>
    Exact,
}

/// <summary>How <see cref="ClassicalSolvers"/> work.</summary>
public sealed record ClassicalSolverOptions
{
    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Time for each solver, positive, or null for a fixed amount of work. With a limit the outcome depends on the speed of the machine; the relaxation of Goemans
    /// and Williamson, enumeration and elimination take the time that they need.
    /// </summary>
    public TimeSpan? TimeLimit
    {
        get;
        init => field = value is null || value > TimeSpan.Zero ? value
            : throw new ArgumentOutOfRangeException(nameof(TimeLimit), value, "The time limit is positive.");
    }
}

/// <summary>The answer of one classical solver.</summary>
/// <param name="Solver">Which one.</param>
/// <param name="Minimum">The configuration, its energy, and what is proven.</param>
/// <param name="Elapsed">Wall time.</param>
public sealed record ClassicalAnswer(ClassicalSolver Solver, IsingMinimum Minimum, TimeSpan Elapsed);

/// <summary>One door to every classical solver.</summary>
public static class ClassicalSolvers
{
    private const int AnnealedStarts = 5, LongSweeps = 20_000;

    /// <summary>The name on the command line: <c>greedy</c>, <c>gw</c>, <c>annealing</c>, <c>tabu</c> or <c>exact</c>.</summary>
    /// <param name="solver">The solver.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no value of the enumeration.</exception>
    public static string ToText(this ClassicalSolver solver) => solver switch
    {
        ClassicalSolver.Greedy => "greedy",
        ClassicalSolver.GoemansWilliamson => "gw",
        ClassicalSolver.Annealing => "annealing",
        ClassicalSolver.Tabu => "tabu",
        ClassicalSolver.Exact => "exact",
        _ => throw new ArgumentOutOfRangeException(nameof(solver), solver, "Unknown solver."),
    };

    /// <summary>Runs a solver.</summary>
    /// <param name="solver">Which one.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">Seed and time limit; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The solver is no value of the enumeration.</exception>
    /// <exception cref="NotSupportedException">The model is too large for the solver.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ClassicalAnswer Solve(
        this ClassicalSolver solver, IsingModel model, ClassicalSolverOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new ClassicalSolverOptions();
        var (clock, limit, seed) = (System.Diagnostics.Stopwatch.StartNew(), options.TimeLimit, options.Seed);
        var minimum = solver switch
        {
            ClassicalSolver.Greedy => LocalSearch.Minimize(model, seed: seed, cancellationToken: cancellationToken),
            ClassicalSolver.GoemansWilliamson => GoemansWilliamson.Minimize(model, seed: seed, cancellationToken: cancellationToken).Minimum,
            ClassicalSolver.Annealing => SimulatedAnnealing.Minimize(model, Annealing(seed, limit), cancellationToken: cancellationToken),
            ClassicalSolver.Tabu => Tabu(model, seed, limit, cancellationToken),
            ClassicalSolver.Exact => ReferenceSearch.Minimize(
                model, new ReferenceOptions { Seed = seed, TimeLimit = limit, NodeLimit = limit is null ? 2000 : int.MaxValue }, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(solver), solver, "Unknown solver."),
        };
        return new ClassicalAnswer(solver, minimum, clock.Elapsed);
    }

    private static AnnealingOptions Annealing(ulong seed, TimeSpan? limit) => limit is null
        ? new AnnealingOptions { Seed = seed }
        : new AnnealingOptions { Seed = seed, TimeLimit = limit, Restarts = int.MaxValue };

    private static IsingMinimum Tabu(IsingModel model, ulong seed, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var start = SimulatedAnnealing.Minimize(model, limit is null
            ? new AnnealingOptions { Seed = seed, Restarts = AnnealedStarts }
            : new AnnealingOptions { Seed = seed, Restarts = int.MaxValue, Sweeps = LongSweeps, TimeLimit = limit / 2 }, cancellationToken: cancellationToken);
        var found = TabuSearch.MinimizeFrom(model, start.Bits, limit is null ? 200_000 : long.MaxValue / 2, seed, limit / 2, cancellationToken);
        return found with { Method = "tabu search from an annealed start" };
    }
}
