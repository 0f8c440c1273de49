namespace Qratum;

/// <summary>Gradient steps scaled by running moments of the gradient; bears noisy gradients.</summary>
/// <remarks>
/// D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980, algorithm 1. In a box, iterates are
/// projected. One iteration is one evaluation and one step.
/// </remarks>
public sealed record Adam : GradientMinimizerOptions
{
    /// <summary>At most 2000 iterations, one evaluation each.</summary>
    public Adam()
        : base("adam", maxIterations: 2000, maxEvaluations: int.MaxValue)
    {
    }

    /// <summary>Step size, positive: about the change of each parameter per iteration at first.</summary>
    public double LearningRate
    {
        get;
        init => field = Positive(value);
    } = 0.02;

    /// <summary>Decay of the mean of the gradient, in [0, 1).</summary>
    public double FirstDecay
    {
        get;
        init => field = BelowOne(value);
    } = 0.9;

    /// <summary>Decay of the mean of its squares, in [0, 1).</summary>
    public double SecondDecay
    {
        get;
        init => field = BelowOne(value);
    } = 0.999;

    /// <summary>Added to the root of the second moment, positive.</summary>
    public double Epsilon
    {
        get;
        init => field = Positive(value);
    } = 1e-8;

    /// <inheritdoc/>
    public override IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new AdamRun(this, start, bounds);

    /// <inheritdoc/>
    public override IMinimizerRun Resume(MinimizerState state) => new AdamRun(this, new MinimizerStateReader(state, Name));
}
