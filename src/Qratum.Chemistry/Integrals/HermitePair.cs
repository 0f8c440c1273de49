namespace Qratum.Chemistry;

/// <summary>
/// What all family pairs of one kind have in common: their products of two functions (rows) and which Hermite Gaussians each
/// row can have.
/// </summary>
internal sealed class PairPattern
{
    private PairPattern(ContractionFamily a, ContractionFamily b)
    {
        Degree = a.MaxMomentum + b.MaxMomentum;
        HermiteCount = HermiteIndex.Count(Degree);
        var sameFamily = ReferenceEquals(a, b);
        var sameCentre = a.Atom == b.Atom;
        var rows = new List<Row>();
        var starts = new List<int> { 0 };
        var columns = new List<int>();
        for (var i = 0; i < a.Members.Length; i++)
        {
            for (var j = 0; j < b.Members.Length; j++)
            {
                if (sameFamily && j > i) continue;
                for (var f = 0; f < a.Members[i].Functions.Count; f++)
                {
                    for (var g = 0; g < b.Members[j].Functions.Count; g++)
                    {
                        if (sameFamily && i == j && g > f) continue;
                        rows.Add(new Row(i, f, j, g));
                        columns.AddRange(Columns(a.Members[i].Functions, f, b.Members[j].Functions, g, sameCentre));
                        starts.Add(columns.Count);
                    }
                }
            }
        }

        Rows = [.. rows];
        Starts = [.. starts];
        Hermites = [.. columns];
    }

    /// <summary>Function <paramref name="F"/> of member <paramref name="I"/> of A times function <paramref name="G"/> of member <paramref name="J"/> of B.</summary>
    internal readonly record struct Row(int I, int F, int J, int G);

    /// <summary>Highest degree of the Hermite Gaussians.</summary>
    public int Degree { get; }

    /// <summary>Number of Hermite Gaussians up to that degree.</summary>
    public int HermiteCount { get; }

    /// <summary>The function products; a family with itself has each product once.</summary>
    public Row[] Rows { get; }

    /// <summary>The entries of row r are Starts[r]..Starts[r+1].</summary>
    public int[] Starts { get; }

    /// <summary>Hermite index of each entry.</summary>
    public int[] Hermites { get; }

    /// <summary>Number of entries of one primitive pair.</summary>
    public int EntryCount => Hermites.Length;

    public static string KindOf(ContractionFamily a, ContractionFamily b) =>
        ReferenceEquals(a, b) ? a.Kind + "|self" : a.Atom == b.Atom ? $"{a.Kind}|{b.Kind}|same centre" : $"{a.Kind}|{b.Kind}";

    public static PairPattern Of(ContractionFamily a, ContractionFamily b) => new(a, b);

    private static SortedSet<int> Columns(AngularFunctions a, int f, AngularFunctions b, int g, bool sameCentre)
    {
        var columns = new SortedSet<int>();
        for (var c = 0; c < a.Powers.Length; c++)
        {
            if (a.Matrix[(f * a.Powers.Length) + c] == 0) continue;
            for (var d = 0; d < b.Powers.Length; d++)
            {
                if (b.Matrix[(g * b.Powers.Length) + d] == 0) continue;
                var (x, y, z) = (a.Powers[c].X + b.Powers[d].X, a.Powers[c].Y + b.Powers[d].Y, a.Powers[c].Z + b.Powers[d].Z);
                var step = sameCentre ? 2 : 1; // on one centre E_t^ij vanishes for odd i+j-t
                for (var t = x; t >= 0; t -= step)
                {
                    for (var u = y; u >= 0; u -= step)
                    {
                        for (var v = z; v >= 0; v -= step) columns.Add(HermiteIndex.Of(t, u, v));
                    }
                }
            }
        }

        return columns;
    }
}

/// <summary>All primitive pairs of two families: exponent p, centre P and Hermite coefficients, contraction and 1/p included.</summary>
internal sealed class HermitePair
{
    /// <summary>A primitive pair is left out when its own contribution to any integral is estimated below this.</summary>
    private const double Negligible = 1e-17;

    public HermitePair(ContractionFamily a, ContractionFamily b, PairPattern pattern)
    {
        (Pattern, A, B) = (pattern, a, b);
        PackedIndices = new int[pattern.Rows.Length];
        for (var r = 0; r < PackedIndices.Length; r++)
        {
            var row = pattern.Rows[r];
            PackedIndices[r] = PackedSymmetric.IndexOf(a.Members[row.I].FirstFunction + row.F, b.Members[row.J].FirstFunction + row.G);
        }

        var sources = new List<(int K, int L)>();
        var primitives = new List<(double P, double X, double Y, double Z, double Bound)>();
        var entries = new List<double>();
        var builder = new EntryBuilder(a, b, pattern);
        for (var k = 0; k < a.Exponents.Length; k++)
        {
            for (var l = 0; l < b.Exponents.Length; l++)
            {
                var bound = builder.Build(k, l);
                if (bound < Negligible) continue;
                var (ea, eb) = (a.Exponents[k], b.Exponents[l]);
                var p = ea + eb;
                primitives.Add((p, ((ea * a.X) + (eb * b.X)) / p, ((ea * a.Y) + (eb * b.Y)) / p, ((ea * a.Z) + (eb * b.Z)) / p, bound));
                entries.AddRange(builder.Entries);
                sources.Add((k, l));
            }
        }

        Primitives = [.. primitives];
        Entries = [.. entries];
        Sources = [.. sources];
    }

