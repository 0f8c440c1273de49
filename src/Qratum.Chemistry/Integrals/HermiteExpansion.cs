namespace Qratum.Chemistry;

/// <summary>
/// Expansion of a product of two one-dimensional Gaussians x_A^i exp(-a x_A²) · x_B^j exp(-b x_B²) in Hermite Gaussians at their
/// common centre: E_t^ij. L. E. McMurchie, E. R. Davidson, J. Comput. Phys. 26, 218 (1978).
/// </summary>
internal static class HermiteExpansion
{
    /// <summary>Numbers in the table for powers up to i and j.</summary>
    public static int Size(int iMax, int jMax) => (iMax + 1) * (jMax + 1) * (iMax + jMax + 1);

    /// <summary>Place of E_t^ij.</summary>
    public static int At(int i, int j, int t, int iMax, int jMax) => (((i * (jMax + 1)) + j) * (iMax + jMax + 1)) + t;

    /// <summary>Fills the table.</summary>
    /// <param name="e">Receives E at <see cref="At"/>; zero beyond t = i + j.</param>
    /// <param name="iMax">Highest power on A.</param>
    /// <param name="jMax">Highest power on B.</param>
    /// <param name="a">Exponent on A.</param>
    /// <param name="b">Exponent on B.</param>
    /// <param name="xa">Coordinate of A.</param>
    /// <param name="xb">Coordinate of B.</param>
    public static void Fill(Span<double> e, int iMax, int jMax, double a, double b, double xa, double xb)
    {
        var p = a + b;
        var separation = xa - xb;
        var toA = -b * separation / p; // P - A
        var toB = a * separation / p; // P - B
        var half = 0.5 / p;
        var width = iMax + jMax + 1;
        e[..Size(iMax, jMax)].Clear();
        e[0] = Math.Exp(-a * b / p * separation * separation);
        for (var i = 0; i <= iMax; i++)
        {
            for (var j = 0; j <= jMax; j++)
            {
                if (i + j == 0) continue;
                var lower = j > 0 ? At(i, j - 1, 0, iMax, jMax) : At(i - 1, j, 0, iMax, jMax);
                var shift = j > 0 ? toB : toA;
                var here = At(i, j, 0, iMax, jMax);
                for (var t = 0; t <= i + j; t++)
                {
                    var value = shift * e[lower + t];
                    if (t > 0) value += half * e[lower + t - 1];
                    if (t + 1 < width) value += (t + 1) * e[lower + t + 1];
                    e[here + t] = value;
                }
            }
        }
    }
}
