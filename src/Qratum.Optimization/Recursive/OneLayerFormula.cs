namespace Qratum.Optimization;

/// <summary>
/// The energy after one layer as a function of β, for one γ: constant + P sin 2β + ½ Q sin 4β + R sin² 2β, with the derivatives of P, Q, R by γ.
/// </summary>
internal readonly record struct OneLayerEnergy(double Constant, double P, double Q, double R, double PSlope, double QSlope, double RSlope)
{
    public double At(double beta)
    {
        var (sine, cosine) = SinCos.Compute(2 * beta);
        return Constant + (sine * P) + (sine * cosine * Q) + (sine * sine * R);
    }

    public (double Gamma, double Beta) Gradient(double beta)
    {
        var (sine, cosine) = SinCos.Compute(2 * beta);
        return ((sine * PSlope) + (sine * cosine * QSlope) + (sine * sine * RSlope),
            (2 * cosine * P) + (2 * ((cosine * cosine) - (sine * sine)) * Q) + (4 * sine * cosine * R));
    }

    /// <summary>The best β from 0 to π, to 1e-12 or so: the best of a grid, then Newton's method.</summary>
    public double BestBeta()
    {
        const int Points = 64;
        var (best, least) = (0.0, double.MaxValue);
        for (var k = 0; k < Points; k++)
        {
            // Without fields β is periodic: the smallest of equal ones, whatever the rounding.
            var value = At(Math.PI * k / Points);
            if (value < least - (1e-9 * Math.Abs(least))) (best, least) = (Math.PI * k / Points, value);
        }

        for (var round = 0; round < 20; round++)
        {
            var (sine, cosine) = SinCos.Compute(2 * best);
            var curvature = (-4 * sine * P) - (16 * sine * cosine * Q) + (8 * ((cosine * cosine) - (sine * sine)) * R);
            if (!(curvature > 0)) break;
            var step = Gradient(best).Beta / curvature;
            if (!(At(best - step) < At(best))) break;
            best -= step;
        }

        return best;
    }
}

/// <summary>
/// Means of spins and of products after one layer of QAOA in closed form: with c = cos 2γJ and so on, ⟨Zᵢ⟩ = -sin 2β sin 2γhᵢ Π c(Jᵢₖ), and likewise for products.
/// </summary>
/// <remarks>
/// A. Ozaeta, W. van Dam, P. L. McMahon, Quantum Sci. Technol. 7, 045036 (2022), arXiv:2012.03421, with the signs of <see cref="QaoaAnsatz"/>. O(couplings × degree).
/// </remarks>
internal static class OneLayerFormula
{
    public static OneLayerEnergy Energy(SpinNetwork network, double gamma)
    {
        var (p, q, r) = (default(Dual), default(Dual), default(Dual));
        foreach (var i in network.Free)
        {
            if (network.Fields[i] != 0) p += network.Fields[i] * Single(network, i, gamma);
            foreach (var (j, weight) in network.Couplings(i))
            {
                if (j < i) continue;
                q += weight * (Mixed(network, i, j, weight, gamma) + Mixed(network, j, i, weight, gamma));
                r += weight * Double(network, i, j, gamma);
            }
        }

        return new OneLayerEnergy(network.Constant, p.Value, q.Value, r.Value, p.Slope, q.Slope, r.Slope);
    }

    /// <summary>⟨Zᵢ⟩.</summary>
    public static double Mean(SpinNetwork network, int i, double gamma, double beta) =>
        SinCos.Compute(2 * beta).Sin * Single(network, i, gamma).Value;

    /// <summary>⟨Zᵢ Zⱼ⟩ of coupled spins.</summary>
    public static double Correlation(SpinNetwork network, int i, int j, double weight, double gamma, double beta)
    {
        var (sine, cosine) = SinCos.Compute(2 * beta);
        return (sine * cosine * (Mixed(network, i, j, weight, gamma) + Mixed(network, j, i, weight, gamma)).Value)
            + (sine * sine * Double(network, i, j, gamma).Value);
    }

    /// <summary>-sin 2γhᵢ Π cos 2γJᵢₖ.</summary>
    private static Dual Single(SpinNetwork network, int i, double gamma)
    {
        var product = -1 * Dual.Sin(2 * network.Fields[i], gamma);
        foreach (var (_, weight) in network.Couplings(i)) product *= Dual.Cos(2 * weight, gamma);
        return product;
    }

    /// <summary>-sin 2γJᵢⱼ cos 2γhᵢ Π over the other neighbours of i.</summary>
    private static Dual Mixed(SpinNetwork network, int i, int j, double coupling, double gamma)
    {
        var product = -1 * (Dual.Sin(2 * coupling, gamma) * Dual.Cos(2 * network.Fields[i], gamma));
        foreach (var (k, weight) in network.Couplings(i))
        {
            if (k != j) product *= Dual.Cos(2 * weight, gamma);
        }

        return product;
    }

    /// <summary>½ [cos 2γ(hᵢ - hⱼ) Π cos 2γ(Jᵢₖ - Jⱼₖ) - cos 2γ(hᵢ + hⱼ) Π cos 2γ(Jᵢₖ + Jⱼₖ)] over all other spins k.</summary>
    private static Dual Double(SpinNetwork network, int i, int j, double gamma)
    {
        var difference = Dual.Cos(2 * (network.Fields[i] - network.Fields[j]), gamma);
        var sum = Dual.Cos(2 * (network.Fields[i] + network.Fields[j]), gamma);
        var (mine, other) = (network.Couplings(i), network.Couplings(j));
        for (int x = 0, y = 0; x < mine.Count || y < other.Count;)
        {
            var (k, l) = (x < mine.Count ? mine[x].To : int.MaxValue, y < other.Count ? other[y].To : int.MaxValue);
            var (a, b) = (k <= l ? mine[x].Weight : 0, l <= k ? other[y].Weight : 0);
            if (k <= l) x++;
            if (l <= k) y++;
            if (Math.Min(k, l) == i || Math.Min(k, l) == j) continue;
            if (k != l)
            {
                // A neighbour of one alone turns both products alike.
                var factor = Dual.Cos(2 * (a + b), gamma);
                (difference, sum) = (difference * factor, sum * factor);
                continue;
            }

            difference *= Dual.Cos(2 * (a - b), gamma);
            sum *= Dual.Cos(2 * (a + b), gamma);
        }

        return 0.5 * (difference - sum);
    }

    /// <summary>A number and its derivative by γ.</summary>
    private readonly record struct Dual(double Value, double Slope)
    {
        public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

        public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

        public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Slope * b.Value) + (a.Value * b.Slope));

        public static Dual operator *(double f, Dual a) => new(f * a.Value, f * a.Slope);

        public static Dual Sin(double rate, double gamma)
        {
            var (sine, cosine) = SinCos.Compute(rate * gamma);
            return new Dual(sine, rate * cosine);
        }

        public static Dual Cos(double rate, double gamma)
        {
            var (sine, cosine) = SinCos.Compute(rate * gamma);
            return new Dual(cosine, -rate * sine);
        }
    }
}
