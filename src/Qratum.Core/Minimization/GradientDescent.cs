namespace Qratum;

/// <summary>Steepest descent with momentum and a backtracking step length: simple, and monotone.</summary>
/// <remarks>
/// Heavy-ball direction of B. T. Polyak, USSR Comput. Math. Math. Phys. 4, 1 (1964), dropped for one step where it does not descend;
/// sufficient decrease of L. Armijo, Pacific J. Math. 16, 1 (1966). In a box, trial points are projected. One iteration is one
/// accepted step.
/// </remarks>
public sealed record GradientDescent : IMinimizer
{
    /// <inheritdoc/>
    public string Name => "gradient-descent";

    /// <inheritdoc/>
    public bool NeedsGradient => true;

    /// <summary>First step length, positive, in units of the gradient where that is shorter than 1 and of its direction where it is longer.</summary>
    public double InitialStep
    {
        get;
        init
        {
            if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(InitialStep), value, "InitialStep must be positive and finite.");
            field = value;
        }
    } = 1;

    /// <summary>Part of the previous direction that is kept, in [0, 1); 0 for plain steepest descent.</summary>
    public double Momentum
    {
        get;
        init
        {
            if (!(value >= 0 && value < 1)) throw new ArgumentOutOfRangeException(nameof(Momentum), value, "Momentum must be in [0, 1).");
            field = value;
        }
    } = 0.5;

    /// <summary>Converged when no component of the projected gradient exceeds this, not negative.</summary>
    public double GradientTolerance
    {
        get;
        init
        {
            if (!(value >= 0)) throw new ArgumentOutOfRangeException(nameof(GradientTolerance), value, "GradientTolerance must not be negative.");
            field = value;
        }
    } = 1e-6;

    /// <summary>Converged when a step lowers the value by no more than this times max(|value|, 1), not negative; 0 for never.</summary>
    public double ValueTolerance
    {
        get;
        init
        {
            if (!(value >= 0)) throw new ArgumentOutOfRangeException(nameof(ValueTolerance), value, "ValueTolerance must not be negative.");
            field = value;
        }
    }

    /// <summary>Greatest number of iterations, at least 1.</summary>
    public int MaxIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxIterations));
            field = value;
        }
    } = 5000;

    /// <summary>Greatest number of evaluations, at least 1.</summary>
    public int MaxEvaluations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxEvaluations));
            field = value;
        }
    } = 20_000;

    /// <inheritdoc/>
    public IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new GradientDescentRun(this, start, bounds);

    /// <inheritdoc/>
    public IMinimizerRun Resume(MinimizerState state) => new GradientDescentRun(this, new MinimizerStateReader(state, Name));
}
