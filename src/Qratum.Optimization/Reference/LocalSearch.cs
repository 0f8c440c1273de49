namespace Qratum.Optimization;

/// <summary>The simplest baseline: from random starts, flip the spin that lowers the energy most until none does.</summary>
/// <remarks>O(spins) per flip. Single-threaded; a seed fixes the result.</remarks>
public static class LocalSearch
{
    /// <summary>Searches a low energy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="restarts">Random starts, at least 1; the best end counts.</param>
    /// <param name="seed">Seed of the starts.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no start.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static IsingMinimum Minimize(IsingModel model, int restarts = 100, ulong seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(restarts, 1);
        var (best, least, flips) = (default(BitString), double.PositiveInfinity, 0L);
        for (var restart = 0; restart < restarts; restart++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new PhiloxRandom(seed, stream: (ulong)restart);
            var start = new bool[model.SpinCount];
            for (var i = 0; i < start.Length; i++) start[i] = random.Next(2) == 1;
            var (bits, made) = Descend(model, BitString.FromBits(start));
            flips += made;
            var energy = model.Energy(bits);
            if (energy < least) (best, least) = (bits, energy);
        }

        var bound = TabuSearch.TrivialBound(model);
        return new IsingMinimum(best, least, bound, least <= bound ? OptimumIs.Exact : OptimumIs.BestKnown, "local search", Math.Max(1, flips));
    }

    /// <summary>Flips the best spin until no flip lowers the energy; among equals the first.</summary>
    internal static (BitString Bits, long Flips) Descend(IsingModel model, BitString start)
    {
        var n = model.SpinCount;
        var spins = new double[n];
        for (var i = 0; i < n; i++) spins[i] = start[i] ? -1 : 1;
        var gains = new double[n]; // sᵢ times the field at i: flipping i lowers the energy by twice that
        for (var i = 0; i < n; i++)
        {
            var field = model.Fields[i];
            var neighbours = model.Couplings.Neighbours(i);
            var couplings = model.Couplings.NeighbourWeights(i);
            for (var k = 0; k < neighbours.Length; k++) field += couplings[k] * spins[neighbours[k]];
            gains[i] = spins[i] * field;
        }

        // Less than this is rounding, not progress.
        var margin = 1e-12 * -TabuSearch.TrivialBound(new IsingModel(model.Couplings, model.Fields));
        for (var flips = 0L; ; flips++)
        {
            var spin = 0;
            for (var i = 1; i < n; i++)
            {
                if (gains[i] > gains[spin]) spin = i;
            }

            if (!(gains[spin] > margin)) return (BitString.FromBits([.. spins.Select(static s => s < 0)]), flips);
            gains[spin] = -gains[spin];
            spins[spin] = -spins[spin];
            var neighbours = model.Couplings.Neighbours(spin);
            var couplings = model.Couplings.NeighbourWeights(spin);
            for (var k = 0; k < neighbours.Length; k++) gains[neighbours[k]] += 2 * couplings[k] * spins[spin] * spins[neighbours[k]];
        }
    }
}
