using System.Numerics.Tensors;

namespace Qratum.Optimization;

/// <summary>The least eigenvalue of a symmetric matrix, estimated from above by the method of C. Lanczos, J. Res. Natl. Bur. Stand. 45, 255 (1950).</summary>
internal static class LeastEigenvalue
{
    private const int MostSteps = 120;

    /// <summary>Of a dense matrix plus a diagonal; never below the true one but for rounding, and near it. O(count² · 120).</summary>
    public static double Estimate(int count, double[] matrix, double[] diagonal)
    {
        var random = new PhiloxRandom(1);
        var vector = new double[count];
        for (var i = 0; i < count; i++) vector[i] = random.NextGaussian();
        TensorPrimitives.Divide<double>(vector, TensorPrimitives.Norm<double>(vector), vector);
        var (basis, alphas, betas) = (new List<double[]>(), new List<double>(), new List<double>());
        while (true)
        {
            basis.Add(vector);
            var next = new double[count];
            for (var i = 0; i < count; i++)
                next[i] = TensorPrimitives.Dot<double>(matrix.AsSpan(i * count, count), vector) + (diagonal[i] * vector[i]);
            alphas.Add(TensorPrimitives.Dot<double>(next, vector));

            // Against all before, twice: otherwise copies of eigenvalues come up.
            for (var round = 0; round < 2; round++)
            {
                foreach (var old in basis) TensorPrimitives.MultiplyAdd<double>(old, -TensorPrimitives.Dot<double>(old, next), next, next);
            }

            var beta = TensorPrimitives.Norm<double>(next);
            if (basis.Count == Math.Min(count, MostSteps) || beta < 1e-12 * Math.Max(1, Math.Abs(alphas[0]))) return Least(alphas, betas);
            betas.Add(beta);
            TensorPrimitives.Divide<double>(next, beta, next);
            vector = next;
        }
    }

    /// <summary>Of a tridiagonal matrix, by halving an interval that holds it: below an eigenvalue all pivots of the elimination are positive.</summary>
    private static double Least(List<double> alphas, List<double> betas)
    {
        var (low, high) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var k = 0; k < alphas.Count; k++)
        {
            var radius = (k > 0 ? betas[k - 1] : 0) + (k < betas.Count ? betas[k] : 0);
            (low, high) = (Math.Min(low, alphas[k] - radius), Math.Min(high, alphas[k]));
        }

        for (var round = 0; round < 60; round++)
        {
            var middle = 0.5 * (low + high);
            if (IsBelowAll(middle)) low = middle;
            else high = middle;
        }

        return high;

        bool IsBelowAll(double value)
        {
            var pivot = alphas[0] - value;
            for (var k = 1; k < alphas.Count && pivot > 0; k++) pivot = alphas[k] - value - (betas[k - 1] * betas[k - 1] / pivot);
            return pivot > 0;
        }
    }
}
