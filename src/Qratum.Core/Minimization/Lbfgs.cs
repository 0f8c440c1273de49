namespace Qratum;

/// <summary>
/// Limited-memory BFGS with a line search for the strong Wolfe conditions, inside an optional box: the method of choice where
/// gradients are exact.
/// </summary>
/// <remarks>
/// Two-loop recursion of J. Nocedal, Math. Comp. 35, 773 (1980); line search of J. Nocedal and S. Wright, Numerical
/// Optimization, algorithms 3.5 and 3.6, with the approximate Wolfe test of W. Hager and H. Zhang, SIAM J. Optim. 16, 170
/// (2005), which still works when differences of values are rounding. In a box, coordinates at a limit that the gradient
/// or the step pushes outwards are fixed for the step, the others take the quasi-Newton step of the space they span, and a step ends at
/// the first limit it meets. One iteration is one accepted step.
/// </remarks>
public sealed record Lbfgs : GradientMinimizerOptions
{
    /// <summary>At most 1000 iterations and 10,000 evaluations.</summary>
    public Lbfgs()
        : base("lbfgs", maxIterations: 1000, maxEvaluations: 10_000)
    {
    }

    /// <summary>Number of past steps kept, at least 1.</summary>
    public int Memory
    {
        get;
        init => field = AtLeastOne(value);
    } = 10;

    /// <inheritdoc/>
    public override IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new LbfgsRun(this, start, bounds);

    /// <inheritdoc/>
    public override IMinimizerRun Resume(MinimizerState state) => new LbfgsRun(this, new MinimizerStateReader(state, Name));
}
