namespace Qratum.Optimization;

/// <summary>An answer in the user's words.</summary>
/// <param name="Solution">What the bits mean.</param>
/// <param name="Minimum">The bits, their value as an energy, and what is proven.</param>
/// <param name="Elapsed">Wall time.</param>
/// <typeparam name="TSolution">What an answer means.</typeparam>
public sealed record ProblemAnswer<TSolution>(TSolution Solution, IsingMinimum Minimum, TimeSpan Elapsed);

/// <summary>One door from any problem to any solver and back.</summary>
public static class BinaryProblems
{
    /// <summary>Solves a problem by a classical method.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="solver">The method.</param>
    /// <param name="options">Seed and time limit; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">The problem is too large for the solver.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ProblemAnswer<TSolution> Solve<TSolution>(
        this IBinaryProblem<TSolution> problem, ClassicalSolver solver = ClassicalSolver.Exact, ClassicalSolverOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var answer = solver.Solve(problem.ToQubo().ToIsing(), options, cancellationToken);
        return new ProblemAnswer<TSolution>(problem.Interpret(answer.Minimum.Bits), answer.Minimum, answer.Elapsed);
    }
}
