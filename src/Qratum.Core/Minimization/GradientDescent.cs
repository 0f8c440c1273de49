namespace Qratum;

/// <summary>Steepest descent with momentum and a backtracking step length: simple, and monotone.</summary>
/// <remarks>
/// Heavy-ball direction of B. T. Polyak, USSR Comput. Math. Math. Phys. 4, 1 (1964), dropped for one step where it does not descend;
/// sufficient decrease of L. Armijo, Pacific J. Math. 16, 1 (1966). In a box, trial points are projected. One iteration is one
/// accepted step.
/// </remarks>
public sealed record GradientDescent : GradientMinimizerOptions
{
    /// <summary>At most 5000 iterations and 20,000 evaluations.</summary>
    public GradientDescent()
        : base("gradient-descent", maxIterations: 5000, maxEvaluations: 20_000)
    {
    }

    /// <summary>First step length, positive, in units of the gradient where that is shorter than 1 and of its direction where it is longer.</summary>
    public double InitialStep
    {
        get;
        init => field = Positive(value);
    } = 1;

    /// <summary>Part of the previous direction that is kept, in [0, 1); 0 for plain steepest descent.</summary>
    public double Momentum
    {
        get;
        init => field = BelowOne(value);
    } = 0.5;

    /// <inheritdoc/>
    public override IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new GradientDescentRun(this, start, bounds);

    /// <inheritdoc/>
    public override IMinimizerRun Resume(MinimizerState state) => new GradientDescentRun(this, new MinimizerStateReader(state, Name));
}
