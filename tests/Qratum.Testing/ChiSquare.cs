using MathNet.Numerics;

namespace Qratum.Testing;

/// <summary>Pearson's test of counts against probabilities.</summary>
public static class ChiSquare
{
    // Cells that expect fewer are put together: below about 5 the statistic is not chi-square distributed (W. Cochran, Biometrics 10, 417 (1954)).
    private const double FewestExpected = 5;

    /// <summary>
    /// Probability that counts drawn from the distribution fit it no better than these; uniform on [0, 1] for a true sampler. 0 if something
    /// of probability zero was counted, 1 if there is but one cell.
    /// </summary>
    public static double PValue(IEnumerable<(double Probability, long Count)> cells, long total)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var (square, freedom, restExpected, restCount) = (0.0, -1, 0.0, 0L);
        foreach (var (probability, count) in cells)
        {
            if (probability * total >= FewestExpected)
            {
                square += Square(count, probability * total);
                freedom++;
                continue;
            }

            if (probability <= 0 && count > 0) return 0;
            restExpected += probability * total;
            restCount += count;
        }

        if (restExpected >= FewestExpected)
        {
            square += Square(restCount, restExpected);
            freedom++;
        }

        return freedom < 1 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, square / 2);
    }

    private static double Square(long count, double expected) => (count - expected) * (count - expected) / expected;
}
