using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Qratum.Optimization;

/// <summary>How a <see cref="Qaoa"/> run works. Every default works.</summary>
public sealed record QaoaOptions
{
    /// <summary>Layers p of the circuit, at least 1; 3 by default.</summary>
    public int Layers
    {
        get;
        init => field = AtLeast(1, value, nameof(Layers));
    } = 3;

    /// <summary>Shots of the final sample, and of each evaluation when training on samples; at least 1, 4096 by default.</summary>
    public int Shots
    {
        get;
        init => field = AtLeast(1, value, nameof(Shots));
    } = 4096;

    /// <summary>What the search minimizes; the expectation value by default.</summary>
    public QaoaTraining Training { get; init; }

    /// <summary>
    /// When training on samples, the fraction of best samples whose energies are averaged, in (0, 1]; 1 by default is the plain mean. Less is the
    /// conditional value at risk of P. K. Barkoutsos et al., Quantum 4, 256 (2020), arXiv:1907.04769.
    /// </summary>
    public double TailFraction
    {
        get;
        init => field = value is > 0 and <= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(TailFraction), value, "The fraction of best samples is above 0 and at most 1.");
    } = 1;

    /// <summary>Seed of samples, stochastic minimizers and random starts.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Number of searches, at least 1, the best of which counts; 1 by default. The first begins at <see cref="Start"/>, each later one at that
    /// point displaced at random by a normal deviate of 0.3 per angle.
    /// </summary>
    public int Starts
    {
        get;
        init => field = AtLeast(1, value, nameof(Starts));
    } = 1;

    /// <summary>Angles to begin with, of as many layers as <see cref="Layers"/>; null for <see cref="StartingAngles.For(IsingModel, int)"/>.</summary>
    public QaoaAngles? Start { get; init; }

    /// <summary>The mixer, on as many qubits as the model has spins; null for <see cref="TransverseMixer"/>.</summary>
    public IMixer? Mixer { get; init; }

    /// <summary>Which gates of a layer share an angle; all of the cost and all of the mixer by default.</summary>
    public AngleSharing Sharing
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Sharing), value, "Unknown way of sharing angles.");
    }

    /// <summary>How the angles of the layers hang together; not at all by default.</summary>
    public AngleSchedule Schedule { get; init; } = AngleSchedule.Free;

    /// <summary>
    /// Whether the search goes through fewer layers first: then from those of <see cref="Start"/> (1 if there is none) to <see cref="Layers"/>, one search each, and
    /// <see cref="Starts"/> is 1.
    /// </summary>
    public LayerGrowth Growth
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Growth), value, "Unknown kind of growth.");
    }

    /// <summary>What is made of a model whose energy stays when all spins flip; nothing by default.</summary>
    public FlipSymmetry FlipSymmetry
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(FlipSymmetry), value, "Unknown use of the symmetry.");
    }

    /// <summary>Most iterations of each search, not negative; 0 takes the starting angles as they are. Null leaves it to the minimizer.</summary>
    public int? MaximumIterations
    {
        get;
        init => field = value is { } limit ? AtLeast(0, limit, nameof(MaximumIterations)) : null;
    }

    /// <summary>How the optimum that a cut is compared with is found.</summary>
    public ReferenceOptions Reference { get; init; } = new();

    /// <summary>A saved run to go on from, made with the same model, minimizer and options.</summary>
    public QaoaSnapshot? Resume { get; init; }

    /// <summary>Called after every step with the state to save, for example in a file.</summary>
    public Action<QaoaSnapshot>? AfterStep { get; init; }

    /// <summary>Where progress is logged; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    private static int AtLeast(int least, int value, string name) => value >= least ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least {least}.");
}
