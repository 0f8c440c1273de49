namespace Qratum;

/// <summary>The downhill simplex with coefficients that adapt to the number of parameters; needs no gradient and no smoothness.</summary>
/// <remarks>
/// J. A. Nelder and R. Mead, Computer J. 7, 308 (1965); coefficients of F. Gao and L. Han, Comput. Optim. Appl. 51, 259 (2012).
/// Points outside a box are moved to its nearest point. The first simplex and each shrinking are one batch; one iteration
/// replaces one vertex or shrinks. NaN and infinity count as worse than any number.
/// </remarks>
public sealed record NelderMead : IMinimizer
{
    /// <inheritdoc/>
    public string Name => "nelder-mead";

    /// <inheritdoc/>
    public bool NeedsGradient => false;

    /// <summary>Length of the edges of the first simplex along the axes, positive.</summary>
    public double InitialStep
    {
        get;
        init
        {
            if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(InitialStep), value, "InitialStep must be positive and finite.");
            field = value;
        }
    } = 0.25;

    /// <summary>Converged when no vertex differs from the best one by more than this in any parameter, and <see cref="ValueTolerance"/> holds; not negative.</summary>
    public double StepTolerance
    {
        get;
        init
        {
            if (!(value >= 0)) throw new ArgumentOutOfRangeException(nameof(StepTolerance), value, "StepTolerance must not be negative.");
            field = value;
        }
    } = 1e-6;

    /// <summary>Converged when the values of the simplex differ by no more than this, and <see cref="StepTolerance"/> holds; not negative.</summary>
    public double ValueTolerance
    {
        get;
        init
        {
            if (!(value >= 0)) throw new ArgumentOutOfRangeException(nameof(ValueTolerance), value, "ValueTolerance must not be negative.");
            field = value;
        }
    } = 1e-8;

    /// <summary>Greatest number of iterations, at least 1.</summary>
    public int MaxIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxIterations));
            field = value;
        }
    } = 10_000;

    /// <summary>Greatest number of evaluations, at least 1; a batch that has begun is completed.</summary>
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
    public IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new NelderMeadRun(this, start, bounds);

    /// <inheritdoc/>
    public IMinimizerRun Resume(MinimizerState state) => new NelderMeadRun(this, new MinimizerStateReader(state, Name));
}
