namespace Qratum.Chemistry;

/// <summary>Derivatives of the one-electron energy with respect to the nuclei: tr D T', tr D V' and - tr W S'.</summary>
internal static class OneElectronForces
{
    /// <summary>Adds tr D T' - tr W S': both depend on the distance of two atoms only, so what A feels B feels with the other sign.</summary>
    public static void AddKineticAndOverlap(BasisFunctions basis, double[] density, double[] weighted, double[] forces)
    {
        for (var i = 0; i < basis.Shells.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (basis.Shells[i].Atom != basis.Shells[j].Atom) AddPair(basis.Shells[i], basis.Shells[j], basis.Count, density, weighted, forces);
            }
        }
    }

    /// <summary>Adds tr D V' of one family pair and all nuclei, which feel it too.</summary>
    public static void AddAttraction(PairDerivatives pair, double[] density, int n, IReadOnlyList<Atom> atoms, double[] forces)
    {
        var (source, pattern) = (pair.Pair, pair.Pair.Pattern);
        var degree = pattern.Degree;
        var boys = Boys.OfOrder(degree + 1);
        var raised = HermiteIndex.Sums(1, degree);
        var hermite = new double[4][]; // the density over Hermite Gaussians, and how it changes with A - B
        for (var k = 0; k < 4; k++) hermite[k] = new double[pattern.HermiteCount];
        var r = new double[HermiteIndex.Count(degree + 1)];
        var work = new double[r.Length];
        var (a, b) = (3 * source.A.Atom, 3 * source.B.Atom);
        for (var k = 0; k < source.Primitives.Length; k++)
        {
            foreach (var values in hermite) Array.Clear(values);
            for (var row = 0; row < pattern.Rows.Length; row++)
            {
                var (i, j) = (pair.First[row], pair.Second[row]);
                var weight = (i == j ? 1 : 2) * density[(i * n) + j];
                for (var e = pattern.Starts[row]; e < pattern.Starts[row + 1]; e++)
                {
                    var place = (k * pattern.EntryCount) + e;
                    hermite[0][pattern.Hermites[e]] += weight * source.Entries[place];
                    for (var axis = 0; axis < 3 && !pair.IsOneCentre; axis++) hermite[1 + axis][pattern.Hermites[e]] += weight * pair.Entries[axis][place];
                }
            }

            var (p, x, y, z, _) = source.Primitives[k];
            for (var c = 0; c < atoms.Count; c++)
            {
                Array.Clear(r);
                OneElectron.AddCoulomb(r, work, boys, p, x - atoms[c].X, y - atoms[c].Y, z - atoms[c].Z, -2 * Math.PI * atoms[c].Element.AtomicNumber);
                for (var axis = 0; axis < 3; axis++)
                {
                    double force = 0, change = 0;
                    for (var t = 0; t < pattern.HermiteCount; t++)
                    {
                        force += hermite[0][t] * r[raised[(t * 4) + 1 + axis]];
                        change += hermite[1 + axis][t] * r[t];
                    }

                    forces[a + axis] += (pair.Shares[k] * force) + change;
                    forces[b + axis] += ((1 - pair.Shares[k]) * force) - change;
                    forces[(3 * c) + axis] -= force;
                }
            }
        }
    }

    private static void AddPair(PlacedShell a, PlacedShell b, int n, double[] density, double[] weighted, double[] forces)
    {
        var (d, w) = (ToMonomials(a, b, n, density), ToMonomials(a, b, n, weighted));
        var (la, lb) = (a.Momentum, b.Momentum);
        OneElectron.Axis[] axes = [new(la + 1, lb), new(la + 1, lb), new(la + 1, lb)];
        Span<double> force = stackalloc double[3];
        Span<double> s = stackalloc double[3];
        Span<double> t = stackalloc double[3];
        for (var k = 0; k < a.Exponents.Length; k++)
        {
            for (var l = 0; l < b.Exponents.Length; l++)
            {
                var (ea, eb) = (a.Exponents[k], b.Exponents[l]);
                axes[0].Fill(ea, eb, a.X, b.X);
                axes[1].Fill(ea, eb, a.Y, b.Y);
                axes[2].Fill(ea, eb, a.Z, b.Z);
                var scale = 2 * a.Coefficients[k] * b.Coefficients[l];
                var place = 0;
                foreach (var (ax, ay, az) in a.Functions.Powers)
                {
                    foreach (var (bx, by, bz) in b.Functions.Powers)
                    {
                        var (dd, ww) = (scale * d[place], scale * w[place]);
                        place++;
                        ReadOnlySpan<int> pa = [ax, ay, az], pb = [bx, by, bz];
                        for (var x = 0; x < 3; x++) (s[x], t[x]) = (axes[x].Overlap(pa[x], pb[x]), axes[x].Kinetic(pa[x], pb[x]));
                        for (var x = 0; x < 3; x++)
                        {
                            var (y, z) = ((x + 1) % 3, (x + 2) % 3);
                            var slopeS = 2 * ea * axes[x].Overlap(pa[x] + 1, pb[x]);
                            var slopeT = 2 * ea * axes[x].Kinetic(pa[x] + 1, pb[x]);
                            if (pa[x] > 0)
                            {
                                slopeS -= pa[x] * axes[x].Overlap(pa[x] - 1, pb[x]);
                                slopeT -= pa[x] * axes[x].Kinetic(pa[x] - 1, pb[x]);
                            }

                            force[x] += (dd * ((slopeT * s[y] * s[z]) + (slopeS * ((t[y] * s[z]) + (s[y] * t[z]))))) - (ww * slopeS * s[y] * s[z]);
                        }
                    }
                }
            }
        }

        for (var x = 0; x < 3; x++)
        {
            forces[(3 * a.Atom) + x] += force[x];
            forces[(3 * b.Atom) + x] -= force[x];
        }
    }

    /// <summary>The block of a matrix over the monomials of two shells.</summary>
    private static double[] ToMonomials(PlacedShell a, PlacedShell b, int n, double[] matrix)
    {
        var (fa, fb) = (a.Functions, b.Functions);
        var result = new double[fa.Powers.Length * fb.Powers.Length];
        for (var f = 0; f < fa.Count; f++)
        {
            for (var g = 0; g < fb.Count; g++)
            {
                var value = matrix[((a.FirstFunction + f) * n) + b.FirstFunction + g];
                for (var c = 0; c < fa.Powers.Length; c++)
                {
                    var weight = value * fa.Matrix[(f * fa.Powers.Length) + c];
                    if (weight == 0) continue;
                    for (var d = 0; d < fb.Powers.Length; d++) result[(c * fb.Powers.Length) + d] += weight * fb.Matrix[(g * fb.Powers.Length) + d];
                }
            }
        }

        return result;
    }
}
