using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// Recursive QAOA for models of any size: one layer's correlations in closed form, the strongest of which fixes a spin to another (or to a sign), over and
/// over until few spins are left, which are solved exactly.
/// </summary>
/// <remarks>
/// S. Bravyi, A. Kliesch, R. Koenig, E. Tang, Phys. Rev. Lett. 125, 260505 (2020), arXiv:1910.08980. The best angles of each round are searched anew. O(couplings × degree)
/// for each spin fixed, times about a dozen. Deterministic: among equal correlations the first counts.
/// </remarks>
public static class RecursiveQaoa
{
    /// <summary>Spins left for the exact solver unless told otherwise.</summary>
    public const int DefaultCutoff = 20;

    /// <summary>Searches a low energy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cutoff">Spins left for the exact solver, 1 to 28.</param>
    /// <param name="progress">Told the number of spins left after each that is fixed.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The configuration; steps counts the spins that were fixed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is out of range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static IsingMinimum Minimize(
        IsingModel model, int cutoff = DefaultCutoff, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (cutoff is < 1 or > BruteForce.DefaultMaximumSpins)
        {
            throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff,
                string.Create(CultureInfo.InvariantCulture, $"The exact solver takes 1 to {BruteForce.DefaultMaximumSpins} spins."));
        }

        var network = new SpinNetwork(model);
        var fixedSpins = new Stack<(int Spin, int Partner, int Sign)>();
        double? gamma = null;
        while (network.Free.Count > cutoff)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (best, beta) = OneLayerQaoa.Best(network, gamma, cancellationToken);
            gamma = best;
            var (spin, partner, value) = Strongest(network, best, beta);

            // A minimum has the product that lowers the energy; where nothing says which, up.
            var sign = value < 0 ? -1 : 1;
            network.Fix(spin, partner, sign);
            fixedSpins.Push((spin, partner, sign));
            progress?.Report(network.Free.Count);
        }

        var rest = ReferenceSearch.Minimize(network.ToModel(), cancellationToken: cancellationToken);
        var isDown = new bool[model.SpinCount];
        for (var k = 0; k < network.Free.Count; k++) isDown[network.Free[k]] = rest.Bits[k];
        var count = fixedSpins.Count;
        while (fixedSpins.TryPop(out var step)) isDown[step.Spin] = (step.Partner >= 0 && isDown[step.Partner]) != step.Sign < 0;
        var bits = BitString.FromBits(isDown);
        var (energy, bound) = (model.Energy(bits), TabuSearch.TrivialBound(model));
        var isExact = count == 0 ? rest.OptimumIs == OptimumIs.Exact : energy <= bound;
        return new IsingMinimum(bits, energy, isExact ? energy : bound, isExact ? OptimumIs.Exact : OptimumIs.BestKnown, "recursive qaoa, one layer", count);
    }

    private static (int Spin, int Partner, double Value) Strongest(SpinNetwork network, double gamma, double beta)
    {
        var (spin, partner, strongest) = (network.Free[0], -1, 0.0);
        foreach (var i in network.Free)
        {
            if (network.Fields[i] != 0) Take(i, -1, OneLayerFormula.Mean(network, i, gamma, beta));
            foreach (var (j, weight) in network.Couplings(i))
            {
                if (j > i) Take(j, i, OneLayerFormula.Correlation(network, i, j, weight, gamma, beta));
            }
        }

        return (spin, partner, strongest);

        void Take(int i, int j, double value)
        {
            // Equal but for rounding is equal: otherwise the order would hang on the last bit.
            if (Math.Abs(value) > Math.Abs(strongest) + 1e-12) (spin, partner, strongest) = (i, j, value);
        }
    }
}
