namespace Qratum;

/// <summary>The downhill simplex with coefficients that adapt to the number of parameters; needs no gradient and no smoothness.</summary>
/// <remarks>
/// J. A. Nelder and R. Mead, Computer J. 7, 308 (1965); coefficients of F. Gao and L. Han, Comput. Optim. Appl. 51, 259 (2012).
/// Points outside a box are moved to its nearest point. The first simplex and each shrinking are one batch; one iteration
/// replaces one vertex or shrinks. NaN and infinity count as worse than any number.
/// </remarks>
public sealed record NelderMead : MinimizerOptions
{
    /// <summary>At most 10,000 iterations and 20,000 evaluations.</summary>
    public NelderMead()
        : base("nelder-mead", needsGradient: false, maxIterations: 10_000, maxEvaluations: 20_000)
    {
    }

    /// <summary>Length of the edges of the first simplex along the axes, positive.</summary>
    public double InitialStep
    {
        get;
        init => field = Positive(value);
    } = 0.25;

    /// <summary>Converged when no vertex differs from the best one by more than this in any parameter, and <see cref="ValueTolerance"/> holds; not negative.</summary>
    public double StepTolerance
    {
        get;
        init => field = NotNegative(value);
    } = 1e-6;

    /// <summary>Converged when the values of the simplex differ by no more than this, and <see cref="StepTolerance"/> holds; not negative.</summary>
    public double ValueTolerance
    {
        get;
        init => field = NotNegative(value);
    } = 1e-8;

    /// <inheritdoc/>
    public override IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new NelderMeadRun(this, start, bounds);

    /// <inheritdoc/>
    public override IMinimizerRun Resume(MinimizerState state) => new NelderMeadRun(this, new MinimizerStateReader(state, Name));
}
