namespace Qratum.Chemistry;

/// <summary>
/// Overlap, kinetic energy, nuclear attraction and dipole integrals by Hermite Gaussians; row-major n × n, symmetric.
/// T. Helgaker, P. Jørgensen, J. Olsen, Molecular Electronic-Structure Theory, sections 9.3, 9.5 and 9.9.
/// </summary>
internal sealed class OneElectron
{
    private readonly BasisFunctions _basis;
    private readonly (double X, double Y, double Z, double Charge)[] _nuclei;

    private OneElectron(BasisFunctions basis, (double X, double Y, double Z, double Charge)[] nuclei)
    {
        (_basis, _nuclei) = (basis, nuclei);
        var size = basis.Count * basis.Count;
        (Overlap, Kinetic, NuclearAttraction) = (new double[size], new double[size], new double[size]);
        Dipole = [new double[size], new double[size], new double[size]];
    }

    public double[] Overlap { get; }

    public double[] Kinetic { get; }

    /// <summary>-Σ_C Z_C / |r - C|.</summary>
    public double[] NuclearAttraction { get; }

    /// <summary>x, y and z, from the origin of the coordinates.</summary>
    public double[][] Dipole { get; }

    /// <summary>Computes all of them. O(n² · nuclei).</summary>
    public static OneElectron Compute(BasisFunctions basis, (double X, double Y, double Z, double Charge)[] nuclei)
    {
        var result = new OneElectron(basis, nuclei);
        for (var i = 0; i < basis.Shells.Length; i++)
        {
            for (var j = 0; j <= i; j++) result.AddPair(basis.Shells[i], basis.Shells[j]);
        }

        return result;
    }

    private void AddPair(PlacedShell a, PlacedShell b)
    {
        var (la, lb) = (a.Momentum, b.Momentum);
        var cartesian = a.Functions.Powers.Length * b.Functions.Powers.Length;
        Span<double[]> sums = new double[6][];
        for (var n = 0; n < sums.Length; n++) sums[n] = new double[cartesian];
        var axes = new Axis[] { new(la, lb), new(la, lb), new(la, lb) };
        var boys = Boys.OfOrder(la + lb);
        var coulomb = new double[HermiteIndex.Count(la + lb)];
        var work = new double[coulomb.Length];
        for (var k = 0; k < a.Exponents.Length; k++)
        {
            for (var l = 0; l < b.Exponents.Length; l++)
            {
                var (ea, eb) = (a.Exponents[k], b.Exponents[l]);
                var p = ea + eb;
                axes[0].Fill(ea, eb, a.X, b.X);
                axes[1].Fill(ea, eb, a.Y, b.Y);
                axes[2].Fill(ea, eb, a.Z, b.Z);
                Array.Clear(coulomb);
                foreach (var nucleus in _nuclei)
                {
                    AddCoulomb(coulomb, work, boys, p, axes[0].Centre - nucleus.X, axes[1].Centre - nucleus.Y, axes[2].Centre - nucleus.Z, -nucleus.Charge);
                }

                AddPrimitives(a.Functions, b.Functions, axes, coulomb, a.Coefficients[k] * b.Coefficients[l], p, sums);
            }
        }

        Store(a, b, sums);
    }

    private static void AddPrimitives(
        AngularFunctions a, AngularFunctions b, Axis[] axes, double[] coulomb, double weight, double p, Span<double[]> sums)
    {
        var place = 0;
        var (x, y, z) = (axes[0], axes[1], axes[2]);
        foreach (var (ax, ay, az) in a.Powers)
        {
            foreach (var (bx, by, bz) in b.Powers)
            {
                var (sx, sy, sz) = (x.Overlap(ax, bx), y.Overlap(ay, by), z.Overlap(az, bz));
                sums[0][place] += weight * sx * sy * sz;
                sums[1][place] += weight * ((x.Kinetic(ax, bx) * sy * sz) + (sx * y.Kinetic(ay, by) * sz) + (sx * sy * z.Kinetic(az, bz)));
                var attraction = 0.0;
                for (var t = 0; t <= ax + bx; t++)
                {
                    for (var u = 0; u <= ay + by; u++)
                    {
                        for (var v = 0; v <= az + bz; v++)
                        {
                            attraction += x.Hermite(ax, bx, t) * y.Hermite(ay, by, u) * z.Hermite(az, bz, v) * coulomb[HermiteIndex.Of(t, u, v)];
                        }
                    }
                }

                sums[2][place] += weight * 2 * Math.PI / p * attraction;
                sums[3][place] += weight * x.Moment(ax, bx) * sy * sz;
                sums[4][place] += weight * sx * y.Moment(ay, by) * sz;
                sums[5][place] += weight * sx * sy * z.Moment(az, bz);
                place++;
            }
        }
    }

