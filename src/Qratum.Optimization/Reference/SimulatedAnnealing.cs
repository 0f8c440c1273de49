using System.Diagnostics;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>A good configuration of a model of any size, without proof: Metropolis sweeps while the temperature falls, from several random starts.</summary>
/// <remarks>
/// S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Science 220, 671 (1983); for cuts of sparse graphs it is among the best there is: T. G. J. Myklebust,
/// arXiv:1505.03068. The inverse temperature rises linearly. Each cooling's result and the best so far are recombined part by part (J. Houdayer, Eur. Phys. J. B 22,
/// 479 (2001)). O(1) for a flip that is refused, O(couplings of the spin) for one that is made. Single-threaded; a seed fixes the
/// result where there is no time limit.
/// </remarks>
public static class SimulatedAnnealing
{
    /// <summary>Searches a low energy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Sweeps, restarts, temperatures, seed; null for the defaults.</param>
    /// <param name="progress">Told the least energy after each cooling that found it.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The lowest temperature is not below the highest.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static IsingMinimum Minimize(
        IsingModel model, AnnealingOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new AnnealingOptions();
        var (hot, cold) = Temperatures(model, options);
        var clock = Stopwatch.StartNew();
        var cooling = new Cooling(model, 1 / hot, 1 / cold, options.Sweeps);
        var recombination = new Recombination(model);
        var (best, least, sweeps) = (new sbyte[model.SpinCount], double.PositiveInfinity, 0L);
        for (var restart = 0; restart < options.Restarts && (restart == 0 || !(clock.Elapsed >= options.TimeLimit)); restart++)
        {
            var energy = cooling.Run(new PhiloxRandom(options.Seed, stream: (ulong)restart), cancellationToken);
            sweeps += options.Sweeps;
            var before = least;
            if (energy < least - cooling.Margin)
            {
                least = energy;
                (best, var old) = ([.. cooling.Best], best);
                if (restart > 0) least -= recombination.Improve(best, old);
            }
            else
            {
                least -= recombination.Improve(best, cooling.Best);
            }

            if (least < before - cooling.Margin) progress?.Report(least);
        }

        var bits = BitString.FromBits([.. best.Select(static s => s < 0)]);
        var (exact, bound) = (model.Energy(bits), TabuSearch.TrivialBound(model));
        return new IsingMinimum(bits, exact, bound, exact <= bound ? OptimumIs.Exact : OptimumIs.BestKnown, "simulated annealing", sweeps);
    }

    private static (double Hot, double Cold) Temperatures(IsingModel model, AnnealingOptions options)
    {
        var (largest, smallest) = (0.0, double.PositiveInfinity);
        for (var i = 0; i < model.SpinCount; i++)
        {
            var square = model.Fields[i] * model.Fields[i];
            if (model.Fields[i] != 0) smallest = Math.Min(smallest, Math.Abs(model.Fields[i]));
            foreach (var weight in model.Couplings.NeighbourWeights(i))
            {
                square += weight * weight;
                if (weight != 0) smallest = Math.Min(smallest, Math.Abs(weight));
            }

            largest = Math.Max(largest, Math.Sqrt(square));
        }

        if (largest == 0) (largest, smallest) = (1, 1);
        var hot = options.HighestTemperature ?? largest;
        var cold = options.LowestTemperature ?? Math.Max(0.1 * smallest, 1e-4 * hot);
        return cold < hot ? (hot, cold) : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"The lowest temperature, {cold:R}, is not below the highest, {hot:R}."), nameof(options));
    }

    /// <summary>Coolings one after the other with the same memory.</summary>
    private sealed class Cooling(IsingModel model, double first, double last, int sweeps)
    {
        /// <summary>Exponential deviates, drawn once a cooling and read from a random place each sweep: a draw and a logarithm for every flip would take most of the time.</summary>
        private const int Deviates = 1 << 14;

        private readonly double[] _deviates = new double[Deviates];
        private readonly sbyte[] _spins = new sbyte[model.SpinCount];
        private readonly double[] _gains = new double[model.SpinCount]; // sᵢ times the field at i: flipping i lowers the energy by twice that

        public sbyte[] Best { get; } = new sbyte[model.SpinCount];

        /// <summary>Less than this is rounding, not progress.</summary>
        public double Margin { get; } = 1e-12 * Math.Max(1e-300, -TabuSearch.TrivialBound(new IsingModel(model.Couplings, model.Fields)));

        public double Run(PhiloxRandom random, CancellationToken cancellationToken)
        {
            for (var i = 0; i < _spins.Length; i++) _spins[i] = (sbyte)(random.Next(2) == 0 ? 1 : -1);
            for (var k = 0; k < Deviates; k++) _deviates[k] = -Elementary.Log(1 - random.NextDouble());
            var (energy, best) = (Refresh(), double.PositiveInfinity);
            for (var sweep = 0; sweep < sweeps; sweep++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var inverse = first + ((last - first) * sweep / Math.Max(1, sweeps - 1));
                energy -= Sweep(inverse, random);
                if (!(energy < best - Margin)) continue;
                best = energy;
                _spins.CopyTo(Best, 0);
            }

            // The last configuration is near a valley: go to its floor.
            while (Sweep(double.PositiveInfinity, random) is > 0 and var fall) energy -= fall;
            if (energy < best - Margin)
            {
                best = energy;
                _spins.CopyTo(Best, 0);
            }

            return best;
        }

        /// <summary>Offers every spin a flip; returns by how much the energy fell.</summary>
        private double Sweep(double inverse, PhiloxRandom random)
        {
            var fall = 0.0;
            var gains = _gains;
            var (scale, place) = (-2 * inverse, random.Next(Deviates));
            var deviates = _deviates;
            for (var i = 0; i < gains.Length; i++)
            {
                // Uphill by E with the chance exp(-E/T): where E/T is below an exponential deviate.
                var gain = gains[i];
                place = (place + 1) & (Deviates - 1);
                if (gain <= 0 && !(gain * scale < deviates[place])) continue;
                fall += 2 * gain;
                gains[i] = -gain;
                var spin = _spins[i] = (sbyte)-_spins[i];
                var neighbours = model.Couplings.Neighbours(i);
                var couplings = model.Couplings.NeighbourWeights(i);
                for (var k = 0; k < neighbours.Length; k++) gains[neighbours[k]] += 2 * couplings[k] * spin * _spins[neighbours[k]];
            }

            return fall;
        }

        private double Refresh()
        {
            var energy = model.Constant;
            for (var i = 0; i < _spins.Length; i++)
            {
                var field = 0.0;
                var neighbours = model.Couplings.Neighbours(i);
                var couplings = model.Couplings.NeighbourWeights(i);
                for (var k = 0; k < neighbours.Length; k++) field += couplings[k] * _spins[neighbours[k]];
                energy += _spins[i] * (model.Fields[i] + (0.5 * field));
                _gains[i] = _spins[i] * (model.Fields[i] + field);
            }

            return energy;
        }
    }
}
