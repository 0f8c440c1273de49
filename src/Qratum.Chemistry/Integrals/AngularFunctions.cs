using System.Collections.Concurrent;

namespace Qratum.Chemistry;

/// <summary>
/// The angular parts of a shell as combinations of Cartesian monomials: the one place that knows their order and norm.
/// </summary>
/// <remarks>
/// Cartesian monomials of degree l come as xx, xy, xz, yy, yz, zz (the power of x falls first, then that of y). Real solid
/// harmonics come as m = -l..l, except p, which is x, y, z. s, p and solid harmonics have angular norm 1; Cartesian d and
/// beyond are the bare monomials on a radial part of norm 1, so that S(xx,xx) = 4π/5 (the custom of PySCF).
/// </remarks>
internal sealed class AngularFunctions
{
    private static readonly ConcurrentDictionary<(int, bool), AngularFunctions> Cache = new();

    private AngularFunctions(int momentum, bool spherical)
    {
        Momentum = momentum;
        Powers = MonomialsOf(momentum);
        Matrix = spherical || momentum < 2 ? SolidHarmonics(momentum) : Identity(Powers.Length);
        Count = Matrix.Length / Powers.Length;
    }

    /// <summary>Angular momentum l.</summary>
    public int Momentum { get; }

    /// <summary>Number of functions.</summary>
    public int Count { get; }

    /// <summary>Powers of x, y, z of each monomial.</summary>
    public (int X, int Y, int Z)[] Powers { get; }

    /// <summary>Row f, column monomial: the weight of each monomial in function f.</summary>
    public double[] Matrix { get; }

    /// <summary>The functions of a shell, made once.</summary>
    public static AngularFunctions Of(int momentum, bool spherical) =>
        Cache.GetOrAdd((momentum, spherical || momentum < 2), static key => new AngularFunctions(key.Item1, key.Item2));

    /// <summary>∫ x^(2a) y^(2b) z^(2c) dΩ over the unit sphere, zero for an odd power.</summary>
    public static double SphereIntegral(int x, int y, int z)
    {
        if (((x | y | z) & 1) != 0) return 0;
        return 4 * Math.PI * OddFactorial(x - 1) * OddFactorial(y - 1) * OddFactorial(z - 1) / OddFactorial(x + y + z + 1);
    }

    private static double OddFactorial(int n)
    {
        var product = 1.0;
        for (; n > 1; n -= 2) product *= n;
        return product;
    }

    private static (int X, int Y, int Z)[] MonomialsOf(int degree)
    {
        var list = new List<(int, int, int)>();
        for (var x = degree; x >= 0; x--)
        {
            for (var y = degree - x; y >= 0; y--) list.Add((x, y, degree - x - y));
        }

        return [.. list];
    }

    private static double[] Identity(int n)
    {
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++) matrix[(i * n) + i] = 1;
        return matrix;
    }

    private static double[] SolidHarmonics(int l)
    {
        var powers = MonomialsOf(l);
        var matrix = new double[((2 * l) + 1) * powers.Length];
        for (var row = 0; row <= 2 * l; row++)
        {
            var m = l == 1 ? (row + 2) % 3 - 1 : row - l; // p: x, y, z is m = 1, -1, 0
            var polynomial = SolidHarmonic(l, m);
            var norm = 0.0;
            foreach (var (p, a) in polynomial)
            {
                foreach (var (q, b) in polynomial) norm += a * b * SphereIntegral(p.X + q.X, p.Y + q.Y, p.Z + q.Z);
            }

            for (var c = 0; c < powers.Length; c++)
            {
                if (polynomial.TryGetValue(powers[c], out var weight)) matrix[(row * powers.Length) + c] = weight / Math.Sqrt(norm);
            }
        }

        return matrix;
    }

    /// <summary>
    /// r^l times a real spherical harmonic up to a positive factor, by the recursion of the Legendre functions in z:
    /// (l-m+1) S(l+1) = (2l+1) z S(l) - (l+m) r² S(l-1), from Re (x+iy)^m for m ≥ 0 and Im (x+iy)^|m| for m &lt; 0.
    /// </summary>
    private static Dictionary<(int X, int Y, int Z), double> SolidHarmonic(int l, int m)
    {
        var order = Math.Abs(m);
        var before = new Dictionary<(int X, int Y, int Z), double>();
        var current = new Dictionary<(int X, int Y, int Z), double>();
        var binomial = 1.0;
        for (var k = 0; k <= order; k++)
        {
            if ((k & 1) == (m < 0 ? 1 : 0)) current[(order - k, k, 0)] = (k & 2) == 0 ? binomial : -binomial;
            binomial = binomial * (order - k) / (k + 1);
        }

        for (var n = order; n < l; n++)
        {
            var next = new Dictionary<(int X, int Y, int Z), double>();
            foreach (var (p, a) in current) Add(next, p.X, p.Y, p.Z + 1, a * ((2 * n) + 1) / (n - order + 1));
            foreach (var (p, a) in before)
            {
                var b = -a * (n + order) / (n - order + 1);
                Add(next, p.X + 2, p.Y, p.Z, b);
                Add(next, p.X, p.Y + 2, p.Z, b);
                Add(next, p.X, p.Y, p.Z + 2, b);
            }

            (before, current) = (current, next);
        }

        return current;
    }

    private static void Add(Dictionary<(int X, int Y, int Z), double> polynomial, int x, int y, int z, double value) =>
        polynomial[(x, y, z)] = polynomial.GetValueOrDefault((x, y, z)) + value;
}