    public PairPattern Pattern { get; }

    /// <summary>The first family.</summary>
    public ContractionFamily A { get; }

    /// <summary>The second family.</summary>
    public ContractionFamily B { get; }

    /// <summary>Primitive of A and of B that each primitive pair is made of.</summary>
    public (int K, int L)[] Sources { get; }

    /// <summary>Exponent, centre and estimated size of each primitive pair.</summary>
    public (double P, double X, double Y, double Z, double Bound)[] Primitives { get; }

    /// <summary>Entry [primitive · EntryCount + entry].</summary>
    public double[] Entries { get; }

    /// <summary>Packed symmetric index of the two functions of each row.</summary>
    public int[] PackedIndices { get; }

    /// <summary>√ of the largest (ij|ij) of the pair; set once the diagonal integrals are known.</summary>
    public double Schwarz { get; set; } = double.PositiveInfinity;

    /// <summary>Hermite coefficients of one primitive pair for all entries of the pattern.</summary>
    private sealed class EntryBuilder
    {
        private readonly ContractionFamily _a;
        private readonly ContractionFamily _b;
        private readonly PairPattern _pattern;
        private readonly double[] _x;
        private readonly double[] _y;
        private readonly double[] _z;
        private readonly double[] _sum;
        private readonly double[] _weights; // growth of a Hermite integral with its degree
        private readonly int[] _degrees;

        public EntryBuilder(ContractionFamily a, ContractionFamily b, PairPattern pattern)
        {
            (_a, _b, _pattern) = (a, b, pattern);
            var size = HermiteExpansion.Size(a.MaxMomentum, b.MaxMomentum);
            (_x, _y, _z) = (new double[size], new double[size], new double[size]);
            _sum = new double[pattern.HermiteCount];
            _weights = new double[pattern.HermiteCount];
            _degrees = [.. HermiteIndex.All(pattern.Degree).Select(h => h.T + h.U + h.V)];
            Entries = new double[pattern.EntryCount];
        }

        public double[] Entries { get; }

        /// <summary>Fills the entries; returns an estimate of √ of the primitive's own repulsion integral.</summary>
        public double Build(int k, int l)
        {
            var (la, lb) = (_a.MaxMomentum, _b.MaxMomentum);
            var (ea, eb) = (_a.Exponents[k], _b.Exponents[l]);
            var p = ea + eb;
            HermiteExpansion.Fill(_x, la, lb, ea, eb, _a.X, _b.X);
            HermiteExpansion.Fill(_y, la, lb, ea, eb, _a.Y, _b.Y);
            HermiteExpansion.Fill(_z, la, lb, ea, eb, _a.Z, _b.Z);
            for (var n = 0; n < _weights.Length; n++) _weights[n] = Math.Pow(2 * p, _degrees[n] / 2.0);
            var largest = 0.0;
            for (var r = 0; r < _pattern.Rows.Length; r++)
            {
                var row = _pattern.Rows[r];
                var (a, b) = (_a.Members[row.I], _b.Members[row.J]);
                var scale = a.Coefficients[k] * b.Coefficients[l] / p;
                Array.Clear(_sum);
                if (scale != 0) AddRow(a.Functions, row.F, b.Functions, row.G, scale);
                var size = 0.0;
                for (var n = _pattern.Starts[r]; n < _pattern.Starts[r + 1]; n++)
                {
                    var value = _sum[_pattern.Hermites[n]];
                    Entries[n] = value;
                    size += Math.Abs(value) * _weights[_pattern.Hermites[n]];
                }

                largest = Math.Max(largest, size);
            }

            return largest * Math.Sqrt(2 * Math.Pow(Math.PI, 2.5) / Math.Sqrt(2 * p));
        }

        private void AddRow(AngularFunctions a, int f, AngularFunctions b, int g, double scale)
        {
            var (la, lb) = (_a.MaxMomentum, _b.MaxMomentum);
            for (var c = 0; c < a.Powers.Length; c++)
            {
                var wa = a.Matrix[(f * a.Powers.Length) + c] * scale;
                if (wa == 0) continue;
                var (ax, ay, az) = a.Powers[c];
                for (var d = 0; d < b.Powers.Length; d++)
                {
                    var w = wa * b.Matrix[(g * b.Powers.Length) + d];
                    if (w == 0) continue;
                    var (bx, by, bz) = b.Powers[d];
                    var (ox, oy, oz) = (HermiteExpansion.At(ax, bx, 0, la, lb), HermiteExpansion.At(ay, by, 0, la, lb), HermiteExpansion.At(az, bz, 0, la, lb));
                    for (var t = 0; t <= ax + bx; t++)
                    {
                        var wt = w * _x[ox + t];
                        if (wt == 0) continue;
                        for (var u = 0; u <= ay + by; u++)
                        {
                            var wu = wt * _y[oy + u];
                            if (wu == 0) continue;
                            for (var v = 0; v <= az + bz; v++) _sum[HermiteIndex.Of(t, u, v)] += wu * _z[oz + v];
                        }
                    }
                }
            }
        }
    }
}
