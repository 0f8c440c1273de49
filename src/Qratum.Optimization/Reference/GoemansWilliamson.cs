using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Optimization;

/// <summary>
/// The semidefinite relaxation, which bounds the energy from below with a proof, and random hyperplanes that round its vectors to spins.
/// </summary>
/// <remarks>
/// M. X. Goemans, D. P. Williamson, J. ACM 42, 1115 (1995): on cuts of graphs without negative weights the mean rounded cut is at least 0.87856 of the bound.
/// Fields are couplings to a further spin that is up. The relaxation is solved by the mixing method (P.-W. Wang, W.-C. Chang, J. Z. Kolter,
/// arXiv:1706.00476); the bound is its dual, certified by a Cholesky decomposition. O(spins²) memory and O(spins³) time: seconds for 1000 spins, a minute
/// for 3000.
/// </remarks>
public static class GoemansWilliamson
{
    /// <summary>Most spins: dense matrices of this size take 200 MB.</summary>
    public const int MaximumSpins = 5000;

    private const int MostSweeps = 1000;

    /// <summary>Bounds the least energy and rounds.</summary>
    /// <param name="model">The model.</param>
    /// <param name="roundings">Hyperplanes, at least 1; the best counts.</param>
    /// <param name="seed">Seed of the vectors to begin with and of the hyperplanes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no rounding.</exception>
    /// <exception cref="NotSupportedException">The model has more than <see cref="MaximumSpins"/> spins.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static GoemansWilliamsonResult Minimize(IsingModel model, int roundings = 100, ulong seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(roundings, 1);
        if (model.SpinCount > MaximumSpins)
        {
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"The model has {model.SpinCount} spins; the semidefinite relaxation takes at most {MaximumSpins}. Annealing and tabu search take any number."));
        }

        var extra = model.HasFields ? 1 : 0;
        var count = model.SpinCount + extra;
        var matrix = Matrix(model, extra, count);
        var rank = SemidefiniteBound.RankFor(count);
        var relaxation = new SemidefiniteBound(count, matrix, SemidefiniteBound.RandomVectors(count, rank, seed));
        var bound = Math.Max(TabuSearch.TrivialBound(model), model.Constant + relaxation.Compute(MostSweeps, cancellationToken));
        var (best, least, sum) = (default(BitString), double.PositiveInfinity, 0.0);
        var random = new PhiloxRandom(seed, stream: 1);
        var normal = new double[rank];
        for (var k = 0; k < roundings; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < rank; i++) normal[i] = random.NextGaussian();
            var bits = Round(relaxation.Vectors, normal, extra, model.SpinCount);
            var energy = model.Energy(bits);
            sum += energy;
            if (energy < least) (best, least) = (bits, energy);
        }

        // Energies on a grid: a bound inside the last step proves as much as one at its end.
        var step = model.Grid;
        var margin = 1e-9 * Math.Max(1, Math.Abs(least));
        var isExact = bound >= least - margin || (step > 0 && bound > least - step + margin);
        var minimum = new IsingMinimum(
            best, least, isExact ? least : bound, isExact ? OptimumIs.Exact : OptimumIs.BestKnown, "semidefinite relaxation, rounded", roundings);
        return new GoemansWilliamsonResult(minimum, bound, sum / roundings);
    }

    private static double[] Matrix(IsingModel model, int extra, int count)
    {
        var matrix = new double[(long)count * count];
        foreach (ref readonly var edge in model.Couplings.EdgeSpan) Set(edge.I + extra, edge.J + extra, edge.Weight);
        for (var i = 0; i < model.SpinCount; i++)
        {
            if (model.Fields[i] != 0) Set(0, i + 1, model.Fields[i]);
        }

        return matrix;

        void Set(int i, int j, double value) => matrix[(i * count) + j] = matrix[(j * count) + i] = value;
    }

    private static BitString Round(double[] vectors, double[] normal, int extra, int spins)
    {
        var rank = normal.Length;
        var up = extra == 0 || Side(0);
        var bits = new bool[spins];
        for (var i = 0; i < spins; i++) bits[i] = Side(i + extra) != up;
        return BitString.FromBits(bits);

        bool Side(int i) => TensorPrimitives.Dot<double>(vectors.AsSpan(i * rank, rank), normal) >= 0;
    }
}

/// <summary>What <see cref="GoemansWilliamson"/> found. Energies are minimized.</summary>
/// <param name="Minimum">The best rounding, with the bound.</param>
/// <param name="Bound">No configuration has less energy than this: the certified value of the relaxation.</param>
/// <param name="MeanEnergy">Mean energy of the roundings.</param>
public sealed record GoemansWilliamsonResult(IsingMinimum Minimum, double Bound, double MeanEnergy);
