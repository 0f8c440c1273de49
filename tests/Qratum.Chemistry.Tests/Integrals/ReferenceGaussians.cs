namespace Qratum.Chemistry.Tests;

/// <summary>
/// The slow twin of the integral code: primitive by primitive, monomial by monomial, by the recursions of S. Obara and A. Saika, J.
/// Chem. Phys. 84, 3963 (1986). Shares only shells, angular coefficients and normalisation with the fast code.
/// </summary>
internal static class ReferenceGaussians
{
    public static double Overlap(BasisFunctions basis, int i, int j) =>
        Sum(basis, [i, j], g => Overlap1D(g, 0, 0, 0) * Overlap1D(g, 1, 0, 0) * Overlap1D(g, 2, 0, 0));

    public static double Dipole(BasisFunctions basis, int i, int j, int axis) => Sum(basis, [i, j], g =>
    {
        var product = 1.0;
        for (var d = 0; d < 3; d++)
        {
            product *= d == axis ? Overlap1D(g, d, 1, 0) + (g[0].Centre[d] * Overlap1D(g, d, 0, 0)) : Overlap1D(g, d, 0, 0);
        }

        return product;
    });

    /// <summary>½ ∫ ∇a·∇b, not -½ ∫ a ∇²b as the fast code has it.</summary>
    public static double Kinetic(BasisFunctions basis, int i, int j) => Sum(basis, [i, j], g =>
    {
        var sum = 0.0;
        for (var axis = 0; axis < 3; axis++)
        {
            var product = 0.5;
            for (var d = 0; d < 3; d++) product *= d == axis ? Derivatives(g, d) : Overlap1D(g, d, 0, 0);
            sum += product;
        }

        return sum;
    });

    public static double Attraction(BasisFunctions basis, int i, int j, double[] nucleus) => Sum(basis, [i, j], g =>
    {
        var p = g[0].Exponent + g[1].Exponent;
        var centre = Weighted(g[0], g[1]);
        var t = p * Distance2(centre, nucleus);
        var memo = new Dictionary<string, double>();
        return -2 * Math.PI / p * Prefactor(g[0], g[1]) * Vertical(g[0].Powers, g[1].Powers, 0);

        double Vertical(int[] a, int[] b, int m)
        {
            if (Array.Exists(a, v => v < 0) || Array.Exists(b, v => v < 0)) return 0;
            var key = string.Join(',', a) + '|' + string.Join(',', b) + '|' + m;
            if (memo.TryGetValue(key, out var known)) return known;
            var axis = Array.FindIndex(a, v => v > 0);
            double value;
            if (axis >= 0)
            {
                var lower = Change(a, axis, -1);
                value = Step(axis, g[0].Centre, lower, b);
            }
            else
            {
                axis = Array.FindIndex(b, v => v > 0);
                value = axis < 0 ? Boys.Series(m, t) : Step(axis, g[1].Centre, a, Change(b, axis, -1));
            }

            return memo[key] = value;

            double Step(int d, double[] from, int[] x, int[] y) =>
                ((centre[d] - from[d]) * Vertical(x, y, m)) - ((centre[d] - nucleus[d]) * Vertical(x, y, m + 1))
                + (x[d] == 0 ? 0 : x[d] / (2 * p) * (Vertical(Change(x, d, -1), y, m) - Vertical(Change(x, d, -1), y, m + 1)))
                + (y[d] == 0 ? 0 : y[d] / (2 * p) * (Vertical(x, Change(y, d, -1), m) - Vertical(x, Change(y, d, -1), m + 1)));
        }
    });

    public static double Repulsion(BasisFunctions basis, int i, int j, int k, int l) => Sum(basis, [i, j, k, l], static g =>
    {
        var (zeta, eta) = (g[0].Exponent + g[1].Exponent, g[2].Exponent + g[3].Exponent);
        var (p, q) = (Weighted(g[0], g[1]), Weighted(g[2], g[3]));
        var rho = zeta * eta / (zeta + eta);
        var w = new double[3];
        for (var d = 0; d < 3; d++) w[d] = ((zeta * p[d]) + (eta * q[d])) / (zeta + eta);
        var t = rho * Distance2(p, q);
        var memo = new Dictionary<(long, int), double>();
        var prefactor = 2 * Math.Pow(Math.PI, 2.5) / (zeta * eta * Math.Sqrt(zeta + eta)) * Prefactor(g[0], g[1]) * Prefactor(g[2], g[3]);
        return prefactor * Vertical([.. g[0].Powers, .. g[1].Powers, .. g[2].Powers, .. g[3].Powers], 0);

        double Vertical(int[] powers, int m)
        {
            var key = 0L;
            foreach (var power in powers)
            {
                if (power < 0) return 0;
                key = (key << 4) | (uint)power;
            }

            if (memo.TryGetValue((key, m), out var known)) return known;
            var at = Array.FindIndex(powers, v => v > 0);
            return memo[(key, m)] = at < 0 ? Boys.Series(m, t) : Step(Change(powers, at, -1), at, m);
        }

        double Step(int[] lower, int at, int m)
        {
            var (function, d) = (at / 3, at % 3);
            var bra = function < 2;
            var (own, product) = bra ? (zeta, p) : (eta, q);
            var sum = ((product[d] - g[function].Centre[d]) * Vertical(lower, m)) + ((w[d] - product[d]) * Vertical(lower, m + 1));
            for (var f = 0; f < 4; f++)
            {
                var index = (3 * f) + d;
                if (lower[index] == 0) continue;
                var less = Change(lower, index, -1);
                sum += lower[index] * (f < 2 == bra
                    ? (Vertical(less, m) - (rho / own * Vertical(less, m + 1))) / (2 * own)
                    : Vertical(less, m + 1) / (2 * (zeta + eta)));
            }

            return sum;
        }
    });