    /// <summary>Adds factor · R(t,u,v)(p, separation).</summary>
    internal static void AddCoulomb(double[] target, double[] r, Boys boys, double p, double x, double y, double z, double factor)
    {
        var degree = boys.Order;
        Span<double> f = stackalloc double[degree + 1];
        ReadOnlySpan<double> separation = [x, y, z];
        boys.Evaluate(p * ((x * x) + (y * y) + (z * z)), f);
        for (var m = 0; m <= degree; m++, factor *= -2 * p) f[m] *= factor;
        var steps = HermiteIndex.Steps(degree);
        r[0] = f[degree];
        for (var m = degree - 1; m >= 0; m--)
        {
            for (var c = HermiteIndex.Count(degree - m) - 1; c > 0; c--)
            {
                r[c] = (separation[steps[c].Axis] * r[steps[c].First]) + (steps[c].Factor * r[steps[c].Second]);
            }

            r[0] = f[m];
        }

        for (var c = 0; c < target.Length; c++) target[c] += r[c];
    }

    private void Store(PlacedShell a, PlacedShell b, Span<double[]> sums)
    {
        ReadOnlySpan<double[]> targets = [Overlap, Kinetic, NuclearAttraction, Dipole[0], Dipole[1], Dipole[2]];
        var (fa, fb, n) = (a.Functions, b.Functions, _basis.Count);
        for (var f = 0; f < fa.Count; f++)
        {
            for (var g = 0; g < fb.Count; g++)
            {
                var (i, j) = (a.FirstFunction + f, b.FirstFunction + g);
                for (var q = 0; q < targets.Length; q++)
                {
                    var value = 0.0;
                    for (var c = 0; c < fa.Powers.Length; c++)
                    {
                        var weight = fa.Matrix[(f * fa.Powers.Length) + c];
                        if (weight == 0) continue;
                        for (var d = 0; d < fb.Powers.Length; d++)
                        {
                            value += weight * fb.Matrix[(g * fb.Powers.Length) + d] * sums[q][(c * fb.Powers.Length) + d];
                        }
                    }

                    targets[q][(i * n) + j] = value;
                    targets[q][(j * n) + i] = value;
                }
            }
        }
    }

    /// <summary>One-dimensional integrals of one axis for one primitive pair.</summary>
    internal sealed class Axis(int la, int lb)
    {
        private readonly double[] _e = new double[HermiteExpansion.Size(la, lb + 2)]; // the kinetic energy raises b by two
        private double _root;
        private double _b;

        public double Centre { get; private set; }

        public void Fill(double ea, double eb, double xa, double xb)
        {
            HermiteExpansion.Fill(_e, la, lb + 2, ea, eb, xa, xb);
            Centre = ((ea * xa) + (eb * xb)) / (ea + eb);
            _root = Math.Sqrt(Math.PI / (ea + eb));
            _b = eb;
        }

        public double Hermite(int i, int j, int t) => _e[HermiteExpansion.At(i, j, t, la, lb + 2)];

        public double Overlap(int i, int j) => _root * Hermite(i, j, 0);

        public double Kinetic(int i, int j)
        {
            var value = (_b * ((2 * j) + 1) * Overlap(i, j)) - (2 * _b * _b * Overlap(i, j + 2));
            return j < 2 ? value : value - (0.5 * j * (j - 1) * Overlap(i, j - 2));
        }

        public double Moment(int i, int j) => _root * ((i + j > 0 ? Hermite(i, j, 1) : 0) + (Centre * Hermite(i, j, 0)));
    }
}
