namespace Qratum;

/// <summary>Why a search ended. Ending without convergence is a result, not an error.</summary>
public enum StopReason
{
    /// <summary>The gradient became small enough.</summary>
    GradientTolerance,

    /// <summary>The value stopped changing.</summary>
    ValueTolerance,

    /// <summary>The steps, the simplex or the trust region became small enough.</summary>
    StepTolerance,

    /// <summary>The greatest number of iterations was reached.</summary>
    IterationLimit,

    /// <summary>The greatest number of evaluations was reached.</summary>
    EvaluationLimit,

    /// <summary>No further progress is possible in floating-point arithmetic, for example in a line search.</summary>
    Stalled,

    /// <summary>The objective returned NaN or infinity where a number was needed.</summary>
    NotANumber,

    /// <summary>There was nothing to search: no parameters.</summary>
    NoParameters,
}

/// <summary>Questions about stop reasons.</summary>
public static class StopReasonExtensions
{
    /// <summary>Whether the reason means that the method's own test of convergence was met.</summary>
    public static bool IsConverged(this StopReason reason) => reason is StopReason.GradientTolerance
        or StopReason.ValueTolerance or StopReason.StepTolerance or StopReason.NoParameters;
}

/// <summary>Outcome of a search.</summary>
/// <param name="Point">Best point found.</param>
/// <param name="Value">Value there.</param>
/// <param name="Iterations">Iterations as the method counts them.</param>
/// <param name="Evaluations">Points evaluated.</param>
/// <param name="StopReason">Why it ended.</param>
public sealed record MinimizationResult(
    ReadOnlyMemory<double> Point, double Value, int Iterations, int Evaluations, StopReason StopReason)
{
    /// <summary>Whether the method's own test of convergence was met.</summary>
    public bool Converged => StopReason.IsConverged();
}
