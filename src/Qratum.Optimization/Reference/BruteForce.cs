namespace Qratum.Optimization;

/// <summary>The exact minimum by looking at every configuration: the oracle for everything else.</summary>
public static class BruteForce
{
    /// <summary>Greatest number of spins taken unless told otherwise: 28, which takes a second or so.</summary>
    public const int DefaultMaximumSpins = 28;

    private const int MostSpins = 48;
    private const int TaskSpins = 8; // spins fixed per piece of work: at most 256 pieces, whatever the number of threads

    /// <summary>
    /// The least energy of a model and a configuration that has it. Without fields only the half with spin n - 1 up is visited: the other half
    /// mirrors it. O(2^spins) time, independent of the number of couplings; the result does not depend on the number of threads.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="maximumSpins">Refuses larger models; 1 to 48.</param>
    /// <param name="maxDegreeOfParallelism">Threads, at least 1; null for one per processor.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The model has more than <paramref name="maximumSpins"/> spins.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IsingMinimum Minimize(
        IsingModel model, int maximumSpins = DefaultMaximumSpins, int? maxDegreeOfParallelism = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumSpins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumSpins, MostSpins);
        if (maxDegreeOfParallelism is { } threads) ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(maxDegreeOfParallelism));
        var n = model.SpinCount;
        if (n > maximumSpins)
            throw new ArgumentException($"The model has {n} spins; enumeration takes at most {maximumSpins}.", nameof(model));

        var couplings = DenseCouplings(model);
        var mirrored = model.HasFields ? 0 : 1; // the highest spin stays up
        var fixedCount = Math.Min(n, mirrored + TaskSpins);
        var pieces = 1 << (fixedCount - mirrored);
        var best = new (double Energy, ulong Bits)[pieces];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = maxDegreeOfParallelism ?? -1 };
        Parallel.For(0, pieces, options, piece =>
        {
            // Pieces count upwards through the fixed spins, so that the first best piece holds the smallest number.
            var walk = new SpinEnumeration(n, couplings);
            walk.Walk(model.Fields, 0, (ulong)piece << (n - fixedCount), fixedCount);
            best[piece] = (walk.BestEnergy, walk.BestBits);
        });

        var winner = best[0];
        foreach (var candidate in best)
        {
            if (candidate.Energy < winner.Energy) winner = candidate;
        }

        var bits = new BitString(winner.Bits, n);
        var energy = model.Energy(bits);
        return new IsingMinimum(bits, energy, energy, OptimumIs.Exact, "enumeration", 1L << (n - mirrored));
    }

    /// <summary>
    /// The least value of a polynomial of spins of any degree and a configuration that has it. O(2^spins · terms that hold a spin); half of it where all terms have an even
    /// number of spins.
    /// </summary>
    /// <param name="polynomial">The polynomial.</param>
    /// <param name="maximumSpins">Refuses larger ones; 1 to 48.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The polynomial has more than <paramref name="maximumSpins"/> spins.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IsingMinimum Minimize(SpinPolynomial polynomial, int maximumSpins = DefaultMaximumSpins, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumSpins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumSpins, MostSpins);
        var n = polynomial.SpinCount;
        if (n > maximumSpins)
            throw new ArgumentException($"The polynomial has {n} spins; enumeration takes at most {maximumSpins}.", nameof(polynomial));
        var walk = new PolynomialEnumeration(polynomial);
        var bits = new BitString(walk.Run(cancellationToken), n);
        var energy = polynomial.Energy(bits);
        return new IsingMinimum(bits, energy, energy, OptimumIs.Exact, "enumeration", 1L << (n - (walk.IsEven ? 1 : 0)));
    }

    /// <summary>The greatest cut of a graph.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="maximumNodes">Refuses larger graphs; 1 to 48.</param>
    /// <param name="maxDegreeOfParallelism">Threads, at least 1; null for one per processor.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The graph has more than <paramref name="maximumNodes"/> nodes.</exception>
    public static Cut Maximize(
        MaxCut problem, int maximumNodes = DefaultMaximumSpins, int? maxDegreeOfParallelism = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Interpret(Minimize(problem.ToIsing(), maximumNodes, maxDegreeOfParallelism, cancellationToken).Bits);
    }

    private static double[] DenseCouplings(IsingModel model)
    {
        var n = model.SpinCount;
        var dense = new double[n * n];
        foreach (ref readonly var edge in model.Couplings.EdgeSpan)
            dense[(edge.I * n) + edge.J] = dense[(edge.J * n) + edge.I] = edge.Weight;
        return dense;
    }
}
