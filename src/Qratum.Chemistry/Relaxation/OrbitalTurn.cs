namespace Qratum.Chemistry;

/// <summary>Orthogonal matrices exp(κ) of antisymmetric κ, n × n row-major, and how gradients come back through them.</summary>
internal static class OrbitalTurn
{
    /// <summary>exp(κ): its Taylor series at κ/2^s of norm below ½, squared s times.</summary>
    public static double[] Exponential(double[] kappa, int n)
    {
        var norm = 0.0;
        foreach (var x in kappa) norm += x * x;
        var squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Sqrt(norm) + 1e-300)) + 1);
        var scaled = Array.ConvertAll(kappa, x => Math.ScaleB(x, -squarings));
        var (result, term) = (Identity(n), Identity(n));
        for (var m = 1; m <= 18; m++)
        {
            term = Product(term, scaled, n);
            for (var k = 0; k < term.Length; k++)
            {
                term[k] /= m;
                result[k] += term[k];
            }
        }

        for (var s = 0; s < squarings; s++) result = Product(result, result, n);
        return result;
    }

    /// <summary>
    /// The gradient by κ where ½ Σ G_pq Y_pq is the change of the energy for exp(κ) → exp(κ) exp(Y): Σ_m ad_κ^m G / (m + 1)!, the adjoint of the
    /// derivative of the exponential.
    /// </summary>
    public static double[] PullBack(double[] kappa, double[] gradient, int n)
    {
        var (result, term) = ((double[])gradient.Clone(), gradient);
        for (var m = 1; m <= 60; m++)
        {
            var (left, right, size) = (Product(kappa, term, n), Product(term, kappa, n), 0.0);
            term = new double[n * n];
            for (var k = 0; k < term.Length; k++)
            {
                term[k] = (left[k] - right[k]) / (m + 1);
                result[k] += term[k];
                size = Math.Max(size, Math.Abs(term[k]));
            }

            if (size < 1e-17) break;
        }

        return result;
    }

    public static double[] Identity(int n)
    {
        var matrix = new double[n * n];
        for (var k = 0; k < n; k++) matrix[(k * n) + k] = 1;
        return matrix;
    }

    private static double[] Product(double[] a, double[] b, int n)
    {
        var c = new double[n * n];
        Gemm.Multiply(MatrixView.RowMajor(a, n, n), MatrixView.RowMajor(b, n, n), c);
        return c;
    }
}
