namespace Qratum.Optimization;

/// <summary>
/// The angles of least energy of one layer. At a given γ the energy is a short trigonometric sum in β, minimized at once; what is left is a
/// function of γ alone, scanned on a grid and then narrowed where it is least.
/// </summary>
internal static class SingleLayerSearch
{
    private const int GridPoints = 64, BetaPoints = 32;

    /// <summary>Steps that multiply the first distance of a bracket by at most 2^20.</summary>
    private const int MostSteps = 20;

    internal readonly record struct Best(double Gamma, double Beta, double Energy);

    /// <summary>The least energy over γ in (0, π / (4 rms)], where rms is the root mean square of fields and couplings; all of β.</summary>
    internal static Best Global(SingleLayerKernel kernel, SpinNetwork network, double tolerance, CancellationToken cancellationToken)
    {
        var scale = Scale(network);
        if (scale == 0) return new Best(0, 0, network.Constant);
        var greatest = Math.PI / (4 * scale);
        var best = new Best(0, 0, double.PositiveInfinity);
        var place = 0;
        for (var k = 1; k <= GridPoints; k++)
        {
            // Denser near 0, where models of unequal couplings have their optimum.
            cancellationToken.ThrowIfCancellationRequested();
            var found = At(kernel, Node(k));
            if (found.Energy < best.Energy) (best, place) = (found, k);
        }

        return Local(kernel, best, Node(place + 1) - Node(place), tolerance, cancellationToken);

        double Node(int k) => greatest * k * k / (GridPoints * GridPoints);
    }

    /// <summary>The minimum near a γ: a bracket by the sign of the slope, then secant steps safeguarded by halving.</summary>
    internal static Best Local(
        SingleLayerKernel kernel, Best start, double step, double tolerance, CancellationToken cancellationToken)
    {
        var (low, lowSlope) = Slope(start.Gamma);
        if (lowSlope == 0) return start;
        var direction = lowSlope < 0 ? 1 : -1;
        var (high, highSlope) = (low, lowSlope);
        for (var k = 0; k < MostSteps && lowSlope * highSlope > 0; k++)
        {
            (low, lowSlope) = (high, highSlope);
            (high, highSlope) = Slope(low + (direction * step));
            step *= 2;
        }

        // The Illinois method: the end that stays has its slope halved.
        var side = 0;
        while (lowSlope * highSlope < 0 && Math.Abs(high - low) > tolerance)
        {
            var gamma = ((low * highSlope) - (high * lowSlope)) / (highSlope - lowSlope);
            var (next, slope) = Slope(gamma);
            if (slope == 0) break;
            if (Math.Abs(next - (side >= 0 ? high : low)) <= tolerance / 2 && side != 0) break;
            if (slope * highSlope > 0)
            {
                (high, highSlope) = (next, slope);
                if (side > 0) lowSlope /= 2;
                side = 1;
            }
            else
            {
                (low, lowSlope) = (next, slope);
                if (side < 0) highSlope /= 2;
                side = -1;
            }
        }

        return start;

        // The slope of the minimum over β is the slope at that β. Every point seen may be the best one.
        (double Gamma, double Slope) Slope(double gamma)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var energy = kernel.Compute(gamma);
            var found = BestBeta(energy, gamma);
            if (found.Energy < start.Energy) start = found;
            return (gamma, energy.At(found.Beta).ByGamma);
        }
    }

    internal static Best At(SingleLayerKernel kernel, double gamma) => BestBeta(kernel.Compute(gamma), gamma);

    /// <summary>Root mean square of the fields and couplings that are not 0.</summary>
    internal static double Scale(SpinNetwork network)
    {
        var (square, count) = (0.0, 0);
        for (var i = 0; i < network.Count; i++)
        {
            Count(network.Fields[i], 1);
            foreach (var weight in network.Weights(i)) Count(weight, 0.5);
        }

        return count == 0 ? 0 : Math.Sqrt(square / count);

        void Count(double value, double part)
        {
            if (value == 0) return;
            square += 2 * part * value * value;
            count += (int)(2 * part);
        }
    }

    private static Best BestBeta(SingleLayerKernel.Energy energy, double gamma)
    {
        // From -π/2 to π/2, the angle nearest to 0 of equal ones; only the term of fields tells β from β + π/2.
        var (best, least) = (0.0, double.PositiveInfinity);
        for (var k = 0; k < BetaPoints; k++)
        {
            var beta = Math.PI / BetaPoints * ((k + 1) / 2) * (k % 2 == 0 ? -1 : 1);
            var value = energy.At(beta).Value;
            if (value < least - (1e-12 * Math.Abs(least == double.PositiveInfinity ? 0 : least))) (best, least) = (beta, value);
        }

        // Halving on the sign of the slope around the best grid point is as cheap as anything.
        var (low, high) = (best - (Math.PI / BetaPoints), best + (Math.PI / BetaPoints));
        for (var k = 0; k < 48; k++)
        {
            var middle = (low + high) / 2;
            if (energy.At(middle).ByBeta > 0) high = middle;
            else low = middle;
        }

        var beta0 = (low + high) / 2;
        var value0 = energy.At(beta0).Value;
        return value0 < least ? new Best(gamma, beta0, value0) : new Best(gamma, best, least);
    }
}
