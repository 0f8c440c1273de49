namespace Qratum;

/// <summary>
/// Simultaneous perturbation stochastic approximation: two evaluations per iteration for any number of parameters, made for
/// noisy values.
/// </summary>
/// <remarks>
/// J. C. Spall, IEEE Trans. Autom. Control 37, 332 (1992), with the gain sequences aₖ = a/(A+k+1)^0.602 and cₖ = c/(k+1)^0.101 of
/// Spall, IEEE Trans. Aerosp. Electron. Syst. 34, 817 (1998). The gain a is measured before the first step so that the parameters
/// move by <see cref="FirstStep"/> each (A. Kandala et al., Nature 549, 242 (2017), supplement). Both points of an iteration are one
/// batch, and so is the calibration; the last iterate is evaluated at the end. With noisy values the best value told is biased
/// low: evaluate the best point anew for an honest figure. The method has no test of convergence of its own.
/// </remarks>
public sealed record Spsa : IMinimizer
{
    /// <inheritdoc/>
    public string Name => "spsa";

    /// <inheritdoc/>
    public bool NeedsGradient => false;

    /// <summary>Expected change of each parameter in the first iteration, positive.</summary>
    public double FirstStep
    {
        get;
        init
        {
            if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(FirstStep), value, "FirstStep must be positive and finite.");
            field = value;
        }
    } = 0.2;

    /// <summary>Gain c: half the distance of the two points in each parameter at first, positive; larger for noisier values.</summary>
    public double Perturbation
    {
        get;
        init
        {
            if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(Perturbation), value, "Perturbation must be positive and finite.");
            field = value;
        }
    } = 0.1;

    /// <summary>Pairs of points that measure the slope before the first step, at least 1.</summary>
    public int Calibrations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Calibrations));
            field = value;
        }
    } = 25;

    /// <summary>Number of iterations, at least 1; the stability constant A is a tenth of it.</summary>
    public int MaxIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxIterations));
            field = value;
        }
    } = 300;

    /// <summary>Greatest number of evaluations, at least 1; a batch that has begun is completed.</summary>
    public int MaxEvaluations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxEvaluations));
            field = value;
        }
    } = 100_000;

    /// <inheritdoc/>
    public IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new SpsaRun(this, start, bounds, seed);

    /// <inheritdoc/>
    public IMinimizerRun Resume(MinimizerState state) => new SpsaRun(this, new MinimizerStateReader(state, Name));
}
