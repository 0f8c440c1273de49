namespace Qratum;

/// <summary>
/// Constrained optimisation by linear approximation: a simplex of values gives a linear model, a trust region the step. Needs few
/// evaluations and no gradient, and bears some noise; the usual choice for energies from shots.
/// </summary>
/// <remarks>
/// M. J. D. Powell, "A direct search optimization method that models the objective and constraint functions by linear
/// interpolation", in Advances in Optimization and Numerical Analysis (1994), 51. The only constraints here are the limits of a
/// box, which every point respects; the linear model is minimised exactly over ball and box. Unlike the original, a search that still
/// travels at the final radius goes on with smaller ones, so that it does not end half-way along a narrow valley. The first simplex is one
/// batch. One iteration is one evaluation.
/// </remarks>
public sealed record Cobyla : MinimizerOptions
{
    /// <summary>At most 1000 evaluations, which are the iterations.</summary>
    public Cobyla()
        : base("cobyla", needsGradient: false, maxIterations: 1000, maxEvaluations: int.MaxValue)
    {
    }

    /// <summary>First radius of the trust region, positive: a reasonable change of the parameters. At most half the width of the box is used.</summary>
    public double InitialRadius
    {
        get;
        init => field = Positive(value);
    } = 0.5;

    /// <summary>
    /// Accuracy wanted of the parameters, positive: converged when the radius is this small or smaller and the search, at its last radius,
    /// has moved no farther than four times this. In a narrow valley that takes smaller radii, and many evaluations. A
    /// radius much wider than a valley does not see it: the search may then end on its wall.
    /// </summary>
    public double FinalRadius
    {
        get;
        init => field = Positive(value);
    } = 1e-4;

    /// <inheritdoc/>
    public override IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new CobylaRun(this, start, bounds);

    /// <inheritdoc/>
    public override IMinimizerRun Resume(MinimizerState state) => new CobylaRun(this, new MinimizerStateReader(state, Name));
}
