using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// QAOA with one layer in closed form: exact energies, derivatives, correlations and best angles of models of any size, without a state.
/// </summary>
/// <remarks>A. Ozaeta, W. van Dam, P. L. McMahon, arXiv:2012.03421. O(couplings × degree) for each angle. Conventions are those of <see cref="QaoaAnsatz"/>.</remarks>
public static class OneLayerQaoa
{
    private const int GridPoints = 48;

    /// <summary>Energy and derivatives at some angles.</summary>
    /// <param name="model">The model.</param>
    /// <param name="gamma">γ in radians, finite.</param>
    /// <param name="beta">β in radians, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An angle is not finite.</exception>
    public static OneLayerValue Evaluate(IsingModel model, double gamma, double beta)
    {
        Check(model, gamma, beta);
        var energy = OneLayerFormula.Energy(new SpinNetwork(model), gamma);
        var (byGamma, byBeta) = energy.Gradient(beta);
        return new OneLayerValue(energy.At(beta), byGamma, byBeta);
    }

    /// <summary>⟨Zᵢ Zⱼ⟩ for every coupling, in the order of <see cref="Graph.Edges"/>; 0 for couplings of weight 0, whose spins need not be near.</summary>
    /// <param name="model">The model.</param>
    /// <param name="gamma">γ in radians, finite.</param>
    /// <param name="beta">β in radians, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An angle is not finite.</exception>
    public static double[] Correlations(IsingModel model, double gamma, double beta)
    {
        Check(model, gamma, beta);
        var network = new SpinNetwork(model);
        return [.. model.Couplings.Edges.Select(e => e.Weight == 0 ? 0 : OneLayerFormula.Correlation(network, e.I, e.J, e.Weight, gamma, beta))];
    }

    /// <summary>⟨Zᵢ⟩ of every spin; all 0 without fields.</summary>
    /// <param name="model">The model.</param>
    /// <param name="gamma">γ in radians, finite.</param>
    /// <param name="beta">β in radians, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An angle is not finite.</exception>
    public static double[] Means(IsingModel model, double gamma, double beta)
    {
        Check(model, gamma, beta);
        var network = new SpinNetwork(model);
        return [.. network.Free.Select(i => OneLayerFormula.Mean(network, i, gamma, beta))];
    }

    /// <summary>The angles of least energy, to about 1e-8, with γ in the range where couplings of the usual size turn by less than π.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static QaoaAngles Optimize(IsingModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (gamma, beta) = Best(new SpinNetwork(model), null, cancellationToken);
        return new QaoaAngles([gamma], [beta]);
    }

    /// <summary>The best angles; near a γ where one is given, for a model that has changed a little.</summary>
    internal static (double Gamma, double Beta) Best(SpinNetwork network, double? near, CancellationToken cancellationToken)
    {
        var (low, high) = near is { } known ? (0.7 * known, 1.4 * known) : Bracket(network, cancellationToken);

        // Golden section: the best β for each γ leaves one variable.
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (a, b) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        var (atA, atB) = (Least(a), Least(b));
        for (var round = 0; round < (near is null ? 40 : 10); round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (atA <= atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - (ratio * (high - low));
                atA = Least(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + (ratio * (high - low));
                atB = Least(b);
            }
        }

        var gamma = atA <= atB ? a : b;
        return (gamma, OneLayerFormula.Energy(network, gamma).BestBeta());

        double Least(double at)
        {
            var energy = OneLayerFormula.Energy(network, at);
            return energy.At(energy.BestBeta());
        }
    }

    /// <summary>The neighbours of the best γ of a grid up to π over the root mean square of fields and couplings.</summary>
    private static (double Low, double High) Bracket(SpinNetwork network, CancellationToken cancellationToken)
    {
        var (square, count) = (0.0, 0);
        foreach (var i in network.Free)
        {
            if (network.Fields[i] != 0) (square, count) = (square + (network.Fields[i] * network.Fields[i]), count + 1);
            foreach (var (j, weight) in network.Couplings(i))
            {
                if (j > i) (square, count) = (square + (weight * weight), count + 1);
            }
        }

        if (square == 0) return (0, 1);
        var step = Math.PI / 2 / Math.Sqrt(square / count) / GridPoints;
        var (best, least) = (1, double.MaxValue);
        for (var k = 1; k <= GridPoints; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var energy = OneLayerFormula.Energy(network, k * step);
            var value = energy.At(energy.BestBeta());
            // Whole numbers make γ periodic: the smallest of equal ones, whatever the rounding.
            if (value < least - (1e-9 * Math.Abs(least))) (best, least) = (k, value);
        }

        return ((best - 1) * step, (best + 1) * step);
    }

    private static void Check(IsingModel model, double gamma, double beta)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (name, angle) in ((string, double)[])[(nameof(gamma), gamma), (nameof(beta), beta)])
        {
            if (!double.IsFinite(angle)) throw new ArgumentOutOfRangeException(name, angle, string.Create(CultureInfo.InvariantCulture, $"The angle {name} is not finite."));
        }
    }
}

/// <summary>The energy after one layer of QAOA.</summary>
/// <param name="Energy">Expected energy, the constant included.</param>
/// <param name="ByGamma">Its derivative by γ.</param>
/// <param name="ByBeta">Its derivative by β.</param>
public readonly record struct OneLayerValue(double Energy, double ByGamma, double ByBeta);
