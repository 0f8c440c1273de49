using System.Runtime.CompilerServices;

namespace Qratum;

/// <summary>
/// What every minimizer of this library can be told: its limits. The methods derive from it and say what one iteration is and what the
/// defaults are; those with gradients add their tolerances through <see cref="GradientMinimizerOptions"/>.
/// </summary>
public abstract record MinimizerOptions : IMinimizer
{
    private protected MinimizerOptions(string name, bool needsGradient, int maxIterations, int maxEvaluations) =>
        (Name, NeedsGradient, MaxIterations, MaxEvaluations) = (name, needsGradient, maxIterations, maxEvaluations);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool NeedsGradient { get; }

    /// <summary>Greatest number of iterations, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxIterations
    {
        get;
        init => field = AtLeastOne(value);
    }

    /// <summary>Greatest number of evaluations, at least 1; a batch that has begun is completed, and so is a first simplex.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxEvaluations
    {
        get;
        init => field = AtLeastOne(value);
    }

    /// <inheritdoc/>
    public abstract IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0);

    /// <inheritdoc/>
    public abstract IMinimizerRun Resume(MinimizerState state);

    private protected static int AtLeastOne(int value, [CallerMemberName] string name = "") => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");

    private protected static double Positive(double value, [CallerMemberName] string name = "") => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive and finite.");

    private protected static double NotNegative(double value, [CallerMemberName] string name = "") => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must not be negative.");

    private protected static double BelowOne(double value, [CallerMemberName] string name = "") => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be in [0, 1).");
}