    private sealed record Primitive(double[] Centre, double Exponent, int[] Powers);

    /// <summary>One-dimensional overlap with the powers raised.</summary>
    private static double Overlap1D(Primitive[] g, int d, int moreA, int moreB) => Recursion(g, d, g[0].Powers[d] + moreA, g[1].Powers[d] + moreB);

    private static double Recursion(Primitive[] g, int d, int i, int j)
    {
        if (i < 0 || j < 0) return 0;
        var (a, b) = (g[0].Exponent, g[1].Exponent);
        var (xa, xb) = (g[0].Centre[d], g[1].Centre[d]);
        var p = a + b;
        if (i == 0 && j == 0) return Math.Sqrt(Math.PI / p) * Math.Exp(-a * b / p * (xa - xb) * (xa - xb));
        var x = ((a * xa) + (b * xb)) / p;
        return i > 0
            ? ((x - xa) * Recursion(g, d, i - 1, j)) + ((((i - 1) * Recursion(g, d, i - 2, j)) + (j * Recursion(g, d, i - 1, j - 1))) / (2 * p))
            : ((x - xb) * Recursion(g, d, i, j - 1)) + ((j - 1) * Recursion(g, d, i, j - 2) / (2 * p));
    }

    /// <summary>∫ a' b' in one dimension; (x^i e^(-ax²))' = i x^(i-1) - 2a x^(i+1).</summary>
    private static double Derivatives(Primitive[] g, int d)
    {
        var (i, j) = (g[0].Powers[d], g[1].Powers[d]);
        var (a, b) = (2 * g[0].Exponent, 2 * g[1].Exponent);
        return (i * j * Overlap1D(g, d, -1, -1)) - (i * b * Overlap1D(g, d, -1, 1)) - (a * j * Overlap1D(g, d, 1, -1)) + (a * b * Overlap1D(g, d, 1, 1));
    }

    private static double Prefactor(Primitive a, Primitive b) =>
        Math.Exp(-a.Exponent * b.Exponent / (a.Exponent + b.Exponent) * Distance2(a.Centre, b.Centre));

    private static double[] Weighted(Primitive a, Primitive b) =>
        [.. a.Centre.Zip(b.Centre, (x, y) => ((a.Exponent * x) + (b.Exponent * y)) / (a.Exponent + b.Exponent))];

    private static double Distance2(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    private static int[] Change(int[] powers, int at, int by)
    {
        var copy = (int[])powers.Clone();
        copy[at] += by;
        return copy;
    }

    /// <summary>Sums over the primitives and monomials of some functions.</summary>
    private static double Sum(BasisFunctions basis, int[] functions, Func<Primitive[], double> integral)
    {
        var terms = functions.Select(f => Terms(basis, f)).ToArray();
        var chosen = new Primitive[functions.Length];
        return Add(0, 1);

        double Add(int depth, double weight)
        {
            if (depth == chosen.Length) return weight * integral(chosen);
            var sum = 0.0;
            foreach (var (w, primitive) in terms[depth])
            {
                chosen[depth] = primitive;
                sum += Add(depth + 1, weight * w);
            }

            return sum;
        }
    }

    private static List<(double Weight, Primitive Primitive)> Terms(BasisFunctions basis, int function)
    {
        var shell = basis.Shells.Last(s => s.FirstFunction <= function);
        var terms = new List<(double, Primitive)>();
        for (var c = 0; c < shell.Functions.Powers.Length; c++)
        {
            var weight = shell.Functions.Matrix[((function - shell.FirstFunction) * shell.Functions.Powers.Length) + c];
            if (weight == 0) continue;
            var (x, y, z) = shell.Functions.Powers[c];
            for (var k = 0; k < shell.Exponents.Length; k++)
            {
                terms.Add((weight * shell.Coefficients[k], new Primitive([shell.X, shell.Y, shell.Z], shell.Exponents[k], [x, y, z])));
            }
        }

        return terms;
    }
}
