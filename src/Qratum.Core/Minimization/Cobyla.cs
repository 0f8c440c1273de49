namespace Qratum;

/// <summary>
/// Constrained optimisation by linear approximation: a simplex of values gives a linear model, a trust region the step. Needs few
/// evaluations and no gradient, and bears some noise; the usual choice for energies from shots.
/// </summary>
/// <remarks>
/// M. J. D. Powell, "A direct search optimization method that models the objective and constraint functions by linear
/// interpolation", in Advances in Optimization and Numerical Analysis (1994), 51. The only constraints here are the limits of a
/// box, which every point respects; the linear model is minimised exactly over ball and box. The first simplex is one batch. One
/// iteration is one evaluation.
/// </remarks>
public sealed record Cobyla : IMinimizer
{
    /// <inheritdoc/>
    public string Name => "cobyla";

    /// <inheritdoc/>
    public bool NeedsGradient => false;

    /// <summary>First radius of the trust region, positive: a reasonable change of the parameters. At most half the width of the box is used.</summary>
    public double InitialRadius
    {
        get;
        init
        {
            if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(InitialRadius), value, "InitialRadius must be positive and finite.");
            field = value;
        }
    } = 0.5;

    /// <summary>Radius at which the search has converged, positive; about the accuracy of the parameters.</summary>
    public double FinalRadius
    {
        get;
        init
        {
            if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(FinalRadius), value, "FinalRadius must be positive and finite.");
            field = value;
        }
    } = 1e-4;

    /// <summary>Greatest number of evaluations, at least 1; the first simplex is always completed.</summary>
    public int MaxIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxIterations));
            field = value;
        }
    } = 1000;

    /// <inheritdoc/>
    public IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new CobylaRun(this, start, bounds);

    /// <inheritdoc/>
    public IMinimizerRun Resume(MinimizerState state) => new CobylaRun(this, new MinimizerStateReader(state, Name));
}
