namespace Qratum;

/// <summary>A real function of a real vector, evaluated in batches: one call may become one cloud job.</summary>
public interface IObjective
{
    /// <summary>Number of parameters.</summary>
    int Dimension { get; }

    /// <summary>Whether <see cref="EvaluateAsync"/> can return gradients.</summary>
    bool HasGradient { get; }

    /// <summary>Values, and gradients when asked, at <paramref name="points"/>, in their order.</summary>
    /// <param name="points">Points of length <see cref="Dimension"/>.</param>
    /// <param name="want">What to compute.</param>
    /// <param name="cancellationToken">Stops the work; an <see cref="OperationCanceledException"/> leaves the objective usable.</param>
    /// <exception cref="NotSupportedException">Gradients were asked and <see cref="HasGradient"/> is false.</exception>
    ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default);
}

/// <summary>What a minimizer needs to know at a point.</summary>
public enum EvaluationKind
{
    /// <summary>The value alone.</summary>
    Value,

    /// <summary>The value and all first derivatives.</summary>
    ValueAndGradient,
}

/// <summary>The answer of an objective at one point.</summary>
/// <param name="Value">Function value.</param>
/// <param name="Gradient">First derivatives in parameter order; empty when only the value was asked.</param>
public readonly record struct Evaluation(double Value, ReadOnlyMemory<double> Gradient = default);
