namespace Qratum;

/// <summary>
/// Simultaneous perturbation stochastic approximation: two evaluations per iteration (or averaged pair) for any number of parameters, made
/// for noisy values.
/// </summary>
/// <remarks>
/// J. C. Spall, IEEE Trans. Autom. Control 37, 332 (1992), with the gain sequences aₖ = a/(A+k+1)^0.602 and cₖ = c/(k+1)^0.101 of
/// Spall, IEEE Trans. Aerosp. Electron. Syst. 34, 817 (1998). The gain a is measured before the first step so that the parameters
/// move by <see cref="FirstStep"/> each (A. Kandala et al., Nature 549, 242 (2017), supplement). All points of an iteration are one
/// batch, and so is the calibration; the last iterate, or the mean of the last ones, is evaluated at the end. With noisy values the best value told is biased
/// low: evaluate the best point anew for an honest figure. The method has no test of convergence of its own.
/// </remarks>
public sealed record Spsa : MinimizerOptions
{
    /// <summary>300 iterations, at most 100,000 evaluations. The stability constant A is a tenth of the number of iterations.</summary>
    public Spsa()
        : base("spsa", needsGradient: false, maxIterations: 300, maxEvaluations: 100_000)
    {
    }

    /// <summary>Expected change of each parameter in the first iteration, positive.</summary>
    public double FirstStep
    {
        get;
        init => field = Positive(value);
    } = 0.2;

    /// <summary>Gain c: half the distance of the two points in each parameter at first, positive; larger for noisier values.</summary>
    public double Perturbation
    {
        get;
        init => field = Positive(value);
    } = 0.1;

    /// <summary>Pairs of points that measure the slope before the first step, at least 1.</summary>
    public int Calibrations
    {
        get;
        init => field = AtLeastOne(value);
    } = 25;

    /// <summary>Pairs of points, each with its own random direction, whose gradients are averaged in an iteration, at least 1 (the default); all are one batch.</summary>
    public int Resamplings
    {
        get;
        init => field = AtLeastOne(value);
    } = 1;

    /// <summary>
    /// Share of the iterations, the last ones, whose iterates are averaged, in [0, 1); 0 (the default) for none. Their mean is then evaluated
    /// at the end and is the result, whatever lower values noise has shown on the way: it wanders less than any of them.
    /// B. T. Polyak, A. B. Juditsky, SIAM J. Control Optim. 30, 838 (1992).
    /// </summary>
    public double AveragedShare
    {
        get;
        init => field = BelowOne(value);
    }

    /// <inheritdoc/>
    public override IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new SpsaRun(this, start, bounds, seed);

    /// <inheritdoc/>
    public override IMinimizerRun Resume(MinimizerState state) => new SpsaRun(this, new MinimizerStateReader(state, Name));
}
