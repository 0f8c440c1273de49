using System.Diagnostics;

namespace Qratum.Optimization;

/// <summary>A good configuration of a model of any size, without proof: one-flip tabu search, restarted from the best with a part of it shaken.</summary>
/// <remarks>
/// F. Glover, "Tabu search - part I", ORSA J. Comput. 1 (1989) 190; the iterated form is that of G. Palubeckis, "Iterated tabu search for the
/// unconstrained binary quadratic optimization problem", Informatica 17 (2006) 279. O(spins) per flip, besides the flipped spin's couplings.
/// Single-threaded; a seed fixes the result.
/// </remarks>
public static class TabuSearch
{
    /// <summary>Searches a low energy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="flips">Flips to make, at least 1.</param>
    /// <param name="seed">Seed of the random choices.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentOutOfRangeException">No flips are allowed.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static IsingMinimum Minimize(IsingModel model, long flips = 200_000, ulong seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(flips, 1);
        return Minimize(model, flips, seed, start: null, timeLimit: null, cancellationToken);
    }

    /// <summary>Searches from a configuration found otherwise, for example by <see cref="SimulatedAnnealing"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="start">Where the search begins; it goes back to the best so far as it does from a random start.</param>
    /// <param name="flips">Flips to make, at least 1.</param>
    /// <param name="seed">Seed of the random choices.</param>
    /// <param name="timeLimit">Time after which no flip is made, or null for none. With a limit the outcome depends on the speed of the machine.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the spins.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No flips are allowed.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static IsingMinimum MinimizeFrom(
        IsingModel model, BitString start, long flips = 200_000, ulong seed = 0, TimeSpan? timeLimit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        PairwiseTerms.CheckLength(start, model.SpinCount, nameof(start));
        ArgumentOutOfRangeException.ThrowIfLessThan(flips, 1);
        return Minimize(model, flips, seed, start, timeLimit, cancellationToken);
    }

    private static IsingMinimum Minimize(
        IsingModel model, long flips, ulong seed, BitString? start, TimeSpan? timeLimit, CancellationToken cancellationToken)
    {
        var search = new Search(model, new PhiloxRandom(seed), start);
        flips = search.Run(flips, timeLimit, cancellationToken);
        var bits = BitString.FromBits([.. search.Best.Select(static s => s < 0)]);
        var energy = model.Energy(bits);
        var bound = TrivialBound(model);
        return new IsingMinimum(bits, energy, bound, energy <= bound ? OptimumIs.Exact : OptimumIs.BestKnown, "tabu search", flips);
    }

    /// <summary>Every term at its least: a bound that costs nothing, and is attained where no terms are in conflict.</summary>
    internal static double TrivialBound(IsingModel model)
    {
        var bound = model.Constant;
        foreach (var field in model.Fields) bound -= Math.Abs(field);
        foreach (ref readonly var edge in model.Couplings.EdgeSpan) bound -= Math.Abs(edge.Weight);
        return bound;
    }

    private sealed class Search(IsingModel model, PhiloxRandom random, BitString? start)
    {
        private const int ShakesOfAStart = 5;

        private readonly sbyte[] _spins =
            [.. Enumerable.Range(0, model.SpinCount).Select(i => (sbyte)((start is { } bits ? !bits[i] : random.Next(2) == 0) ? 1 : -1))];
        private readonly double[] _gains = new double[model.SpinCount]; // sᵢ times the field at i: flipping i lowers the energy by twice that
        private readonly long[] _freeAt = new long[model.SpinCount];
        private double _energy;
        private int _shakes;
        private double _bestEnergy = double.PositiveInfinity;

        internal sbyte[] Best { get; } = new sbyte[model.SpinCount];

        /// <summary>Returns the number of flips made.</summary>
        internal long Run(long flips, TimeSpan? timeLimit, CancellationToken cancellationToken)
        {
            var clock = Stopwatch.StartNew();
            var n = model.SpinCount;
            var (tenure, patience) = (Math.Min(n / 4, 10 + (n / 100)), 10L * n);
            Refresh();
            var last = 0L;
            for (var step = 1L; step <= flips; step++)
            {
                if ((step & 0xFFF) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (clock.Elapsed >= timeLimit) return step;
                }

                var spin = Choose(step);
                _freeAt[spin] = step + tenure + random.Next(1 + Math.Min(n / 4, 10));
                Flip(spin);
                if (Improves())
                {
                    last = step;
                }
                else if (step - last > patience)
                {
                    Shake(step);
                    last = step;
                }
            }

            return flips;
        }

        /// <summary>The free spin whose flip gives the least energy, or any whose flip gives a new best.</summary>
        private int Choose(long step)
        {
            // Among equals the first after a random place: always taking the first of all would wander through one corner of a lattice.
            var (from, best, bestGain) = (random.Next(_gains.Length), -1, double.NegativeInfinity);

            // Flipping takes twice the gain from the energy.
            var needed = (0.5 * (_energy - _bestEnergy)) + Margin;
            Scan(from, _gains.Length);
            Scan(0, from);
            return best >= 0 ? best : from;

            void Scan(int begin, int end)
            {
                var gains = _gains.AsSpan(0, end);
                for (var i = begin; i < gains.Length; i++)
                {
                    if (gains[i] > bestGain && (_freeAt[i] <= step || gains[i] > needed)) (best, bestGain) = (i, gains[i]);
                }
            }
        }

        private void Flip(int spin)
        {
            _energy -= 2 * _gains[spin];
            _gains[spin] = -_gains[spin];
            _spins[spin] = (sbyte)-_spins[spin];
            var neighbours = model.Couplings.Neighbours(spin);
            var couplings = model.Couplings.NeighbourWeights(spin);
            for (var k = 0; k < neighbours.Length; k++)
                _gains[neighbours[k]] += 2 * couplings[k] * _spins[spin] * _spins[neighbours[k]];
        }

        private bool Improves()
        {
            if (!(_energy < _bestEnergy - Margin)) return false;
            _bestEnergy = _energy;
            _shakes = 0;
            _spins.CopyTo(Best, 0);
            return true;
        }

        /// <summary>
        /// Back to the best, with a random number of flips from a few to half the spins, small numbers more often; where many
        /// shakes in a row gained nothing, a new random start, for the least energy may be out of their reach.
        /// </summary>
        private void Shake(long step)
        {
            var n = _spins.Length;
            if (++_shakes % ShakesOfAStart == 0)
            {
                for (var i = 0; i < n; i++) _spins[i] = (sbyte)(random.Next(2) == 0 ? 1 : -1);
                Refresh();
                Array.Fill(_freeAt, step);
                return;
            }

            Best.CopyTo(_spins, 0);
            Refresh();
            var count = 1 + (int)Elementary.Pow(Math.Max(1, n / 2), 0.25 + (0.75 * random.NextDouble()));
            for (var k = 0; k < count; k++) Flip(random.Next(n));
            Array.Fill(_freeAt, step);
        }

        /// <summary>Recomputes energy and gains, so that rounding does not build up.</summary>
        private void Refresh()
        {
            _energy = 0;
            for (var i = 0; i < _spins.Length; i++)
            {
                var field = 0.0;
                var neighbours = model.Couplings.Neighbours(i);
                var couplings = model.Couplings.NeighbourWeights(i);
                for (var k = 0; k < neighbours.Length; k++) field += couplings[k] * _spins[neighbours[k]];
                _energy += _spins[i] * (model.Fields[i] + (0.5 * field));
                _gains[i] = _spins[i] * (model.Fields[i] + field);
            }

            Improves();
        }

        /// <summary>Less than this is rounding, not progress: sums of many terms keep about twelve digits.</summary>
        private double Margin { get; } = 1e-12 * -TrivialBound(new IsingModel(model.Couplings, model.Fields));
    }
}
