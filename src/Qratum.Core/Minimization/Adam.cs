namespace Qratum;

/// <summary>Gradient steps scaled by running moments of the gradient; bears noisy gradients.</summary>
/// <remarks>
/// D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980, algorithm 1. In a box, iterates are
/// projected. One iteration is one evaluation and one step.
/// </remarks>
public sealed record Adam : IMinimizer
{
    /// <inheritdoc/>
    public string Name => "adam";

    /// <inheritdoc/>
    public bool NeedsGradient => true;

    /// <summary>Step size, positive: about the change of each parameter per iteration at first.</summary>
    public double LearningRate
    {
        get;
        init
        {
            if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(LearningRate), value, "LearningRate must be positive and finite.");
            field = value;
        }
    } = 0.02;

    /// <summary>Decay of the mean of the gradient, in [0, 1).</summary>
    public double FirstDecay
    {
        get;
        init
        {
            if (!(value >= 0 && value < 1)) throw new ArgumentOutOfRangeException(nameof(FirstDecay), value, "FirstDecay must be in [0, 1).");
            field = value;
        }
    } = 0.9;

    /// <summary>Decay of the mean of its squares, in [0, 1).</summary>
    public double SecondDecay
    {
        get;
        init
        {
            if (!(value >= 0 && value < 1)) throw new ArgumentOutOfRangeException(nameof(SecondDecay), value, "SecondDecay must be in [0, 1).");
            field = value;
        }
    } = 0.999;

    /// <summary>Added to the root of the second moment, positive.</summary>
    public double Epsilon
    {
        get;
        init
        {
            if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(Epsilon), value, "Epsilon must be positive and finite.");
            field = value;
        }
    } = 1e-8;

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

    /// <summary>Greatest number of iterations, at least 1.</summary>
    public int MaxIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxIterations));
            field = value;
        }
    } = 2000;

    /// <inheritdoc/>
    public IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new AdamRun(this, start, bounds);

    /// <inheritdoc/>
    public IMinimizerRun Resume(MinimizerState state) => new AdamRun(this, new MinimizerStateReader(state, Name));
}
